//! A typed client for `DingTalk`'s HTTP API.
//!
//! Each endpoint is a module with its `Request`, `Response` and `Error`, and a method on the client of its service. The
//! types, the table of error codes and the documentation are made from the files in `spec/`, one for each page of the
//! API's documentation.
//!
//! ```no_run
//! use dingtalk_client::im::chat_id_to_open_conversation_id::{Error, Request};
//! use dingtalk_client::{ChatId, Client};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder().app_credentials("an app key", "an app secret").build()?;
//! let request = Request::new(ChatId::new("chatfaabe59a460527f5fb72fbbdfe3f061e"));
//!
//! match client.im().chat_id_to_open_conversation_id(&request).await {
//!     Ok(response) => println!("{:?}", response.open_conversation_id),
//!     Err(error) if error.variant() == Some(Error::InvalideChatId) => println!("there is no such chat"),
//!     // Tells status, code, message and the request id that DingTalk's support asks for.
//!     Err(error) => return Err(error.into()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Calls
//!
//! [`Client::call`] takes any endpoint's request, and gives a [`Reply`] that also has the answer's status, headers and
//! request id. [`Client::with`] gives a client with other [`Options`]: a deadline, a bound on the answer, a token.
//! Tests and other HTTP stacks bring a [`transport::Transport`] of their own.
//!
//! The constants of [`DingTalk`] are the hosts that are known by name; [`ClientBuilder::base_url`] takes one of them or
//! any other address.
//!
//! A call is tried again where it was not carried out or may be repeated: see [`Options::attempts`]. Its deadline covers
//! all attempts.
//!
//! # Access tokens
//!
//! [`ClientBuilder::app_credentials`] lets the client fetch its tokens, keep them and renew them.
//! [`ClientBuilder::token`] gives one that stays the same, [`ClientBuilder::token_provider`] a [`TokenProvider`].
//!
//! # Errors
//!
//! Every call fails with an [`Error`], which knows the status, the code, the message and the request id, whether or not
//! the documentation lists the code. `?` turns the errors of all endpoints into one [`AnyError`].
//!
//! Before a message is sent again, ask [`AnyError::outcome`] whether the service may have it already.
//!
//! # Traces and metrics
//!
//! Each call is a span of [`tracing`](https://docs.rs/tracing), each attempt an event of the level `debug`, and a call that fails
//! an event of the level `warn`. An [`observe::Observer`] receives the same.
//!
//! # Secrets
//!
//! Tokens are [`Secret`]s. No `Debug` or `Display` of this crate shows one, and no error shows the body of an answer. What
//! the service repeats of the secrets of a call is taken out of errors, their bodies, traces and metrics. A
//! token is sent over TLS only, unless plain HTTP was asked for, and never follows a redirect. serde's form of a request
//! or an answer does hold its secrets, since that is what is sent.
//!
//! # Features
//!
//! - `hyper` (on by default): the default transport, over hyper and rustls. It needs a tokio runtime with time and I/O.
//! - `blocking`: `blocking::Client`, the same services and methods without async. It works with and without a runtime around
//!   it.

pub use dingtalk_runtime as runtime;

#[doc(inline)]
pub use dingtalk_runtime::{
    AnyError, BuildError, Bytes, ClientBuilder, DateTime, Error, ErrorKind, FieldError, HeaderMap, Options, Outcome,
    Reply, Retry, Secret, StatusCode, TokenProvider, Value, observe, transport,
};

include!(concat!(env!("OUT_DIR"), "/mod.rs"));

/// The examples of the pages beside the code, compiled as tests of the documentation.
#[cfg(doctest)]
mod pages {
    #[allow(dead_code)]
    #[doc = include_str!("../../README.md")]
    struct English;

    #[allow(dead_code)]
    #[doc = include_str!("../../README.zh-CN.md")]
    struct Chinese;

    #[allow(dead_code)]
    #[doc = include_str!("../../docs/errors-and-retries.md")]
    struct ErrorsAndRetries;
}
