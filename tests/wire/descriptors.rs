//! More calls than a process may open files, and a process that a signal would end. Both concern a process as a whole, so
//! these tests call from a process of their own.

use std::env;
use std::process::Command;

use dingtalk_client::transport::HyperBuilder;
use nix::sys::resource::{Resource, setrlimit};
use tokio::task::{JoinSet, spawn_blocking};

use crate::carry::{call, limits, made};
use crate::server::{Server, answer};

const CALLS: usize = 600;
const DESCRIPTORS: u64 = 200;

/// The address of the server, for the process that calls it.
const SERVER: &str = "TEST_SERVER";

/// Runs one of the ignored tests in a process of its own.
async fn run(test: &'static str, url: String) {
    let output = spawn_blocking(move || {
        let mut command = Command::new(env::current_exe().expect("a path"));
        command.args(["--exact", test, "--ignored", "--nocapture"]).env(SERVER, url).output().expect("a process")
    });
    let output = output.await.expect("no panic");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}{}", String::from_utf8_lossy(&output.stderr));
}

/// Makes all calls at once, with fewer descriptors than calls.
async fn call_all(set: impl FnOnce(HyperBuilder) -> HyperBuilder) {
    setrlimit(Resource::RLIMIT_NOFILE, DESCRIPTORS, DESCRIPTORS).expect("a limit");
    let url = env::var(SERVER).expect("a server");
    let transport = made(|builder| set(builder.plain_http()));
    let mut calls = JoinSet::new();
    for _ in 0..CALLS {
        let (transport, url) = (transport.clone(), url.clone());
        calls.spawn(async move { call(&transport, &url, limits()).await });
    }
    let failed: Vec<_> = calls.join_all().await.into_iter().filter_map(Result::err).collect();
    assert!(failed.is_empty(), "{} of {CALLS}: {:?}", failed.len(), failed[0]);
}

#[tokio::test]
async fn there_are_more_calls_than_descriptors() {
    for test in ["descriptors::bounded", "descriptors::unbounded"] {
        let server = Server::start((0..CALLS).map(|_| answer("200 OK", &[], "{}")).collect()).await;
        run(test, server.url()).await;
        assert_eq!(server.requests().len(), CALLS);
    }
}

#[tokio::test]
#[ignore = "run by `there_are_more_calls_than_descriptors` in a process of its own"]
async fn bounded() {
    call_all(|builder| builder).await;
}

/// Where the bound is too high, the system has no descriptor for some connections, which calls wait for as well.
#[tokio::test]
#[ignore = "run by `there_are_more_calls_than_descriptors` in a process of its own"]
async fn unbounded() {
    call_all(|builder| builder.max_connections(CALLS)).await;
}
