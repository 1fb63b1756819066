//! Exchanges of uploads.

use dingtalk_client::Value;
use dingtalk_client::storage_v2::query_upload_info;

use super::{assert_fields, with_body};
use crate::endpoints::request;
use crate::server::{Server, client, ok};

const UPLOAD: &str = r#"{
  "uploadKey" : "upload_key",
  "storageDriver" : "DINGTALK",
  "protocol" : "HEADER_SIGNATURE",
  "headerSignatureInfo" : {
    "resourceUrls" : [ "resourceUrl" ],
    "headers" : {
      "key" : "header_value"
    },
    "expirationSeconds" : 900,
    "region" : "ZHANGJIAKOU",
    "internalResourceUrls" : [ "internalResourceUrl" ]
  }
}"#;

#[tokio::test]
async fn query_upload_info() {
    let server = Server::start(vec![ok(UPLOAD)]).await;
    let request = request::<query_upload_info::Request>(
        r#"{"parentDentryUuid": "uuid", "unionId": "union_id", "protocol": "HEADER_SIGNATURE",
            "option": {"storageDriver": "DINGTALK", "preCheckParam": {"size": 512, "name": "dentry_name"},
                       "preferRegion": "ZHANGJIAKOU", "preferIntranet": true}}"#,
    );
    let response = client(&server).storage_v2().query_upload_info(&request).await.expect("success");

    let line = "POST /v2.0/storage/spaces/files/uuid/uploadInfos/query?unionId=union_id";
    let body = r#"{"protocol":"HEADER_SIGNATURE","option":{"storageDriver":"DINGTALK","preCheckParam":{"size":512,"name":"dentry_name"},"preferRegion":"ZHANGJIAKOU","preferIntranet":true}}"#;
    assert_eq!(server.requests(), [with_body(line, body)]);

    assert_eq!(serde_json::to_value(&response).expect("JSON"), UPLOAD.parse::<Value>().expect("JSON"));
    assert_fields(
        &response,
        &[
            "upload_key: Some(UploadKey(\"upload_key\"))",
            "storage_driver: Some(\"DINGTALK\")",
            "protocol: Some(HeaderSignature)",
            "resource_urls: Some([\"resourceUrl\"])",
            "expiration_seconds: Some(900)",
            "region: Some(Zhangjiakou)",
            "internal_resource_urls: Some([\"internalResourceUrl\"])",
        ],
    );
    // The headers authorize the upload.
    assert!(!format!("{response:?}").contains("header_value"), "{response:?}");
}
