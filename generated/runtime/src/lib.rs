//! The runtime of generated API clients: calls, retries, access tokens, the JSON codec, and the default HTTP transport.
//!
//! Generated code describes an API by implementing [`Api`], [`Endpoint`] and [`ErrorTable`]; this crate executes the
//! calls. It names no API and no endpoint of its own.
#![expect(clippy::disallowed_methods, reason = "deadlines follow tokio's clock, which tests pause")]

mod any_error;
mod api;
mod attempts;
mod base_url;
pub mod blocking;
mod build_error;
mod builder;
mod bytes;
mod call;
mod client;
mod clock;
mod date_time;
mod endpoint;
mod envelope;
mod error;
mod error_table;
pub mod observe;
mod options;
mod outcome;
mod parameter;
mod redaction;
mod reply;
mod report;
mod request;
mod response;
mod retry;
mod scan;
mod secret;
mod token;
pub mod transport;
mod untrusted;
pub mod wire;

#[doc(hidden)]
pub use serde;

#[doc(inline)]
pub use dingtalk_policy::Retry;
pub use http::{HeaderMap, Method, StatusCode};
pub use serde_json::Value;

pub use self::any_error::{AnyError, ErrorKind};
pub use self::api::{Api, Envelope};
pub use self::build_error::{BuildError, BuildErrorKind};
pub use self::builder::ClientBuilder;
pub use self::bytes::Bytes;
pub use self::client::Client;
pub use self::date_time::{DateTime, DateTimeError};
pub use self::endpoint::{Endpoint, Operation};
pub use self::error::Error;
pub use self::error_table::{ErrorRow, ErrorRows, ErrorTable};
pub use self::options::Options;
pub use self::outcome::Outcome;
pub use self::reply::Reply;
pub use self::secret::Secret;
pub use self::token::{AppCredentials, Grant, TokenProvider};
pub use self::wire::{FieldError, FieldErrors};
