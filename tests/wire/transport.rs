//! Transports that users bring.

use std::sync::Arc;

use dingtalk_client::runtime::Client;
use dingtalk_client::transport::{BoxFuture, Bytes, Fault, FaultKind, Limits, Request, Response, Transport};
use dingtalk_client::{ErrorKind, Outcome};

use crate::api::{Canned, Demo, Everywhere};

/// Fails before or after sending.
struct Broken {
    sent: bool,
}

impl Transport for Broken {
    fn call(&self, _request: Request<Bytes>, _limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, Fault>> {
        let fault = Fault::new(FaultKind::Interrupted).with_source("the cable is cut");
        let fault = if self.sent { fault } else { fault.not_sent() };
        Box::pin(async { Err(fault) })
    }
}

#[tokio::test]
async fn a_fault_says_whether_anything_was_sent() {
    for (sent, outcome) in [(true, Outcome::Unknown), (false, Outcome::NotSent)] {
        let client = Client::<Demo>::builder().transport(Broken { sent }).token("t").build().expect("a client").0;
        let error = client.call(&Everywhere::new("c")).await.expect_err("an error");
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, outcome));
        let source = std::error::Error::source(&error).expect("a source");
        assert_eq!(source.to_string(), "the cable is cut");
    }
}

#[tokio::test]
async fn a_shared_transport() {
    let canned = Canned::new(200, "{}");
    let shared: Arc<dyn Transport> = Arc::new(canned.clone());
    let client = Client::<Demo>::builder().transport(shared).token("t").build().expect("a client").0;
    client.call(&Everywhere::new("c")).await.expect("success");
    assert_eq!(canned.requests().len(), 1);
}
