//! Every row of every error table, typed in from the pages: what the service sends, and the variant that it arrives as.

use dingtalk_client::conv_file::send_link::{self, Error as SendLink};
use dingtalk_client::im::chat_id_to_open_conversation_id as convert;
use dingtalk_client::oauth2::get_access_token;
use dingtalk_client::{
    AnyError, ChatId, DentryId, ErrorKind, GlobalError, OpenConversationId, Retry, SpaceId, UnionId,
};

use crate::server::{Act, Server, answer};

/// An error as the service sends it.
fn envelope(status: u16, code: &str, message: &str) -> Act {
    let body = format!(r#"{{"requestid":"F2C9A6B5","code":"{code}","message":"{message}"}}"#);
    answer(&format!("{status} Failed"), &["content-type: application/json"], body)
}

fn assert_told(error: &AnyError, status: u16, code: &str, message: &str) {
    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(status), "{code}");
    assert_eq!(error.code(), Some(code));
    assert_eq!(error.message(), Some(message), "{code}");
    assert_eq!(error.request_id(), Some("F2C9A6B5"), "{code}");
}

#[tokio::test]
async fn send_link_documents_eight() {
    let rows = [
        (400, "paramError", "%s", SendLink::ParamError),
        (400, "paramError.spaceId", "%s", SendLink::ParamErrorSpaceId),
        (400, "paramError.dentryId", "%s", SendLink::ParamErrorDentryId),
        (400, "paramError.conversationId", "%s", SendLink::ParamErrorConversationId),
        (403, "permissionDenied", "%s", SendLink::PermissionDenied),
        (404, "conversationNotExist", "%s", SendLink::ConversationNotExist),
        (500, "systemError", "%s", SendLink::SystemError),
        (500, "unknownError", "Unknown Error", SendLink::UnknownError),
    ];
    let request =
        send_link::Request::new(UnionId::new("u"), SpaceId::new("s"), DentryId::new("d"), OpenConversationId::new("c"));
    for (status, code, message, variant) in rows {
        let server = Server::start(vec![envelope(status, code, message)]).await;
        let error = server.client().conv_file().send_link(&request).await.expect_err(code);
        assert_told(&error, status, code, message);
        assert_eq!(error.variant(), Some(variant), "{code}");
        assert_documented(variant, status, message);
        assert_eq!(server.requests().len(), 1, "{code} is not sent again");
    }
}

/// The emitted table knows the row as well.
fn assert_documented(variant: SendLink, status: u16, message: &str) {
    let rows: Vec<_> = variant.rows().collect();
    let [row] = rows.as_slice() else { panic!("{variant:?} has {} rows", rows.len()) };
    assert_eq!((row.status, row.messages), (&[status][..], &[message][..]));
}

#[tokio::test]
async fn chat_id_to_open_conversation_id_documents_one() {
    let server = Server::start(vec![envelope(400, "invalideChatId", "Invalid chatId")]).await;
    let request = convert::Request::new(ChatId::new("chat1"));
    let error = server.client().im().chat_id_to_open_conversation_id(&request).await.expect_err("an error");
    assert_told(&error, 400, "invalideChatId", "Invalid chatId");
    assert_eq!(error.variant(), Some(convert::Error::InvalideChatId));
}

#[tokio::test]
async fn get_access_token_documents_one() {
    let server = Server::start(vec![envelope(400, "invalidClientIdOrSecret", "wrong")]).await;
    let request = get_access_token::Request::new("dingxxxxx", "hush".into());
    let error = server.client().oauth2().get_access_token(&request).await.expect_err("an error");
    assert_told(&error, 400, "invalidClientIdOrSecret", "wrong");
    assert_eq!(error.variant(), Some(get_access_token::Error::InvalidClientIdOrSecret));
}

#[tokio::test]
async fn every_endpoint_answers_global_codes() {
    use GlobalError as G;
    use Retry::{Backoff, Never, RefreshToken};
    let rows = [
        (400, "InvalidAuthentication", G::InvalidAuthentication, Some(RefreshToken)),
        (401, "InvalidAuthentication", G::InvalidAuthentication, Some(RefreshToken)),
        (
            403,
            "Forbidden.AccessDenied.AccessTokenPermissionDenied",
            G::ForbiddenAccessDeniedAccessTokenPermissionDenied,
            Some(Never),
        ),
        (403, "Forbidden.AccessDenied.IpNotInWhiteList", G::ForbiddenAccessDeniedIpNotInWhiteList, Some(Never)),
        (403, "Forbidden.AccessDenied.QpsLimitForApi", G::ForbiddenAccessDeniedQpsLimitForApi, Some(Backoff)),
        (
            403,
            "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
            G::ForbiddenAccessDeniedQpsLimitForAppkeyAndApi,
            Some(Backoff),
        ),
        (
            403,
            "Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi",
            G::ForbiddenAccessDeniedQpsLimitForSuitekeyAndOrgAndApi,
            Some(Backoff),
        ),
        (
            403,
            "Forbidden.AccessDenied.QpmLimitForAppkeyAndApi",
            G::ForbiddenAccessDeniedQpmLimitForAppkeyAndApi,
            Some(Backoff),
        ),
        (
            403,
            "Forbidden.AccessDenied.QpmLimitForSuitekeyAndOrgAndApi",
            G::ForbiddenAccessDeniedQpmLimitForSuitekeyAndOrgAndApi,
            Some(Backoff),
        ),
        (403, "Forbidden.AccessDenied.ApiCountLimitForOrg", G::ForbiddenAccessDeniedApiCountLimitForOrg, Some(Never)),
        (429, "system.busy", G::SystemDotBusy, Some(Backoff)),
        (429, "systemBusy", G::SystemBusy, Some(Backoff)),
        (500, "systemError.busy", G::SystemErrorBusy, Some(Backoff)),
        (503, "serviceBusy", G::ServiceBusy, Some(Backoff)),
        (503, "innerSystemError", G::InnerSystemError, Some(Backoff)),
        (400, "qps.exceed.limit", G::QpsExceedLimit, Some(Backoff)),
        (400, "request.too.fast", G::RequestTooFast, Some(Backoff)),
        (500, "send.too.fast", G::SendTooFast, Some(Backoff)),
        (400, "oaplus.query.limit", G::OaplusQueryLimit, Some(Backoff)),
        (400, "daily.call.limit", G::DailyCallLimit, Some(Never)),
        (503, "operationTimeout", G::OperationTimeout, Some(Backoff)),
        (504, "service.timeout", G::ServiceTimeout, Some(Backoff)),
        (502, "unknownError", G::UnknownError, None),
        (404, "InvalidAction.NotFound", G::InvalidActionNotFound, Some(Never)),
        (400, "Missingbody", G::Missingbody, Some(Never)),
    ];
    let request = convert::Request::new(ChatId::new("chat1"));
    for (status, code, global, retry) in rows {
        let server = Server::start(vec![envelope(status, code, "text")]).await;
        let error = server.client().im().chat_id_to_open_conversation_id(&request).await.expect_err(code);
        assert_told(&error, status, code, "text");
        assert_eq!(error.variant(), None, "{code}");
        assert_eq!(error.global(), Some(global), "{code}");
        assert_eq!(error.retry(), retry, "{code}");
        assert!(global.rows().any(|row| row.status.contains(&status)), "{code}: {status} is documented");
        assert_eq!(server.requests().len(), 1, "{code} is not sent again");
    }
}

#[tokio::test]
async fn a_missing_permission_is_named() {
    let body = r#"{"code":"Forbidden.AccessDenied.AccessTokenPermissionDenied","message":"no","requestid":"A",
                   "accessdenieddetail":{"requiredScopes":["ConvFile.File.Send","Contact.User.Read"]}}"#;
    let capital = body.replace("accessdenieddetail", "AccessDeniedDetail").replace("requiredScopes", "RequiredScopes");
    let request = convert::Request::new(ChatId::new("chat1"));
    for body in [body.to_owned(), capital] {
        let server = Server::start(vec![answer("403 Forbidden", &[], body)]).await;
        let error = server.client().im().chat_id_to_open_conversation_id(&request).await.expect_err("an error");
        assert_eq!(error.required_scopes(), ["ConvFile.File.Send", "Contact.User.Read"]);
    }
}

#[tokio::test]
async fn a_code_that_no_page_lists_is_kept() {
    let server = Server::start(vec![envelope(400, "permession.checkFailed", "no")]).await;
    let request = convert::Request::new(ChatId::new("chat1"));
    let error = server.client().im().chat_id_to_open_conversation_id(&request).await.expect_err("an error");
    assert_told(&error, 400, "permession.checkFailed", "no");
    assert_eq!((error.variant(), error.global(), error.retry()), (None, None, None));
}
