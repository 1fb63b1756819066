//! HTTP/2: which requests a server has not processed, and how many are given to a connection at once.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use dingtalk_client::transport::{Bytes, Hyper, Limits, Response, TransportError, TransportErrorKind};
use dingtalk_faults::{Clock, settle};
use tokio::task::JoinHandle;

use crate::http2_server::Http2;
use crate::transport_calls::{call, limits, short, told};

type Called = JoinHandle<Result<Response<Bytes>, TransportError>>;

/// A call on a task of its own.
fn spawn(transport: &Hyper, server: &Http2) -> Called {
    let (transport, url) = (transport.clone(), server.url());
    tokio::spawn(async move { call(&transport, &url, limits()).await })
}

/// What each of the calls ended with: whether the request may have been sent, or nothing after a response. Sorted, because
/// either call may be the first stream.
async fn sent(calls: [Called; 2]) -> [Option<bool>; 2] {
    let [first, second] =
        calls.map(|call| async { call.await.expect("no panic").err().map(|fault| fault.may_have_been_sent()) });
    let mut sent = <[_; 2]>::from(tokio::join!(first, second));
    sent.sort_unstable();
    sent
}

#[tokio::test]
async fn what_a_goaway_does_not_cover_is_not_sent() {
    for answers in [true, false] {
        let server = Http2::start().await;
        let transport = server.transport(1);
        let calls = [spawn(&transport, &server), spawn(&transport, &server)];
        let mut connection = server.accept(100).await;
        let first = connection.request().await.expect("a request");
        connection.request().await.expect("another request");
        connection.go_away(first).await;
        if answers {
            connection.respond(first).await;
            assert_eq!(connection.request().await, None, "the connection is ended after its last response");
        }
        drop(connection);
        // The first stream was processed, so without a response it is unknown what became of it.
        let covered = if answers { None } else { Some(true) };
        let mut expected = [covered, Some(false)];
        expected.sort_unstable();
        assert_eq!(sent(calls).await, expected, "answers: {answers}");
    }
}

#[tokio::test]
async fn after_a_goaway_there_is_another_connection() {
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
async fn no_more_requests_than_a_server_takes() {
    let _clock = Clock::ticking().await;
    let server = Http2::start().await;
    let transport = server.transport(1);
    let calls = [spawn(&transport, &server), spawn(&transport, &server)];
    let mut connection = server.accept(1).await;
    let first = connection.request().await.expect("a request");
    // While the first is under way, a third is out of time.
    let third = call(&transport, &server.url(), short(|limits, time| limits.connect_timeout = Some(time))).await;
    assert_eq!(told(third), (TransportErrorKind::ConnectTimeout, false, None));
    connection.respond(first).await;
    let second = connection.request().await.expect("another request");
    connection.respond(second).await;
    assert_eq!((first, second), (1, 3));
    assert_eq!(sent(calls).await, [None, None]);
}

#[tokio::test]
async fn as_many_requests_as_a_server_takes_now() {
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
async fn another_connection_where_one_is_full() {
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

/// A call that has begun to open a connection need not be polled for others to get it.
#[tokio::test]
async fn a_call_that_is_not_polled_holds_up_no_other() {
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

/// The handshake goes on for the next call.
#[tokio::test]
async fn a_call_with_less_time_than_a_handshake_leaves_its_connection_to_the_next() {
    let _clock = Clock::ticking().await;
    let server = Http2::start().await;
    let transport = server.transport(1);
    let late = call(&transport, &server.url(), short(|limits, time| limits.connect_timeout = Some(time))).await;
    assert_eq!(told(late), (TransportErrorKind::ConnectTimeout, false, None));
    let next = spawn(&transport, &server);
    let mut connection = server.accept(100).await;
    let stream = connection.request().await.expect("a request");
    connection.respond(stream).await;
    assert!(next.await.expect("no panic").is_ok());
}

#[tokio::test]
async fn a_connection_that_fell_silent_is_not_used_again() {
    let _clock = Clock::ticking().await;
    let server = Http2::start().await;
    let transport = server.transport(1);
    let (url, limits) = (server.url(), short(|limits, time| limits.read_timeout = Some(time)));
    let (silent, mut connection) = tokio::join!(call(&transport, &url, limits), server.accept(100));
    assert_eq!(told(silent), (TransportErrorKind::ReadTimeout, true, None));
    assert_eq!(connection.request().await, Some(1));
    assert_eq!(connection.request().await, None, "it is closed");
    let next = spawn(&transport, &server);
    let mut connection = server.accept(100).await;
    let stream = connection.request().await.expect("a request");
    connection.respond(stream).await;
    assert!(next.await.expect("no panic").is_ok());
}

/// How much of a body a client takes before its call reads it.
const WINDOW: usize = 2 << 20;

/// The connection goes on reading while the calls over it are not polled.
#[tokio::test]
async fn responses_wait_for_calls_that_are_not_polled() {
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

/// What a server sends before it learns that a response is too large is not held against the connection.
#[tokio::test]
async fn responses_that_are_not_read_leave_the_connection_usable() {
    let _clock = Clock::stop();
    let server = Http2::start().await;
    let transport = server.transport(1);
    let mut called = spawn(&transport, &server);
    let mut connection = server.accept(100).await;
    for turn in 0..20 {
        let stream = connection.request().await.expect("a request");
        connection.head(stream, Some(WINDOW)).await;
        assert!(connection.data(stream, WINDOW).await, "turn {turn}: the client ended the connection");
        assert_eq!(told(called.await.expect("no panic")), (TransportErrorKind::TooLarge, true, Some(200)));
        called = spawn(&transport, &server);
    }
    let stream = connection.request().await.expect("a request");
    connection.respond(stream).await;
    assert!(called.await.expect("no panic").is_ok());
}

/// The caller drops its call before the client notices that the server fell silent.
#[tokio::test]
async fn a_connection_that_fell_silent_is_given_up_with_a_dropped_call() {
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

/// Each call is dropped at once, so that the connection never was silent for long with a request on it.
#[tokio::test]
async fn a_dead_connection_is_noticed_without_a_call() {
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

/// Without limits of its own a server may say so late: it is waited for.
#[tokio::test]
async fn a_server_that_says_nothing_is_given_nothing() {
    let _clock = Clock::ticking().await;
    let server = Http2::start().await;
    let transport = server.transport(1);
    let url = server.url();
    let waits = call(&transport, &url, short(|limits, time| limits.connect_timeout = Some(time)));
    let (fault, connection) = tokio::join!(waits, server.accept(0));
    assert_eq!(told(fault), (TransportErrorKind::ConnectTimeout, false, None));
    drop(connection);
}

/// The server reads and says nothing, not even to pings.
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
    assert_eq!(told(called.await.expect("no panic")), (TransportErrorKind::Interrupted, true, None));
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
    assert_eq!(told(called.await.expect("no panic")), (TransportErrorKind::TooLarge, true, None));
    assert!(sent < 32 << 20, "{sent}");
}
