//! The transport over reqwest, with real servers, from a builder that asks for all that is switched off.

use std::net::{SocketAddr, TcpListener as Listener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use dingtalk_client::im::chat_id_to_open_conversation_id::{self as convert, Response as Converted};
use dingtalk_client::transport::reqwest::{ClientBuilder, dns, redirect::Policy, retry};
use dingtalk_client::transport::{Bytes, Fault, FaultKind, Limits, Request, Reqwest, Transport};
use dingtalk_client::{Client, Error, ErrorKind, Options, Outcome};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::json::{CHAT, request};
use crate::server::{Act, Server, answer};

const ANSWER: &str = r#"{"openConversationId":"cid"}"#;
const SOON: Duration = Duration::from_millis(150);

fn builder() -> ClientBuilder {
    let again = retry::for_host("127.0.0.1").classify_fn(|tried| match tried.error() {
        Some(_) => tried.retryable(),
        None => tried.success(),
    });
    ClientBuilder::new().no_proxy().redirect(Policy::limited(5)).referer(true).retry(again)
}

fn transport() -> Reqwest {
    Reqwest::new(builder()).expect("a transport")
}

fn long() -> Limits {
    Limits::new(Duration::from_secs(10), 1000)
}

fn short() -> Limits {
    Limits::new(SOON, 1000)
}

fn get(url: &str) -> Request<Bytes> {
    Request::get(format!("{url}/x?query=of-the-caller")).body(Bytes::new()).expect("a request")
}

async fn fail(url: &str, limits: Limits) -> Fault {
    fail_over(&transport(), url, limits).await
}

async fn fail_over(transport: &dyn Transport, url: &str, limits: Limits) -> Fault {
    let started = Instant::now();
    let fault = transport.call(get(url), limits).await.expect_err("a fault");
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}: {fault:?}", started.elapsed());
    assert!(!format!("{fault:?}").contains("of-the-caller"), "{fault:?}");
    fault
}

type Said = (FaultKind, bool, Option<u16>);

/// What is said of a fault: kind, whether the request may have been sent, status.
fn said(fault: &Fault) -> Said {
    (fault.kind(), fault.may_have_been_sent(), fault.head().map(|head| head.status.as_u16()))
}

async fn convert(server: &Server) -> Result<Converted, Error<convert::Error>> {
    let builder = Client::builder().base_url(server.url()).allow_plain_http().token("the-token");
    let options = Options::new().attempts(1);
    let client = builder.transport(transport()).options(options).build().expect("a client");
    client.im().chat_id_to_open_conversation_id(&request::<convert::Request>(CHAT)).await
}

#[tokio::test]
async fn an_exchange() {
    let server = Server::start(vec![answer("201 Created", &["x-acs-request-id: 7F"], ANSWER)]).await;
    let url = format!("{}/a%2F..%2Fb%3Fc/d?e=%20f%26&g=", server.url());
    let mut request = Request::put(url).body(Bytes::from_static(b"{\"h\":1}")).expect("a request");
    request.headers_mut().insert("x-token", "the-token".parse().expect("a value"));
    let response = transport().call(request, long()).await.expect("an answer");
    assert_eq!(response.status(), 201);
    assert_eq!(response.headers()["x-acs-request-id"], "7F");
    assert_eq!(response.body(), ANSWER.as_bytes());
    let expected = "PUT /a%2F..%2Fb%3Fc/d?e=%20f%26&g= HTTP/1.1\r\nx-token: the-token\r\naccept: */*\r\nhost: HOST\r\n\
                    content-length: 7\r\n\r\n{\"h\":1}";
    assert_eq!(server.requests(), [expected]);
}

#[tokio::test]
async fn a_client_over_it() {
    let server = Server::start(vec![answer("200 OK", &[], ANSWER)]).await;
    let converted = convert(&server).await.expect("success");
    assert_eq!(converted.open_conversation_id.expect("an id").as_str(), "cid");
    let error = b"HTTP/1.1 429 Too Many Requests\r\nx-acs-request-id: 7F\r\ncontent-length: 40\r\n\r\n{\"code\"";
    let server = Server::start(vec![Act::Close(error.to_vec())]).await;
    let error = convert(&server).await.expect_err("an error");
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, Outcome::Refused));
    assert_eq!(error.request_id(), Some("7F"));
}

#[tokio::test]
async fn the_time_outs_of_the_builder_hold_too() {
    let server = Server::start(vec![Act::Hang(vec![])]).await;
    let transport = Reqwest::new(builder().timeout(SOON)).expect("a transport");
    let fault = fail_over(&transport, &server.url(), long()).await;
    assert_eq!(said(&fault), (FaultKind::ReadTimeout, true, None));

    let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 40\r\n\r\n{\"openCon".to_vec();
    let server = Server::start(vec![Act::Hang(cut)]).await;
    let transport = Reqwest::new(builder().read_timeout(SOON)).expect("a transport");
    let fault = fail_over(&transport, &server.url(), long()).await;
    assert_eq!(said(&fault), (FaultKind::ReadTimeout, true, Some(200)));
}

#[tokio::test]
async fn nobody_listens() {
    let address = Listener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port");
    let fault = fail(&format!("http://{address}"), long()).await;
    assert_eq!(said(&fault), (FaultKind::Connect, false, None));
}

/// A resolver of names that knows one address for a while.
struct Names {
    address: SocketAddr,
    answers: AtomicBool,
}

impl Names {
    /// A transport that finds a host by this resolver.
    fn transport(self, builder: ClientBuilder) -> (Arc<Self>, Reqwest) {
        let names = Arc::new(self);
        let transport = Reqwest::new(builder.dns_resolver(Arc::clone(&names))).expect("a transport");
        (names, transport)
    }

    fn that_never_answers() -> Self {
        Self { address: ([127, 0, 0, 1], 1).into(), answers: AtomicBool::new(false) }
    }
}

impl dns::Resolve for Names {
    fn resolve(&self, _: dns::Name) -> dns::Resolving {
        let (address, answers) = (self.address, self.answers.load(Ordering::Relaxed));
        Box::pin(async move {
            if !answers {
                std::future::pending::<()>().await;
            }
            Ok(Box::new([address].into_iter()) as dns::Addrs)
        })
    }
}

#[tokio::test]
async fn no_connection_in_time() {
    let (_, transport) = Names::that_never_answers().transport(builder());
    let mut patient = long();
    patient.connect_timeout = Some(SOON);
    let fault = fail_over(&transport, "http://host.example", patient).await;
    assert_eq!(said(&fault), (FaultKind::ConnectTimeout, false, None));
    let fault = fail_over(&transport, "http://host.example", short()).await;
    assert_eq!(said(&fault), (FaultKind::Deadline, false, None));

    // The builder's own.
    let (_, transport) = Names::that_never_answers().transport(builder().connect_timeout(SOON));
    let fault = fail_over(&transport, "http://host.example", long()).await;
    assert_eq!(said(&fault), (FaultKind::ConnectTimeout, false, None));
}

/// While it connects, a call may be given a connection that another call leaves.
#[tokio::test]
async fn what_is_sent_while_connecting_counts_as_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        assert!(read_head(&mut stream).await.starts_with("GET /x"));
        tokio::time::sleep(Duration::from_millis(30)).await;
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await.expect("sent");
        assert!(read_head(&mut stream).await.starts_with("GET /x"));
        stream
    });
    let (names, transport) = Names { address, answers: AtomicBool::new(true) }.transport(builder());
    let url = format!("http://host.example:{}", address.port());
    let second = async {
        tokio::time::sleep(Duration::from_millis(10)).await;
        names.answers.store(false, Ordering::Relaxed);
        let mut limits = short();
        limits.connect_timeout = Some(Duration::from_millis(140));
        fail_over(&transport, &url, limits).await
    };
    let (first, fault) = tokio::join!(transport.call(get(&url), long()), second);
    assert_eq!(first.expect("an answer").body().as_ref(), b"{}");
    assert_eq!(said(&fault), (FaultKind::Deadline, true, None));
    server.await.expect("two requests over one connection");
}

async fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        assert_ne!(stream.read_buf(&mut head).await.expect("read"), 0, "closed");
    }
    String::from_utf8(head).expect("text")
}

#[tokio::test]
async fn a_body_that_drips_is_cut_by_the_deadline() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        read_head(&mut stream).await;
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n").await.expect("sent");
        while stream.write_all(b" ").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    let mut limits = short();
    limits.read_timeout = Some(Duration::from_millis(100));
    let fault = fail(&url, limits).await;
    assert_eq!(said(&fault), (FaultKind::Deadline, true, Some(200)));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::start(vec![answer("200 OK", &[], ANSWER)]).await;
    let location = format!("location: {}/steal", elsewhere.url());
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let server = Server::start(vec![answer(status, &[&location], "")]).await;
        let error = convert(&server).await.expect_err("an error");
        assert_eq!(error.kind(), ErrorKind::Service);
        assert!(error.to_string().contains("redirects are not followed"), "{error}");
        assert_eq!(server.requests().len(), 1);
    }
    assert_eq!(elsewhere.requests().len(), 0);
}

#[tokio::test]
async fn a_closed_connection_is_replaced() {
    let server = Server::start(vec![
        Act::Answer(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}".to_vec()),
        Act::Close(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}".to_vec()),
        Act::Answer(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}".to_vec()),
    ])
    .await;
    let transport = transport();
    for closed in [0, 1, 1] {
        let response = transport.call(get(&server.url()), long()).await.expect("an answer");
        assert_eq!(response.body().as_ref(), b"{}");
        server.until_closed(closed).await;
    }
    assert_eq!((server.requests().len(), server.connections()), (3, 2));
}

#[tokio::test]
async fn what_the_builder_forbids_is_not_sent() {
    let server = Server::start(vec![]).await;
    let transport = Reqwest::new(builder().https_only(true)).expect("a transport");
    let fault = fail_over(&transport, &server.url(), long()).await;
    assert_eq!(said(&fault), (FaultKind::Unusable, false, None));
    assert_eq!(server.connections(), 0);
}

#[test]
fn outside_of_a_runtime() {
    let transport = transport();
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let mut call = transport.call(get("http://127.0.0.1:1"), long());
    let std::task::Poll::Ready(Err(fault)) = call.as_mut().poll(&mut context) else { panic!("no fault") };
    assert_eq!(said(&fault), (FaultKind::Unusable, false, None));
}

#[test]
fn settings_are_not_shown() {
    let headers = [("x-key".parse().expect("a name"), "of-the-caller".parse().expect("a value"))];
    let transport = Reqwest::new(builder().default_headers(headers.into_iter().collect())).expect("a transport");
    assert_eq!(format!("{transport:?}"), "Reqwest { .. }");
    let failed = Reqwest::new(builder().user_agent("\n")).expect_err("no user agent");
    assert_eq!(failed.to_string(), "the transport could not be made");
}
