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

mod error_response;
mod fake;
mod fake_state;
mod fake_tokens;
mod read_request;
mod request_path;
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
