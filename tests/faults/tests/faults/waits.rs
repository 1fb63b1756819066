//! The waits between attempts, on a paused clock.

use std::fmt::Debug;
use std::ops::RangeInclusive;

use dingtalk_client::Options;
use dingtalk_faults::{Act, Ends, Operation, Server, StandIn, error, response, settle, timed};

use crate::calls::Reported::{self, NotSent, Refused, Success, Unknown};
use crate::calls::{call, client_over, hyper};
use crate::memory::{fixed, seconds};

const BOTH: [Operation; 2] = [Operation::Convert, Operation::Send];

fn throttled() -> Act {
    Act::respond(error(403, "Forbidden.AccessDenied.QpsLimitForApi"))
}

fn busy() -> Act {
    Act::execute_and_respond(error(503, "serviceBusy"))
}

fn retry_after(wait: &str) -> Act {
    Act::respond(response("429 Too Many Requests", &[&format!("retry-after: {wait}")], ""))
}

/// The reported outcome, the number of requests, and the seconds of a call.
type Expected = (Reported, usize, RangeInclusive<f64>);

/// Checks a call of a service with these acts.
async fn check(case: impl Debug, acts: Vec<Act>, operation: Operation, options: Options, expected: Expected) {
    let (stand_in, client) = fixed(acts.into_iter());
    let (result, took) = timed(call(&client.with(options), operation, "m")).await;
    let requests = stand_in.log().requests.len();
    let (reported, count, seconds) = expected;
    assert_eq!((Reported::of(&result), requests), (reported, count), "{case:?} {operation:?}: {result:?}");
    assert!(seconds.contains(&took), "{case:?} {operation:?}: {took}");
}

#[tokio::test(start_paused = true)]
async fn at_least_a_second_after_throttling_and_twice_as_long_the_next_time() {
    for operation in BOTH {
        check("throttled", vec![throttled(), throttled()], operation, Options::new(), (Success, 3, 3.0..=4.5)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn less_after_a_busy_service() {
    check("busy", vec![busy(), busy()], Operation::Convert, Options::new(), (Success, 3, 0.3..=1.0)).await;
}

#[tokio::test(start_paused = true)]
async fn none_if_the_message_may_have_been_sent() {
    check("busy", vec![busy()], Operation::Send, Options::new(), (Unknown, 1, 0.0..=0.0)).await;
}

#[tokio::test(start_paused = true)]
async fn as_long_as_retry_after() {
    for operation in BOTH {
        check("7 s", vec![retry_after("7")], operation, Options::new(), (Success, 2, 7.0..=8.0)).await;
    }
    // At least a second, even if the service requests less or the header is invalid.
    for wait in ["0", "-1", "soon", "Sun, 22 Nov 2026 08:00:00 GMT", ""] {
        let acts = vec![retry_after(wait)];
        check(wait, acts, Operation::Convert, Options::new(), (Success, 2, 1.0..=1.5)).await;
    }
}

/// A wait that would end after the deadline is not started: the call fails at once.
#[tokio::test(start_paused = true)]
async fn never_past_the_deadline() {
    for (deadline, act) in [(1, throttled()), (7, retry_after("7")), (60, retry_after("18446744073709551615"))] {
        let options = Options::new().deadline(seconds(deadline));
        check(deadline, vec![act], Operation::Convert, options, (Refused, 1, 0.0..=0.0)).await;
    }
}

#[tokio::test]
async fn a_call_without_any_time_is_not_sent() {
    let server = Server::start(StandIn::new(Act::serve())).await.expect("a server");
    let client = client_over(hyper(), server.url()).with(Options::new().deadline(seconds(0)));
    for operation in BOTH {
        let result = call(&client, operation, "m").await;
        settle().await;
        let requests = server.stand_in().log().requests.len();
        assert_eq!((Reported::of(&result), requests), (NotSent, 0), "{operation:?}: {result:?}");
    }
}

/// The deadline covers the whole call.
#[tokio::test(start_paused = true)]
async fn an_attempt_gets_the_remaining_time() {
    let hangs = || Act::respond([]).then(Ends::Hang);
    for acts in [vec![hangs()], vec![throttled(), hangs()], vec![busy(), busy(), hangs()]] {
        let (attempts, options) = (acts.len(), Options::new().deadline(seconds(9)));
        check(attempts, acts, Operation::Convert, options, (Unknown, attempts, 9.0..=9.01)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn waits_for_a_slow_service_until_the_deadline() {
    for (delay, expected) in [(29, (Success, 1, 29.0..=29.01)), (31, (Unknown, 1, 30.0..=30.01))] {
        let acts = vec![Act::serve().after(seconds(delay))];
        check(delay, acts, Operation::Send, Options::new(), expected).await;
    }
}
