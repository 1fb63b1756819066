//! A client of a server with a script.

use dingtalk_client::{Client, Options};

pub use dingtalk_faults::scripted::{Act, Server, response};

/// A client that calls this server, once a call.
pub fn client(server: &Server) -> Client {
    let builder = Client::builder().base_url(server.url()).allow_plain_http().options(Options::new().attempts(1));
    builder.token("the-token").build().expect("a client")
}
