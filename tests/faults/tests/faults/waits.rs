//! How long a call waits before it is tried again, by a clock that stands still while anything else is done.

use dingtalk_client::Options;
use dingtalk_faults::{Act, Ends, Operation, Server, StandIn, answer, error, settle, timed};

use crate::calls::{Told, call, client_over, hyper, look_up, send};
use crate::memory::{Memory, seconds};

const BOTH: [Operation; 2] = [Operation::Convert, Operation::Send];

fn throttled() -> Act {
    Act::say(error(403, "Forbidden.AccessDenied.QpsLimitForApi"))
}

fn busy() -> Act {
    Act::do_and_say(error(503, "serviceBusy"))
}

fn asks_for(wait: &str) -> Act {
    Act::say(answer("429 Too Many Requests", &[&format!("retry-after: {wait}")], ""))
}

fn memory(acts: Vec<Act>) -> Memory {
    Memory(StandIn::new(acts.into_iter()))
}

fn requests(memory: &Memory) -> usize {
    memory.0.log().requests.len()
}

#[tokio::test(start_paused = true)]
async fn a_second_at_least_after_a_throttle_and_twice_as_long_after_the_next() {
    for operation in BOTH {
        let memory = memory(vec![throttled(), throttled()]);
        let (result, took) = timed(call(&memory.clone().fixed(), operation, "m")).await;
        assert_eq!((Told::of(&result), requests(&memory)), (Told::ResponseFacts, 3));
        assert!((3.0..=4.5).contains(&took), "{took}");
    }
}

#[tokio::test(start_paused = true)]
async fn less_after_a_service_that_is_busy() {
    let memory = memory(vec![busy(), busy()]);
    let (result, took) = timed(look_up(&memory.clone().fixed(), "m")).await;
    assert_eq!((Told::of(&result), requests(&memory)), (Told::ResponseFacts, 3));
    assert!((0.3..=1.0).contains(&took), "{took}");
}

#[tokio::test(start_paused = true)]
async fn not_at_all_where_the_message_may_have_been_sent() {
    let memory = memory(vec![busy()]);
    let (result, took) = timed(send(&memory.clone().fixed(), "m")).await;
    assert_eq!((Told::of(&result), took, requests(&memory)), (Told::Unknown, 0.0, 1));
}

#[tokio::test(start_paused = true)]
async fn as_long_as_the_service_asks_for() {
    for operation in BOTH {
        let memory = memory(vec![asks_for("7")]);
        let (result, took) = timed(call(&memory.clone().fixed(), operation, "m")).await;
        assert_eq!((Told::of(&result), requests(&memory)), (Told::ResponseFacts, 2));
        assert!((7.0..=8.0).contains(&took), "{took}");
    }
    // No less than a second, whatever the service asks for, and whether or not it can be understood.
    for wait in ["0", "-1", "soon", "Sun, 22 Nov 2026 08:00:00 GMT", ""] {
        let memory = memory(vec![asks_for(wait)]);
        let (result, took) = timed(look_up(&memory.clone().fixed(), "m")).await;
        assert_eq!((Told::of(&result), requests(&memory)), (Told::ResponseFacts, 2), "{wait}");
        assert!((1.0..=1.5).contains(&took), "{wait}: {took}");
    }
}

/// A wait that would not end in time is not begun: the caller knows at once.
#[tokio::test(start_paused = true)]
async fn never_past_the_deadline() {
    for (deadline, act) in [(1, throttled()), (7, asks_for("7")), (60, asks_for("18446744073709551615"))] {
        let memory = memory(vec![act]);
        let client = memory.clone().fixed().with(Options::new().deadline(seconds(deadline)));
        let (result, took) = timed(look_up(&client, "m")).await;
        assert_eq!((Told::of(&result), took, requests(&memory)), (Told::Refused, 0.0, 1), "{deadline}");
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
        assert_eq!((Told::of(&result), requests), (Told::NotSent, 0), "{operation:?}: {result:?}");
    }
}

/// The deadline is that of the whole call, whatever it does.
#[tokio::test(start_paused = true)]
async fn an_attempt_gets_what_is_left_of_the_time() {
    let hangs = || Act::say([]).then(Ends::Hang);
    for acts in [vec![hangs()], vec![throttled(), hangs()], vec![busy(), busy(), hangs()]] {
        let attempts = acts.len();
        let memory = memory(acts);
        let client = memory.clone().fixed().with(Options::new().deadline(seconds(9)));
        let (result, took) = timed(look_up(&client, "m")).await;
        assert_eq!((Told::of(&result), requests(&memory)), (Told::Unknown, attempts));
        assert!((9.0..9.01).contains(&took), "{took}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_is_slow_is_waited_for() {
    let memory = memory(vec![Act::serve().after(seconds(29))]);
    let (result, took) = timed(send(&memory.clone().fixed(), "m")).await;
    assert_eq!((Told::of(&result), requests(&memory)), (Told::ResponseFacts, 1));
    assert!((29.0..29.01).contains(&took), "{took}");
    let memory = Memory(StandIn::new(Act::serve().after(seconds(31))));
    let (result, took) = timed(send(&memory.clone().fixed(), "m")).await;
    assert_eq!((Told::of(&result), requests(&memory)), (Told::Unknown, 1), "it was sent after the client had gone");
    assert!((30.0..30.01).contains(&took), "{took}");
}
