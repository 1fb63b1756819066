//! TLS connections that end: nothing is sent before the handshake completes, anything may have been sent after it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use dingtalk_client::transport::Hyper;
use dingtalk_faults::Ends::{Close, Reset};
use dingtalk_faults::{Act, Certificate, Clock, Operation, Plan, StandIn, Stream as _, listen};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::calls::Reported::{NotSent, Success, Unknown};
use crate::calls::{Reported, call, client_over, hyper_trusting};
use crate::table::done;

/// A TLS acceptor, and a transport that trusts its certificate.
struct Secure {
    acceptor: TlsAcceptor,
    transport: Hyper,
}

/// The reported outcome of a call, and the numbers of attempts, of accepted connections, with or without a handshake, and
/// of requests.
type CallSummary = (Reported, u32, usize, usize);

impl Secure {
    fn new() -> Self {
        let certificate = Certificate::generate("127.0.0.1");
        Self { acceptor: certificate.acceptor(&[]), transport: hyper_trusting(&certificate) }
    }

    /// Serves connections, or resets them before the handshake, and counts them.
    async fn start(&self, stand_in: StandIn, resets: bool, accepted: Arc<AtomicUsize>) -> SocketAddr {
        let (listener, address) = listen().await;
        let acceptor = self.acceptor.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                accepted.fetch_add(1, Ordering::Relaxed);
                if resets {
                    stream.reset_on_close();
                } else if let Ok(stream) = acceptor.accept(stream).await {
                    stand_in.serve(stream).await;
                }
            }
        });
        address
    }

    async fn call(&self, operation: Operation, plan: impl Plan, resets: bool) -> CallSummary {
        let (stand_in, accepted) = (StandIn::new(plan), Arc::new(AtomicUsize::new(0)));
        let address = self.start(stand_in.clone(), resets, Arc::clone(&accepted)).await;
        let client = client_over(self.transport.clone(), format!("https://{address}"));
        let result = call(&client, operation, "m").await;
        let attempts = result.as_ref().err().map_or(1, dingtalk_client::AnyError::attempts);
        (Reported::of(&result), attempts, accepted.load(Ordering::Relaxed), stand_in.log().requests.len())
    }
}

/// Checks a look-up and a message.
async fn check(secure: Arc<Secure>, act: Act, resets: bool, reported: Reported, times: [u32; 2]) {
    for (operation, attempts) in [Operation::Convert, Operation::Send].into_iter().zip(times) {
        let connections = attempts as usize;
        let requests = if resets { 0 } else { connections };
        let expected = (reported, attempts, connections, requests);
        assert_eq!(secure.call(operation, act.clone(), resets).await, expected, "{operation:?} {act:?}");
    }
}

#[tokio::test]
async fn before_and_after_the_handshake() {
    let body = r#"{"file":{"id":"m"},"openConversationId":"m"}"#;
    // Without `close_notify` the body may be truncated.
    let endless = format!("HTTP/1.1 200 OK\r\nserver: until-it-closes\r\n\r\n{body}");
    let _clock = Clock::ticking().await;
    let secure = Arc::new(Secure::new());
    let mut checks = JoinSet::new();
    checks.spawn(check(Arc::clone(&secure), Act::serve(), true, NotSent, [3, 3]));
    checks.spawn(check(Arc::clone(&secure), Act::serve(), false, Success, [1, 1]));
    for act in [
        Act::read_part().then(Close),
        done("").then(Close),
        done("").then(Reset),
        done("HTTP/1.1 200 OK\r\ncontent-length: 40\r\n\r\n{").then(Close),
        done(endless).then(Close),
    ] {
        checks.spawn(check(Arc::clone(&secure), act, false, Unknown, [3, 1]));
    }
    checks.join_all().await;
}
