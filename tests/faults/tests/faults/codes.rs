//! Every code that all endpoints share, typed in from what is known of the service: how many requests it sees, if the
//! caller has time for two attempts.

use dingtalk_faults::{Act, answer, error};

use crate::calls::Told::{Refused, Unknown};
use crate::table::{Row, check, patient, row};

const DENIED: &str = "Forbidden.AccessDenied.";

/// The service did nothing, and says so.
fn refuses(status: u16, code: &str, look_up: usize, message: usize) -> Row {
    row(Act::say(error(status, code)), look_up, message, Refused, "")
}

fn denies(rest: &str, look_up: usize, message: usize) -> Row {
    refuses(403, &format!("{DENIED}{rest}"), look_up, message)
}

/// The service may have done it.
fn leaves_open(status: u16, code: &str, look_up: usize, message: usize) -> Row {
    row(Act::do_and_say(error(status, code)), look_up, message, Unknown, "")
}

#[tokio::test]
async fn of_all_endpoints() {
    #[rustfmt::skip]
    check(patient().attempts(2), vec![
        //                                              requests: look-up, message
        refuses(400, "InvalidAuthentication",                         1, 1),
        refuses(401, "InvalidAuthentication",                         1, 1),
        denies("AccessTokenPermissionDenied",                         1, 1),
        denies("IpNotInWhiteList",                                    1, 1),
        denies("QpsLimitForApi",                                      2, 2),
        denies("QpsLimitForAppkeyAndApi",                             2, 2),
        denies("QpsLimitForSuitekeyAndOrgAndApi",                     2, 2),
        denies("QpmLimitForAppkeyAndApi",                             2, 2),
        denies("QpmLimitForSuitekeyAndOrgAndApi",                     2, 2),
        denies("ApiCountLimitForOrg",                                 1, 1),
        refuses(429, "system.busy",                                   2, 2),
        refuses(429, "systemBusy",                                    2, 2),
        leaves_open(500, "systemError.busy",                          2, 1),
        leaves_open(503, "systemError.busy",                          2, 1),
        leaves_open(500, "serviceBusy",                               2, 1),
        leaves_open(503, "serviceBusy",                               2, 1),
        leaves_open(500, "innerSystemError",                          2, 1),
        leaves_open(503, "innerSystemError",                          2, 1),
        refuses(400, "qps.exceed.limit",                              2, 2),
        refuses(500, "qps.exceed.limit",                              2, 2),
        refuses(400, "request.too.fast",                              2, 2),
        refuses(500, "request.too.fast",                              2, 2),
        refuses(400, "send.too.fast",                                 2, 2),
        refuses(500, "send.too.fast",                                 2, 2),
        refuses(400, "oaplus.query.limit",                            2, 2),
        refuses(500, "oaplus.query.limit",                            2, 2),
        refuses(400, "daily.call.limit",                              1, 1),
        refuses(500, "daily.call.limit",                              1, 1),
        leaves_open(503, "operationTimeout",                          2, 1),
        leaves_open(504, "service.timeout",                           2, 1),
        leaves_open(500, "unknownError",                              1, 1),
        leaves_open(502, "unknownError",                              1, 1),
        leaves_open(503, "unknownError",                              1, 1),
        refuses(404, "InvalidAction.NotFound",                        1, 1),
        refuses(400, "Missingbody",                                   1, 1),
        // What no table lists.
        refuses(400, "no.page.lists.it",                              1, 1),
        refuses(429, "no.page.lists.it",                              2, 2),
        leaves_open(500, "no.page.lists.it",                          1, 1),
    ]).await;
}

/// The gateway blocks an address for minutes, and says so in its own way.
#[tokio::test]
async fn of_the_gateway() {
    let block = r#"{"status":1111,"wait":5,"source":"x","punish":"deny"}"#;
    let gateway = |status: &str| Act::say(answer(status, &["content-type: application/json"], block));
    #[rustfmt::skip]
    check(patient().attempts(2), vec![
        row(gateway("403 Forbidden"),           1, 1, Refused, "403 1111"),
        row(gateway("429 Too Many Requests"),   1, 1, Refused, "429 1111"),
        row(gateway("200 OK"),                  1, 1, Unknown, "200 1111"),
    ]).await;
}
