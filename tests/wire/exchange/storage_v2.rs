//! Exchanges of uploads.

use dingtalk_client::Value;
use dingtalk_client::storage_v2::{commit_file, query_upload_info};

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

const COMMITTED: &str = r#"{
  "dentry" : {
    "id" : "dentry_id",
    "spaceId" : "space_id",
    "parentId" : "parent_id",
    "type" : "FILE",
    "name" : "dentry_name",
    "size" : 512,
    "path" : "dentry_path",
    "version" : 1,
    "status" : "NORMAL",
    "extension" : "txt",
    "creatorId" : "creator_id",
    "modifierId" : "modifier_id",
    "createTime" : "2022-01-01T10:00:00Z",
    "modifiedTime" : "2022-01-01T10:00:00Z",
    "properties" : {
      "readOnly" : true
    },
    "uuid" : "uuid",
    "partitionType" : "PUBLIC_OSS_PARTITION",
    "storageDriver" : "DINGTALK",
    "thumbnail" : {
      "width" : 64,
      "height" : 64,
      "url" : "url"
    },
    "category" : "DOCUMENT"
  }
}"#;

#[tokio::test]
async fn commit_file() {
    let server = Server::start(vec![ok(COMMITTED)]).await;
    let request = request::<commit_file::Request>(
        r#"{"parentDentryUuid": "uuid", "unionId": "union_id", "uploadKey": "upload_key", "name": "dentry_name",
            "option": {"size": 512, "conflictStrategy": "AUTO_RENAME",
                       "appProperties": [{"name": "property_name", "value": "property_value", "visibility": "PRIVATE"}],
                       "convertToOnlineDoc": false, "convertToOnlineDocTargetDocumentType": "DOC",
                       "classificationLabelId": "880787xxxxaf08b6"}}"#,
    );
    let response = client(&server).storage_v2().commit_file(&request).await.expect("success");

    let line = "POST /v2.0/storage/spaces/files/uuid/commit?unionId=union_id";
    let body = r#"{"uploadKey":"upload_key","name":"dentry_name","option":{"size":512,"conflictStrategy":"AUTO_RENAME","appProperties":[{"name":"property_name","value":"property_value","visibility":"PRIVATE"}],"convertToOnlineDoc":false,"convertToOnlineDocTargetDocumentType":"DOC","classificationLabelId":"880787xxxxaf08b6"}}"#;
    assert_eq!(server.requests(), [with_body(line, body)]);

    assert_eq!(serde_json::to_value(&response).expect("JSON"), COMMITTED.parse::<Value>().expect("JSON"));
    assert_fields(
        &response,
        &[
            "id: Some(DentryId(\"dentry_id\"))",
            "space_id: Some(SpaceId(\"space_id\"))",
            "parent_id: Some(DentryId(\"parent_id\"))",
            "type: Some(File)",
            "name: Some(\"dentry_name\")",
            "size: Some(512)",
            "path: Some(\"dentry_path\")",
            "version: Some(1)",
            "status: Some(Normal)",
            "extension: Some(\"txt\")",
            "creator_id: Some(UnionId(\"creator_id\"))",
            "modifier_id: Some(UnionId(\"modifier_id\"))",
            "create_time: Some(DateTime(\"2022-01-01T10:00:00Z\"))",
            "modified_time: Some(DateTime(\"2022-01-01T10:00:00Z\"))",
            "read_only: Some(true)",
            "app_properties: None",
            "uuid: Some(DentryUuid(\"uuid\"))",
            "partition_type: Some(PublicOssPartition)",
            "storage_driver: Some(Dingtalk)",
            "width: Some(64), height: Some(64), url: Some(\"url\")",
            "category: Some(Document)",
        ],
    );
}

/// The page's example has a list of properties, its table a map of lists, as the official SDKs do.
#[tokio::test]
async fn committed_files_have_properties_of_apps() {
    let body = r#"{"dentry":{"appProperties":{"7":[{"name":"n","value":"v","visibility":"PUBLIC"}]},
        "storageDriver":"SHANJI","category":"ALI_DOC"}}"#;
    let server = Server::start(vec![ok(body), ok(r#"{"dentry":{"category":"OTHER"}}"#)]).await;
    let request =
        request::<commit_file::Request>(r#"{"parentDentryUuid": "a", "unionId": "u", "uploadKey": "k", "name": "n"}"#);
    let response = client(&server).storage_v2().commit_file(&request).await.expect("success");
    assert_fields(
        &response,
        &[
            "{\"7\": [AppProperty { name: Some(\"n\"), value: Some(\"v\"), visibility: Some(Public) }]}",
            "storage_driver: Some(Shanji)",
            "category: Some(AliDoc)",
        ],
    );
    let response = client(&server).storage_v2().commit_file(&request).await.expect("success");
    assert_fields(&response, &["category: Some(OtherCategory)"]);
}
