//! The blocking client, wherever it is called from.

use std::fmt::Debug;
use std::thread;
use std::time::Duration;

use dingtalk_client::im::chat_id_to_open_conversation_id::Request;
use dingtalk_client::{ErrorKind, Options, Outcome, blocking};
use tokio::runtime::{Builder, Runtime};

use self::demo::blocking::Client;
use crate::api::{Remove, Removed};
use crate::endpoints::{CHAT, CONVERSATION, request};
use crate::server::{self, Act, Server, ok};

/// The emitted items that a blocking client needs.
mod demo {
    pub use crate::api::{Demo, DemoClient as Client};

    pub mod things {
        pub mod remove {
            pub use crate::api::Remove as Request;
        }
    }

    pub mod blocking {
        dingtalk_client::runtime::blocking! {
            Demo;
            /// Things.
            things: Things {
                /// Removes one.
                remove;
            }
        }
    }
}

/// A server on its own runtime, since the tests block their threads.
struct Apart {
    server: Server,
    runtime: Option<Runtime>,
}

impl Apart {
    fn responding(count: usize) -> Self {
        Self::start((0..count).map(|_| ok("")).collect())
    }

    fn start(script: Vec<Act>) -> Self {
        let started = thread::spawn(move || {
            let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
            let server = runtime.block_on(Server::start(script));
            Self { server, runtime: Some(runtime) }
        });
        started.join().expect("a server")
    }

    fn client(&self) -> Client {
        let builder =
            dingtalk_client::runtime::Client::<demo::Demo>::builder().base_url(self.server.url()).allow_plain_http();
        Client::new(builder.token("the-token").build().expect("a client")).expect("a blocking client")
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn call(client: &Client) {
    assert_eq!(client.things().remove(&Remove {}).send().expect("success"), Removed {});
}

#[test]
fn without_a_runtime() {
    let apart = Apart::responding(3);
    let client = apart.client();
    call(&client);
    call(&client.clone());
    let reply = client.call(&Remove {}).send_with_response().expect("success");
    assert_eq!(reply.status(), 200);
    assert_eq!(apart.server.requests().len(), 3);
}

#[test]
fn as_it_is_emitted() {
    let apart = Apart::start(vec![ok(CONVERSATION)]);
    let client = blocking::Client::new(server::client(&apart.server)).expect("a blocking client");
    let response = client.im().chat_id_to_open_conversation_id(&request::<Request>(CHAT)).send().expect("success");
    assert_eq!(response.open_conversation_id.expect("an id").as_str(), "cid");
}

#[tokio::test]
async fn in_a_runtime_of_one_thread() {
    let apart = Apart::responding(1);
    call(&apart.client());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_runtime_of_several_threads() {
    let apart = Apart::responding(2);
    let client = apart.client();
    call(&client);
    tokio::spawn(async move { call(&client) }).await.expect("no panic");
}

#[tokio::test]
async fn on_a_blocking_thread() {
    let apart = Apart::responding(1);
    let client = apart.client();
    tokio::task::spawn_blocking(move || call(&client)).await.expect("no panic");
}

#[test]
fn on_several_threads_at_once() {
    let apart = Apart::responding(80);
    let client = apart.client();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..10).for_each(|_| call(&client)));
        }
    });
    assert_eq!(apart.server.requests().len(), 80);
}

/// Tokio limits the steps of a task, which a call that never yields could use up.
#[tokio::test]
async fn many_times_in_one_task() {
    let apart = Apart::responding(200);
    let client = apart.client();
    (0..200).for_each(|_| call(&client));
}

#[test]
fn after_its_runtime_was_dropped() {
    let apart = Apart::responding(2);
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let client = runtime.block_on(async {
        let client = apart.client();
        call(&client);
        client
    });
    drop(runtime);
    call(&client);
}

#[tokio::test]
async fn dropped_in_async_code() {
    let apart = Apart::responding(1);
    let client = apart.client();
    call(&client);
    let other = client.with(Options::new());
    drop(client);
    drop(other);
}

/// The clock of a blocking call cannot be stopped, so the request may or may not have been sent by then.
#[test]
fn until_the_deadline() {
    let apart = Apart::start(vec![Act::Hang(vec![])]);
    let client = apart.client().with(Options::new().deadline(Duration::from_millis(150)));
    let error = client.things().remove(&Remove {}).send().expect_err("no response");
    assert_eq!(error.kind(), ErrorKind::Transport);
    match error.outcome() {
        Outcome::NotSent => assert_eq!(apart.server.requests().len(), 0),
        outcome => assert_eq!(outcome, Outcome::Unknown),
    }
}

#[test]
fn it_can_be_shared_and_shown() {
    fn shown<T: Clone + Debug + Send + Sync + 'static>(value: &T) -> String {
        format!("{value:?}")
    }
    let apart = Apart::responding(0);
    let client = apart.client();
    for shown in [shown(&client), shown(&client.things())] {
        assert!(shown.contains("demo") && !shown.contains("the-token"), "{shown}");
    }
}
