//! Servers that send without end: the client reads up to a limit, and their connections end with the calls.

use std::io::{Read as _, Write as _};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use dingtalk_client::transport::{HyperBuilder, Limits, TransportErrorKind};
use dingtalk_faults::Clock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::runtime::Builder;
use tokio::task::JoinHandle;

use crate::tls_server::listen;
use crate::transport_calls::{call, chain, hyper, limits, reported};

const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

/// A server that responds to this many requests, then sends the first text, and the second without end. Returns the
/// number of bytes that it sent before the client ended the connection.
async fn flood(earlier: usize, first: &'static str, then: &'static str) -> (SocketAddr, JoinHandle<usize>) {
    let (listener, address) = listen().await;
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        for turn in 0..=earlier {
            let mut request = Vec::new();
            while !request.ends_with(b"the body") {
                stream.read_buf(&mut request).await.expect("a request");
            }
            if turn < earlier {
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await.expect("sent");
            }
        }
        let then = then.repeat(16 << 10);
        let mut sent = 0;
        let mut next = first.as_bytes();
        while let Ok(count) = stream.write(next).await {
            sent += count;
            next = then.as_bytes();
        }
        sent
    });
    (address, server)
}

/// Calls such a server. Returns the kind and status of the error, the number of bytes sent, and the error's chain.
async fn flooded(
    first: &'static str,
    then: &'static str,
    limits: Limits,
) -> ((TransportErrorKind, Option<u16>), usize, String) {
    let (address, server) = flood(0, first, then).await;
    let transport = hyper(HyperBuilder::plain_http);
    let result = call(&transport, &format!("http://{address}"), limits).await;
    let why = result.as_ref().err().map(|error| chain(error)).unwrap_or_default();
    let (kind, sent, status) = reported(result);
    assert!(sent);
    // It ends although the transport lives on.
    let sent = server.await.expect("no panic");
    drop(transport);
    ((kind, status), sent, why)
}

/// More than the client reads and the system buffers on both sides.
const BUFFERED: usize = 16 << 20;

#[tokio::test]
async fn informational_responses() {
    let (reported, sent, _) = flooded("", "HTTP/1.1 103 Early Hints\r\n\r\n", limits()).await;
    assert_eq!(reported, (TransportErrorKind::TooLarge, None));
    assert!(sent < BUFFERED, "{sent}");
}

/// Limits count per response, so earlier responses leave no allowance.
#[tokio::test]
async fn a_connection_that_served_many() {
    let (address, server) = flood(50, "", "HTTP/1.1 103 Early Hints\r\n\r\n").await;
    let (transport, url) = (hyper(HyperBuilder::plain_http), format!("http://{address}"));
    for _ in 0..50 {
        assert!(call(&transport, &url, limits()).await.is_ok());
    }
    assert_eq!(reported(call(&transport, &url, limits()).await), (TransportErrorKind::TooLarge, true, None));
    let sent = server.await.expect("no panic");
    assert!(sent < BUFFERED, "{sent}");
}

#[tokio::test]
async fn the_size_of_a_chunk() {
    let (reported, sent, _) = flooded(CHUNKED, "0", limits()).await;
    assert_eq!(reported, (TransportErrorKind::TooLarge, Some(200)));
    assert!(sent < BUFFERED, "{sent}");
}

#[tokio::test]
async fn a_field_of_the_head() {
    let (reported, sent, why) = flooded("HTTP/1.1 200 OK\r\nx-filler: ", "x", limits()).await;
    assert_eq!(reported, (TransportErrorKind::TooLarge, None));
    assert!(sent < BUFFERED, "{sent}");
    assert!(why.ends_with("its head has more than 100 fields or 64 KiB"), "{why}");
}

#[tokio::test]
async fn fields_of_the_head() {
    let (reported, sent, why) = flooded("HTTP/1.1 200 OK\r\n", "a: b\r\n", limits()).await;
    assert_eq!(reported, (TransportErrorKind::TooLarge, None));
    assert!(sent < BUFFERED, "{sent}");
    assert!(why.ends_with("its head has more than 100 fields or 64 KiB"), "{why}");
}

/// A body without a limit is read until the deadline.
#[tokio::test]
async fn a_body_until_the_deadline() {
    let _clock = Clock::ticking().await;
    let limits = Limits::new(Duration::from_millis(100), usize::MAX);
    let (reported, _, _) = flooded("HTTP/1.1 200 OK\r\n\r\n", "x", limits).await;
    assert_eq!(reported, (TransportErrorKind::Deadline, Some(200)));
}

/// A socket that is always readable must not starve timers, on which deadlines depend.
#[test]
#[expect(clippy::disallowed_methods, reason = "it counts how often a timer fires")]
fn timers_go_on() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let is_flooding = Arc::new(AtomicBool::new(false));
    let shared = Arc::clone(&is_flooding);
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        stream.read_exact(&mut [0; 64]).expect("a request");
        shared.store(true, Ordering::SeqCst);
        let flood = "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(16 << 10);
        while stream.write_all(flood.as_bytes()).is_ok() {}
    });
    // This runtime polls its timers only when a task yields, or when it is idle.
    let runtime = Builder::new_current_thread().enable_all().event_interval(u32::MAX).build().expect("a runtime");
    let ticks = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&ticks);
    runtime.block_on(async move {
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_millis(1)).await;
                counted.fetch_add(usize::from(is_flooding.load(Ordering::SeqCst)), Ordering::SeqCst);
            }
        });
        let transport = hyper(HyperBuilder::plain_http);
        assert_eq!(reported(call(&transport, &url, limits()).await), (TransportErrorKind::TooLarge, true, None));
    });
    server.join().expect("no panic");
    // One tick may be from before the flood arrived.
    assert!(ticks.load(Ordering::SeqCst) > 4, "{ticks:?}");
}
