//! Tokens from the user's own provider.

use std::collections::VecDeque;
use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dingtalk_client::transport::BoxFuture;
use dingtalk_client::{AnyError, Client, ErrorKind, Options, Outcome, Secret, TokenProvider};
use dingtalk_faults::Clock;

use crate::endpoints::{CONVERSATION, convert};
use crate::server::{Act, Server, ok, response};

/// Provides these tokens in turn, the last one forever, and records the rejected tokens. `hang` never completes, `fail` is
/// an error, and `leak` is an error that shows the rejected token.
struct Provider {
    tokens: Mutex<VecDeque<&'static str>>,
    rejected: Mutex<Vec<Option<String>>>,
}

impl Provider {
    fn new(tokens: &[&'static str]) -> Arc<Self> {
        Arc::new(Self { tokens: Mutex::new(tokens.iter().copied().collect()), rejected: Mutex::default() })
    }

    fn rejected(&self) -> Vec<Option<String>> {
        self.rejected.lock().expect("unpoisoned").clone()
    }
}

impl TokenProvider for Provider {
    fn token<'a>(
        &'a self,
        rejected: Option<&'a Secret>,
    ) -> BoxFuture<'a, Result<Secret, Box<dyn Error + Send + Sync>>> {
        self.rejected.lock().expect("unpoisoned").push(rejected.map(|token| token.expose().to_owned()));
        let mut tokens = self.tokens.lock().expect("unpoisoned");
        let token = if tokens.len() > 1 { tokens.pop_front() } else { tokens.front().copied() };
        Box::pin(async move {
            match token {
                Some("hang") => std::future::pending().await,
                None | Some("fail") => {
                    let cause = VaultError("the key is lost", None);
                    Err(VaultError("the vault is sealed\n", Some(cause.into())).into())
                }
                Some("leak") => Err(format!("{} is blocked", rejected.map_or("nothing", Secret::expose)).into()),
                Some(token) => Ok(token.into()),
            }
        })
    }
}

/// An error with a cause.
#[derive(Debug)]
struct VaultError(&'static str, Option<Box<Self>>);

impl fmt::Display for VaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for VaultError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.1.as_deref().map(|cause| cause as _)
    }
}

fn rejection() -> Act {
    response("400 Bad Request", &[], r#"{"code":"InvalidAuthentication","message":"no"}"#)
}

/// Calls with a provider of these tokens. Returns the tokens that the server saw, and those that the provider got as rejected.
async fn call(tokens: &[&'static str], script: Vec<Act>) -> (Result<(), AnyError>, Vec<String>, Vec<Option<String>>) {
    let _clock = Clock::ticking().await;
    let server = Server::start(script).await;
    let provider = Provider::new(tokens);
    let builder = Client::builder().base_url(server.url()).allow_plain_http().token_provider(Arc::clone(&provider));
    let client = builder.options(Options::new().deadline(Duration::from_millis(200))).build().expect("a client");
    let result = convert(&client).await;
    let token = |request: &String| {
        let line = request.lines().find_map(|line| line.strip_prefix("x-acs-dingtalk-access-token: "));
        line.unwrap_or("none").to_owned()
    };
    (result.map(drop).map_err(AnyError::from), server.requests().iter().map(token).collect(), provider.rejected())
}

#[tokio::test]
async fn a_call_asks_for_a_token() {
    let (result, sent, asked) = call(&["a"], vec![ok(CONVERSATION)]).await;
    assert!(result.is_ok());
    assert_eq!((sent, asked), (vec!["a".to_owned()], vec![None]));
}

#[tokio::test]
async fn a_rejected_token_is_replaced_once() {
    let (result, sent, asked) = call(&["a", "b"], vec![rejection(), ok(CONVERSATION)]).await;
    assert!(result.is_ok());
    assert_eq!((sent, asked), (vec!["a".to_owned(), "b".to_owned()], vec![None, Some("a".to_owned())]));
}

/// The first replacement does not count as one of the three attempts.
#[tokio::test]
async fn each_further_rejection_counts_as_an_attempt() {
    let (result, sent, asked) = call(&["a", "b", "c", "d", "e"], (0..4).map(|_| rejection()).collect()).await;
    let error = result.expect_err("all are rejected");
    assert_eq!((error.raw_code(), error.attempts()), (Some("InvalidAuthentication"), 4));
    assert_eq!((sent.len(), asked.len()), (4, 4));
}

#[tokio::test]
async fn a_rejected_token_is_not_sent_again() {
    let (result, sent, asked) = call(&["a"], vec![rejection()]).await;
    let error = result.expect_err("it is rejected");
    assert_eq!((error.raw_code(), error.outcome()), (Some("InvalidAuthentication"), Outcome::Refused));
    assert_eq!((sent.len(), asked.len()), (1, 2));
}

#[tokio::test]
async fn a_provider_that_fails() {
    let (result, sent, _) = call(&["fail"], vec![]).await;
    let error = result.expect_err("there is none");
    assert_eq!((error.kind(), error.outcome(), error.attempts()), (ErrorKind::Token, Outcome::NotSent, 0));
    assert_eq!(
        error.to_string(),
        "im::chat_id_to_open_conversation_id: nothing was sent: the token provider returned no access token"
    );
    assert_eq!(format!("{error:#}"), format!("{error}: the vault is sealed\\u{{a}}: the key is lost"));
    assert!(format!("{error:?}").contains("the vault is sealed"), "{error:?}");
    assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("the vault is sealed\n"));
    assert!(sent.is_empty());

    // Nor one that can be sent.
    let (result, sent, _) = call(&["a\nb"], vec![]).await;
    assert_eq!(result.expect_err("no header can hold it").kind(), ErrorKind::Token);
    assert!(sent.is_empty());
}

#[tokio::test]
async fn the_rejected_token_is_not_shown() {
    let (result, ..) = call(&["the-first-token", "leak"], vec![rejection()]).await;
    let error = result.expect_err("it is rejected");
    assert_eq!(error.raw_code(), Some("InvalidAuthentication"));
    assert!(format!("{error:#}").ends_with(": [REDACTED] is blocked"), "{error:#}");
    assert!(!format!("{error:#} {error:?}").contains("the-first-token"), "{error:?}");
}

#[tokio::test]
async fn a_provider_that_hangs_is_not_waited_for() {
    let (result, sent, _) = call(&["hang"], vec![]).await;
    let error = result.expect_err("it never comes");
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
    assert!(sent.is_empty(), "{error}");
}
