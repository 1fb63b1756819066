//! A demo API with features that no real endpoint has.

use std::collections::BTreeMap;

use dingtalk_client::runtime::{Client, Dialect, Envelope, ErrorTable, Method, Operation};
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
    type GlobalErrorCode = Global;
    const NAME: &'static str = "demo";
    const DIALECTS: &'static [Dialect] =
        &[Dialect::new(&[("main", "https://demo.example"), ("second", "https://second.demo.example")])
            .token_header("x-demo-token", "")
            .request_id_header("x-demo-request")
            .trace_id_header("x-demo-trace")
            .envelope(ENVELOPE)
            .errors(<Global as ErrorTable>::ROWS)];
}

const ENVELOPE: Envelope = Envelope::new()
    .code(&["code", "errcode", "errorCode"])
    .message(&["message", "errmsg", "errorMsg"])
    .request_id(&["requestid"])
    .scopes(&["detail.scopes"])
    .throttle(&["status"])
    .wait_minutes(&["wait"])
    .success(&[("success", &["true"])]);

/// The codes of every endpoint.
#[derive(Clone, Copy, PartialEq)]
pub enum Global {
    BadToken,
    Busy,
}

dingtalk_client::runtime::errors! {
    Global {
        BadToken: 400 | 401 "token.bad" "bad token" retry refresh_token;
        Busy: 503 "busy" retry backoff refused false;
    }
}

/// The codes of an endpoint.
#[derive(Clone, Copy, PartialEq)]
pub enum Failure {
    Both,
    Quota,
    Slow,
    Global(Global),
}

dingtalk_client::runtime::errors! {
    Failure or Global {
        Both: 400 | 502 "both" "text" | "另一种";
        Both: 403 "both" "x" retry backoff;
        Quota: 429 "quota" retry never refused true;
        Slow: 400 | 408 "slow";
    }
}

/// No codes of its own.
#[derive(Clone, Copy, PartialEq)]
pub enum NoFailure {
    Global(Global),
}

dingtalk_client::runtime::errors! {
    NoFailure or Global {}
}

/// Declares an object with its fields on the wire.
macro_rules! object {
    ($(#[$attribute:meta])* $name:ident { $(
        $field:ident: $type:ty = $wire:literal $(in $place:ident $(($style:ident))?)? $(as $key:literal)?,
    )* }) => {
        $(#[$attribute])*
        pub struct $name {
            $(pub $field: $type,)*
        }

        dingtalk_client::runtime::wire! {
            $name { $($field = $wire $(in $place $(($style))?)? $(as $key)?,)* }
        }
    };
}

/// Declares the endpoint of a request.
macro_rules! endpoint {
    ($request:ident -> Result<$response:ident, $error:ident>, $operation:expr) => {
        impl dingtalk_client::runtime::Endpoint for $request {
            type Api = crate::api::Demo;
            type Response = $response;
            type ErrorCode = $error;
            const OPERATION: dingtalk_client::runtime::Operation = $operation;
        }
    };
}

pub(crate) use {endpoint, object};

object! {
    /// A request with parameters in every place.
    Everywhere {
        chat: String = "chatId" in path,
        part: i32 = "part" in path,
        filter: Option<String> = "fil ter" in query,
        tags: Option<Vec<String>> = "tags" in query,
        r#type: Option<String> = "x-type" in header,
        note: Option<f64> = "note",
        self_: Option<Value> = "self",
    }
}

endpoint!(
    Everywhere -> Result<EveryType, Failure>,
    Operation::new("demo::everywhere", Method::PUT, "/v1/{chatId}/p{part}.x")
);

impl Everywhere {
    pub fn new(chat: &str) -> Self {
        Self { chat: chat.into(), part: 7, filter: None, tags: None, r#type: None, note: None, self_: None }
    }
}

object! {
    /// A request without parameters and without a token, whose response is secret.
    #[derive(Default)]
    FetchToken {}
}

endpoint!(
    FetchToken -> Result<Token, NoFailure>,
    Operation::new("demo::token", Method::GET, "/token").without_token().secret_response()
);

object! {
    /// A response with a secret and required fields.
    Token {
        token: Secret = "token",
        seconds: i64 = "seconds",
    }
}

object! {
    /// A request whose response has fields of the envelope, but no code.
    #[derive(Default)]
    FetchNotice {}
}

endpoint!(FetchNotice -> Result<Notice, NoFailure>, Operation::new("demo::notice", Method::GET, "/notice"));

object! {
    /// The response.
    #[derive(Default)]
    Notice {
        message: Option<String> = "message",
        detail: Option<Value> = "detail",
        status: Option<i64> = "status",
        text: Option<String> = "text",
    }
}

object! {
    /// A request whose response has a code of its own.
    #[derive(Default)]
    FetchVoucher {}
}

endpoint!(FetchVoucher -> Result<Voucher, NoFailure>, Operation::new("demo::voucher", Method::GET, "/voucher"));

object! {
    /// The response.
    #[derive(Default)]
    Voucher {
        code: Option<String> = "code",
    }
}

object! {
    /// A request with one name in two places, and a required enum.
    #[derive(Default)]
    Twice {
        query_id: String = "id" in query as "query.id",
        id: Option<String> = "id",
        colour: Colour = "colour",
    }
}

endpoint!(
    Twice -> Result<Removed, NoFailure>,
    Operation::new("demo::twice", Method::POST, "/twice").without_response()
);

object! {
    /// A request without a response.
    #[derive(Default)]
    Remove {}
}

endpoint!(
    Remove -> Result<Removed, NoFailure>,
    Operation::new("demo::remove", Method::DELETE, "/x").idempotent().without_response()
);

object! {
    /// Nothing.
    #[derive(Default)]
    Removed {}
}

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

object! {
    /// A response with a field of every type, some of them nested.
    #[derive(Default)]
    EveryType {
        text: Option<String> = "text",
        flag: Option<bool> = "flag",
        small: Option<i32> = "small",
        big: Option<i64> = "big",
        float: Option<f64> = "float",
        any: Option<Value> = "any",
        secret: Option<Secret> = "secret",
        when: Option<DateTime> = "when",
        colour: Option<Colour> = "colour",
        id: Option<NodeId> = "id",
        items: Option<Vec<Item>> = "items",
        grid: Option<Vec<Vec<i64>>> = "grid",
        gaps: Option<Vec<Option<String>>> = "gaps",
        table: Option<BTreeMap<String, Item>> = "table",
        next: Option<Box<EveryType>> = "next",
    }
}

object! {
    /// An object with a required field.
    Item {
        id: NodeId = "id",
        size: Option<i64> = "size",
    }
}
