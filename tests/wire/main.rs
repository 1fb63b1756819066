//! The runtime on the wire: what it sends, and what it makes of every kind of answer.

mod answers;
mod api;
#[cfg(all(feature = "blocking", feature = "hyper"))]
mod blocking;
#[cfg(feature = "hyper")]
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
#[cfg(feature = "hyper")]
mod patience;
mod provider;
#[cfg(feature = "hyper")]
mod proxy;
#[cfg(feature = "hyper")]
mod proxy_server;
mod requests;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "hyper")]
mod secure;
mod server;
#[cfg(feature = "hyper")]
mod tls;
mod transport;
