//! A server that stops and restarts.

use dingtalk_client::observe::{Attempt, Observer};
use dingtalk_client::{Client, Options};
use dingtalk_faults::{Act, Clock, Operation, Server, StandIn, TOKEN, settle};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::calls::{Reported, call, client, send};
use crate::memory::seconds;

const BOTH: [Operation; 2] = [Operation::Convert, Operation::Send];

/// Sends the number of each attempt, and whether it failed.
struct Attempts(UnboundedSender<(u32, bool)>);

impl Attempts {
    fn channel() -> (Self, UnboundedReceiver<(u32, bool)>) {
        let (sender, receiver) = unbounded_channel();
        (Self(sender), receiver)
    }
}

impl Observer for Attempts {
    fn attempt(&self, attempt: &Attempt<'_>) {
        self.0.send((attempt.number, attempt.error.is_some())).ok();
    }
}

#[tokio::test]
async fn nothing_is_sent_to_a_server_that_is_down() {
    let _clock = Clock::ticking().await;
    let mut server = Server::start(StandIn::new(Act::serve())).await.expect("a server");
    server.stop().await.expect("stopped");
    for operation in BOTH {
        let result = call(&client(server.url()), operation, "m").await;
        assert_eq!(Reported::of(&result), Reported::NotSent);
        let error = result.expect_err("nobody listens");
        // A retry is safe here for any endpoint.
        assert_eq!((error.attempts(), error.is_retryable()), (3, true), "{error}");
        assert!(error.to_string().contains("no connection, nothing was sent (3 attempts)"), "{error}");
    }
    assert_eq!(server.stand_in().log().connections, 0);
}

#[tokio::test]
async fn a_call_waits_for_a_server_to_come_back() {
    for operation in BOTH {
        let clock = Clock::stop();
        let mut server = Server::start(StandIn::new(Act::serve())).await.expect("a server");
        let (observer, mut attempts) = Attempts::channel();
        let builder = Client::builder().base_url(server.url()).allow_plain_http().token(TOKEN).observer(observer);
        let client = builder.options(Options::new().attempts(8)).build().expect("a client");
        server.stop().await.expect("stopped");
        let calling = tokio::spawn(async move { call(&client, operation, "m").await });
        assert_eq!(attempts.recv().await, Some((1, true)), "nobody was there");
        server.restart().expect("the same port");
        clock.advance(seconds(1)).await;
        let response = calling.await.expect("no panic").expect("success");
        assert_eq!(response.as_deref(), Some("m"));
        assert_eq!(attempts.recv().await, Some((2, false)));
        let log = server.stand_in().log();
        assert_eq!((log.requests.len(), log.times(operation, "m")), (1, 1));
    }
}

#[tokio::test]
async fn connections_from_before_a_restart_are_not_used() {
    let mut server = Server::start(StandIn::new(Act::serve())).await.expect("a server");
    let client = client(server.url());
    for subject in ["a", "b", "c"] {
        send(&client, subject).await.expect("success");
        server.stop().await.expect("stopped");
        server.restart().expect("the same port");
        // The client notices that its connections were closed.
        settle().await;
    }
    send(&client, "d").await.expect("success");
    let log = server.stand_in().log();
    assert_eq!((log.connections, log.requests.len(), log.duplicates()), (4, 4, 0));
}
