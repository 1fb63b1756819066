//! The tokens of an app: when and by whom they are fetched, and what happens to calls if that fails.

use std::time::Duration;

use dingtalk_client::{AnyError, Client, ErrorKind, Options};
use dingtalk_faults::{Act, Ends, Operation, Plan, StandIn, Tokens, error, sleep, timed};
use tokio::task::JoinSet;

use crate::calls::{Reported, look_up, send};
use crate::memory::{Memory, app, seconds};

/// Plans token requests, and all others.
pub fn both(token: Act, other: Act) -> impl Plan {
    move |operation| if operation == Operation::Token { token.clone() } else { other.clone() }
}

/// A service, and a client whose token is due for renewal.
pub async fn about_to_renew() -> (StandIn, Client) {
    let (stand_in, client) = app(Act::serve());
    send(&client, "first").await.expect("success");
    sleep(seconds(6610)).await;
    (stand_in, client)
}

/// The number of token requests.
pub fn fetches(stand_in: &StandIn) -> usize {
    stand_in.log().requests_for(Operation::Token).count()
}

/// The number of requests for messages.
pub fn sends(stand_in: &StandIn) -> usize {
    stand_in.log().requests_for(Operation::Send).count()
}

/// Sends messages concurrently, and returns each result with its duration in seconds.
async fn send_all(client: &Client, count: usize) -> Vec<(Result<(), AnyError>, f64)> {
    let mut calls = JoinSet::new();
    for index in 0..count {
        let client = client.clone();
        calls.spawn(async move {
            let (result, took) = timed(send(&client, &index.to_string())).await;
            (result.map(drop), took)
        });
    }
    calls.join_all().await
}

#[tokio::test(start_paused = true)]
async fn one_is_fetched_for_all_calls() {
    let (stand_in, client) = app(both(Act::serve().after(seconds(2)), Act::serve()));
    let results = send_all(&client, 50).await;
    assert!(results.iter().all(|(result, took)| result.is_ok() && (2.0..2.1).contains(took)), "{results:?}");
    assert_eq!((fetches(&stand_in), sends(&stand_in)), (1, 50));
}

#[tokio::test(start_paused = true)]
async fn one_is_renewed_early_while_calls_use_the_old() {
    let (stand_in, client) = app(Act::serve());
    send(&client, "first").await.expect("success");
    sleep(seconds(6590)).await;
    send(&client, "second").await.expect("success");
    assert_eq!(fetches(&stand_in), 1);

    sleep(seconds(20)).await;
    stand_in.plan(both(Act::serve().after(seconds(2)), Act::serve()));
    let results = send_all(&client, 20).await;
    assert!(results.iter().all(|(result, _)| result.is_ok()), "{results:?}");
    assert!(results.iter().all(|(_, took)| *took < 0.01), "somebody waits: {results:?}");
    assert_eq!(fetches(&stand_in), 2);
}

#[tokio::test(start_paused = true)]
async fn a_call_waits_for_one_until_its_own_deadline() {
    let (stand_in, client) = app(both(Act::respond([]).then(Ends::Hang), Act::serve()));
    let patient = client.clone();
    let first = tokio::spawn(async move { timed(send(&patient, "first")).await });
    tokio::task::yield_now().await;
    let hasty = client.with(Options::new().deadline(seconds(1)));
    for (result, took) in send_all(&hasty, 10).await {
        let error = result.expect_err("no token comes");
        assert_eq!(Reported::of(&Err::<(), _>(error)), Reported::NotSent);
        assert!((1.0..1.01).contains(&took), "{took}");
    }
    let (result, took) = first.await.expect("no panic");
    assert_eq!(Reported::of(&result), Reported::NotSent);
    assert!((30.0..30.1).contains(&took), "{took}");
    assert_eq!(sends(&stand_in), 0);
}

/// The call that started the fetch can be dropped: the others keep waiting for the same fetch.
#[tokio::test(start_paused = true)]
async fn the_call_that_started_the_fetch_can_be_dropped() {
    let (stand_in, client) = app(both(Act::serve().after(seconds(2)), Act::serve()));
    let (leaving, staying) = (client.clone(), client);
    let dropped = tokio::spawn(async move { send(&leaving, "dropped").await });
    tokio::task::yield_now().await;
    let other = tokio::spawn(async move { timed(send(&staying, "other")).await });
    sleep(seconds(1)).await;
    dropped.abort();
    let (result, took) = other.await.expect("no panic");
    result.expect("success");
    assert!((2.0..2.1).contains(&took), "{took}");
    assert_eq!((fetches(&stand_in), sends(&stand_in)), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn an_invalid_lifetime_causes_no_storm_of_fetches() {
    for (expire_in, fetched) in [
        (None, 1),
        (Some("0"), 1),
        (Some("-1"), 1),
        (Some("-9223372036854775808"), 1),
        (Some("null"), 1),
        (Some("1"), 13),
        (Some("9223372036854775807"), 1),
        (Some("\"7200\""), 1),
    ] {
        let tokens = Tokens { expire_in: expire_in.map(str::to_owned), ..Tokens::default() };
        let stand_in = StandIn::with_tokens(Act::serve(), tokens);
        let client = Memory(stand_in.clone()).app();
        for index in 0..100 {
            send(&client, &index.to_string()).await.expect("success");
            sleep(seconds(6)).await;
        }
        assert_eq!(fetches(&stand_in), fetched, "{expire_in:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_old_one_is_used_while_fetches_fail() {
    // In five minutes a fetch starts thirty seconds after the last one failed: with three requests each, or with one
    // that takes thirty seconds.
    for (failure, requests) in [
        (Act::respond(error(503, "serviceBusy")), 9 * 3),
        (Act::respond([]).then(Ends::Hang), 5),
        (Act::respond([]).then(Ends::Close), 9 * 3),
    ] {
        let (stand_in, client) = about_to_renew().await;
        stand_in.plan(both(failure, Act::serve()));
        for index in 0..60 {
            send(&client, &index.to_string()).await.expect("the old token is valid");
            sleep(seconds(5)).await;
        }
        assert_eq!(fetches(&stand_in), 1 + requests);
    }
}

/// A call with a short deadline does not spend it on a token that it does not need.
#[tokio::test(start_paused = true)]
async fn the_old_one_is_used_by_calls_with_little_time() {
    let (stand_in, client) = about_to_renew().await;
    stand_in.plan(both(Act::respond([]).then(Ends::Hang), Act::serve()));
    let hasty = client.with(Options::new().deadline(seconds(1)));
    for index in 0..10 {
        send(&hasty, &index.to_string()).await.expect("the old token is valid");
    }
    assert_eq!(fetches(&stand_in), 2);
}

#[tokio::test(start_paused = true)]
async fn a_call_without_one_reports_the_failed_fetch() {
    let (stand_in, client) = app(both(Act::respond(error(400, "invalidClientIdOrSecret")), Act::serve()));
    let error = send(&client, "m").await.expect_err("no token");
    assert_eq!((error.kind(), Reported::of(&Err::<(), _>(error))), (ErrorKind::Token, Reported::NotSent));
    assert_eq!((fetches(&stand_in), sends(&stand_in)), (1, 0));
    let error = send(&Memory(stand_in).app(), "m").await.expect_err("no token");
    assert_eq!(error.token_error().and_then(AnyError::raw_code), Some("invalidClientIdOrSecret"));
    assert_eq!((error.attempts(), error.is_retryable()), (0, false), "{error}");
}

/// Calls without a token do not each fetch one: the delay doubles with each failure.
#[tokio::test(start_paused = true)]
async fn fetches_back_off_after_failures() {
    let (stand_in, client) = app(both(Act::respond(error(500, "no.page.lists.it")), Act::serve()));
    let client = client.with(Options::new().attempts(1));
    for _ in 0..100 {
        send_all(&client, 2).await;
        sleep(Duration::from_millis(100)).await;
    }
    // After 0, 1, 3 and 7 seconds.
    assert_eq!(fetches(&stand_in), 4);
    stand_in.plan(Act::serve());
    sleep(seconds(8)).await;
    send(&client, "m").await.expect("success");
}

#[tokio::test(start_paused = true)]
async fn one_that_is_rejected_is_replaced_once() {
    for limit in [1, 3] {
        let stand_in = StandIn::with_tokens(Act::serve(), Tokens { uses: 1, ..Tokens::default() });
        let client = Memory(stand_in.clone()).app().with(Options::new().attempts(limit));
        for subject in ["a", "b", "c"] {
            // The message was refused, so it is retried even at the maximum of attempts.
            let (result, took) = timed(send(&client, subject)).await;
            assert_eq!((Reported::of(&result), took), (Reported::Success, 0.0));
            sleep(seconds(2)).await;
        }
        assert_eq!((fetches(&stand_in), sends(&stand_in), stand_in.log().duplicates()), (3, 5, 0));
    }
}

#[tokio::test(start_paused = true)]
async fn each_new_token_that_is_rejected_counts_as_an_attempt() {
    for (attempts, sent, waited) in [(1, 2, 0.0), (3, 4, 2.0)] {
        let (stand_in, client) = app(both(Act::serve(), Act::respond(error(400, "InvalidAuthentication"))));
        let client = client.with(Options::new().attempts(attempts));
        let (result, took) = timed(send(&client, "m")).await;
        assert_eq!(Reported::of(&result), Reported::Refused);
        assert!((waited..waited + 0.1).contains(&took), "{took}");
        let error = result.expect_err("rejected");
        assert_eq!((error.raw_code(), error.attempts()), (Some("InvalidAuthentication"), sent));
        assert_eq!((fetches(&stand_in), sends(&stand_in)), (sent as usize, sent as usize));
    }
}

/// A service that rejects every token gets one fetch a second, however many calls are rejected.
#[tokio::test(start_paused = true)]
async fn rejections_cause_no_storm_of_fetches() {
    let (stand_in, client) = app(both(Act::serve(), Act::respond(error(400, "InvalidAuthentication"))));
    let mut waited = 0.0;
    for _ in 0..50 {
        let (results, took) = timed(send_all(&client, 5)).await;
        assert!(results.iter().all(|(result, _)| Reported::of(result) == Reported::Refused), "{results:?}");
        waited += took;
    }
    let fetched = u32::try_from(fetches(&stand_in)).expect("few");
    assert!(f64::from(fetched) <= waited + 2.0, "{fetched} in {waited} s");
}

#[tokio::test(start_paused = true)]
async fn one_is_replaced_for_all_calls_that_it_fails() {
    let stand_in = StandIn::with_tokens(Act::serve(), Tokens { uses: 40, ..Tokens::default() });
    let client = Memory(stand_in.clone()).app();
    let mut succeeded = 0;
    for round in 0..10 {
        for (result, _) in send_all(&client, 30).await {
            succeeded += usize::from(result.is_ok());
            assert!(
                matches!(Reported::of(&result), Reported::Success | Reported::Refused),
                "round {round}: {result:?}"
            );
        }
        sleep(seconds(2)).await;
    }
    let log = stand_in.log();
    assert!(succeeded >= 290, "{succeeded}");
    assert!((7..=9).contains(&fetches(&stand_in)), "{}", fetches(&stand_in));
    assert_eq!(log.carried_out.len(), succeeded);
}

#[tokio::test(start_paused = true)]
async fn one_of_a_single_call_is_never_replaced() {
    let (stand_in, client) = app(Act::serve());
    let client = client.with(Options::new().token("hush-mine"));
    let error = look_up(&client, "m").await.expect_err("it is not valid");
    assert_eq!((error.raw_code(), error.attempts()), (Some("InvalidAuthentication"), 1));
    assert_eq!((fetches(&stand_in), stand_in.log().requests.len()), (0, 1));
}
