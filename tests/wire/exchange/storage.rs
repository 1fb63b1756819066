//! Exchanges of storage spaces.

use dingtalk_client::Value;
use dingtalk_client::storage::{add_space, list_dentries};

use super::{assert_fields, with_body, without_body};
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

const DENTRIES: &str = r#"{
  "dentries" : [ {
    "id" : "657xxxxx",
    "spaceId" : "854xxxxx",
    "parentId" : "0",
    "type" : "FILE",
    "name" : "测试文件夹",
    "size" : 512,
    "path" : "./test.txt",
    "version" : 1,
    "status" : "NORMAL",
    "extension" : "txt",
    "creatorId" : "cHtUxxxxx",
    "modifierId" : "cHtUxxxxx",
    "createTime" : "2022-01-01T10:00:00Z",
    "modifiedTime" : "2022-01-01T10:00:00Z",
    "properties" : {
      "readOnly" : true
    },
    "uuid" : "123xxxxx",
    "partitionType" : "PUBLIC_OSS_PARTITION",
    "storageDriver" : "DINGTALK",
    "thumbnail" : {
      "width" : 64,
      "height" : 64,
      "url" : "url"
    }
  } ],
  "nextToken" : "next_token"
}"#;

#[tokio::test]
async fn list_dentries() {
    let server = Server::start(vec![ok(DENTRIES)]).await;
    let request = request::<list_dentries::Request>(
        r#"{"spaceId": "854xxxxx", "parentId": "0", "nextToken": "next_token", "maxResults": 30,
            "orderBy": "MODIFIED_TIME", "order": "DESC", "withThumbnail": false, "unionId": "cHtUxxxxx"}"#,
    );
    let response = client(&server).storage().list_dentries(&request).await.expect("success");

    let line = "GET /v1.0/storage/spaces/854xxxxx/dentries?parentId=0&nextToken=next_token&maxResults=30\
                &orderBy=MODIFIED_TIME&order=DESC&withThumbnail=false&unionId=cHtUxxxxx";
    assert_eq!(server.requests(), [without_body(line)]);

    assert_eq!(serde_json::to_value(&response).expect("JSON"), DENTRIES.parse::<Value>().expect("JSON"));
    assert_fields(
        &response,
        &[
            "id: Some(DentryId(\"657xxxxx\"))",
            "space_id: Some(SpaceId(\"854xxxxx\"))",
            "parent_id: Some(DentryId(\"0\"))",
            "type: Some(File)",
            "name: Some(\"测试文件夹\")",
            "size: Some(512)",
            "path: Some(\"./test.txt\")",
            "version: Some(1)",
            "status: Some(Normal)",
            "extension: Some(\"txt\")",
            "creator_id: Some(UnionId(\"cHtUxxxxx\"))",
            "modifier_id: Some(UnionId(\"cHtUxxxxx\"))",
            "create_time: Some(DateTime(\"2022-01-01T10:00:00Z\"))",
            "modified_time: Some(DateTime(\"2022-01-01T10:00:00Z\"))",
            "read_only: Some(true)",
            "app_properties: None",
            "uuid: Some(\"123xxxxx\")",
            "partition_type: Some(PublicOssPartition)",
            "storage_driver: Some(Dingtalk)",
            "width: Some(64), height: Some(64), url: Some(\"url\")",
            "next_token: Some(\"next_token\")",
        ],
    );
}

/// The page's example has a list of properties, its table a map of lists, as the official SDKs do.
#[tokio::test]
async fn dentries_have_properties_of_apps() {
    let body = r#"{"dentries":[{"type":"FOLDER","status":"EXPIRED","storageDriver":"ALIDOC","appProperties":{"7":[
        {"name":"属性1","value":"属性值1","visibility":"PRIVATE"},{"name":"n","visibility":"PUBLIC"}]}}]}"#;
    let server = Server::start(vec![ok(body)]).await;
    let request = request::<list_dentries::Request>(r#"{"spaceId": "a/b", "parentId": "657xxxxx", "unionId": "u"}"#);
    let response = client(&server).storage().list_dentries(&request).await.expect("success");

    let line = "GET /v1.0/storage/spaces/a%2Fb/dentries?parentId=657xxxxx&unionId=u";
    assert_eq!(server.requests(), [without_body(line)]);
    assert_fields(
        &response,
        &[
            "type: Some(Folder)",
            "status: Some(Expired)",
            "storage_driver: Some(Alidoc)",
            "{\"7\": [AppProperty { name: Some(\"属性1\"), value: Some(\"属性值1\"), visibility: Some(Private) }",
            "AppProperty { name: Some(\"n\"), value: None, visibility: Some(Public) }]}",
            "next_token: None",
        ],
    );
}
