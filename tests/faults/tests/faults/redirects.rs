//! Redirects are not followed, and never get the token.

use dingtalk_faults::{Act, Server, StandIn, response};

use crate::calls::Reported::{Refused, Unknown};
use crate::table::{check, patient, row};

#[tokio::test]
async fn to_another_origin() {
    let elsewhere = Server::start(StandIn::new(Act::serve())).await.expect("a server");
    let location = format!("location: {}/v1.0/convFile/conversations/files/links/send?unionId=u", elsewhere.url());
    let redirect = |status: &str| Act::respond(response(status, &[&location], ""));
    #[rustfmt::skip]
    check(patient(), vec![
        row(redirect("300 Multiple Choices"),     1, 1, Unknown, "300 without a code"),
        row(redirect("301 Moved Permanently"),    1, 1, Unknown, "redirects are not followed"),
        row(redirect("302 Found"),                1, 1, Unknown, "redirects are not followed"),
        row(redirect("303 See Other"),            1, 1, Unknown, "redirects are not followed"),
        row(redirect("304 Not Modified"),         1, 1, Unknown, "304 without a code"),
        row(redirect("307 Temporary Redirect"),   1, 1, Refused, "redirects are not followed"),
        row(redirect("308 Permanent Redirect"),   1, 1, Refused, "redirects are not followed"),
    ]).await;
    assert_eq!(elsewhere.stand_in().log().connections, 0);
}

#[tokio::test]
async fn to_itself_and_nowhere() {
    let redirect = |location: &str| Act::respond(response("307 Temporary Redirect", &[location], ""));
    #[rustfmt::skip]
    check(patient(), vec![
        row(redirect("location: /v1.0/im/chat/m/convertToOpenConversationId"), 1, 1, Refused, "redirects are not followed"),
        row(redirect("location: //"),                                          1, 1, Refused, "redirects are not followed"),
        row(redirect("x-no: location"),                                        1, 1, Refused, "redirects are not followed"),
    ]).await;
}
