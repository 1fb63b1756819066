//! The waits between attempts, on a paused clock.

use dingtalk_client::Options;
use dingtalk_faults::{Act, Ends, Operation, Server, StandIn, error, response, settle, timed};

use crate::calls::{Reported, call, client_over, hyper, look_up, send};
use crate::memory::{Memory, seconds};

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

fn memory(acts: Vec<Act>) -> Memory {
    Memory(StandIn::new(acts.into_iter()))
}

fn requests(memory: &Memory) -> usize {
    memory.0.log().requests.len()
}

#[tokio::test(start_paused = true)]
async fn at_least_a_second_after_throttling_and_twice_as_long_the_next_time() {
    for operation in BOTH {
        let memory = memory(vec![throttled(), throttled()]);
        let (result, took) = timed(call(&memory.clone().fixed(), operation, "m")).await;
        assert_eq!((Reported::of(&result), requests(&memory)), (Reported::Success, 3));
        assert!((3.0..=4.5).contains(&took), "{took}");
    }
}

#[tokio::test(start_paused = true)]
async fn less_after_a_busy_service() {
    let memory = memory(vec![busy(), busy()]);
    let (result, took) = timed(look_up(&memory.clone().fixed(), "m")).await;
    assert_eq!((Reported::of(&result), requests(&memory)), (Reported::Success, 3));
    assert!((0.3..=1.0).contains(&took), "{took}");
}

#[tokio::test(start_paused = true)]
async fn none_if_the_message_may_have_been_sent() {
    let memory = memory(vec![busy()]);
    let (result, took) = timed(send(&memory.clone().fixed(), "m")).await;
    assert_eq!((Reported::of(&result), took, requests(&memory)), (Reported::Unknown, 0.0, 1));
}

#[tokio::test(start_paused = true)]
async fn as_long_as_retry_after() {
    for operation in BOTH {
        let memory = memory(vec![retry_after("7")]);
        let (result, took) = timed(call(&memory.clone().fixed(), operation, "m")).await;
        assert_eq!((Reported::of(&result), requests(&memory)), (Reported::Success, 2));
        assert!((7.0..=8.0).contains(&took), "{took}");
    }
    // At least a second, even if the service requests less or the header is invalid.
    for wait in ["0", "-1", "soon", "Sun, 22 Nov 2026 08:00:00 GMT", ""] {
        let memory = memory(vec![retry_after(wait)]);
        let (result, took) = timed(look_up(&memory.clone().fixed(), "m")).await;
        assert_eq!((Reported::of(&result), requests(&memory)), (Reported::Success, 2), "{wait}");
        assert!((1.0..=1.5).contains(&took), "{wait}: {took}");
    }
}

/// A wait that would end after the deadline is not started: the call fails at once.
#[tokio::test(start_paused = true)]
async fn never_past_the_deadline() {
    for (deadline, act) in [(1, throttled()), (7, retry_after("7")), (60, retry_after("18446744073709551615"))] {
        let memory = memory(vec![act]);
        let client = memory.clone().fixed().with(Options::new().deadline(seconds(deadline)));
        let (result, took) = timed(look_up(&client, "m")).await;
        assert_eq!((Reported::of(&result), took, requests(&memory)), (Reported::Refused, 0.0, 1), "{deadline}");
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
        assert_eq!((Reported::of(&result), requests), (Reported::NotSent, 0), "{operation:?}: {result:?}");
    }
}

/// The deadline covers the whole call.
#[tokio::test(start_paused = true)]
async fn an_attempt_gets_the_remaining_time() {
    let hangs = || Act::respond([]).then(Ends::Hang);
    for acts in [vec![hangs()], vec![throttled(), hangs()], vec![busy(), busy(), hangs()]] {
        let attempts = acts.len();
        let memory = memory(acts);
        let client = memory.clone().fixed().with(Options::new().deadline(seconds(9)));
        let (result, took) = timed(look_up(&client, "m")).await;
        assert_eq!((Reported::of(&result), requests(&memory)), (Reported::Unknown, attempts));
        assert!((9.0..9.01).contains(&took), "{took}");
    }
}

#[tokio::test(start_paused = true)]
async fn waits_for_a_slow_service_until_the_deadline() {
    let memory = memory(vec![Act::serve().after(seconds(29))]);
    let (result, took) = timed(send(&memory.clone().fixed(), "m")).await;
    assert_eq!((Reported::of(&result), requests(&memory)), (Reported::Success, 1));
    assert!((29.0..29.01).contains(&took), "{took}");
    let memory = Memory(StandIn::new(Act::serve().after(seconds(31))));
    let (result, took) = timed(send(&memory.clone().fixed(), "m")).await;
    assert_eq!(
        (Reported::of(&result), requests(&memory)),
        (Reported::Unknown, 1),
        "it was sent after the client had left"
    );
    assert!((30.0..30.01).contains(&took), "{took}");
}
