//! HTTP/2: unprocessed requests, stream limits, and connections that go silent.

use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use dingtalk_client::transport::{Limits, TransportErrorKind};
use dingtalk_faults::{Clock, settle};
use tokio::task::JoinHandle;

use crate::http2_server::{Connection, Http2};
use crate::transport_calls::{CallResult, reported, short_connect_timeout, short_read_timeout};

/// Whether the request of each call may have been sent; `None` after a response. Sorted, because either call may be the
/// first stream.
async fn sent(calls: [JoinHandle<CallResult>; 2]) -> [Option<bool>; 2] {
    let [first, second] =
        calls.map(|call| async { call.await.expect("no panic").err().map(|error| error.may_have_been_sent()) });
    let mut sent = <[_; 2]>::from(tokio::join!(first, second));
    sent.sort_unstable();
    sent
}

/// Responds to the requests of the next connection, which are those of these calls. Returns the connection.
async fn respond_to(server: &Http2, calls: Vec<JoinHandle<CallResult>>) -> Connection {
    let mut connection = server.accept(100).await;
    for _ in &calls {
        let stream = connection.request().await.expect("a request");
        connection.respond(stream).await;
    }
    for call in calls {
        assert!(call.await.expect("no panic").is_ok());
    }
    connection
}

#[tokio::test]
async fn streams_above_a_goaway_are_not_sent() {
    for responds in [true, false] {
        let server = Http2::start(1).await;
        let calls = [server.caller.spawn(), server.caller.spawn()];
        let (mut connection, first) = server.accept_request(100).await;
        connection.request().await.expect("another request");
        connection.go_away(first).await;
        if responds {
            connection.respond(first).await;
            assert_eq!(connection.request().await, None, "the connection is ended after its last response");
        }
        drop(connection);
        // The first stream was processed, so its outcome is unknown without a response.
        let covered = if responds { None } else { Some(true) };
        let mut expected = [covered, Some(false)];
        expected.sort_unstable();
        assert_eq!(sent(calls).await, expected, "responds: {responds}");
    }
}

#[tokio::test]
async fn a_goaway_causes_another_connection() {
    let server = Http2::start(2).await;
    for _ in 0..2 {
        let call = server.caller.spawn();
        let (mut connection, stream) = server.accept_request(100).await;
        assert_eq!(stream, 1);
        connection.go_away(stream).await;
        connection.respond(stream).await;
        assert!(call.await.expect("no panic").is_ok());
    }
}

#[tokio::test]
async fn first_calls_share_the_first_connection() {
    let server = Http2::start(20).await;
    let calls = (0..20).map(|_| server.caller.spawn()).collect();
    let _connection = respond_to(&server, calls).await;
    assert!(!server.has_caller().await, "there is another connection");
}

#[tokio::test]
async fn a_first_connection_that_hangs_blocks_one_call() {
    let server = Http2::start(20).await;
    let calls = (0..3).map(|_| server.caller.spawn()).collect();
    // Accepted, but without TLS.
    let _hanging = server.accept_without_tls().await;
    respond_to(&server, calls).await;
}

#[tokio::test]
async fn a_first_connection_that_fails_fails_one_call() {
    let server = Http2::start(20).await;
    let calls: Vec<_> = (0..3).map(|_| server.caller.spawn()).collect();
    drop(server.accept_without_tls().await);
    // The others open a connection each, and share the one that is open first.
    let serving = async {
        let (mut connection, first) = server.accept_request(100).await;
        connection.respond(first).await;
        let second = connection.request().await.expect("another request");
        connection.respond(second).await;
    };
    let results = async {
        let mut results = Vec::new();
        for call in calls {
            results.push(call.await.expect("no panic").is_ok());
        }
        results.sort_unstable();
        results
    };
    let (results, ()) = tokio::join!(results, serving);
    assert_eq!(results, [false, true, true]);
}

#[tokio::test]
async fn the_stream_limit_is_respected() {
    let _clock = Clock::ticking().await;
    let server = Http2::start(1).await;
    let calls = [server.caller.spawn(), server.caller.spawn()];
    let (mut connection, first) = server.accept_request(1).await;
    // The third call times out during the first.
    let third = server.caller.call_within(short_connect_timeout()).await;
    assert_eq!(reported(third), (TransportErrorKind::ConnectTimeout, false, None));
    connection.respond(first).await;
    let second = connection.request().await.expect("another request");
    connection.respond(second).await;
    assert_eq!((first, second), (1, 3));
    assert_eq!(sent(calls).await, [None, None]);
}

#[tokio::test]
async fn a_raised_stream_limit_is_used() {
    let server = Http2::start(1).await;
    let calls = [server.caller.spawn(), server.caller.spawn()];
    let (mut connection, first) = server.accept_request(1).await;
    connection.limit_streams(2).await;
    let second = connection.request().await.expect("another request");
    connection.respond(second).await;
    connection.respond(first).await;
    assert_eq!(sent(calls).await, [None, None]);
}

#[tokio::test]
async fn a_full_connection_causes_another() {
    let server = Http2::start(2).await;
    let first = server.caller.spawn();
    let (mut full, stream) = server.accept_request(1).await;
    let second = server.caller.spawn();
    let (mut other, other_stream) = server.accept_request(1).await;
    other.respond(other_stream).await;
    full.respond(stream).await;
    assert_eq!(sent([first, second]).await, [None, None]);
}

/// Other calls can use a connection that an unpolled call began to open.
#[tokio::test]
async fn an_unpolled_call_does_not_block_others() {
    let _clock = Clock::ticking().await;
    let server = Http2::start(2).await;
    let first = server.caller.spawn();
    let _full = server.accept_request(1).await;
    let mut waits = pin!(server.caller.call());
    assert!(waits.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    let respond = async {
        let (mut connection, stream) = server.accept_request(100).await;
        connection.respond(stream).await;
        connection.request().await
    };
    tokio::select! {
        result = server.caller.call() => assert!(result.is_ok(), "{result:?}"),
        next = respond => panic!("{next:?}"),
    }
    drop(first);
}

/// The handshake continues for the next call.
#[tokio::test]
async fn a_connection_outlives_the_call_that_timed_out_during_its_handshake() {
    let _clock = Clock::ticking().await;
    let server = Http2::start(1).await;
    let late = server.caller.call_within(short_connect_timeout()).await;
    assert_eq!(reported(late), (TransportErrorKind::ConnectTimeout, false, None));
    respond_to(&server, vec![server.caller.spawn()]).await;
}

#[tokio::test]
async fn a_silent_connection_is_not_reused() {
    let _clock = Clock::ticking().await;
    let server = Http2::start(1).await;
    let (silent, mut connection) = tokio::join!(server.caller.call_within(short_read_timeout()), server.accept(100));
    assert_eq!(reported(silent), (TransportErrorKind::ReadTimeout, true, None));
    assert_eq!(connection.request().await, Some(1));
    assert_eq!(connection.request().await, None, "it is closed");
    respond_to(&server, vec![server.caller.spawn()]).await;
}

/// The bytes of a body that a client accepts before its call reads them.
const WINDOW: usize = 2 << 20;

/// The connection continues to read while its calls are not polled.
#[tokio::test]
async fn responses_wait_for_unpolled_calls() {
    let _clock = Clock::stop();
    let server = Http2::start(1).await;
    let call = || server.caller.call_within(Limits::new(Duration::from_secs(20), WINDOW + 2));
    let mut calls = pin!(async { tokio::join!(call(), call()) });
    let requests = async {
        let (mut connection, first) = server.accept_request(100).await;
        let second = connection.request().await.expect("another request");
        (connection, [first, second])
    };
    let (mut connection, streams) = tokio::select! {
        requests = requests => requests,
        ended = &mut calls => panic!("{ended:?}"),
    };
    for stream in streams {
        connection.head(stream, None).await;
        assert!(connection.data(stream, WINDOW).await, "the client ended the connection");
        connection.end(stream, b"").await;
    }
    let (first, second) = calls.await;
    for result in [first, second] {
        assert_eq!(result.expect("a response").body().len(), WINDOW);
    }
}

/// A server may send more before it learns that its response is too large.
#[tokio::test]
async fn unread_responses_leave_the_connection_usable() {
    let _clock = Clock::stop();
    let server = Http2::start(1).await;
    let mut result = server.caller.spawn();
    let mut connection = server.accept(100).await;
    for turn in 0..20 {
        let stream = connection.request().await.expect("a request");
        connection.head(stream, Some(WINDOW)).await;
        assert!(connection.data(stream, WINDOW).await, "turn {turn}: the client ended the connection");
        assert_eq!(reported(result.await.expect("no panic")), (TransportErrorKind::TooLarge, true, Some(200)));
        result = server.caller.spawn();
    }
    let stream = connection.request().await.expect("a request");
    connection.respond(stream).await;
    assert!(result.await.expect("no panic").is_ok());
}

/// The caller drops its call before the client notices that the server fell silent.
#[tokio::test]
async fn a_silent_connection_ends_with_its_dropped_call() {
    let clock = Clock::stop();
    let server = Http2::start(1).await;
    let dropped = server.caller.spawn();
    let (mut silent, _) = server.accept_request(100).await;
    clock.advance(Duration::from_secs(2)).await;
    dropped.abort();
    assert!(dropped.await.expect_err("dropped").is_cancelled());
    assert!(!silent.ping().await, "it is open");
}

/// The call is dropped at once, so the connection is never silent for long during a request.
#[tokio::test]
async fn a_dead_connection_is_noticed_without_calls() {
    let clock = Clock::stop();
    let server = Http2::start(1).await;
    let dropped = server.caller.spawn();
    let (mut dead, _) = server.accept_request(100).await;
    dropped.abort();
    // An unused connection lives for 30 s.
    for _ in 0..20 {
        clock.advance(Duration::from_secs(1)).await;
        settle().await;
    }
    assert!(!dead.ping().await, "it is open");
}

/// A server may raise its limit later, so the call waits.
#[tokio::test]
async fn no_request_is_sent_while_the_stream_limit_is_zero() {
    let _clock = Clock::ticking().await;
    let server = Http2::start(1).await;
    let (result, connection) = tokio::join!(server.caller.call_within(short_connect_timeout()), server.accept(0));
    assert_eq!(reported(result), (TransportErrorKind::ConnectTimeout, false, None));
    drop(connection);
}

/// The server reads, and responds to nothing, not even to pings.
#[tokio::test]
async fn a_dead_connection_is_noticed_before_the_deadline() {
    let clock = Clock::stop();
    let server = Http2::start(1).await;
    let result = server.caller.spawn();
    let (mut connection, _) = server.accept_request(100).await;
    let passing = async {
        loop {
            clock.advance(Duration::from_secs(1)).await;
            settle().await;
        }
    };
    tokio::select! {
        request = connection.request() => assert_eq!(request, None),
        () = passing => {}
    }
    assert_eq!(reported(result.await.expect("no panic")), (TransportErrorKind::Interrupted, true, None));
}

#[tokio::test]
async fn a_server_that_floods() {
    let _clock = Clock::stop();
    let server = Http2::start(1).await;
    let result = server.caller.spawn();
    let (connection, _) = server.accept_request(100).await;
    let sent = connection.flood().await;
    assert_eq!(reported(result.await.expect("no panic")), (TransportErrorKind::TooLarge, true, None));
    assert!(sent < 32 << 20, "{sent}");
}
