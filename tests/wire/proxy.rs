//! Calls through proxies, and what a proxy receives.

use std::process::Command;
use std::{env, fmt};

use dingtalk_client::im::chat_id_to_open_conversation_id::Request;
use dingtalk_client::runtime::BuildErrorKind;
use dingtalk_client::transport::http::Version;
use dingtalk_client::transport::{Hyper, HyperBuilder, TransportErrorKind};
use dingtalk_client::{Client, OpenConversationId};
use dingtalk_faults::Clock;

use crate::json::{CHAT, request};
use crate::proxy_server::{Act, Proxy};
use crate::server::{Server, response};
use crate::tls_server::{Own, Secure};
use crate::transport_calls::{call, chain, hyper, limits, reported, short};

/// In a URL and in a header.
const CREDENTIALS: (&str, &str) = ("user:p%40ss", "Basic dXNlcjpwQHNz");

fn url(scheme: &str, proxy: &Proxy) -> String {
    // The certificate is for this name.
    format!("{scheme}://{}@localhost:{}", CREDENTIALS.0, proxy.address.port())
}

/// The request for a tunnel to a server.
fn connect(server: &Secure) -> String {
    let host = server.host();
    format!("CONNECT {host} HTTP/1.1\r\nHost: {host}\r\nProxy-Authorization: {}\r\n\r\n", CREDENTIALS.1)
}

fn assert_hidden(shown: impl fmt::Debug) {
    let shown = format!("{shown:?}");
    for secret in ["p%40ss", "p@ss", "dXNlcjpwQHNz"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[tokio::test]
async fn a_tunnel_reveals_only_the_host() {
    let own = Own::new();
    let server = Secure::start(&own, &["h2", "http/1.1"]).await;
    let proxy = Proxy::start(Act::Tunnel).await;
    let transport = hyper(|builder| builder.tls_config(own.trusted()).proxy(url("http", &proxy)));
    let client = Client::builder().base_url(server.url()).token("the-token").transport(transport);
    let client = client.build().expect("a client");
    for _ in 0..2 {
        let call = client.im().chat_id_to_open_conversation_id(&request::<Request>(CHAT)).await;
        assert_eq!(call.expect("success").open_conversation_id, Some(OpenConversationId::new("cid")));
    }
    // Once, and nothing but this.
    assert_eq!(proxy.received(), [connect(&server)]);
    assert_eq!(server.versions(), [Version::HTTP_2, Version::HTTP_2]);
    assert_eq!(server.headers("x-acs-dingtalk-access-token"), vec![Some("the-token".to_owned()); 2]);
    assert_eq!(server.headers("proxy-authorization"), [None, None]);
}

#[tokio::test]
async fn a_proxy_over_tls() {
    let own = Own::new();
    let server = Secure::start(&own, &["http/1.1"]).await;
    let proxy = Proxy::start_over_tls(Act::Tunnel, own.acceptor(&["h2", "http/1.1"])).await;
    let transport = hyper(|builder| builder.tls_config(own.trusted()).proxy(url("https", &proxy)));
    call(&transport, &server.url(), limits()).await.expect("success");
    assert_eq!(proxy.received(), [connect(&server)]);
    assert_eq!(server.versions(), [Version::HTTP_11]);
}

#[tokio::test]
async fn socks5() {
    let own = Own::new();
    let server = Secure::start(&own, &["h2"]).await;
    for scheme in ["socks5", "socks5h"] {
        let proxy = Proxy::start(Act::Socks).await;
        let transport = hyper(|builder| builder.tls_config(own.trusted()).proxy(url(scheme, &proxy)));
        call(&transport, &server.url(), limits()).await.expect("success");
        assert_eq!(proxy.received(), [format!("user p@ss {}", server.host())]);
    }
    assert_eq!(server.versions().len(), 2);
}

#[tokio::test]
async fn plain_http_is_forwarded() {
    let proxy = Proxy::start(Act::Respond("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")).await;
    let transport = hyper(|builder| builder.plain_http().proxy(url("http", &proxy)));
    call(&transport, "http://service.invalid/path?a=b", limits()).await.expect("success");
    assert_eq!(
        proxy.received(),
        [format!(
            "POST http://service.invalid/path?a=b HTTP/1.1\r\nx-token: the-token\r\nproxy-authorization: {}\r\n\
             host: service.invalid\r\ncontent-length: 8\r\n\r\nthe body",
            CREDENTIALS.1
        )]
    );
}

#[tokio::test]
async fn a_forwarding_proxy_that_rejects_the_credentials() {
    let refusal = "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 2\r\n\r\n{}";
    let proxy = Proxy::start(Act::Respond(refusal)).await;
    let transport = hyper(|builder| builder.plain_http().proxy(url("http", &proxy)));
    let error = call(&transport, "http://service.invalid/", limits()).await.expect_err("a refusal");
    let port = proxy.address.port();
    assert_eq!(
        chain(&error),
        format!(
            "no connection, nothing was sent: no connection through the proxy http://localhost:{port}/: proxy \
             authorization required"
        )
    );
    assert_eq!(reported(Err(error)), (TransportErrorKind::Connect, false, None));
    // Of a service, it is a response like any other.
    let transport = hyper(HyperBuilder::plain_http);
    let response = call(&transport, &format!("http://{}/", proxy.address), limits()).await.expect("a response");
    assert_eq!(response.status(), 407);
}

#[tokio::test]
async fn plain_http_must_be_allowed() {
    let proxy = Proxy::start(Act::Respond("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")).await;
    let transport = hyper(|builder| builder.proxy(url("http", &proxy)));
    let result = call(&transport, "http://service.invalid/", limits()).await;
    assert_eq!(reported(result), (TransportErrorKind::Connect, false, None));
    assert_eq!(proxy.received().len(), 0);
}

#[tokio::test]
async fn a_refused_tunnel() {
    let own = Own::new();
    let server = Secure::start(&own, &["h2"]).await;
    for (reply, cause) in [
        ("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n", "proxy authorization required"),
        ("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n", "tunnel error: unsuccessful"),
        ("220 smtp.example.com ESMTP\r\n", "tunnel error: unsuccessful"),
        ("", "unexpected end of file"),
    ] {
        let proxy = Proxy::start(Act::Respond(reply)).await;
        let transport = hyper(|builder| builder.tls_config(own.trusted()).proxy(url("http", &proxy)));
        let error = call(&transport, &server.url(), limits()).await.expect_err(reply);
        assert_eq!((error.kind(), error.may_have_been_sent()), (TransportErrorKind::Connect, false), "{reply}");
        let chain = chain(&error);
        let port = proxy.address.port();
        assert!(chain.contains(&format!("no connection through the proxy http://localhost:{port}/: ")), "{chain}");
        assert!(chain.contains(cause), "{chain}");
        assert_hidden(error);
        assert_eq!(proxy.received(), [connect(&server)]);
    }
    assert_eq!((server.connections(), server.versions().len()), (0, 0));
}

#[tokio::test]
async fn a_tunnel_that_times_out() {
    let _clock = Clock::ticking().await;
    let own = Own::new();
    let server = Secure::start(&own, &["h2"]).await;
    let proxy = Proxy::start(Act::Hang).await;
    let transport = hyper(|builder| builder.tls_config(own.trusted()).proxy(format!("http://{}", proxy.address)));
    let result = call(&transport, &server.url(), short(|limits, time| limits.connect_timeout = Some(time))).await;
    assert_eq!(reported(result), (TransportErrorKind::ConnectTimeout, false, None));
    assert_eq!((proxy.received().len(), server.connections()), (1, 0));
}

#[tokio::test]
async fn an_unreachable_proxy() {
    for scheme in ["http", "https", "socks5"] {
        let transport = hyper(|builder| builder.proxy(format!("{scheme}://127.0.0.1:1")));
        let error = call(&transport, "https://service.invalid/", limits()).await.expect_err("no proxy");
        assert_eq!((error.kind(), error.may_have_been_sent()), (TransportErrorKind::Connect, false));
        assert!(chain(&error).contains(&format!("the proxy {scheme}://127.0.0.1:1/: ")), "{}", chain(&error));
    }
}

#[test]
fn invalid_proxies() {
    for url in [
        "",
        "http://",
        "http://user:hush@",
        "http://user:hush@:3128",
        "http://user:hush@proxy:port",
        "http://user:hush@proxy:0",
        "http://user:hush@pro xy:3128",
        "http://user:hush@proxy:3128/path",
        "http://user:hush@proxy:3128?query",
        "http://user:12/hush@proxy:3128",
        "http://user:12#hush@proxy:3128",
        "http://user:12?hush@proxy:3128",
        "http://user:1@hush@proxy:3128",
        "socks4://user:hush@proxy:1080",
        "ftp://user:hush@proxy",
        &format!("socks5://{}:hush@proxy", "u".repeat(256)),
    ] {
        let error = Hyper::builder().proxy(url).build().expect_err(url);
        assert_eq!(error.kind(), BuildErrorKind::Proxy, "{url}");
        let shown = format!("{error} {error:?}");
        assert!(shown.starts_with("the proxy is invalid: it"), "{shown}");
        assert!(!shown.contains("hush"), "{shown}");
    }
}

#[test]
fn credentials_are_not_shown() {
    for url in ["http://user:p%40ss@proxy:3128", "user:p%40ss@proxy", "socks5h://user:p%40ss@proxy"] {
        let builder = Hyper::builder().proxy(url);
        assert_hidden(&builder);
        assert_hidden(builder.build().expect("a transport"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn localhost_bypasses_the_proxy_of_the_environment() {
    let server = Server::start(vec![response("200 OK", &[], "{}")]).await;
    let transport = in_environment("http://proxy.invalid:3128", &server.url());
    assert_eq!(transport, "status 200");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_proxy_of_the_environment() {
    let proxy = Proxy::start(Act::Respond("HTTP/1.1 204 No Content\r\n\r\n")).await;
    assert_eq!(in_environment(&url("http", &proxy), "http://service.invalid/"), "status 204");
    let head = &proxy.received()[0];
    assert!(head.starts_with("POST http://service.invalid/ HTTP/1.1\r\n"), "{head}");
    assert!(head.contains(&format!("proxy-authorization: {}\r\n", CREDENTIALS.1)), "{head}");
    assert_eq!(proxy.received().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_invalid_proxy_of_the_environment() {
    let unusable = "socks4://user:hush@proxy";
    assert_eq!(
        in_environment(unusable, "http://service.invalid/"),
        "the proxy is invalid, nothing was sent: environment variable ALL_PROXY: its scheme is not http, https, \
         socks5 or socks5h"
    );
    // Calls that bypass it succeed.
    let server = Server::start(vec![response("200 OK", &[], "{}")]).await;
    assert_eq!(in_environment(unusable, &server.url()), "status 200");
}

/// The result of a call in a process with this proxy in its environment. Blocks, so servers run on another thread.
fn in_environment(proxy: &str, target: &str) -> String {
    let mut command = Command::new(env::current_exe().expect("this program"));
    command.args(["--exact", "proxy::as_a_process", "--include-ignored", "--nocapture", "--test-threads=1"]);
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "all_proxy", "NO_PROXY", "no_proxy"] {
        command.env_remove(name);
    }
    let output = command.env("ALL_PROXY", proxy).env("TARGET", target).output().expect("a process");
    let output = String::from_utf8(output.stdout).expect("a text");
    let said = output.lines().find_map(|line| line.split_once("said: "));
    said.unwrap_or_else(|| panic!("{output}")).1.to_owned()
}

#[tokio::test]
#[ignore = "others run it as a process of its own"]
async fn as_a_process() {
    let Ok(target) = env::var("TARGET") else { return };
    match Hyper::builder().plain_http().build() {
        Err(error) => println!("said: {error}"),
        Ok(transport) => match call(&transport, &target, limits()).await {
            Ok(response) => println!("said: status {}", response.status().as_u16()),
            Err(error) => println!("said: {}", chain(&error)),
        },
    }
}
