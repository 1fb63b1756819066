//! Tokens that are rejected and replaced during concurrent calls.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use dingtalk_client::transport::{BoxFuture, Bytes, Limits, Request, Response, Transport, TransportError};
use dingtalk_client::{AnyError, Client, ErrorKind, Options, Outcome};
use dingtalk_faults::{
    APP_KEY, APP_SECRET, Act, Ends, Operation, Plan, StandIn, Tokens, error, response, sleep, timed,
};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::calls::{look_up, send};
use crate::memory::{Memory, app, seconds};
use crate::tokens::{both, fetches, sends};

/// Plans token requests and messages by their number; others are served.
fn numbered(
    mut token: impl FnMut(usize) -> Option<Act> + Send + 'static,
    mut message: impl FnMut(usize) -> Option<Act> + Send + 'static,
) -> impl Plan {
    let mut numbers = [0.., 0..];
    move |operation| {
        let is_message = operation != Operation::Token;
        let number = numbers[usize::from(is_message)].next().unwrap_or_default();
        let act = if is_message { message(number) } else { token(number) };
        act.unwrap_or_else(Act::serve)
    }
}

fn rejection() -> Act {
    Act::refuse(error(400, "InvalidAuthentication"))
}

/// Sends messages concurrently, and returns the errors.
async fn send_many(client: &Client, count: usize, at_once: usize) -> Vec<AnyError> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut workers = JoinSet::new();
    for _ in 0..at_once {
        let (client, next) = (client.clone(), Arc::clone(&next));
        workers.spawn(async move {
            let mut errors = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= count {
                    return errors;
                }
                errors.extend(send(&client, &index.to_string()).await.err());
            }
        });
    }
    workers.join_all().await.into_iter().flatten().collect()
}

/// `SENDS=20000` sends that many, half of them with each of two tokens.
#[tokio::test(start_paused = true)]
async fn a_token_ends_and_the_fetch_of_the_next_one_breaks() {
    let count = std::env::var("SENDS").map_or(1000, |sends| sends.parse().expect("a number"));
    let plan = numbered(|fetch| (fetch == 1).then(|| Act::respond([]).then(Ends::Reset)), |_| None);
    let stand_in = StandIn::with_tokens(plan, Tokens { uses: count / 2, ..Tokens::default() });
    let client = Memory(stand_in.clone()).app();

    let errors = send_many(&client, count, 32).await;
    let log = stand_in.log();
    let rejected = log.requests_for(Operation::Send).count() - count;
    println!("{count} sends: {} failed, {rejected} rejected, {} fetches", errors.len(), fetches(&stand_in));
    assert!(errors.is_empty(), "{errors:?}");
    assert!((1..=32).contains(&rejected), "{rejected}");
    // The first, the one that broke, and its retry.
    assert_eq!((fetches(&stand_in), log.carried_out.len(), log.duplicates()), (3, count, 0));
}

/// A repeated fetch extends a token, so a service grants the same one after it rejected it by accident.
#[tokio::test(start_paused = true)]
async fn the_same_token_granted_again_is_valid_again() {
    let (stand_in, client) = app(numbered(|_| None, |message| (message < 200).then(rejection)));
    let errors = send_many(&client, 200, 200).await;
    assert!(errors.is_empty(), "{errors:?}");
    let log = stand_in.log();
    assert_eq!(log.tokens, ["hush-token-1", "hush-token-1"]);
    assert_eq!(log.requests_for(Operation::Send).count(), 400);
}

#[tokio::test(start_paused = true)]
async fn a_token_rejected_right_after_it_replaced_one_is_replaced_after_a_second() {
    let (stand_in, client) = app(numbered(|_| None, |message| (message < 40).then(rejection)));
    let (errors, took) = timed(send_many(&client, 20, 20)).await;
    assert!(errors.is_empty(), "{errors:?}");
    assert!((1.0..1.1).contains(&took), "{took}");
    assert_eq!((fetches(&stand_in), sends(&stand_in)), (3, 60));
}

/// A call that starts after the last token was rejected waits for the next one.
#[tokio::test(start_paused = true)]
async fn a_rejected_token_is_never_sent_again() {
    let (stand_in, client) = app(numbered(|_| None, |_| Some(rejection())));
    let client = client.with(Options::new().attempts(1));
    send(&client, "first").await.expect_err("rejected twice");
    let (result, took) = timed(send(&client, "second")).await;
    assert_eq!(result.expect_err("rejected twice").attempts(), 2);
    assert!((2.0..2.1).contains(&took), "{took}");
    // One fetch for each message sent: no token is sent twice.
    assert_eq!((fetches(&stand_in), sends(&stand_in)), (4, 4));

    let hasty = client.with(Options::new().deadline(seconds(1) / 2));
    let error = send(&hasty, "third").await.expect_err("no token in time");
    assert_eq!((error.kind(), error.attempts(), error.is_retryable()), (ErrorKind::Token, 0, true), "{error}");
    assert_eq!(sends(&stand_in), 4);
}

/// The retry budget is a hundred: more waiters than that leave it unchanged.
#[tokio::test(start_paused = true)]
async fn calls_that_wait_for_a_failed_fetch_do_not_use_the_budget_for_retries() {
    let stand_in =
        StandIn::new(numbered(|fetch| (fetch < 3).then(|| Act::respond(error(503, "serviceBusy"))), |_| None));
    let client = Memory(stand_in.clone()).app();
    let errors = send_many(&client, 300, 300).await;
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(fetches(&stand_in), 4);

    stand_in.plan(Act::respond(error(503, "serviceBusy")));
    let error = look_up(&client, "chat").await.expect_err("the service is busy");
    assert_eq!(error.attempts(), 3);
}

/// Calls with a rejected token wait for the next one like calls without a token.
#[tokio::test(start_paused = true)]
async fn rejected_calls_wait_while_no_token_can_be_fetched() {
    let busy = |fetch| (1..7).contains(&fetch).then(|| Act::respond(error(503, "serviceBusy")));
    let (stand_in, client) = app(numbered(busy, |message| (message < 20).then(rejection)));
    let errors = send_many(&client, 20, 20).await;
    assert!(errors.is_empty(), "{errors:?}");
    // Two fetches of three requests failed before the next one.
    assert_eq!((fetches(&stand_in), sends(&stand_in)), (8, 40));
}

/// Whether a rejection is retryable depends on the next token.
#[tokio::test(start_paused = true)]
async fn a_rejected_call_says_when_or_whether_there_is_another_token() {
    let throttle = || Act::respond(response("429 Too Many Requests", &["retry-after: 60"], ""));
    let revoked = || Act::respond(error(400, "invalidClientIdOrSecret"));
    for (act, wait) in [(throttle as fn() -> Act, Some(seconds(60))), (revoked, None)] {
        let (_, client) = app(numbered(move |fetch| (fetch > 0).then(act), |_| Some(rejection())));
        let error = send(&client, "m").await.expect_err("rejected");
        assert_eq!((error.raw_code(), error.outcome()), (Some("InvalidAuthentication"), Outcome::Refused));
        assert_eq!((error.is_retryable(), error.retry_after()), (wait.is_some(), wait), "{error}");
    }
}

fn parked_runtime() -> Runtime {
    Builder::new_current_thread().enable_time().start_paused(true).build().expect("a runtime")
}

#[test]
fn a_fetch_of_a_runtime_that_nobody_runs_holds_up_no_other() {
    let requested = Arc::new(Notify::new());
    let notify = Arc::clone(&requested);
    let (stand_in, client) = app(move |_| {
        notify.notify_one();
        Act::respond([]).then(Ends::Hang)
    });
    let (parked, other) = (parked_runtime(), parked_runtime());
    parked.block_on(async {
        tokio::select! {
            result = send(&client, "cancelled") => panic!("{result:?}"),
            () = requested.notified() => {}
        }
    });

    stand_in.plan(Act::serve());
    let (result, took) = other.block_on(timed(send(&client, "other")));
    result.expect("a token of its own fetch");
    assert!((0.9..1.1).contains(&took), "{took}");
    assert_eq!((fetches(&stand_in), sends(&stand_in)), (2, 1));
}

/// Panics at the first request for a token.
struct Panics(Memory, AtomicUsize);

impl Transport for Panics {
    fn call(&self, request: Request<Bytes>, limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        if request.uri().path().ends_with("accessToken") && self.1.fetch_add(1, Ordering::Relaxed) == 0 {
            return Box::pin(async { panic!("a defect of the transport") });
        }
        self.0.call(request, limits)
    }
}

#[tokio::test(start_paused = true)]
async fn a_transport_that_panics_fails_one_fetch() {
    let stand_in = StandIn::new(both(Act::serve(), Act::serve()));
    let transport = Panics(Memory(stand_in.clone()), AtomicUsize::new(0));
    let client = Client::builder().transport(transport).app_credentials(APP_KEY, APP_SECRET).build().expect("a client");
    for error in send_many(&client, 5, 5).await {
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Token, false));
        let line = "conv_file::send_link: nothing was sent: the call that fetches the access token panicked";
        assert_eq!(error.to_string(), line);
    }
    sleep(seconds(2)).await;
    send(&client, "later").await.expect("a token");
    assert_eq!(sends(&stand_in), 1);
}
