//! Exchanges of documents.

use dingtalk_client::doc_v2::query_dentry_uuid;

use super::{assert_fields, without_body};
use crate::endpoints::request;
use crate::server::{Server, client, ok};

const UUID: &str = r#"{"dentryUuid":"Qnp9zOxxxx1DK0g6l","dentryId":"1744xxxx2000","spaceId":"490xxxx976"}"#;

#[tokio::test]
async fn query_dentry_uuid() {
    let server = Server::start(vec![ok(UUID)]).await;
    let request = request::<query_dentry_uuid::Request>(
        r#"{"dentryId": "1744xxxx000", "spaceId": "490xxxx76", "operatorId": "E9CS6xxxxN7QiEiE"}"#,
    );
    let response = client(&server).doc_v2().query_dentry_uuid(&request).await.expect("success");

    let line = "GET /v2.0/doc/dentries/1744xxxx000/queryDentryUuid?spaceId=490xxxx76&operatorId=E9CS6xxxxN7QiEiE";
    assert_eq!(server.requests(), [without_body(line)]);
    assert_eq!(serde_json::to_string(&response).expect("JSON"), UUID);
    assert_fields(
        &response,
        &[
            "dentry_uuid: Some(DentryUuid(\"Qnp9zOxxxx1DK0g6l\"))",
            "dentry_id: Some(DentryId(\"1744xxxx2000\"))",
            "space_id: Some(SpaceId(\"490xxxx976\"))",
        ],
    );
}
