//! Exchanges of group chats.

use dingtalk_client::conv_file::send_link;
use dingtalk_client::im::create_group;
use dingtalk_client::{DentryId, SpaceId, UnionId};

use super::{assert_fields, with_body};
use crate::endpoints::request;
use crate::server::{Server, client, ok};

const GROUP: &str = r#"{"conversationTag":2,"openConversationId":"14da****2760","chatid":"chatxxxx"}"#;

/// The request of the page's example.
const NEW_GROUP: &str = r#"{"name":"测试群","owner":"manager4220","ownerType":"emp","useridlist":["userId"],"conversationTag":2,"extidlist":["unionId"],"icon":"@mediaId","managementOptions":{"mentionAllAuthority":0,"showHistoryType":0,"validationType":0,"searchable":0,"chatBannedType":0,"managementType":0}}"#;

#[tokio::test]
async fn create_group() {
    let server = Server::start(vec![ok(GROUP)]).await;
    let request = request::<create_group::Request>(NEW_GROUP);
    let response = client(&server).im().create_group(&request).await.expect("success");

    assert_eq!(server.requests(), [with_body("POST /v1.0/im/group/create", NEW_GROUP)]);
    assert_eq!(serde_json::to_string(&response).expect("JSON"), GROUP);
    assert_fields(
        &response,
        &[
            "conversation_tag: Some(Internal)",
            "open_conversation_id: Some(OpenConversationId(\"14da****2760\"))",
            "chatid: Some(ChatId(\"chatxxxx\"))",
        ],
    );
    assert_fields(
        &request,
        &[
            "owner: UserId(\"manager4220\")",
            "owner_type: Some(Emp)",
            "useridlist: [UserId(\"userId\")]",
            "extidlist: Some([\"unionId\"])",
            "icon: Some(MediaId(\"@mediaId\"))",
            "mention_all_authority: Some(Everyone)",
        ],
    );
}

/// The ID of a new group goes into the next request.
#[tokio::test]
async fn a_link_is_sent_to_a_new_group() {
    let server = Server::start(vec![ok(GROUP), ok("{}")]).await;
    let client = client(&server);
    let group = client.im().create_group(&request(NEW_GROUP)).await.expect("success");
    let chat = group.open_conversation_id.expect("an ID");
    let link = send_link::Request::new(UnionId::new("u"), SpaceId::new("s"), DentryId::new("d"), chat);
    client.conv_file().send_link(&link).await.expect("success");
    assert!(server.requests()[1].ends_with(r#""openConversationId":"14da****2760"}"#));
}
