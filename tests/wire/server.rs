//! Clients of a server with a script.

use dingtalk_client::runtime::ClientBuilder;
use dingtalk_client::{Client, DingTalk, Options};

pub use dingtalk_faults::scripted::{Act, Server, ok, response};

/// The builder of a client with a token and without retries.
pub fn builder(url: impl Into<String>) -> ClientBuilder<DingTalk> {
    let builder = Client::builder().base_url(url).allow_plain_http().options(Options::new().attempts(1));
    builder.token("the-token")
}

pub fn client(server: &Server) -> Client {
    builder(server.url()).build().expect("a client")
}
