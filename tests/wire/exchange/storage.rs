//! Exchanges of storage spaces.

use dingtalk_client::Value;
use dingtalk_client::storage::add_space;

use super::{assert_fields, with_body};
use crate::endpoints::request;
use crate::server::{Server, client, ok};

const SPACE: &str = r#"{
  "space" : {
    "id" : "833xxxxx",
    "corpId" : "ding027xxxxx",
    "creatorId" : "cHtUYxxxxx",
    "ownerType" : "USER",
    "ownerId" : "xxxxx",
    "modifierId" : "cHtUYxxxxx",
    "usedQuota" : 1024,
    "quota" : 1048576,
    "status" : "NORMAL",
    "createTime" : "2022-01-01T10:00:00Z",
    "modifiedTime" : "2022-01-01T10:00:00Z",
    "scene" : "scene",
    "sceneId" : "123",
    "capabilities" : {
      "canSearch" : true,
      "canRename" : true,
      "canRecordRecentFile" : true
    },
    "name" : "测试空间"
  }
}"#;

#[tokio::test]
async fn add_space() {
    let server = Server::start(vec![ok(SPACE)]).await;
    let request = request::<add_space::Request>(
        r#"{"unionId": "cHtUYxxxxx", "option": {"name": "测试空间", "quota": 1024, "capabilities": {"canSearch": true,
            "canRename": true, "canRecordRecentFile": true}, "scene": "scene", "sceneId": "123", "ownerType": "USER"}}"#,
    );
    let response = client(&server).storage().add_space(&request).await.expect("success");

    let body = r#"{"option":{"name":"测试空间","quota":1024,"capabilities":{"canSearch":true,"canRename":true,"canRecordRecentFile":true},"scene":"scene","sceneId":"123","ownerType":"USER"}}"#;
    assert_eq!(server.requests(), [with_body("POST /v1.0/storage/spaces?unionId=cHtUYxxxxx", body)]);

    assert_eq!(serde_json::to_value(&response).expect("JSON"), SPACE.parse::<Value>().expect("JSON"));
    assert_fields(
        &response,
        &[
            "id: Some(SpaceId(\"833xxxxx\"))",
            "corp_id: Some(CorpId(\"ding027xxxxx\"))",
            "creator_id: Some(UnionId(\"cHtUYxxxxx\"))",
            "owner_type: Some(User)",
            "owner_id: Some(\"xxxxx\")",
            "modifier_id: Some(UnionId(\"cHtUYxxxxx\"))",
            "used_quota: Some(1024)",
            "quota: Some(1048576)",
            "status: Some(Normal)",
            "create_time: Some(DateTime(\"2022-01-01T10:00:00Z\"))",
            "modified_time: Some(DateTime(\"2022-01-01T10:00:00Z\"))",
            "app_id: None",
            "scene: Some(\"scene\")",
            "scene_id: Some(\"123\")",
            "can_search: Some(true)",
            "can_rename: Some(true)",
            "can_record_recent_file: Some(true)",
            "name: Some(\"测试空间\")",
            "partitions: None",
        ],
    );
}

#[tokio::test]
async fn add_space_needs_no_options() {
    let server = Server::start(vec![ok("{}")]).await;
    let request = request::<add_space::Request>(r#"{"unionId": "u"}"#);
    client(&server).storage().add_space(&request).await.expect("success");
    assert_eq!(server.requests(), [with_body("POST /v1.0/storage/spaces?unionId=u", "{}")]);
}

/// The page's example has no partitions.
#[tokio::test]
async fn spaces_have_partitions() {
    let body = r#"{"space":{"ownerType":"APP","status":"DELETE","appId":"7","partitions":[
        {"partitionType":"PUBLIC_OSS_PARTITION","quota":{"used":1,"reserved":3,"type":"SHARE"}},
        {"partitionType":"MINI_OSS_PARTITION","quota":{"used":1,"max":2,"type":"PRIVATE"}}]}}"#;
    let server = Server::start(vec![ok(body)]).await;
    let request = request::<add_space::Request>(r#"{"unionId": "u"}"#);
    let response = client(&server).storage().add_space(&request).await.expect("success");
    assert_fields(
        &response,
        &[
            "owner_type: Some(App)",
            "status: Some(Delete)",
            "app_id: Some(\"7\")",
            "partition_type: Some(PublicOssPartition)",
            "used: Some(1), max: None, reserved: Some(3), type: Some(Share)",
            "partition_type: Some(MiniOssPartition)",
            "used: Some(1), max: Some(2), reserved: None, type: Some(Private)",
        ],
    );
}
