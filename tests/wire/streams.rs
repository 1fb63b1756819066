//! HTTP/2: unprocessed requests, stream limits, and connections that go silent.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use dingtalk_client::transport::{Bytes, Hyper, Limits, Response, TransportError, TransportErrorKind};
use dingtalk_faults::{Clock, settle};
use tokio::task::JoinHandle;

use crate::http2_server::Http2;
use crate::transport_calls::{call, limits, reported, short};

type Called = JoinHandle<Result<Response<Bytes>, TransportError>>;

/// A call on a task of its own.
fn spawn(transport: &Hyper, server: &Http2) -> Called {
    let (transport, url) = (transport.clone(), server.url());
    tokio::spawn(async move { call(&transport, &url, limits()).await })
}

/// Whether the request of each call may have been sent; `None` after a response. Sorted, because either call may be the
/// first stream.
async fn sent(calls: [Called; 2]) -> [Option<bool>; 2] {
    let [first, second] =
        calls.map(|call| async { call.await.expect("no panic").err().map(|error| error.may_have_been_sent()) });
    let mut sent = <[_; 2]>::from(tokio::join!(first, second));
    sent.sort_unstable();
    sent
}

#[tokio::test]
async fn streams_above_a_goaway_are_not_sent() {
    for responds in [true, false] {
        let server = Http2::start().await;
        let transport = server.transport(1);
        let calls = [spawn(&transport, &server), spawn(&transport, &server)];
        let mut connection = server.accept(100).await;
        let first = connection.request().await.expect("a request");
        connection.request().await.expect("another request");
        connection.go_away(first).await;
        if responds {
            connection.respond(first).await;
            assert_eq!(connection.request().await, None, "the connection is ended after its last response");
        }
        drop(connection);
        // The first stream was processed, so without a response it is unknown what became of it.
        let covered = if responds { None } else { Some(true) };
        let mut expected = [covered, Some(false)];
        expected.sort_unstable();
        assert_eq!(sent(calls).await, expected, "responds: {responds}");
    }
}

#[tokio::test]
async fn a_goaway_causes_another_connection() {
    let server = Http2::start().await;
    let transport = server.transport(2);
    for _ in 0..2 {
        let first = spawn(&transport, &server);
        let mut connection = server.accept(100).await;
        let stream = connection.request().await.expect("a request");
        assert_eq!(stream, 1);
        connection.go_away(stream).await;
        connection.respond(stream).await;
        assert!(first.await.expect("no panic").is_ok());
    }
}

#[tokio::test]
async fn the_stream_limit_is_respected() {
    let _clock = Clock::ticking().await;
    let server = Http2::start().await;
    let transport = server.transport(1);
    let calls = [spawn(&transport, &server), spawn(&transport, &server)];
    let mut connection = server.accept(1).await;
    let first = connection.request().await.expect("a request");
    // The third call times out during the first.
    let third = call(&transport, &server.url(), short(|limits, time| limits.connect_timeout = Some(time))).await;
    assert_eq!(reported(third), (TransportErrorKind::ConnectTimeout, false, None));
    connection.respond(first).await;
    let second = connection.request().await.expect("another request");
    connection.respond(second).await;
    assert_eq!((first, second), (1, 3));
    assert_eq!(sent(calls).await, [None, None]);
}

#[tokio::test]
async fn a_raised_stream_limit_is_used() {
    let server = Http2::start().await;
    let transport = server.transport(1);
    let calls = [spawn(&transport, &server), spawn(&transport, &server)];
    let mut connection = server.accept(1).await;
    let first = connection.request().await.expect("a request");
    connection.settings(2).await;
    let second = connection.request().await.expect("another request");
    connection.respond(second).await;
    connection.respond(first).await;
    assert_eq!(sent(calls).await, [None, None]);
}

#[tokio::test]
async fn a_full_connection_causes_another() {
    let server = Http2::start().await;
    let transport = server.transport(2);
    let first = spawn(&transport, &server);
    let mut full = server.accept(1).await;
    let stream = full.request().await.expect("a request");
    let second = spawn(&transport, &server);
    let mut other = server.accept(1).await;
    let beside = other.request().await.expect("another request");
    other.respond(beside).await;
    full.respond(stream).await;
    assert_eq!(sent([first, second]).await, [None, None]);
}

/// Other calls can use a connection that an unpolled call began to open.
#[tokio::test]
async fn an_unpolled_call_does_not_block_others() {
    let _clock = Clock::ticking().await;
    let server = Http2::start().await;
    let transport = server.transport(2);
    let first = spawn(&transport, &server);
    let mut full = server.accept(1).await;
    full.request().await.expect("a request");
    let url = server.url();
    let mut waits = pin!(call(&transport, &url, limits()));
    assert!(waits.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    let other = call(&transport, &url, limits());
    let respond = async {
        let mut connection = server.accept(100).await;
        let stream = connection.request().await.expect("a request");
        connection.respond(stream).await;
        connection.request().await
    };
    tokio::select! {
        called = other => assert!(called.is_ok(), "{called:?}"),
        next = respond => panic!("{next:?}"),
    }
    drop(first);
}

/// The handshake continues for the next call.
#[tokio::test]
async fn a_connection_outlives_the_call_that_timed_out_during_its_handshake() {
    let _clock = Clock::ticking().await;
    let server = Http2::start().await;
    let transport = server.transport(1);
    let late = call(&transport, &server.url(), short(|limits, time| limits.connect_timeout = Some(time))).await;
    assert_eq!(reported(late), (TransportErrorKind::ConnectTimeout, false, None));
    let next = spawn(&transport, &server);
    let mut connection = server.accept(100).await;
    let stream = connection.request().await.expect("a request");
    connection.respond(stream).await;
    assert!(next.await.expect("no panic").is_ok());
}

#[tokio::test]
async fn a_silent_connection_is_not_reused() {
    let _clock = Clock::ticking().await;
    let server = Http2::start().await;
    let transport = server.transport(1);
    let (url, limits) = (server.url(), short(|limits, time| limits.read_timeout = Some(time)));
    let (silent, mut connection) = tokio::join!(call(&transport, &url, limits), server.accept(100));
    assert_eq!(reported(silent), (TransportErrorKind::ReadTimeout, true, None));
    assert_eq!(connection.request().await, Some(1));
    assert_eq!(connection.request().await, None, "it is closed");
    let next = spawn(&transport, &server);
    let mut connection = server.accept(100).await;
    let stream = connection.request().await.expect("a request");
    connection.respond(stream).await;
    assert!(next.await.expect("no panic").is_ok());
}

/// The bytes of a body that a client accepts before its call reads them.
const WINDOW: usize = 2 << 20;

/// The connection continues to read while its calls are not polled.
#[tokio::test]
async fn responses_wait_for_unpolled_calls() {
    let _clock = Clock::stop();
    let server = Http2::start().await;
    let transport = server.transport(1);
    let (url, limits) = (server.url(), Limits::new(Duration::from_secs(20), WINDOW + 2));
    let mut calls = pin!(async { tokio::join!(call(&transport, &url, limits), call(&transport, &url, limits)) });
    let requests = async {
        let mut connection = server.accept(100).await;
        let streams = [connection.request().await, connection.request().await];
        (connection, streams.map(|stream| stream.expect("a request")))
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
    for called in [first, second] {
        assert_eq!(called.expect("a response").body().len(), WINDOW);
    }
}

/// A server may send more before it learns that its response is too large.
#[tokio::test]
async fn unread_responses_leave_the_connection_usable() {
    let _clock = Clock::stop();
    let server = Http2::start().await;
    let transport = server.transport(1);
    let mut called = spawn(&transport, &server);
    let mut connection = server.accept(100).await;
    for turn in 0..20 {
        let stream = connection.request().await.expect("a request");
        connection.head(stream, Some(WINDOW)).await;
        assert!(connection.data(stream, WINDOW).await, "turn {turn}: the client ended the connection");
        assert_eq!(reported(called.await.expect("no panic")), (TransportErrorKind::TooLarge, true, Some(200)));
        called = spawn(&transport, &server);
    }
    let stream = connection.request().await.expect("a request");
    connection.respond(stream).await;
    assert!(called.await.expect("no panic").is_ok());
}

/// The caller drops its call before the client notices that the server fell silent.
#[tokio::test]
async fn a_silent_connection_ends_with_its_dropped_call() {
    let clock = Clock::stop();
    let server = Http2::start().await;
    let transport = server.transport(1);
    let dropped = spawn(&transport, &server);
    let mut silent = server.accept(100).await;
    silent.request().await.expect("a request");
    clock.advance(Duration::from_secs(2)).await;
    dropped.abort();
    assert!(dropped.await.expect_err("dropped").is_cancelled());
    assert!(!silent.ping().await, "it is open");
}

/// The call is dropped at once, so the connection is never silent for long during a request.
#[tokio::test]
async fn a_dead_connection_is_noticed_without_calls() {
    let clock = Clock::stop();
    let server = Http2::start().await;
    let transport = server.transport(1);
    let dropped = spawn(&transport, &server);
    let mut dead = server.accept(100).await;
    dead.request().await.expect("a request");
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
    let server = Http2::start().await;
    let transport = server.transport(1);
    let url = server.url();
    let waits = call(&transport, &url, short(|limits, time| limits.connect_timeout = Some(time)));
    let (error, connection) = tokio::join!(waits, server.accept(0));
    assert_eq!(reported(error), (TransportErrorKind::ConnectTimeout, false, None));
    drop(connection);
}

/// The server reads, and responds to nothing, not even to pings.
#[tokio::test]
async fn a_dead_connection_is_noticed_before_the_deadline() {
    let clock = Clock::stop();
    let server = Http2::start().await;
    let transport = server.transport(1);
    let called = spawn(&transport, &server);
    let mut connection = server.accept(100).await;
    connection.request().await.expect("a request");
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
    assert_eq!(reported(called.await.expect("no panic")), (TransportErrorKind::Interrupted, true, None));
}

#[tokio::test]
async fn a_server_that_floods() {
    let _clock = Clock::stop();
    let server = Http2::start().await;
    let transport = server.transport(1);
    let called = spawn(&transport, &server);
    let mut connection = server.accept(100).await;
    connection.request().await.expect("a request");
    let sent = connection.flood().await;
    assert_eq!(reported(called.await.expect("no panic")), (TransportErrorKind::TooLarge, true, None));
    assert!(sent < 32 << 20, "{sent}");
}
