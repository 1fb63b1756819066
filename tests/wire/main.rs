//! The runtime on the wire: what it sends, and what it makes of every kind of answer.

mod answers;
mod api;
mod client;
mod codec;
mod error_rows;
mod errors;
mod exchange;
mod faults;
mod json;
mod lengths;
mod observe;
mod outcomes;
mod requests;
mod server;
#[cfg(feature = "hyper")]
mod tls;
mod transport;
