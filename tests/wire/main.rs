//! The runtime on the wire: what it sends, and what it makes of every kind of answer.

mod answers;
mod api;
mod blocking;
mod carry;
mod client;
mod codec;
mod decoding;
mod error_rows;
mod errors;
mod exchange;
mod faults;
mod floods;
mod frames;
mod json;
mod lengths;
mod observe;
mod outcomes;
mod panics;
mod patience;
#[cfg(unix)]
mod processes;
mod provider;
mod proxy;
mod proxy_server;
mod requests;
mod reuse;
mod roots;
mod secrets;
mod secure;
mod server;
mod streams;
mod tls;
mod transport;
