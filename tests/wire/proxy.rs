//! Calls through proxies, and what a proxy receives.

use std::{env, fmt};

use dingtalk_client::OpenConversationId;
use dingtalk_client::runtime::BuildErrorKind;
use dingtalk_client::transport::http::Version;
use dingtalk_client::transport::{Hyper, HyperBuilder, TransportErrorKind};
use dingtalk_faults::Clock;

use crate::child_process;
use crate::endpoints::convert;
use crate::proxy_server::{Proxy, ProxyMode};
use crate::server::{Server, builder, ok};
use crate::tls_server::TlsServer;
use crate::transport_calls::{Caller, chain, reported, short_connect_timeout};

/// In a URL and in a header.
const CREDENTIALS: (&str, &str) = ("user:p%40ss", "Basic dXNlcjpwQHNz");

fn url(scheme: &str, proxy: &Proxy) -> String {
    // The certificate is for this name.
    format!("{scheme}://{}@localhost:{}", CREDENTIALS.0, proxy.address.port())
}

/// The request for a tunnel to a server.
fn connect(server: &TlsServer) -> String {
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
    let server = TlsServer::start(&["h2", "http/1.1"]).await;
    let proxy = Proxy::start(ProxyMode::Tunnel).await;
    let transport = server.caller(|builder| builder.proxy(url("http", &proxy))).transport;
    let client = builder(server.url()).transport(transport).build().expect("a client");
    for _ in 0..2 {
        let response = convert(&client).await.expect("success");
        assert_eq!(response.open_conversation_id, Some(OpenConversationId::new("cid")));
    }
    // One request, and nothing else.
    assert_eq!(proxy.received(), [connect(&server)]);
    assert_eq!(server.versions(), [Version::HTTP_2, Version::HTTP_2]);
    assert_eq!(server.headers("x-acs-dingtalk-access-token"), vec![Some("the-token".to_owned()); 2]);
    assert_eq!(server.headers("proxy-authorization"), [None, None]);
}

#[tokio::test]
async fn a_proxy_over_tls() {
    let server = TlsServer::start(&["http/1.1"]).await;
    let proxy = Proxy::start_over_tls(ProxyMode::Tunnel, server.certificate.acceptor(&["h2", "http/1.1"])).await;
    server.caller(|builder| builder.proxy(url("https", &proxy))).call().await.expect("success");
    assert_eq!(proxy.received(), [connect(&server)]);
    assert_eq!(server.versions(), [Version::HTTP_11]);
}

#[tokio::test]
async fn socks5() {
    let server = TlsServer::start(&["h2"]).await;
    for scheme in ["socks5", "socks5h"] {
        let proxy = Proxy::start(ProxyMode::Socks).await;
        server.caller(|builder| builder.proxy(url(scheme, &proxy))).call().await.expect("success");
        assert_eq!(proxy.received(), [format!("user p@ss {}", server.host())]);
    }
    assert_eq!(server.versions().len(), 2);
}

#[tokio::test]
async fn plain_http_is_forwarded() {
    let proxy = Proxy::start(ProxyMode::Respond("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")).await;
    let caller = |set: fn(HyperBuilder) -> HyperBuilder| {
        Caller::new("http://service.invalid/path?a=b", |builder| set(builder.proxy(url("http", &proxy))))
    };
    // Plain HTTP must be allowed.
    let result = caller(|builder| builder).call().await;
    assert_eq!(reported(result), (TransportErrorKind::Connect, false, None));
    assert_eq!(proxy.received().len(), 0);
    caller(HyperBuilder::plain_http).call().await.expect("success");
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
    let proxy = Proxy::start(ProxyMode::Respond(refusal)).await;
    let caller = Caller::new("http://service.invalid/", |builder| builder.plain_http().proxy(url("http", &proxy)));
    let error = caller.call().await.expect_err("a refusal");
    let port = proxy.address.port();
    assert_eq!(
        chain(&error),
        format!(
            "no connection, nothing was sent: no connection through the proxy http://localhost:{port}/: proxy \
             authorization required"
        )
    );
    assert_eq!(reported(Err(error)), (TransportErrorKind::Connect, false, None));
    // From a service, it is a response like any other.
    let response = Caller::plain(format!("http://{}/", proxy.address)).call().await.expect("a response");
    assert_eq!(response.status(), 407);
}

#[tokio::test]
async fn a_refused_tunnel() {
    let server = TlsServer::start(&["h2"]).await;
    for (reply, cause) in [
        ("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n", "proxy authorization required"),
        ("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n", "the proxy refuses the tunnel with status 502"),
        ("220 smtp.example.com ESMTP\r\n", "the proxy does not speak HTTP"),
        ("", "the proxy closed the connection"),
    ] {
        let proxy = Proxy::start(ProxyMode::Respond(reply)).await;
        let error = server.caller(|builder| builder.proxy(url("http", &proxy))).call().await.expect_err(reply);
        let chain = chain(&error);
        let port = proxy.address.port();
        assert!(chain.contains(&format!("no connection through the proxy http://localhost:{port}/: ")), "{chain}");
        assert!(chain.contains(cause), "{chain}");
        assert_hidden(&error);
        assert_eq!(reported(Err(error)), (TransportErrorKind::Connect, false, None), "{reply}");
        assert_eq!(proxy.received(), [connect(&server)]);
    }
    assert_eq!((server.connections(), server.versions().len()), (0, 0));
}

#[tokio::test]
async fn a_tunnel_that_times_out() {
    let _clock = Clock::ticking().await;
    let server = TlsServer::start(&["h2"]).await;
    let proxy = Proxy::start(ProxyMode::Hang).await;
    let caller = server.caller(|builder| builder.proxy(format!("http://{}", proxy.address)));
    let result = caller.call_within(short_connect_timeout()).await;
    assert_eq!(reported(result), (TransportErrorKind::ConnectTimeout, false, None));
    assert_eq!((proxy.received().len(), server.connections()), (1, 0));
}

#[tokio::test]
async fn an_unreachable_proxy() {
    for scheme in ["http", "https", "socks5"] {
        let proxy = format!("{scheme}://127.0.0.1:1");
        let error = Caller::new("https://service.invalid/", |builder| builder.proxy(proxy)).call().await;
        let error = error.expect_err("no proxy");
        assert!(chain(&error).contains(&format!("the proxy {scheme}://127.0.0.1:1/: ")), "{}", chain(&error));
        assert_eq!(reported(Err(error)), (TransportErrorKind::Connect, false, None));
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
fn the_password_of_an_http_proxy_may_be_long() {
    let password = "p".repeat(300);
    for scheme in ["http", "https"] {
        Hyper::builder().proxy(format!("{scheme}://user:{password}@proxy:3128")).build().expect(scheme);
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
    let server = Server::start(vec![ok("{}")]).await;
    let transport = in_environment("http://proxy.invalid:3128", &server.url());
    assert_eq!(transport, "status 200");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_proxy_of_the_environment() {
    let proxy = Proxy::start(ProxyMode::Respond("HTTP/1.1 204 No Content\r\n\r\n")).await;
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
    let server = Server::start(vec![ok("{}")]).await;
    assert_eq!(in_environment(unusable, &server.url()), "status 200");
}

/// The result of a call in a process with this proxy in its environment. Blocks, so servers run on another thread.
fn in_environment(proxy: &str, target: &str) -> String {
    let output = child_process::run("proxy::as_a_process", |command| {
        for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "all_proxy", "NO_PROXY", "no_proxy"] {
            command.env_remove(name);
        }
        command.env("ALL_PROXY", proxy).env("TARGET", target)
    });
    let result = output.lines().find_map(|line| line.split_once("result: "));
    result.unwrap_or_else(|| panic!("{output}")).1.to_owned()
}

#[tokio::test]
#[ignore = "others run it as a process of its own"]
async fn as_a_process() {
    let Ok(target) = env::var("TARGET") else { return };
    match Hyper::builder().plain_http().build() {
        Err(error) => println!("result: {error}"),
        Ok(transport) => match (Caller { transport, url: target }).call().await {
            Ok(response) => println!("result: status {}", response.status().as_u16()),
            Err(error) => println!("result: {}", chain(&error)),
        },
    }
}
