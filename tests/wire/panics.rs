//! Panics in the caller's code: of an observer they are caught, of a transport or a token provider they fail one call.

use std::error::Error;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Waker};

use dingtalk_client::observe::{Attempt, Dropped, Finished, Observer};
use dingtalk_client::runtime::ClientBuilder;
use dingtalk_client::transport::{BoxFuture, Bytes, Limits, Request, Response, Transport, TransportError};
use dingtalk_client::{Client, DingTalk, Secret, TokenProvider};
use tokio::spawn;

use crate::endpoints::{CONVERSATION, convert};

/// The behavior of a request.
#[derive(Clone, Copy)]
enum Act {
    Panic,
    Hang,
    Respond,
}

/// Behaves like this in turn.
struct Scripted {
    acts: &'static [Act],
    next: AtomicUsize,
}

impl Scripted {
    fn new(acts: &'static [Act]) -> Self {
        Self { acts, next: AtomicUsize::new(0) }
    }

    async fn act(&self) {
        match self.acts[self.next.fetch_add(1, Ordering::Relaxed)] {
            Act::Panic => panic!("scripted"),
            Act::Hang => std::future::pending().await,
            Act::Respond => {}
        }
    }
}

impl Transport for Scripted {
    fn call(&self, _: Request<Bytes>, _: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        Box::pin(async {
            self.act().await;
            Ok(Response::new(Bytes::from_static(CONVERSATION.as_bytes())))
        })
    }
}

impl TokenProvider for Scripted {
    fn token<'a>(&'a self, _: Option<&'a Secret>) -> BoxFuture<'a, Result<Secret, Box<dyn Error + Send + Sync>>> {
        Box::pin(async {
            self.act().await;
            Ok("t".into())
        })
    }
}

struct Panicking;

impl Observer for Panicking {
    fn attempt(&self, _: &Attempt<'_>) {
        panic!("attempt");
    }

    fn finished(&self, _: &Finished<'_>) {
        panic!("finished");
    }

    fn dropped(&self, _: &Dropped) {
        panic!("dropped");
    }
}

fn client(acts: &'static [Act], set: impl FnOnce(ClientBuilder<DingTalk>) -> ClientBuilder<DingTalk>) -> Client {
    set(Client::builder().transport(Scripted::new(acts))).build().expect("a client")
}

/// The message of the panic that a call ends with.
async fn panic_of(client: &Client) -> &'static str {
    let client = client.clone();
    let ended = spawn(async move { convert(&client).await.is_ok() }).await.expect_err("a panic");
    ended.into_panic().downcast().map_or("another", |message| *message)
}

#[tokio::test]
async fn of_an_observer_is_caught() {
    let client = client(&[Act::Respond, Act::Hang, Act::Panic], |builder| builder.token("t").observer(Panicking));
    assert!(convert(&client).await.is_ok(), "its result is not lost");
    assert!(pin!(convert(&client)).poll(&mut Context::from_waker(Waker::noop())).is_pending());
    // It is dropped while the panic of the transport unwinds.
    assert_eq!(panic_of(&client).await, "scripted");
}

#[tokio::test]
async fn of_a_transport_fails_its_call_alone() {
    let client = client(&[Act::Panic, Act::Respond], |builder| builder.token("t"));
    assert_eq!(panic_of(&client).await, "scripted");
    assert!(convert(&client).await.is_ok());
}

#[tokio::test]
async fn of_a_token_provider_fails_its_call_alone() {
    let provider = Scripted::new(&[Act::Panic, Act::Respond]);
    let client = client(&[Act::Respond], |builder| builder.token_provider(provider));
    assert_eq!(panic_of(&client).await, "scripted");
    assert!(convert(&client).await.is_ok());
}
