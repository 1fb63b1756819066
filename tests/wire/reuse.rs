//! Reuse and limits of connections over HTTP/1.1.

use std::io::{Read as _, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use dingtalk_client::transport::{
    Bytes, Hyper, HyperBuilder, Idempotent, Request, Response, Transport, TransportError, TransportErrorKind,
};
use dingtalk_faults::Clock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::server::{Act, Server, response};
use crate::tls_server::listen;
use crate::transport_calls::{call, hyper, limits, reported, short};

const RESPONSE: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";

/// A call that may be repeated.
async fn repeatable(transport: &Hyper, url: &str) -> Result<Response<Bytes>, TransportError> {
    let request = Request::get(url).extension(Idempotent).body(Bytes::new()).expect("a request");
    transport.call(request, limits()).await
}

/// The server closes each connection after its response without announcing it.
#[tokio::test]
async fn a_server_that_closes_after_each_response_costs_nothing() {
    let server = Server::start((0..50).map(|_| Act::Close(RESPONSE.to_vec())).collect()).await;
    let transport = hyper(HyperBuilder::plain_http);
    for turn in 0..50 {
        let called = call(&transport, &server.url(), limits()).await;
        assert!(called.is_ok(), "{turn}: {called:?}");
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
    let transport = hyper(HyperBuilder::plain_http);
    for _ in 0..2 {
        let called = call(&transport, &url, limits()).await;
        assert!(called.is_ok(), "{called:?}");
        // Meanwhile the runtime does nothing, since this blocks its only thread.
        close.send(()).expect("a server");
        is_closed.recv().expect("a server");
    }
    server.join().expect("no panic");
}

#[tokio::test]
async fn a_request_that_must_not_be_repeated_avoids_idle_connections() {
    let server = Server::start((0..4).map(|_| response("200 OK", &[], "{}")).collect()).await;
    let transport = hyper(HyperBuilder::plain_http);
    let mut connections = Vec::new();
    for is_repeatable in [true, true, false, false] {
        let called = if is_repeatable {
            repeatable(&transport, &server.url()).await
        } else {
            call(&transport, &server.url(), limits()).await
        };
        assert!(called.is_ok(), "{called:?}");
        connections.push(server.connections());
        if is_repeatable {
            Clock::stop().advance(Duration::from_secs(4)).await;
        }
    }
    assert_eq!(connections, [1, 1, 2, 2]);
}

/// A server that needs a permit for each response, and its maximum of concurrent connections.
async fn held(permits: &Arc<Semaphore>) -> (String, Arc<AtomicUsize>) {
    let (listener, address) = listen().await;
    let most = Arc::new(AtomicUsize::new(0));
    let (permits, shared, open) = (Arc::clone(permits), Arc::clone(&most), Arc::new(AtomicUsize::new(0)));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (permits, open) = (Arc::clone(&permits), Arc::clone(&open));
            shared.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::spawn(async move {
                serve(stream, &permits).await;
                open.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
    (format!("http://{address}"), most)
}

async fn serve(mut stream: TcpStream, permits: &Semaphore) {
    let mut request = Vec::new();
    while stream.read_buf(&mut request).await.is_ok_and(|count| count > 0) {
        if request.ends_with(b"the body") {
            request.clear();
            permits.acquire().await.expect("open").forget();
            stream.write_all(RESPONSE).await.ok();
        }
    }
}

#[tokio::test]
async fn calls_beyond_the_limit_wait() {
    let _clock = Clock::ticking().await;
    let permits = Arc::new(Semaphore::new(0));
    let (url, most) = held(&permits).await;
    let transport = hyper(|builder| builder.plain_http().max_connections(3));
    let mut calls = JoinSet::new();
    for _ in 0..20 {
        let (transport, url) = (transport.clone(), url.clone());
        calls.spawn(async move { call(&transport, &url, limits()).await.map(drop) });
    }
    tokio::task::yield_now().await;
    // All connections are in use by calls without a response.
    let late = call(&transport, &url, short(|limits, time| limits.connect_timeout = Some(time))).await;
    assert_eq!(reported(late), (TransportErrorKind::ConnectTimeout, false, None));
    permits.add_permits(20);
    assert!(calls.join_all().await.iter().all(Result::is_ok));
    assert_eq!(most.load(Ordering::SeqCst), 3);
}

/// The server responds without having read the request, and then neither reads it nor closes the connection.
#[tokio::test]
async fn a_request_that_is_never_read_frees_its_connection() {
    let _clock = Clock::ticking().await;
    let (listener, address) = listen().await;
    let (transport, url) = (hyper(|builder| builder.plain_http().max_connections(1)), format!("http://{address}"));
    let request = Request::post(&url).body(Bytes::from(vec![b'x'; 32 << 20])).expect("a request");
    let respond = async {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        stream.read_exact(&mut [0; 64]).await.expect("a request");
        stream.write_all(RESPONSE).await.expect("sent");
        stream
    };
    let (called, _stuck) = tokio::join!(transport.call(request, limits()), respond);
    assert!(called.is_ok(), "{called:?}");
    let permits = Semaphore::new(1);
    let served = async { serve(listener.accept().await.expect("a connection").0, &permits).await };
    tokio::select! {
        called = call(&transport, &url, short(|limits, time| limits.connect_timeout = Some(time))) => {
            assert!(called.is_ok(), "{called:?}");
        }
        () = served => panic!("the client ended the connection"),
    }
}

#[tokio::test]
async fn dropped_calls_free_their_connections() {
    let permits = Arc::new(Semaphore::new(0));
    let (url, _) = held(&permits).await;
    let transport = hyper(|builder| builder.plain_http().max_connections(1));
    let mut calls = JoinSet::new();
    for _ in 0..10 {
        let (transport, url) = (transport.clone(), url.clone());
        calls.spawn(async move { call(&transport, &url, limits()).await.map(drop) });
    }
    tokio::task::yield_now().await;
    calls.shutdown().await;
    permits.add_permits(1);
    assert!(call(&transport, &url, limits()).await.is_ok());
}
