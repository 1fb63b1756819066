//! Timeouts of the default transport, and whether it reports a request as sent, over real sockets by a ticking clock.

use std::future::pending;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dingtalk_client::transport::{Limits, TransportErrorKind};
use dingtalk_faults::{Clock, settle, sleep, timed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::yield_now;

use crate::raw_server::{self, RESPONSE, read_request};
use crate::server::{Act, Server, ok};
use crate::tls_server::TlsServer;
use crate::transport_calls::{
    CallResult, Caller, deadline, limits, reported, short, short_connect_timeout, short_read_timeout,
};

/// A server that accepts connections and sends nothing, and the bytes that it received.
async fn mute() -> (SocketAddr, Arc<Mutex<Vec<u8>>>) {
    let received = Arc::new(Mutex::new(Vec::new()));
    let shared = Arc::clone(&received);
    let address = raw_server::serve(move |mut stream| {
        let received = Arc::clone(&shared);
        async move {
            let mut bytes = [0; 4096];
            let count = stream.read(&mut bytes).await.unwrap_or_default();
            received.lock().expect("unpoisoned").extend_from_slice(&bytes[..count]);
            pending::<()>().await;
        }
    });
    (address.await, received)
}

/// A server that sends the first bytes after a request, and each of the others after a pause. Returns its caller and the
/// number of requests.
async fn drip(at_once: &'static str, others: &'static [u8], pause: Duration) -> (Caller, Arc<AtomicUsize>) {
    let seen = Arc::new(AtomicUsize::new(0));
    let shared = Arc::clone(&seen);
    let address = raw_server::serve(move |mut stream| {
        let seen = Arc::clone(&shared);
        async move {
            stream.set_nodelay(true).expect("a setting");
            assert!(read_request(&mut stream).await);
            seen.fetch_add(1, Ordering::SeqCst);
            stream.write_all(at_once.as_bytes()).await.expect("sent");
            for byte in others {
                sleep(pause).await;
                // The client may have left.
                stream.write_all(&[*byte]).await.ok();
            }
        }
    });
    (Caller::plain(format!("http://{}", address.await)), seen)
}

/// A call to a mute server over TLS, with some short limits.
async fn handshake(set: fn(&mut Limits, Duration)) -> (TransportErrorKind, bool, Option<u16>) {
    let _clock = Clock::ticking().await;
    let (address, received) = mute().await;
    let result = Caller::new(format!("https://{address}"), |builder| builder).call_within(short(set)).await;
    let received = received.lock().expect("unpoisoned");
    // The first record of a handshake, and nothing of a request.
    assert_eq!(received.first(), Some(&0x16));
    assert!(!received.windows(9).any(|window| window == b"the-token"));
    reported(result)
}

#[tokio::test]
async fn no_handshake_in_time() {
    let connection = handshake(|limits, time| limits.connect_timeout = Some(time)).await;
    assert_eq!(connection, (TransportErrorKind::ConnectTimeout, false, None));
    let call = handshake(|limits, time| limits.deadline = deadline(time)).await;
    assert_eq!(call, (TransportErrorKind::Deadline, false, None));
    let sooner = handshake(|limits, time| {
        limits.deadline = deadline(time);
        limits.connect_timeout = Some(time * 10);
    });
    assert_eq!(sooner.await, (TransportErrorKind::Deadline, false, None));
}

/// Compares the unsent requests of 80 calls with those that the server received. Each call opens its own connection.
async fn check_unsent(call: impl AsyncFn(Caller, u64) -> CallResult) {
    // Looking up a name would take a thread.
    let server = TlsServer::start_at("127.0.0.1", &["http/1.1"]).await;
    let caller = server.caller(|builder| builder.pool_idle_timeout(Duration::ZERO));
    let mut unsent = Vec::new();
    for number in 0..80 {
        let path = format!("/{number}");
        let caller = Caller { url: format!("{}{path}", caller.url), ..caller.clone() };
        match call(caller, number).await {
            Err(error) if !error.may_have_been_sent() => unsent.push(path),
            Err(error) => assert_eq!(error.kind(), TransportErrorKind::Deadline),
            Ok(_) => assert!(server.paths().contains(&path)),
        }
    }
    settle().await;
    let seen = server.paths();
    assert!(!unsent.is_empty() && unsent.iter().all(|path| !seen.contains(path)), "{unsent:?} {seen:?}");
    assert!(seen.len() + unsent.len() <= 80, "none is seen twice");
}

/// A timeout of the connection, or a deadline.
fn ending_after(time: Duration, number: u64) -> Limits {
    let mut limits = limits();
    if number.is_multiple_of(3) {
        limits.deadline = deadline(time);
    } else {
        limits.connect_timeout = Some(time);
    }
    limits
}

/// The timeout expires after each turn of the runtime that a call takes.
#[tokio::test]
async fn unsent_requests_never_arrive() {
    let clock = Clock::stop();
    check_unsent(async |caller, number| {
        let time = Duration::from_millis(100);
        let over = async {
            for _ in 0..number % 7 {
                yield_now().await;
            }
            clock.advance(time).await;
        };
        tokio::join!(caller.call_within(ending_after(time, number)), over).0
    })
    .await;
}

/// The timeout expires at any time, on another thread than the connection's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unsent_requests_never_arrive_on_threads() {
    check_unsent(async |caller, number| {
        caller.call_within(ending_after(Duration::from_millis(number % 8), number)).await
    })
    .await;
}

#[tokio::test]
async fn the_connect_timeout_ends_with_the_handshake() {
    let _clock = Clock::ticking().await;
    let (caller, seen) = drip("", b"HTTP/1.1 204 No Content\r\n\r\n", Duration::from_millis(5)).await;
    let response = caller.call_within(short_connect_timeout()).await;
    assert_eq!(response.expect("success").status(), 204);
    assert_eq!(seen.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn silence_before_the_response() {
    let _clock = Clock::ticking().await;
    let server = Server::start(vec![Act::Hang(vec![]), Act::Hang(vec![])]).await;
    let caller = Caller::plain(server.url());
    let result = caller.call_within(short_read_timeout()).await;
    assert_eq!(reported(result), (TransportErrorKind::ReadTimeout, true, None));
    let result = caller.call_within(short(|limits, time| limits.deadline = deadline(time))).await;
    assert_eq!(reported(result), (TransportErrorKind::Deadline, true, None));
    // Abandoned connections are not reused.
    assert_eq!((server.connections(), server.requests().len()), (2, 2));
}

#[tokio::test]
async fn silence_within_the_response() {
    let _clock = Clock::ticking().await;
    let part = b"HTTP/1.1 201 Created\r\ncontent-length: 40\r\n\r\n{\"open".to_vec();
    let server = Server::start(vec![Act::Hang(part)]).await;
    let result = Caller::plain(server.url()).call_within(short_read_timeout()).await;
    assert_eq!(reported(result), (TransportErrorKind::ReadTimeout, true, Some(201)));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn the_deadline_ends_a_slow_body() {
    const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n";
    let _clock = Clock::ticking().await;
    let (caller, seen) = drip(HEAD, &[b' '; 1000], Duration::from_millis(10)).await;
    let limits = short(|limits, time| {
        limits.deadline = deadline(time);
        // Never expires while the body arrives.
        limits.read_timeout = Some(Duration::from_secs(5));
    });
    let (result, took) = timed(caller.call_within(limits)).await;
    assert_eq!(reported(result), (TransportErrorKind::Deadline, true, Some(200)));
    assert!((0.1..0.11).contains(&took), "{took}");
    assert_eq!(seen.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_slow_body_is_not_silence() {
    const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n";
    let _clock = Clock::ticking().await;
    let (caller, seen) = drip(HEAD, &[b'x'; 20], Duration::from_millis(15)).await;
    let mut limits = limits();
    // Shorter than all pauses together.
    limits.read_timeout = Some(Duration::from_millis(200));
    assert_eq!(caller.call_within(limits).await.expect("success").body().len(), 20);
    assert_eq!(seen.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn idle_connections_are_reused_until_the_idle_timeout() {
    for (timeout, connections) in [(Duration::from_secs(30), 1), (Duration::ZERO, 2)] {
        let server = Server::start(vec![ok("{}"), ok("{}")]).await;
        let caller = Caller::new(server.url(), |builder| builder.plain_http().pool_idle_timeout(timeout));
        for _ in 0..2 {
            assert!(caller.call().await.is_ok());
        }
        assert_eq!((server.connections(), server.requests().len()), (connections, 2));
    }
}

#[tokio::test]
async fn a_closed_connection_is_not_reused() {
    let server = Server::start(vec![Act::Close(RESPONSE.to_vec()), ok("{}")]).await;
    let caller = Caller::plain(server.url());
    assert!(caller.call().await.is_ok());
    server.until_closed(1).await;
    assert!(caller.call().await.is_ok());
    assert_eq!((server.connections(), server.requests().len()), (2, 2));
}
