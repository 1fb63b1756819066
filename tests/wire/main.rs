//! The runtime on the wire: what it sends, and what it makes of every kind of answer.

mod answers;
mod api;
#[cfg(feature = "blocking")]
mod blocking;
mod carry;
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
mod panics;
mod patience;
mod provider;
mod proxy;
mod proxy_server;
mod requests;
mod secure;
mod server;
mod tls;
mod transport;
