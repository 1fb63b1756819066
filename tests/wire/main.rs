//! The runtime on the wire: the bytes of requests, and the results of all kinds of responses.

mod api;
mod blocking;
mod canned;
mod child_process;
mod client;
mod codec;
mod decode_errors;
mod decoding;
mod endpoints;
mod error_rows;
mod errors;
mod exchange;
mod floods;
mod http2_server;
mod observe;
mod outcomes;
mod panics;
#[cfg(unix)]
mod processes;
mod provider;
mod proxy;
mod proxy_server;
mod raw_server;
mod requests;
mod responses;
mod reuse;
mod roots;
mod secrets;
mod server;
mod streams;
mod timeouts;
mod tls;
mod tls_server;
mod transport;
mod transport_calls;
mod transport_errors;
