//! A demo API with features that no real endpoint has, and a transport without sockets.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use dingtalk_client::runtime::{Client, Endpoint, Envelope, Method, Operation, Options};
use dingtalk_client::transport::{BoxFuture, Bytes, Limits, Request, Response, Transport, TransportError};
use dingtalk_client::{DateTime, Secret, Value};

/// The API.
#[derive(Clone, Copy, Debug)]
pub enum Demo {}

/// Its client.
#[derive(Clone, Debug)]
pub struct DemoClient(pub Client<Demo>);

impl From<Client<Demo>> for DemoClient {
    fn from(client: Client<Demo>) -> Self {
        Self(client)
    }
}

impl dingtalk_client::runtime::Api for Demo {
    type Client = DemoClient;
    type GlobalError = Global;
    const NAME: &'static str = "demo";
    const BASE_URL: &'static str = "https://demo.example";
    const TOKEN_HEADER: &'static str = "x-demo-token";
    const REQUEST_ID_HEADER: &'static str = "x-demo-request";
    const TRACE_ID_HEADER: &'static str = "x-demo-trace";
    const ENVELOPE: Envelope = Envelope::new()
        .code(&["code", "errcode", "errorCode"])
        .message(&["message", "errmsg", "errorMsg"])
        .request_id(&["requestid"])
        .scopes(&["detail.scopes"])
        .throttle(&["status"])
        .success(&["success"]);
}

/// The codes of every endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Global {
    BadToken,
    Busy,
    __Unnumbered(Infallible),
}

dingtalk_client::runtime::errors! {
    Global {
        BadToken: 400 | 401 "token.bad" "bad token" retry refresh_token;
        Busy: 503 "busy" retry backoff refused false;
    }
}

/// The codes of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failure {
    Both,
    Quota,
    Slow,
    __Unnumbered(Infallible),
}

dingtalk_client::runtime::errors! {
    Failure or Global {
        Both: 400 | 502 "both" "text" | "另一种";
        Both: 403 "both" "x" retry backoff;
        Quota: 429 "quota" retry never refused true;
        Slow: 400 | 408 "slow";
    }
}

/// No codes at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoFailure {
    __Unnumbered(Infallible),
}

dingtalk_client::runtime::errors! {
    NoFailure or Global {}
}

/// A request with parameters in every place.
#[derive(Clone, Debug, PartialEq)]
pub struct Everywhere {
    pub chat: String,
    pub part: i32,
    pub filter: Option<String>,
    pub tags: Option<Vec<String>>,
    pub r#type: Option<String>,
    pub note: Option<f64>,
    pub self_: Option<Value>,
}

impl Everywhere {
    pub fn new(chat: &str) -> Self {
        Self { chat: chat.into(), part: 7, filter: None, tags: None, r#type: None, note: None, self_: None }
    }
}

dingtalk_client::runtime::wire! {
    Everywhere {
        chat = "chatId" in path,
        part = "part" in path,
        filter = "fil ter" in query,
        tags = "tags" in query,
        r#type = "x-type" in header,
        note = "note",
        self_ = "self",
    }
}

impl Endpoint for Everywhere {
    type Api = Demo;
    type Response = EveryType;
    type Error = Failure;
    const OPERATION: Operation = Operation::new("demo::everywhere", Method::PUT, "/v1/{chatId}/p{part}.x");
}

/// A request without parameters and without a token, whose response is secret.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FetchToken {}

dingtalk_client::runtime::wire! { FetchToken {} }

impl Endpoint for FetchToken {
    type Api = Demo;
    type Response = Token;
    type Error = NoFailure;
    const OPERATION: Operation = Operation::new("demo::token", Method::GET, "/token").without_token().secret_response();
}

/// A response with a secret and required fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub token: Secret,
    pub seconds: i64,
}

dingtalk_client::runtime::wire! {
    Token {
        token = "token",
        seconds = "seconds",
    }
}

/// A request whose response has fields of the envelope, but no code.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FetchNotice {}

dingtalk_client::runtime::wire! { FetchNotice {} }

impl Endpoint for FetchNotice {
    type Api = Demo;
    type Response = Notice;
    type Error = NoFailure;
    const OPERATION: Operation = Operation::new("demo::notice", Method::GET, "/notice");
}

/// Such an response.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notice {
    pub message: Option<String>,
    pub detail: Option<Value>,
    pub status: Option<i64>,
    pub text: Option<String>,
}

dingtalk_client::runtime::wire! {
    Notice {
        message = "message",
        detail = "detail",
        status = "status",
        text = "text",
    }
}

/// A request whose response has a code of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FetchVoucher {}

dingtalk_client::runtime::wire! { FetchVoucher {} }

impl Endpoint for FetchVoucher {
    type Api = Demo;
    type Response = Voucher;
    type Error = NoFailure;
    const OPERATION: Operation = Operation::new("demo::voucher", Method::GET, "/voucher");
}

/// Such an response.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Voucher {
    pub code: Option<String>,
}

dingtalk_client::runtime::wire! {
    Voucher {
        code = "code",
    }
}

/// A request with one name in two places, and a required enum.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Twice {
    pub query_id: String,
    pub id: Option<String>,
    pub colour: Colour,
}

dingtalk_client::runtime::wire! {
    Twice {
        query_id = "id" in query as "query.id",
        id = "id",
        colour = "colour",
    }
}

impl Endpoint for Twice {
    type Api = Demo;
    type Response = Removed;
    type Error = NoFailure;
    const OPERATION: Operation = Operation::new("demo::twice", Method::POST, "/twice").without_response();
}

/// A request without a response.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remove {}

dingtalk_client::runtime::wire! { Remove {} }

impl Endpoint for Remove {
    type Api = Demo;
    type Response = Removed;
    type Error = NoFailure;
    const OPERATION: Operation = Operation::new("demo::remove", Method::DELETE, "/x").idempotent().without_response();
}

/// Nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Removed {}

dingtalk_client::runtime::wire! { Removed {} }

/// An open enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Colour {
    Red,
    DeepBlue,
    Other(String),
}

dingtalk_client::runtime::open_enum! {
    Colour {
        Red = "RED" | "red" | "rouge",
        DeepBlue = "deep-blue",
    }
}

/// An identifier.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(String);
dingtalk_client::runtime::identifier!(NodeId);

/// A response with a field of every type, some of them nested.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EveryType {
    pub text: Option<String>,
    pub flag: Option<bool>,
    pub small: Option<i32>,
    pub big: Option<i64>,
    pub float: Option<f64>,
    pub any: Option<Value>,
    pub secret: Option<Secret>,
    pub when: Option<DateTime>,
    pub colour: Option<Colour>,
    pub id: Option<NodeId>,
    pub items: Option<Vec<Item>>,
    pub grid: Option<Vec<Vec<i64>>>,
    pub gaps: Option<Vec<Option<String>>>,
    pub table: Option<BTreeMap<String, Item>>,
    pub next: Option<Box<EveryType>>,
}

dingtalk_client::runtime::wire! {
    EveryType {
        text = "text",
        flag = "flag",
        small = "small",
        big = "big",
        float = "float",
        any = "any",
        secret = "secret",
        when = "when",
        colour = "colour",
        id = "id",
        items = "items",
        grid = "grid",
        gaps = "gaps",
        table = "table",
        next = "next",
    }
}

/// An object with a required field.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub id: NodeId,
    pub size: Option<i64>,
}

dingtalk_client::runtime::wire! {
    Item {
        id = "id",
        size = "size",
    }
}

/// A transport that always returns the same response, and records the requests.
#[derive(Clone, Default)]
pub struct Canned {
    response: Response<Bytes>,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Canned {
    pub fn new(status: u16, body: impl Into<Bytes>) -> Self {
        let mut response = Response::new(body.into());
        *response.status_mut() = status.try_into().expect("a status");
        Self { response, requests: Arc::default() }
    }

    pub fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.response.headers_mut().insert(name, value.parse().expect("a value"));
        self
    }

    pub fn client(&self) -> Client<Demo> {
        self.client_with(Options::new().token("the-token"))
    }

    pub fn client_with(&self, options: Options) -> Client<Demo> {
        let builder = Client::<Demo>::builder().transport(self.clone()).options(Options::new().attempts(1));
        builder.options(options).build().expect("a client").0
    }

    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.requests.lock().expect("unpoisoned").clone()
    }
}

impl Transport for Canned {
    fn call(&self, request: Request<Bytes>, _limits: Limits) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        self.requests.lock().expect("unpoisoned").push(request);
        let response = self.response.clone();
        Box::pin(async move { Ok(response) })
    }
}
