//! More calls than file descriptors, and a signal that would end the process. Both concern a whole process, so these
//! tests call from a process of their own.

use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use std::{env, iter};

use dingtalk_client::transport::{Bytes, HyperBuilder, Request, Transport};
use dingtalk_faults::Clock;
use nix::sys::resource::{Resource, setrlimit};
use signal_hook::consts::SIGPIPE;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::runtime::Builder;
use tokio::task::{JoinSet, spawn_blocking, yield_now};

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

/// Makes all calls at once, with fewer descriptors than calls. No deadline passes meanwhile.
async fn call_all(set: impl FnOnce(HyperBuilder) -> HyperBuilder) {
    let Some(url) = server() else { return };
    let _clock = Clock::stop();
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
    for test in ["bounded", "unbounded"] {
        let server = Server::start((0..CALLS).map(|_| ok("{}")).collect()).await;
        run(&format!("processes::{test}"), server.url()).await;
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

/// Looking up a name takes descriptors as well; without any it fails like an unknown name.
#[tokio::test]
async fn there_is_no_descriptor_for_a_lookup() {
    let server = Server::start(vec![ok("{}")]).await;
    run("processes::looked_up", server.url().replace("127.0.0.1", "localhost")).await;
    assert_eq!(server.requests().len(), 1);
}

#[test]
#[ignore = "run by `there_is_no_descriptor_for_a_lookup` in a process of its own"]
fn looked_up() {
    // The clock takes one of the threads, so that the other runs blocking tasks in order.
    let runtime = Builder::new_current_thread().max_blocking_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let Some(url) = server() else { return };
        let clock = Clock::stop();
        let caller = Caller::plain(url);
        setrlimit(Resource::RLIMIT_NOFILE, DESCRIPTORS, DESCRIPTORS).expect("a limit");
        let taken: Vec<_> = iter::from_fn(|| File::open("/dev/null").ok()).collect();
        let call = caller.spawn();
        run_tasks().await;
        // The lookup has ended once a later blocking task has.
        spawn_blocking(|| ()).await.expect("no panic");
        run_tasks().await;
        assert!(!call.is_finished(), "{:?}", call.await);
        drop(taken);
        clock.advance(Duration::from_millis(100)).await;
        call.await.expect("no panic").expect("a response");
    });
}

/// Runs the other tasks until they wait for something else than each other.
async fn run_tasks() {
    for _ in 0..16 {
        yield_now().await;
    }
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
