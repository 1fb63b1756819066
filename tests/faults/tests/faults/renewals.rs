//! Token fetches that outlive their call, and renewals that fail.

use std::error::Error as _;

use dingtalk_client::{ErrorKind, Options, Outcome};
use dingtalk_faults::{Act, Ends, error, response, sleep, timed};

use crate::calls::{Reported, send};
use crate::memory::{Memory, app, fixed, seconds};
use crate::tokens::{about_to_renew, both, fetches};

fn rejection() -> Act {
    Act::respond(error(400, "InvalidAuthentication"))
}

/// Otherwise a service that takes longer for a token than any call's deadline would never finish a fetch.
#[tokio::test(start_paused = true)]
async fn a_fetch_outlives_the_call_that_started_it() {
    let (stand_in, client) = app(both(Act::serve().after(seconds(3)), Act::serve()));
    let client = client.with(Options::new().deadline(seconds(2)));
    let (result, took) = timed(send(&client, "early")).await;
    let early = result.expect_err("no token comes in time");
    assert_eq!((early.kind(), early.attempts(), early.is_retryable()), (ErrorKind::Token, 0, true), "{early}");
    assert!((2.0..2.01).contains(&took), "{took}");
    send(&client, "late").await.expect("the token of the first");
    assert_eq!(fetches(&stand_in), 1);
}

#[tokio::test(start_paused = true)]
async fn no_call_waits_for_the_next_token_while_it_has_one() {
    let (stand_in, client) = about_to_renew().await;
    stand_in.plan(both(Act::respond([]).then(Ends::Hang), Act::serve()));
    for index in 0..10 {
        let (result, took) = timed(send(&client, &index.to_string())).await;
        assert_eq!((Reported::of(&result), took), (Reported::Success, 0.0));
    }
    assert_eq!(fetches(&stand_in), 2);
}

#[tokio::test(start_paused = true)]
async fn a_fetch_respects_retry_after() {
    let throttle = response("429 Too Many Requests", &["retry-after: 60"], "");
    let (stand_in, client) = app(both(Act::respond(throttle), Act::serve()));
    for passed in 0..30 {
        let error = send(&client, "m").await.expect_err("no token");
        assert_eq!((error.kind(), error.retry_after()), (ErrorKind::Token, Some(seconds(60 - passed))), "{error}");
        sleep(seconds(1)).await;
    }
    assert_eq!(fetches(&stand_in), 1);
    // From here on the wait ends before the deadline of a call, so the call waits.
    stand_in.plan(Act::serve());
    sleep(seconds(1)).await;
    let (result, took) = timed(send(&client, "m")).await;
    result.expect("success");
    assert!((29.0..29.1).contains(&took), "{took}");
}

/// The error shows both the rejection and the failed renewal.
#[tokio::test(start_paused = true)]
async fn a_renewal_that_fails() {
    let (stand_in, client) = app(Act::serve());
    send(&client, "first").await.expect("success");
    stand_in.plan(both(Act::respond(error(500, "no.page.lists.it")), rejection()));
    let failed = send(&client, "m").await.expect_err("rejected");
    assert_eq!((failed.raw_code(), failed.attempts()), (Some("InvalidAuthentication"), 1));
    assert_eq!((failed.kind(), failed.outcome()), (ErrorKind::Service, Outcome::Refused));
    assert_eq!(failed.token_error().and_then(|error| error.raw_code()), Some("no.page.lists.it"));
    let line = failed.to_string();
    assert!(line.starts_with("conv_file::send_link: 400 InvalidAuthentication"), "{line}");
    assert!(
        line.contains("; the token was not replaced: no access token could be fetched: oauth2::get_access_token: 500"),
        "{line}"
    );
    // Neither the call nor the fetch is retryable.
    assert!(!failed.is_retryable() && failed.retry_after().is_none() && failed.source().is_none(), "{failed:?}");
    assert_eq!(fetches(&stand_in), 2);

    // The rejected token is not sent again.
    sleep(seconds(2)).await;
    let failed = send(&client, "m").await.expect_err("no token");
    assert_eq!((failed.kind(), Reported::of(&Err::<(), _>(failed))), (ErrorKind::Token, Reported::NotSent));
    assert_eq!(fetches(&stand_in), 3);
}

/// A rejected token may be replaced later, if the client fetches its tokens.
#[tokio::test(start_paused = true)]
async fn a_rejection_is_retryable_where_another_token_may_come() {
    let (stand_in, client) = app(both(Act::serve(), rejection()));
    let error = send(&client, "first").await.expect_err("rejected each time");
    assert_eq!((error.attempts(), error.is_retryable()), (4, true), "{error}");
    assert!(error.retry_after().is_some(), "{error}");
    let fixed = Memory(stand_in).fixed();
    let error = send(&fixed, "second").await.expect_err("rejected");
    assert_eq!((error.attempts(), error.is_retryable(), error.retry_after()), (1, false, None), "{error}");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_after_the_deadline() {
    let (stand_in, client) = fixed(Act::serve());
    let client = client.with(Options::new().deadline(seconds(0)));
    assert_eq!(Reported::of(&send(&client, "m").await), Reported::NotSent);
    assert_eq!(stand_in.log().requests.len(), 0);
}
