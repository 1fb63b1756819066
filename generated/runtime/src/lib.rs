//! The runtime of generated API clients: calls, retries, access tokens, the JSON codec, and the default HTTP transport.
//!
//! Generated code describes an API by implementing [`Api`], [`Endpoint`] and [`ErrorTable`]; this crate executes the
//! calls. It names no API and no endpoint of its own.
//!
//! # Features
//!
//! - `hyper` (default): the default transport, `transport::Hyper`
//! - `tls` (default): TLS with rustls; enables `hyper`
//! - `http2` (default): HTTP/2; enables `tls`
//! - `blocking`: the blocking client
//! - `testing`: `testing::Fake`, a typed fake of the service
//!
//! # The pipeline
//!
//! [`Client::call`] runs the first of these steps, [`Call::send`] the others. Steps 3 to 7 are one attempt, and only
//! the exchange and a fetch of a token do IO.
//!
//! 1. **Encode** the request (`request`). Afterwards it is an HTTP request with every field in its place, but without a
//!    token: no parameter has changed the path, and headers with values of the caller are marked as sensitive.
//! 2. **Start** the call (`call`, `call_context`). Afterwards the endpoint's constants and error tables, the options
//!    and the deadline are one value without type parameters, so that the other steps are compiled once.
//! 3. **Get the token** (`token`). Afterwards there is one that the service has not rejected, or the operation needs
//!    none. All calls that wait for a token share one fetch. Nothing has been sent.
//! 4. **Exchange** it for a response ([`transport`]). Afterwards there is a complete response within its limits, or an
//!    error that knows whether anything may have been sent.
//! 5. **Decode** the response (`response`, [`wire`](mod@wire)). Afterwards there is a value within its memory limit, or an error
//!    that names every invalid field, or has the code and the matching row of an error table.
//! 6. **Redact** the error (`redaction`). Afterwards it shows no secret of the call.
//! 7. **Decide** what follows (`retry`, by the rules of `dingtalk_policy`). Afterwards the call has ended, or another
//!    attempt is due: then the service did not carry out the request or may repeat it, and the maximum number of attempts,
//!    the deadline and the retry budget allow it.
//!
//! `attempts` is the loop around steps 3 to 7. It reports each attempt and the end of the call to [`observe`].
//!
//! A [`RawCall`] of an operation without generated code passes the same steps. It is encoded from a path and named
//! parameters (`raw_request`), and decoded as untyped JSON, which serde then converts (`wire`).
#![cfg_attr(docsrs, feature(doc_cfg))]
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
mod call_context;
mod client;
mod clock;
mod date_time;
mod dialect;
mod encoded_request;
mod endpoint;
mod envelope;
mod error;
mod error_table;
mod nullable;
pub mod observe;
mod options;
mod outcome;
mod pages;
mod parameter;
mod path_template;
mod raw_call;
mod raw_request;
mod redaction;
mod reply;
mod report;
mod request;
mod response;
mod retry;
mod rfc3339;
mod scan;
mod secret;
mod signed_put;
#[cfg(feature = "testing")]
pub mod testing;
mod token;
pub mod transport;
mod untrusted;
pub mod wire;

#[doc(hidden)]
pub use serde_core as serde;
#[doc(hidden)]
pub use tracing;

#[doc(inline)]
pub use dingtalk_policy::Retry;
pub use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
pub use serde_json::Value;

pub use self::any_error::{AnyError, ErrorKind};
pub use self::api::{Api, Envelope};
pub use self::build_error::{BuildError, BuildErrorKind};
pub use self::builder::ClientBuilder;
pub use self::bytes::Bytes;
pub use self::call::Call;
pub use self::client::Client;
pub use self::date_time::{DateTime, DateTimeError};
pub use self::dialect::{Dialect, DialectIndex, TokenPlace};
pub use self::endpoint::{Endpoint, Operation};
pub use self::error::Error;
#[doc(hidden)]
pub use self::error_table::debug_error_code;
pub use self::error_table::{ErrorRow, ErrorRows, ErrorTable};
pub use self::nullable::Nullable;
pub use self::options::Options;
pub use self::outcome::Outcome;
pub use self::pages::{Items, Pages, Paginated};
pub use self::raw_call::RawCall;
pub use self::reply::Reply;
pub use self::secret::Secret;
pub use self::signed_put::SignedPut;
pub use self::token::{AppCredentials, Grant, TokenProvider};
pub use self::wire::{FieldError, FieldErrors};
