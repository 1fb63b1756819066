//! Connections that end or go silent before, during and after a request.

use std::time::Duration;

use dingtalk_faults::Ends::{Close, HalfClose, Hang, Reset};
use dingtalk_faults::{Act, Clock, Operation, Server, StandIn};
use tokio::task::JoinSet;

use crate::calls::Reported::{NotSent, Success, Unknown};
use crate::calls::{Reported, call, client};
use crate::table::{check, check_few_at_once, done, hasty, patient, row, unread};

/// The delay between two bytes.
const DROP: Duration = Duration::from_millis(5);

const PART_OF_HEAD: &str = "HTTP/1.1 200 OK\r\ncont";
const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-length: 40\r\n\r\n";
const PART_OF_BODY: &str = "HTTP/1.1 200 OK\r\ncontent-length: 40\r\n\r\n{\"file\":";

#[tokio::test]
async fn that_end() {
    let broke = "the connection broke";
    #[rustfmt::skip]
    check(patient(), vec![
        //  behavior of the server,                     requests: look-up, message, reported outcome
        row(Act::read_part().then(Close),               3, 1, Unknown, broke),
        row(Act::read_part().then(Reset),               3, 1, Unknown, broke),
        row(Act::read_part().then(HalfClose),           3, 1, Unknown, broke),
        row(done("").then(Close),                       3, 1, Unknown, broke),
        row(done("").then(Reset),                       3, 1, Unknown, broke),
        row(done("").then(HalfClose),                   3, 1, Unknown, broke),
        row(done(PART_OF_HEAD).then(Close),             3, 1, Unknown, broke),
        row(done(PART_OF_HEAD).then(Reset),             3, 1, Unknown, broke),
        row(done(PART_OF_HEAD).then(HalfClose),         3, 1, Unknown, broke),
        row(done(HEAD).then(Close),                     3, 1, Unknown, "the connection broke (status 200"),
        row(done(HEAD).then(HalfClose),                 3, 1, Unknown, "the connection broke (status 200"),
        row(done(PART_OF_BODY).then(Close),             3, 1, Unknown, "the connection broke (status 200"),
        row(done(PART_OF_BODY).then(Reset),             3, 1, Unknown, broke),
        row(done(PART_OF_BODY).then(HalfClose),         3, 1, Unknown, "the connection broke (status 200"),
        row(Act::serve().then(Close),                   1, 1, Success, "m"),
        row(Act::serve().then(HalfClose),               1, 1, Success, "m"),
        row(Act::serve().then(Hang),                    1, 1, Success, "m"),
    ]).await;
}

/// The client may notice the end before it has sent anything, and then also retries a message.
#[tokio::test]
async fn that_end_before_anything_is_read() {
    let _clock = Clock::ticking().await;
    let mut checks = JoinSet::new();
    for ends in [Close, Reset, HalfClose] {
        for (operation, connections) in [(Operation::Convert, 3..=3), (Operation::Send, 1..=3)] {
            checks.spawn(async move {
                let server = Server::start(StandIn::new(ends)).await.expect("a server");
                let result = call(&client(server.url()), operation, "m").await;
                let log = server.stand_in().log();
                assert!(connections.contains(&log.connections), "{ends:?} {operation:?}: {result:?}");
                assert_eq!((log.requests.len(), log.carried_out.len()), (0, 0), "{ends:?} {operation:?}");
                assert!(matches!(Reported::of(&result), NotSent | Unknown), "{ends:?} {operation:?}: {result:?}");
            });
        }
    }
    checks.join_all().await;
}

#[tokio::test]
async fn that_go_silent() {
    let late = "the deadline passed";
    #[rustfmt::skip]
    check_few_at_once(hasty(), vec![
        unread(Hang,                                    1, 1, Unknown, late),
        row(Act::read_part().then(Hang),                1, 1, Unknown, late),
        row(done("").then(Hang),                        1, 1, Unknown, late),
        row(done(PART_OF_HEAD).then(Hang),              1, 1, Unknown, late),
        row(done(HEAD).then(Hang),                      1, 1, Unknown, "the deadline passed (status 200"),
        row(done(PART_OF_BODY).then(Hang),              1, 1, Unknown, "the deadline passed (status 200"),
        row(Act::serve().drip(DROP),                    1, 1, Unknown, late),
        row(done([HEAD, &" ".repeat(40)].concat()).drip(DROP), 1, 1, Unknown, late),
        row(Act::serve().after(Duration::from_secs(1)), 1, 1, Unknown, late),
    ]).await;
}

#[tokio::test]
async fn that_exceed_the_read_timeout() {
    let silent = "the service stopped responding";
    #[rustfmt::skip]
    check_few_at_once(patient().read_timeout(Duration::from_millis(200)), vec![
        unread(Hang,                                    3, 1, Unknown, silent),
        row(done("").then(Hang),                        3, 1, Unknown, silent),
        row(done(PART_OF_HEAD).then(Hang),              3, 1, Unknown, silent),
        row(done(PART_OF_BODY).then(Hang),              3, 1, Unknown, "the service stopped responding (status 200"),
    ]).await;
}

#[tokio::test]
async fn during_a_long_request() {
    let message = "m".repeat(8 << 20);
    for ends in [Close, Reset] {
        let server = Server::start(StandIn::new(Act::read_part().then(ends))).await.expect("a server");
        let result = call(&client(server.url()), Operation::Send, &message).await;
        let log = server.stand_in().log();
        assert_eq!((log.requests.len(), Reported::of(&result)), (1, Unknown), "{ends:?}: {result:?}");
    }
}

/// Idle connections that the server closes cause no error: the next call opens another.
#[tokio::test]
async fn that_end_between_two_calls() {
    for ends in [Close, Reset, HalfClose] {
        let plan = vec![Act::serve().then(ends)].into_iter();
        let server = Server::start(StandIn::new(plan)).await.expect("a server");
        let client = client(server.url());
        for (operation, subject) in [(Operation::Send, "a"), (Operation::Send, "b"), (Operation::Convert, "c")] {
            assert_eq!(call(&client, operation, subject).await.expect("success").as_deref(), Some(subject));
            server.stand_in().until_ended(1).await;
        }
        let log = server.stand_in().log();
        assert_eq!((log.connections, log.requests.len(), log.duplicates()), (2, 3, 0), "{ends:?}");
    }
}
