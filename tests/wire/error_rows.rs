//! Every row of every error table, typed in from the pages: the response of the service, and the variant of the error.
//!
//! Requests are read from JSON and variants compared by name: a changed cell of the spec fails one test here, not the
//! build of all tests.

use dingtalk_client::runtime::{Endpoint, ErrorTable};
use dingtalk_client::{DingTalk, Error, ErrorKind, Retry};
use dingtalk_client::{conv_file, doc_v2, im, oauth2, storage, storage_v2, user};
use serde::de::DeserializeOwned;

use crate::endpoints::{CHAT, LINK, convert, request};
use crate::server::{Act, Server, client, ok, response};

const APP: &str = r#"{"appKey": "dingxxxxx", "appSecret": "hush"}"#;

/// An error as the service sends it; with the status 200 as the older host does.
fn envelope(status: u16, code: &str, message: &str) -> Act {
    if status == 200 {
        return ok(format!(r#"{{"errcode":{code},"errmsg":"{message}","request_id":"F2C9A6B5"}}"#));
    }
    let body = format!(r#"{{"requestid":"F2C9A6B5","code":"{code}","message":"{message}"}}"#);
    response(&format!("{status} Failed"), &["content-type: application/json"], body)
}

/// A server that responds with an error, and with another one to a retry.
async fn failing(status: u16, code: &str, message: &str) -> Server {
    Server::start(vec![envelope(status, code, message), envelope(status, code, "again")]).await
}

/// Checks that the error reports what the service sent.
fn assert_error<E: ErrorTable>(error: &Error<E>, &(status, code, message, variant): &PageRow) {
    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(status), "{code}");
    assert_eq!(error.raw_code(), Some(code));
    assert_eq!(error.message(), Some(message), "{code}");
    assert_eq!(error.request_id(), Some("F2C9A6B5"), "{code}");
    assert_eq!(format!("{:?}", error.code()), format!("Some({variant})"));
}

/// A row of a page: status, code, message, and the variant of the code.
type PageRow = (u16, &'static str, &'static str, &'static str);

/// Checks that an operation has the rows of its page, and that one attempt is one request.
async fn assert_rows<R>(parameters: &str, rows: &[PageRow])
where
    R: Endpoint<Api = DingTalk> + DeserializeOwned,
{
    let typed: Vec<_> =
        rows.iter().map(|(status, code, message, _)| format!("{:?} {code} {:?}", [status], [message])).collect();
    let listed = R::ErrorCode::ROWS.iter().map(|row| format!("{:?} {} {:?}", row.status, row.code, row.messages));
    let untested: Vec<_> = listed.filter(|row| !typed.contains(row)).collect();
    assert!(untested.is_empty(), "type these rows from the docs page: {untested:#?}");
    assert_eq!(R::ErrorCode::ROWS.len(), rows.len(), "rows are typed that the spec lacks");
    for (row, page_row) in R::ErrorCode::ROWS.iter().zip(rows) {
        let &(status, code, message, _) = page_row;
        assert_eq!((row.status, row.code, row.messages), (&[status][..], code, &[message][..]));
        let server = failing(status, code, message).await;
        let error = client(&server).call(&request::<R>(parameters)).await.expect_err(code);
        assert_error(&error, page_row);
        assert_eq!(server.requests().len(), 1, "{code} is not sent again");
    }
}

#[tokio::test]
async fn every_error_of_send_link() {
    let rows = [
        (400, "paramError", "%s", "ParamError"),
        (400, "paramError.spaceId", "%s", "ParamErrorSpaceId"),
        (400, "paramError.dentryId", "%s", "ParamErrorDentryId"),
        (400, "paramError.conversationId", "%s", "ParamErrorConversationId"),
        (403, "permissionDenied", "%s", "PermissionDenied"),
        (404, "conversationNotExist", "%s", "ConversationNotExist"),
        (500, "systemError", "%s", "SystemError"),
        (500, "unknownError", "Unknown Error", "UnknownError"),
    ];
    assert_rows::<conv_file::send_link::Request>(LINK, &rows).await;
}

#[tokio::test]
async fn every_error_of_chat_id_to_open_conversation_id() {
    let rows = [
        (400, "invalideChatId", "Invalid chatId", "InvalideChatId"),
        // On the Chinese page only.
        (400, "permession.checkFailed", "群主不在应用可见性内", "PermessionCheckFailed"),
    ];
    assert_rows::<im::chat_id_to_open_conversation_id::Request>(CHAT, &rows).await;
}

#[tokio::test]
async fn every_error_of_get_access_token() {
    let rows = [(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret", "InvalidClientIdOrSecret")];
    assert_rows::<oauth2::get_access_token::Request>(APP, &rows).await;
}

#[tokio::test]
async fn every_error_of_add_space() {
    let rows = [
        (400, "paramError", "%s", "ParamError"),
        (400, "paramError.name", "%s", "ParamErrorName"),
        (400, "paramError.scene", "%s", "ParamErrorScene"),
        (400, "paramError.sceneId", "%s", "ParamErrorSceneId"),
        (403, "permissionDenied", "%s", "PermissionDenied"),
        (500, "systemError", "%s", "SystemError"),
        (500, "unknownError", "Unknown Error", "UnknownError"),
        (503, "operationTimeout", "%s", "OperationTimeout"),
    ];
    assert_rows::<storage::add_space::Request>(r#"{"unionId": "u"}"#, &rows).await;
}

#[tokio::test]
async fn every_error_of_list_dentries() {
    let rows = [
        (400, "paramError", "%s", "ParamError"),
        (403, "permissionDenied", "%s", "PermissionDenied"),
        (404, "spaceNotExist", "%s", "SpaceNotExist"),
        (404, "dentryNotExist", "%s", "DentryNotExist"),
        (500, "systemError", "%s", "SystemError"),
        (500, "unknownError", "Unknown Error", "UnknownError"),
        (503, "operationTimeout", "%s", "OperationTimeout"),
    ];
    assert_rows::<storage::list_dentries::Request>(r#"{"spaceId": "s", "parentId": "0", "unionId": "u"}"#, &rows).await;
}

#[tokio::test]
async fn every_error_of_create_group() {
    let rows = [
        (400, "parameter.invalid", "输入参数错误", "ParameterInvalid"),
        (400, "permession.checkFailed", "权限校验失败", "PermessionCheckFailed"),
        (400, "permession.checkFailed", "群主不在应用可见性内", "PermessionCheckFailed"),
        (500, "system.error", "请重试，若始终失败请提交工单", "SystemError"),
    ];
    assert_rows::<im::create_group::Request>(r#"{"name": "n", "owner": "o", "useridlist": []}"#, &rows).await;
}

#[tokio::test]
async fn every_error_of_query_dentry_uuid() {
    let rows = [
        (400, "paramError", "%s", "ParamError"),
        (403, "permissionDenied", "The operator has no permission.", "PermissionDenied"),
        (404, "documentNotExist", "%s", "DocumentNotExist"),
        (500, "systemError", "%s", "SystemError"),
        (500, "unknownError", "Unknown Error", "UnknownError"),
    ];
    assert_rows::<doc_v2::query_dentry_uuid::Request>(r#"{"dentryId": "d", "spaceId": "s", "operatorId": "u"}"#, &rows)
        .await;
}

#[tokio::test]
async fn every_error_of_query_upload_info() {
    let rows = [
        (400, "paramError", "%s", "ParamError"),
        (400, "paramError.protocol", "%s", "ParamErrorProtocol"),
        (400, "paramError.parentDentryUuid", "%s", "ParamErrorParentDentryUuid"),
        (400, "paramError.storageDriver", "%s", "ParamErrorStorageDriver"),
        (400, "dentryUploadError", "%s", "DentryUploadError"),
        (400, "spaceQuotaInsufficient", "%s", "SpaceQuotaInsufficient"),
        (400, "sceneQuotaInsufficient", "%s", "SceneQuotaInsufficient"),
        (400, "appQuotaInsufficient", "%s", "AppQuotaInsufficient"),
        (400, "orgQuotaInsufficient", "%s", "OrgQuotaInsufficient"),
        (400, "dentryUploadForbidden", "%s", "DentryUploadForbidden"),
        (400, "dentryUploadProtocolNotSupport", "%s", "DentryUploadProtocolNotSupport"),
        (403, "permissionDenied", "%s", "PermissionDenied"),
        (404, "spaceNotExist", "%s", "SpaceNotExist"),
        (500, "systemError", "%s", "SystemError"),
        (500, "unknownError", "Unknown Error", "UnknownError"),
        (503, "operationTimeout", "%s", "OperationTimeout"),
    ];
    assert_rows::<storage_v2::query_upload_info::Request>(
        r#"{"parentDentryUuid": "d", "unionId": "u", "protocol": "HEADER_SIGNATURE"}"#,
        &rows,
    )
    .await;
}

#[tokio::test]
async fn every_error_of_commit_file() {
    let rows = [
        (400, "operationConcurrentControl", "%s", "OperationConcurrentControl"),
        (400, "paramError", "%s", "ParamError"),
        (400, "paramError.parentDentryUuid", "%s", "ParamErrorParentDentryUuid"),
        (400, "paramError.uploadKey", "%s", "ParamErrorUploadKey"),
        (400, "paramError.name", "%s", "ParamErrorName"),
        (400, "paramError.conflictStrategy", "%s", "ParamErrorConflictStrategy"),
        (400, "spaceQuotaInsufficient", "%s", "SpaceQuotaInsufficient"),
        (400, "sceneQuotaInsufficient", "%s", "SceneQuotaInsufficient"),
        (400, "appQuotaInsufficient", "%s", "AppQuotaInsufficient"),
        (400, "orgQuotaInsufficient", "%s", "OrgQuotaInsufficient"),
        (400, "dentryNameIllegal", "%s", "DentryNameIllegal"),
        (400, "dentryStoreError", "%s", "DentryStoreError"),
        (400, "dentryNameConflict", "%s", "DentryNameConflict"),
        (400, "dentryFormatNotSupport", "%s", "DentryFormatNotSupport"),
        (403, "permissionDenied", "%s", "PermissionDenied"),
        (404, "spaceNotExist", "%s", "SpaceNotExist"),
        (500, "systemError", "%s", "SystemError"),
        (500, "unknownError", "Unknown Error", "UnknownError"),
        (503, "operationTimeout", "%s", "OperationTimeout"),
    ];
    assert_rows::<storage_v2::commit_file::Request>(
        r#"{"parentDentryUuid": "d", "unionId": "u", "uploadKey": "k", "name": "n"}"#,
        &rows,
    )
    .await;
}

#[tokio::test]
async fn every_error_of_get() {
    let rows = [
        (200, "33012", "无效的userId", "InvalidUserId"),
        (200, "400002", "无效的参数", "InvalidParameter"),
        (200, "-1", "系统繁忙", "Busy"),
    ];
    assert_rows::<user::get::Request>(r#"{"userid": "u"}"#, &rows).await;
}

#[tokio::test]
async fn every_error_of_get_by_mobile() {
    let rows = [
        (200, "400002", "无效的参数", "InvalidParameter"),
        (200, "40104", "企业中无效的手机号", "InvalidMobile"),
        (200, "60121", "未找到该用户", "UserNotFound"),
        (200, "-1", "系统繁忙", "Busy"),
    ];
    assert_rows::<user::get_by_mobile::Request>(r#"{"mobile": "1"}"#, &rows).await;
}

#[tokio::test]
async fn every_endpoint_knows_global_codes() {
    use Retry::{Backoff, Never, RefreshToken};
    let denied = |rest: &str| (format!("Forbidden.AccessDenied.{rest}"), rest.to_owned());
    let plain = |code: &str, variant: &str| (code.to_owned(), variant.to_owned());
    let rows = [
        (400, plain("InvalidAuthentication", "InvalidAuthentication"), Some(RefreshToken)),
        (401, plain("InvalidAuthentication", "InvalidAuthentication"), Some(RefreshToken)),
        (403, denied("AccessTokenPermissionDenied"), Some(Never)),
        (403, denied("IpNotInWhiteList"), Some(Never)),
        (403, denied("QpsLimitForApi"), Some(Backoff)),
        (403, denied("QpsLimitForAppkeyAndApi"), Some(Backoff)),
        (403, denied("QpsLimitForSuitekeyAndOrgAndApi"), Some(Backoff)),
        (403, denied("QpmLimitForAppkeyAndApi"), Some(Backoff)),
        (403, denied("QpmLimitForSuitekeyAndOrgAndApi"), Some(Backoff)),
        (403, denied("ApiCountLimitForOrg"), Some(Never)),
        (429, plain("system.busy", "SystemDotBusy"), Some(Backoff)),
        (429, plain("systemBusy", "SystemBusy"), Some(Backoff)),
        (500, plain("systemError.busy", "SystemErrorBusy"), Some(Backoff)),
        (503, plain("serviceBusy", "ServiceBusy"), Some(Backoff)),
        (503, plain("innerSystemError", "InnerSystemError"), Some(Backoff)),
        (400, plain("qps.exceed.limit", "QpsExceedLimit"), Some(Backoff)),
        (400, plain("request.too.fast", "RequestTooFast"), Some(Backoff)),
        (500, plain("send.too.fast", "SendTooFast"), Some(Backoff)),
        (400, plain("oaplus.query.limit", "OaplusQueryLimit"), Some(Backoff)),
        (400, plain("daily.call.limit", "DailyCallLimit"), Some(Never)),
        (503, plain("operationTimeout", "OperationTimeout"), Some(Backoff)),
        (504, plain("service.timeout", "ServiceTimeout"), Some(Backoff)),
        (502, plain("unknownError", "UnknownError"), None),
        (404, plain("InvalidAction.NotFound", "InvalidActionNotFound"), None),
        (400, plain("Missingbody", "Missingbody"), None),
    ];
    for (status, (code, variant), retry) in rows {
        let server = failing(status, &code, "text").await;
        let error = convert(&client(&server)).await.expect_err(&code);
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status), "{code}");
        assert_eq!(format!("{:?}", error.code()), format!("Some(Global({variant}))"));
        assert_eq!(error.retry(), retry, "{code}");
        assert_eq!(server.requests().len(), 1, "{code} is not sent again");
    }
}

#[tokio::test]
async fn a_missing_permission_is_named() {
    let body = r#"{"code":"Forbidden.AccessDenied.AccessTokenPermissionDenied","message":"no","requestid":"A",
                   "accessdenieddetail":{"requiredScopes":["ConvFile.File.Send","Contact.User.Read"]}}"#;
    let capital = body.replace("accessdenieddetail", "AccessDeniedDetail").replace("requiredScopes", "RequiredScopes");
    for body in [body.to_owned(), capital] {
        let server = Server::start(vec![response("403 Forbidden", &[], body)]).await;
        let error = convert(&client(&server)).await.expect_err("an error");
        assert_eq!(error.required_scopes(), ["ConvFile.File.Send", "Contact.User.Read"]);
    }
}

#[tokio::test]
async fn an_unlisted_code_is_reported() {
    let server = failing(400, "no.page.lists.it", "no").await;
    let error = convert(&client(&server)).await.expect_err("an error");
    assert_eq!((error.raw_code(), error.message()), (Some("no.page.lists.it"), Some("no")));
    assert_eq!((error.code(), error.retry()), (None, None));
}
