//! Every known error code of the service, typed in: how many requests it receives if the caller has time for two
//! attempts.

use dingtalk_client::runtime::ErrorTable;
use dingtalk_client::{GlobalErrorCode, conv_file, im};
use dingtalk_faults::{Act, error, response};

use crate::calls::Reported::{self, Refused, Unknown};
use crate::table::{Row, check, patient, row};

/// A status and code, the number of requests for a look-up and for a message, and the reported outcome.
type Code = (u16, &'static str, usize, usize, Reported);

/// The global codes.
#[rustfmt::skip]
const SHARED: [Code; 35] = [
    (400, "InvalidAuthentication",                                    1, 1, Refused),
    (401, "InvalidAuthentication",                                    1, 1, Refused),
    (403, "Forbidden.AccessDenied.AccessTokenPermissionDenied",       1, 1, Refused),
    (403, "Forbidden.AccessDenied.IpNotInWhiteList",                  1, 1, Refused),
    (403, "Forbidden.AccessDenied.QpsLimitForApi",                    2, 2, Refused),
    (403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",           2, 2, Refused),
    (403, "Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi",   2, 2, Refused),
    (403, "Forbidden.AccessDenied.QpmLimitForAppkeyAndApi",           2, 2, Refused),
    (403, "Forbidden.AccessDenied.QpmLimitForSuitekeyAndOrgAndApi",   2, 2, Refused),
    (403, "Forbidden.AccessDenied.ApiCountLimitForOrg",               1, 1, Refused),
    (429, "system.busy",                                              2, 2, Refused),
    (429, "systemBusy",                                               2, 2, Refused),
    (500, "systemError.busy",                                         2, 1, Unknown),
    (503, "systemError.busy",                                         2, 1, Unknown),
    (500, "serviceBusy",                                              2, 1, Unknown),
    (503, "serviceBusy",                                              2, 1, Unknown),
    (500, "innerSystemError",                                         2, 1, Unknown),
    (503, "innerSystemError",                                         2, 1, Unknown),
    (400, "qps.exceed.limit",                                         2, 2, Refused),
    (500, "qps.exceed.limit",                                         2, 2, Refused),
    (400, "request.too.fast",                                         2, 2, Refused),
    (500, "request.too.fast",                                         2, 2, Refused),
    (400, "send.too.fast",                                            2, 2, Refused),
    (500, "send.too.fast",                                            2, 2, Refused),
    (400, "oaplus.query.limit",                                       2, 2, Refused),
    (500, "oaplus.query.limit",                                       2, 2, Refused),
    (400, "daily.call.limit",                                         1, 1, Refused),
    (500, "daily.call.limit",                                         1, 1, Refused),
    (503, "operationTimeout",                                         2, 1, Unknown),
    (504, "service.timeout",                                          2, 1, Unknown),
    (500, "unknownError",                                             1, 1, Unknown),
    (502, "unknownError",                                             1, 1, Unknown),
    (503, "unknownError",                                             1, 1, Unknown),
    (404, "InvalidAction.NotFound",                                   1, 1, Refused),
    (400, "Missingbody",                                              1, 1, Refused),
];

/// The codes of the two endpoints that are called here.
#[rustfmt::skip]
const OWN: [Code; 10] = [
    (400, "paramError",                                               1, 1, Refused),
    (400, "paramError.spaceId",                                       1, 1, Refused),
    (400, "paramError.dentryId",                                      1, 1, Refused),
    (400, "paramError.conversationId",                                1, 1, Refused),
    (403, "permissionDenied",                                         1, 1, Refused),
    (404, "conversationNotExist",                                     1, 1, Refused),
    (500, "systemError",                                              1, 1, Unknown),
    (500, "unknownError",                                             1, 1, Unknown),
    (400, "invalideChatId",                                           1, 1, Refused),
    (400, "permession.checkFailed",                                   1, 1, Refused),
];

/// Codes that no table lists.
#[rustfmt::skip]
const UNLISTED: [Code; 6] = [
    (400, "no.page.lists.it",                                         1, 1, Refused),
    (429, "no.page.lists.it",                                         2, 2, Refused),
    (500, "no.page.lists.it",                                         1, 1, Unknown),
    (502, "no.page.lists.it",                                         2, 1, Unknown),
    (503, "no.page.lists.it",                                         2, 1, Unknown),
    (504, "no.page.lists.it",                                         2, 1, Unknown),
];

/// If a refusal is reported, the service did nothing; otherwise it may have carried the request out.
fn code_row(&(status, code, look_up, message, reported): &Code) -> Row {
    let response = error(status, code);
    row(
        if reported == Refused { Act::refuse(response) } else { Act::execute_and_respond(response) },
        look_up,
        message,
        reported,
        code,
    )
}

/// Checks that the codes include those of a table, each with all of its statuses.
fn assert_lists<E: ErrorTable>(codes: &[Code]) {
    for row in E::ROWS {
        for status in row.status {
            let is_listed = codes.iter().any(|code| (code.0, code.1) == (*status, row.code));
            assert!(is_listed, "{status} {}", row.code);
        }
    }
}

#[test]
fn are_all_listed() {
    assert_lists::<GlobalErrorCode>(&SHARED);
    assert_lists::<conv_file::send_link::ErrorCode>(&OWN);
    assert_lists::<im::chat_id_to_open_conversation_id::ErrorCode>(&OWN);
}

#[tokio::test]
async fn of_all_endpoints() {
    check(patient().attempts(2), SHARED.iter().chain(&UNLISTED).map(code_row).collect()).await;
}

#[tokio::test]
async fn of_one_endpoint() {
    check(patient().attempts(2), OWN.iter().map(code_row).collect()).await;
}

/// The gateway blocks an address for minutes, with an envelope of its own.
#[tokio::test]
async fn of_the_gateway() {
    let block = r#"{"status":1111,"wait":5,"source":"x","punish":"deny"}"#;
    let gateway = |status: &str| Act::respond(response(status, &["content-type: application/json"], block));
    #[rustfmt::skip]
    check(patient().attempts(2), vec![
        row(gateway("403 Forbidden"),           1, 1, Refused, "403 1111: IP throttling"),
        row(gateway("429 Too Many Requests"),   1, 1, Refused, "429 1111: IP throttling"),
        row(gateway("200 OK"),                  1, 1, Unknown, "200 1111: IP throttling"),
    ]).await;
}
