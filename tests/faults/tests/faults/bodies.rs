//! Complete responses of another type than documented.

use dingtalk_client::Options;
use dingtalk_faults::{Act, response};

use crate::calls::Reported::{Refused, Success, Unknown, Unreadable};
use crate::table::{check, done, patient, row};

const PAGE: &str = "<html><body>no</body></html>";

fn page(status: &str) -> Vec<u8> {
    response(status, &["content-type: text/html"], PAGE)
}

fn json(status: &str, body: &str) -> Vec<u8> {
    response(status, &["content-type: application/json"], body)
}

#[tokio::test]
async fn html_and_empty_bodies() {
    #[rustfmt::skip]
    check(patient(), vec![
        row(done(page("200 OK")),                        1, 1, Unknown, "is not JSON (status 200"),
        row(Act::respond(page("400 Bad Request")),           1, 1, Unknown, "400 without a code"),
        row(Act::respond(page("401 Unauthorized")),          1, 1, Refused, "401 without a code"),
        row(Act::respond(page("403 Forbidden")),             1, 1, Refused, "403 without a code"),
        row(Act::respond(page("404 Not Found")),             1, 1, Refused, "404 without a code"),
        row(done(page("408 Request Timeout")),           1, 1, Unknown, "408 without a code"),
        row(done(page("500 Oops")),                      1, 1, Unknown, "500 without a code"),
        row(done(page("502 Bad Gateway")),               3, 1, Unknown, "502 without a code"),
        row(done(page("503 Unavailable")),               3, 1, Unknown, "503 without a code"),
        row(done(page("504 Gateway Timeout")),           3, 1, Unknown, "504 without a code"),
        row(done(page("999 What")),                      1, 1, Unknown, "999 without a code"),
        row(done(response("200 OK", &[], "")),             1, 1, Unknown, "is empty (status 200"),
        row(done(response("204 No Content", &[], "")),     1, 1, Unknown, "is empty (status 204"),
        row(done(response("502 Bad Gateway", &[], "")),    3, 1, Unknown, "502 without a code"),
    ]).await;
}

#[tokio::test]
async fn json_of_another_type() {
    let deep = "[".repeat(100_000);
    let long = format!(r#"{{"file":{{"id":"m"}},"openConversationId":"m","x":"{}"}}"#, "x".repeat(100_000));
    #[rustfmt::skip]
    check(patient().max_response(200_000), vec![
        row(done(json("200 OK", "{}")),                                      1, 1, Success, ""),
        row(done(json("200 OK", &long)),                                     1, 1, Success, "m"),
        row(done(json("200 OK", r#"{"file":[],"openConversationId":[]}"#)),  1, 1, Unreadable, "could not be decoded"),
        row(done(json("200 OK", "[]")),                                      1, 1, Unreadable, "could not be decoded"),
        row(done(json("200 OK", "null")),                                    1, 1, Unreadable, "could not be decoded"),
        row(done(json("200 OK", r#"{"file":"#)),                             1, 1, Unknown, "ends too early"),
        row(done(json("200 OK", &deep)),                                     1, 1, Unknown, ""),
        row(done(json("200 OK", "\u{0}")),                                   1, 1, Unknown, "is not JSON"),
        row(done(response("200 OK", &[], b"{\"a\":\"\xff\"}")),                1, 1, Unknown, "is not UTF-8"),
        row(done(json("200 OK", r#"{"code":"systemError","message":"x"}"#)), 1, 1, Unknown, "200 systemError"),
    ]).await;
}

#[tokio::test]
async fn bodies_that_are_too_large() {
    let long = format!(r#"{{"x":"{}"}}"#, "x".repeat(2000));
    let endless = format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{}", "1\r\n \r\n".repeat(2000));
    #[rustfmt::skip]
    check(Options::new().max_response(1000), vec![
        row(done(json("200 OK", &long)),     1, 1, Unknown, "larger than allowed (status 200"),
        row(done(endless),                   1, 1, Unknown, "larger than allowed (status 200"),
    ]).await;
}
