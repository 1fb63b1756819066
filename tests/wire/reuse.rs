//! Reuse and limits of connections over HTTP/1.1.

use std::io::{Read as _, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use dingtalk_client::transport::{Bytes, Idempotent, Limits, Request, Transport, TransportErrorKind};
use dingtalk_faults::{Clock, listen};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::Builder;
use tokio::sync::Semaphore;
use tokio::task::{JoinSet, spawn_blocking, yield_now};

use crate::raw_server::{self, RESPONSE, read_request};
use crate::server::{Act, Server, ok};
use crate::transport_calls::{Caller, limits, reported, short_connect_timeout};

/// The server closes each connection after its response without announcing it.
#[tokio::test]
async fn a_server_that_closes_after_each_response_costs_nothing() {
    let server = Server::start((0..50).map(|_| Act::Close(RESPONSE.to_vec())).collect()).await;
    let caller = Caller::plain(server.url());
    for turn in 0..50 {
        let result = caller.call().await;
        assert!(result.is_ok(), "{turn}: {result:?}");
        server.until_closed(turn + 1).await;
    }
    assert_eq!(server.requests().len(), 50);
}

/// The server closes a connection while the runtime does not poll its sockets.
#[tokio::test]
async fn a_connection_that_closed_unnoticed_is_not_used() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let (close, is_to_close) = mpsc::channel();
    let (closed, is_closed) = mpsc::channel();
    let server = thread::spawn(move || {
        for _ in 0..2 {
            let (mut stream, _) = listener.accept().expect("a connection");
            let (mut request, mut part) = (Vec::new(), [0; 1024]);
            while !request.ends_with(b"the body") {
                let count = stream.read(&mut part).expect("a request");
                request.extend_from_slice(&part[..count]);
            }
            stream.write_all(RESPONSE).expect("sent");
            is_to_close.recv().expect("a word");
            drop(stream);
            closed.send(()).expect("somebody who waits");
        }
    });
    let caller = Caller::plain(url);
    for _ in 0..2 {
        let result = caller.call().await;
        assert!(result.is_ok(), "{result:?}");
        // Meanwhile the runtime does nothing, since this blocks its only thread.
        close.send(()).expect("a server");
        is_closed.recv().expect("a server");
    }
    server.join().expect("no panic");
}

#[tokio::test]
async fn a_request_that_must_not_be_repeated_avoids_idle_connections() {
    let server = Server::start((0..4).map(|_| ok("{}")).collect()).await;
    let caller = Caller::plain(server.url());
    let mut connections = Vec::new();
    for is_repeatable in [true, true, false, false] {
        let result = if is_repeatable {
            let request = Request::get(&caller.url).extension(Idempotent).body(Bytes::new()).expect("a request");
            caller.transport.call(request, limits()).await
        } else {
            caller.call().await
        };
        assert!(result.is_ok(), "{result:?}");
        connections.push(server.connections());
        if is_repeatable {
            Clock::stop().advance(Duration::from_secs(4)).await;
        }
    }
    assert_eq!(connections, [1, 1, 2, 2]);
}

/// A client in a `static`, as tests with a runtime each may have.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_connection_ends_with_its_runtime() {
    let server = Server::start((0..3).map(|_| ok("{}")).collect()).await;
    let caller = Caller::plain(server.url());
    let apart = thread::spawn(move || {
        for _ in 0..3 {
            let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
            assert!(runtime.block_on(caller.call()).is_ok());
        }
    });
    spawn_blocking(move || apart.join()).await.expect("no panic").expect("no panic");
    assert_eq!((server.connections(), server.requests().len()), (3, 3));
}

/// The connection of a runtime that nobody runs is still in the pool, and sends nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_connection_waits_for_its_runtime() {
    let server = Server::start((0..2).map(|_| ok("{}")).collect()).await;
    let caller = Caller::plain(server.url());
    let apart = thread::spawn(move || {
        let runtime = || Builder::new_current_thread().enable_all().build().expect("a runtime");
        let (first, second) = (runtime(), runtime());
        assert!(first.block_on(caller.call()).is_ok());
        let late = second.block_on(async { caller.call_within(Limits::new(Duration::from_millis(200), 1000)).await });
        assert_eq!(reported(late), (TransportErrorKind::Deadline, false, None));
        assert!(second.block_on(caller.call()).is_ok());
    });
    spawn_blocking(move || apart.join()).await.expect("no panic").expect("no panic");
    assert_eq!((server.connections(), server.requests().len()), (2, 2));
}

/// A server that needs a permit for each response.
struct Throttled {
    caller: Caller,
    permits: Arc<Semaphore>,
    /// The maximum of concurrent connections.
    most: Arc<AtomicUsize>,
}

impl Throttled {
    /// Starts a server without permits, whose caller opens at most this many connections.
    async fn start(connections: usize) -> Self {
        let (permits, most) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicUsize::new(0)));
        let (shared, open) = ((Arc::clone(&permits), Arc::clone(&most)), Arc::new(AtomicUsize::new(0)));
        let address = raw_server::serve(move |stream| {
            let ((permits, most), open) = (shared.clone(), Arc::clone(&open));
            most.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            async move {
                serve(stream, &permits).await;
                open.fetch_sub(1, Ordering::SeqCst);
            }
        });
        let url = format!("http://{}", address.await);
        let caller = Caller::new(url, |builder| builder.plain_http().max_connections(connections));
        Self { caller, permits, most }
    }

    /// Starts this many calls.
    async fn calls(&self, count: usize) -> JoinSet<bool> {
        let mut calls = JoinSet::new();
        for _ in 0..count {
            let caller = self.caller.clone();
            calls.spawn(async move { caller.call().await.is_ok() });
        }
        yield_now().await;
        calls
    }
}

async fn serve(mut stream: TcpStream, permits: &Semaphore) {
    while read_request(&mut stream).await {
        permits.acquire().await.expect("open").forget();
        stream.write_all(RESPONSE).await.ok();
    }
}

#[tokio::test]
async fn calls_beyond_the_limit_wait() {
    let _clock = Clock::ticking().await;
    let server = Throttled::start(3).await;
    let calls = server.calls(20).await;
    // All connections are in use by calls without a response.
    let late = server.caller.call_within(short_connect_timeout()).await;
    assert_eq!(reported(late), (TransportErrorKind::ConnectTimeout, false, None));
    server.permits.add_permits(20);
    assert!(calls.join_all().await.iter().all(|is_ok| *is_ok));
    assert_eq!(server.most.load(Ordering::SeqCst), 3);
}

/// The server responds without having read the request, and then neither reads it nor closes the connection.
#[tokio::test]
async fn a_request_that_is_never_read_frees_its_connection() {
    let _clock = Clock::ticking().await;
    let (listener, address) = listen().await;
    let caller = Caller::new(format!("http://{address}"), |builder| builder.plain_http().max_connections(1));
    let request = Request::post(&caller.url).body(Bytes::from(vec![b'x'; 32 << 20])).expect("a request");
    let respond = async {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        stream.read_exact(&mut [0; 64]).await.expect("a request");
        stream.write_all(RESPONSE).await.expect("sent");
        stream
    };
    let (result, _stuck) = tokio::join!(caller.transport.call(request, limits()), respond);
    assert!(result.is_ok(), "{result:?}");
    let permits = Semaphore::new(1);
    let served = async { serve(listener.accept().await.expect("a connection").0, &permits).await };
    tokio::select! {
        result = caller.call_within(short_connect_timeout()) => assert!(result.is_ok(), "{result:?}"),
        () = served => panic!("the client ended the connection"),
    }
}

#[tokio::test]
async fn dropped_calls_free_their_connections() {
    let server = Throttled::start(1).await;
    server.calls(10).await.shutdown().await;
    server.permits.add_permits(1);
    assert!(server.caller.call().await.is_ok());
}
