//! Servers that send without end: the client reads up to a limit, and their connections end with the calls.

use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use dingtalk_client::transport::{Limits, TransportErrorKind};
use dingtalk_faults::{Clock, listen};
use tokio::io::AsyncWriteExt as _;
use tokio::runtime::Builder;
use tokio::task::JoinHandle;

use crate::raw_server::{RESPONSE, read_request};
use crate::transport_calls::{Caller, chain, reported};

const EARLY_HINTS: &str = "HTTP/1.1 103 Early Hints\r\n\r\n";

/// More than the client reads and the system buffers on both sides.
const BUFFERED: usize = 16 << 20;

/// A server that responds to this many requests, then sends the first text, and the second without end. Returns its
/// caller, and the number of bytes that it sent before the client ended the connection.
async fn flood(earlier: usize, first: &'static str, then: &'static str) -> (Caller, JoinHandle<usize>) {
    let (listener, address) = listen().await;
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        for _ in 0..earlier {
            assert!(read_request(&mut stream).await);
            stream.write_all(RESPONSE).await.expect("sent");
        }
        assert!(read_request(&mut stream).await);
        let then = then.repeat(16 << 10);
        let mut sent = 0;
        let mut next = first.as_bytes();
        while let Ok(count) = stream.write(next).await {
            sent += count;
            next = then.as_bytes();
        }
        sent
    });
    (Caller::plain(format!("http://{address}")), server)
}

#[tokio::test]
async fn each_part_of_a_response_is_limited() {
    let head_is_large = "its head has more than 100 fields or 64 KiB";
    for (part, first, then, status, why) in [
        ("informational responses", "", EARLY_HINTS, None, ""),
        ("the size of a chunk", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", "0", Some(200), ""),
        ("a field of the head", "HTTP/1.1 200 OK\r\nx-filler: ", "x", None, head_is_large),
        ("fields of the head", "HTTP/1.1 200 OK\r\n", "a: b\r\n", None, head_is_large),
    ] {
        let (caller, server) = flood(0, first, then).await;
        let error = caller.call().await.expect_err(part);
        assert!(chain(&error).ends_with(why), "{part}: {}", chain(&error));
        assert_eq!(reported(Err(error)), (TransportErrorKind::TooLarge, true, status), "{part}");
        // The connection ends although the transport lives on.
        let sent = server.await.expect("no panic");
        assert!(sent < BUFFERED, "{part}: {sent}");
        drop(caller);
    }
}

/// Limits count per response, so earlier responses leave no allowance.
#[tokio::test]
async fn a_connection_that_served_many() {
    let (caller, server) = flood(50, "", EARLY_HINTS).await;
    for _ in 0..50 {
        assert!(caller.call().await.is_ok());
    }
    assert_eq!(reported(caller.call().await), (TransportErrorKind::TooLarge, true, None));
    let sent = server.await.expect("no panic");
    assert!(sent < BUFFERED, "{sent}");
}

/// A body without a limit is read until the deadline.
#[tokio::test]
async fn a_body_until_the_deadline() {
    let _clock = Clock::ticking().await;
    let (caller, server) = flood(0, "HTTP/1.1 200 OK\r\n\r\n", "x").await;
    let result = caller.call_within(Limits::new(Duration::from_millis(100), usize::MAX)).await;
    assert_eq!(reported(result), (TransportErrorKind::Deadline, true, Some(200)));
    server.await.expect("no panic");
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
        let flood = EARLY_HINTS.repeat(16 << 10);
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
        assert_eq!(reported(Caller::plain(url).call().await), (TransportErrorKind::TooLarge, true, None));
    });
    server.join().expect("no panic");
    // One tick may be from before the flood arrived.
    assert!(ticks.load(Ordering::SeqCst) > 4, "{ticks:?}");
}
