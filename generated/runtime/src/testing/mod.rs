//! A fake of the service, for tests without a network.
//!
//! A [`Fake`] is a [`Transport`](crate::transport::Transport), so a test runs the code that runs in production: requests
//! are built and encoded, responses are decoded, and retries, tokens and redaction work as usual. Only the exchange
//! over the network is replaced.
//!
//! - [`Fake::on`] sets up the responses of an operation, with its own types, and [`Fake::respond_raw`] one of a raw call.
//! - [`Fake::requests`] returns the requests that were received, decoded.
//! - [`Fake::verify`] fails if a response was not used, or a call was not expected.
//! - `Fake::serve` serves the same responses over HTTP on a local port, for programs in any language. Requires the
//!   feature `hyper`.
//! - [`error`] and [`transport_error`] create errors for tests of code that handles them.
//!
//! Retries wait between attempts. With `#[tokio::test(start_paused = true)]`, which requires tokio's feature
//! `test-util`, tests do not wait for them.
//!
//! # Other approaches
//!
//! `aws-smithy-mocks` intercepts calls above the HTTP layer and returns values or errors, so neither side of the codec
//! runs unless a test supplies HTTP responses by hand. The Google Cloud crates let a test implement a trait per service
//! (a stub), so a test can replace any method with arbitrary code, but retries and encoding do not run. A fake runs
//! both, checks that every call was expected, and can be reached by other processes. Where a test needs neither, a
//! stub of your own trait is less code and independent of this crate; and rules that match on a request are shorter in
//! `aws-smithy-mocks`, where this module takes a closure ([`Responses::respond_with`]).

mod error_response;
mod fake;
mod fake_state;
mod fake_tokens;
mod path_template;
mod read_request;
mod responses;
#[cfg(feature = "hyper")]
mod server;
mod verify_error;

pub use self::error_response::{error, transport_error};
pub use self::fake::Fake;
pub use self::responses::Responses;
#[cfg(feature = "hyper")]
pub use self::server::FakeServer;
pub use self::verify_error::VerifyError;
