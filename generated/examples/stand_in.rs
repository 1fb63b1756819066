//! A stand-in for `DingTalk` over HTTP, for programs in any language: `cargo run --example stand_in -- --port 8080`.

mod service;

use std::env;
use std::error::Error;
use std::future::pending;
use std::net::Ipv4Addr;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = service::fake().serve_on((Ipv4Addr::LOCALHOST, port()?).into()).await?;
    println!("A stand-in for DingTalk listens on {}. It accepts:", server.base_url());
    println!("  app key {:?}, app secret {:?}, any access token", service::APP_KEY, service::APP_SECRET);
    println!("  chat {:?}", service::CHAT_ID);
    println!("  file {:?}, whose first link is throttled", service::THROTTLED_ONCE);
    for code in service::send_link_errors() {
        println!("  file {:?}, whose links fail", service::failing_with(code).as_str());
    }
    println!("  any other file, and any user, space and conversation");
    pending().await
}

/// The port of the option `--port`; a free one without it.
fn port() -> Result<u16, Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => Ok(0),
        ["--port", port] => {
            port.parse().map_err(|_| format!("`{port}` is not a port: use a number up to 65535").into())
        }
        _ => Err("usage: stand_in [--port PORT]".into()),
    }
}
