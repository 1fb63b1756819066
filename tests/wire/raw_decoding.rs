//! The responses of raw calls, which serde decodes.

use std::collections::HashMap;

use dingtalk_client::{AnyError, ErrorKind, Method, Options, Outcome, Value};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::canned::Canned;
use crate::raw::rename;
use crate::server::{Server, client, ok};

#[derive(Debug, Deserialize, PartialEq)]
pub struct Renamed {
    pub version: u64,
    tags: Option<Vec<Tag>>,
    #[serde(default)]
    counts: HashMap<String, u8>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
pub enum Tag {
    Plain,
    Colour { red: u8 },
    Pair(i64, f64),
    Text(String),
}

async fn read<T: DeserializeOwned + Send>(body: &str) -> Result<T, AnyError> {
    Ok(rename(&Canned::new(200, body)).send().await?)
}

#[tokio::test]
async fn every_kind_of_value_is_decoded() {
    let body = r#"{
        "version": 18446744073709551615, "unknown": [{}], "counts": {"a": 1, "b": 255},
        "tags": ["plain", {"colour": {"red": 9}}, {"pair": [-3, 0.5]}, {"text": "t"}]
    }"#;
    let tags = vec![Tag::Plain, Tag::Colour { red: 9 }, Tag::Pair(-3, 0.5), Tag::Text("t".into())];
    let counts = HashMap::from([("a".to_owned(), 1), ("b".to_owned(), 255)]);
    assert_eq!(read::<Renamed>(body).await.expect("it fits"), Renamed { version: u64::MAX, tags: Some(tags), counts });
    let untyped: Value = serde_json::from_str(body).expect("JSON");
    assert_eq!(read::<Value>(body).await.expect("JSON"), untyped);
    // An empty response is like null.
    for body in ["", " \n", "null"] {
        read::<()>(body).await.expect("nothing");
        assert_eq!(read::<Option<Renamed>>(body).await.expect("nothing"), None);
    }
}

#[tokio::test]
async fn keys_and_numbers_are_decoded_as_serde_json_does() {
    #[derive(Debug, Deserialize, PartialEq, Eq, Hash)]
    struct UserId(String);

    assert!(read::<HashMap<u64, bool>>(r#"{"18446744073709551615": true}"#).await.expect("it fits")[&u64::MAX]);
    assert_eq!(read::<HashMap<bool, u8>>(r#"{"true": 1}"#).await.expect("it fits")[&true], 1);
    assert_eq!(read::<HashMap<UserId, u8>>(r#"{"u": 1}"#).await.expect("it fits")[&UserId("u".to_owned())], 1);
    assert_eq!(read::<HashMap<Option<String>, u8>>(r#"{"u": 1}"#).await.expect("it fits")[&Some("u".to_owned())], 1);
    let error = read::<HashMap<u8, u8>>(r#"{"256": 1}"#).await.expect_err("no u8");
    assert_eq!(error.field_errors()[0].to_string(), "256: expected u8, found a string");

    // With the feature `arbitrary_precision` they keep their digits.
    for number in ["12345678901234567890123", "-1", "1.50", "1e2", "18446744073709551616"] {
        let expected: Value = serde_json::from_str(number).expect("JSON");
        assert_eq!(read::<Value>(number).await.expect("a number").to_string(), expected.to_string(), "{number}");
    }
    assert_eq!(read::<u128>("18446744073709551615").await.expect("it fits"), u128::from(u64::MAX));
    assert_eq!(read::<f32>("0.5").await.expect("it fits").to_string(), "0.5");
    let error = read::<u64>("1e30").await.expect_err("no u64");
    assert_eq!(error.field_errors()[0].to_string(), "the whole value: expected u64, found a number out of range");
}

/// The error has the path of the value, and never the value.
#[tokio::test]
async fn a_response_of_another_type_is_unreadable() {
    for (body, why) in [
        (r#"{"tags": []}"#, "version: expected a value, found nothing"),
        (r#"{"version": "hush"}"#, "version: expected u64, found a string"),
        (r#"{"version": -7777}"#, "version: expected u64, found a number out of range"),
        (r#"{"version": 1, "tags": {"hush": 1}}"#, "tags: expected a sequence, found an object"),
        (
            r#"{"version": 1, "tags": ["plain", {"colour": {"red": 256}}]}"#,
            "tags[1].colour.red: expected u8, found a number out of range",
        ),
        (r#"{"version": 1, "tags": [{"colour": {}}]}"#, "tags[0].colour.red: expected a value, found nothing"),
        (
            r#"{"version": 1, "tags": [{"pair": [1]}]}"#,
            "tags[0].pair: expected tuple variant Tag::Pair with 2 elements, found another number of items",
        ),
        (
            r#"{"version": 1, "tags": [{"pair": [1, 2, 3]}]}"#,
            "tags[0].pair: expected fewer items, found another number of items",
        ),
        (
            r#"{"version": 1, "tags": ["hush"]}"#,
            "tags[0]: expected one of the variants plain, colour, pair, text, found another one",
        ),
        (
            r#"{"version": 1, "tags": [7777]}"#,
            "tags[0]: expected the name of a variant, or an object with one field, found another value",
        ),
        (r#"{"version": 1, "counts": {"a.b": null}}"#, "counts.a.b: expected u8, found null"),
        ("[]", "the whole value: expected struct Renamed with 3 elements, found another number of items"),
        ("null", "the whole value: expected struct Renamed, found null"),
    ] {
        let error = read::<Renamed>(body).await.expect_err(body);
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Decode, Outcome::Unreadable), "{body}");
        assert_eq!(error.field_errors().len(), 1);
        let line = format!("POST /v1/chats/{{chatId}}/rename: the response could not be decoded: {why} (status 200)");
        assert_eq!(error.to_string(), line);
        let shown = format!("{error:?} {error:#}");
        assert!(!shown.contains("hush") && !shown.contains("7777"), "{shown}");
    }
}

/// Not even by a type whose own messages quote the value.
#[tokio::test]
async fn a_message_of_a_type_is_not_shown() {
    #[derive(Debug, Deserialize)]
    #[serde(try_from = "String")]
    struct Even;

    impl TryFrom<String> for Even {
        type Error = String;

        fn try_from(text: String) -> Result<Self, String> {
            if text.len().is_multiple_of(2) { Ok(Self) } else { Err(format!("{text} is odd")) }
        }
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Strict {
        #[serde(rename = "even")]
        _even: Even,
    }

    assert!(read::<Strict>(r#"{"even": "hush"}"#).await.is_ok());
    for (body, why) in [
        (r#"{"even": "hush!"}"#, "even: expected a value that its type accepts, found another one"),
        (r#"{"even": "hush", "more": 1}"#, "more: expected no such field, found one"),
    ] {
        let error = read::<Strict>(body).await.expect_err(body);
        assert_eq!(error.field_errors()[0].to_string(), why);
        assert!(!format!("{error:?} {error:#}").contains("hush"));
    }
}

#[tokio::test]
async fn an_empty_response_is_not_an_object() {
    for body in ["", " "] {
        let error = read::<Renamed>(body).await.expect_err("empty");
        assert_eq!(error.outcome(), Outcome::Unknown);
        let line =
            "POST /v1/chats/{chatId}/rename: the response is empty (status 200, the request may have been carried out)";
        assert_eq!(error.to_string(), line);
    }
}

#[tokio::test]
async fn the_size_of_a_response_is_limited() {
    let server = Server::start(vec![ok("\"x\"".repeat(1_000)), ok(format!("\"{}\"", "x".repeat(90)))]).await;
    let client = client(&server).with(Options::new().max_response(100));
    let error = client.raw(Method::GET, "/v1.0/x").send::<Value>().await.expect_err("too large");
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Transport, Outcome::Unknown));
    assert_eq!(client.raw(Method::GET, "/v1.0/x").send::<String>().await.expect("success").len(), 90);
}

/// Takes a thousand bytes for `{}`.
#[derive(Deserialize)]
struct Large {
    #[serde(default)]
    _texts: [Option<String>; 32],
}

#[tokio::test]
async fn the_memory_of_decoding_is_limited() {
    let body = format!("[{}{{}}]", "{},".repeat(999));
    let read = async |limit: usize| {
        let call = Canned::new(200, &body).client().raw(Method::GET, "/v1").options(Options::new().max_decoded(limit));
        call.send::<Vec<Large>>().await.map(|items| items.len())
    };
    // The untyped values fit, the typed ones do not.
    let untyped = Canned::new(200, &body).client().raw(Method::GET, "/v1");
    untyped.options(Options::new().max_decoded(200_000)).send::<Value>().await.expect("it fits");
    let error = read(200_000).await.expect_err("too large");
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Decode, Outcome::Unreadable));
    let why = "it takes more than 200000 bytes of memory, the limit of `Options::max_decoded`";
    assert_eq!(error.to_string(), format!("GET /v1: the response could not be decoded: {why} (status 200)"));
    assert_eq!(read(4_000_000).await.expect("it fits"), 1_000);
}
