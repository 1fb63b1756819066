//! More calls than file descriptors, and a signal that would end the process. Both concern a whole process, so these
//! tests call from a process of their own.

use std::env;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use dingtalk_client::transport::{Bytes, HyperBuilder, Request, Transport};
use nix::sys::resource::{Resource, setrlimit};
use signal_hook::consts::SIGPIPE;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::{JoinSet, spawn_blocking};

use crate::child_process;
use crate::raw_server;
use crate::server::{Server, ok};
use crate::transport_calls::{Caller, hyper, limits};

const CALLS: usize = 600;
const DESCRIPTORS: u64 = 200;

/// The address of the server, for the process that calls it.
const SERVER: &str = "TEST_SERVER";

/// Runs one of the ignored tests in a process of its own.
async fn run(test: &str, url: String) {
    let test = test.to_owned();
    spawn_blocking(move || child_process::run(&test, |command| command.env(SERVER, url))).await.expect("no panic");
}

/// The address of the server; `None` in the process of the other tests, which must not be limited.
fn server() -> Option<String> {
    env::var(SERVER).ok()
}

/// Makes all calls at once, with fewer descriptors than calls.
async fn call_all(set: impl FnOnce(HyperBuilder) -> HyperBuilder) {
    let Some(url) = server() else { return };
    setrlimit(Resource::RLIMIT_NOFILE, DESCRIPTORS, DESCRIPTORS).expect("a limit");
    let caller = Caller::new(url, |builder| set(builder.plain_http()));
    let mut calls = JoinSet::new();
    for _ in 0..CALLS {
        let caller = caller.clone();
        calls.spawn(async move { caller.call().await });
    }
    let failed: Vec<_> = calls.join_all().await.into_iter().filter_map(Result::err).collect();
    assert!(failed.is_empty(), "{} of {CALLS}: {:?}", failed.len(), failed[0]);
}

#[tokio::test]
async fn there_are_more_calls_than_descriptors() {
    // Looking up a name takes descriptors as well; without any it fails like an unknown name.
    for (test, host) in [("bounded", "127.0.0.1"), ("unbounded", "127.0.0.1"), ("unbounded", "localhost")] {
        let server = Server::start((0..CALLS).map(|_| ok("{}")).collect()).await;
        run(&format!("processes::{test}"), server.url().replace("127.0.0.1", host)).await;
        assert_eq!(server.requests().len(), CALLS);
    }
}

#[tokio::test]
#[ignore = "run by `there_are_more_calls_than_descriptors` in a process of its own"]
async fn bounded() {
    call_all(|builder| builder).await;
}

/// With a limit that is too high, calls wait for descriptors.
#[tokio::test]
#[ignore = "run by `there_are_more_calls_than_descriptors` in a process of its own"]
async fn unbounded() {
    call_all(|builder| builder.max_connections(CALLS)).await;
}

/// The server closes the connection during the request, so the client writes after a reset.
#[tokio::test]
async fn a_connection_that_breaks_raises_no_signal() {
    let address = raw_server::serve(async |mut stream| {
        // Unread data turns the close into a reset.
        drop(stream.read(&mut [0; 4096]).await);
        drop(stream.shutdown().await);
    })
    .await;
    run("processes::broken", format!("http://{address}")).await;
}

#[tokio::test]
#[ignore = "run by `a_connection_that_breaks_raises_no_signal` in a process of its own"]
async fn broken() {
    let Some(url) = server() else { return };
    let is_raised = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(SIGPIPE, Arc::clone(&is_raised)).expect("a handler");
    let transport = hyper(HyperBuilder::plain_http);
    let body = Bytes::from(vec![b'x'; 8 << 20]);
    for _ in 0..50 {
        let request = Request::post(&url).body(body.clone()).expect("a request");
        assert!(transport.call(request, limits()).await.is_err());
    }
    assert!(!is_raised.load(Ordering::SeqCst), "the signal was raised");
}
