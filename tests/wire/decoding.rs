//! Limits of decoding, nulls, and numbers that no type holds.

use std::collections::BTreeMap;
use std::time::Duration;

use dingtalk_client::transport::Response;
use dingtalk_client::{AnyError, DateTime, ErrorKind, Options, Outcome, Secret, Value};

use crate::api::{EveryType, Everywhere, NodeId};
use crate::canned::{Canned, FnTransport, client_over};

async fn read_with(body: &str, options: Options) -> Result<EveryType, AnyError> {
    let canned = Canned::new(200, body);
    canned.client_with(options.token("the-token")).call(&Everywhere::new("c")).await.map_err(AnyError::from)
}

async fn read(body: &str) -> EveryType {
    read_with(body, Options::new()).await.unwrap_or_else(|error| panic!("{body}: {error}"))
}

async fn fails(body: &str) -> AnyError {
    read_with(body, Options::new()).await.expect_err(body)
}

#[tokio::test]
async fn a_response_that_takes_too_much_memory() {
    let body = format!(r#"{{"grid":[{}[]]}}"#, "[],".repeat(9_999));
    let with = |limit| read_with(&body, Options::new().max_decoded(limit).attempts(3));
    let error = with(100_000).await.expect_err("it takes more");
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Decode, Outcome::Unreadable));
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
    assert_eq!(
        error.to_string(),
        "demo::everywhere: the response could not be decoded: it takes more than 100000 bytes of memory, \
         the limit of `Options::max_decoded` (status 200)"
    );
    // 10,000 lists of 24 bytes, in a buffer that grows by doubling.
    assert_eq!(with(1_000_000).await.expect("it fits").grid, Some(vec![vec![]; 10_000]));
}

#[tokio::test]
async fn a_code_counts_even_if_the_rest_takes_too_much() {
    let body = format!(r#"{{"code":"token.bad","any":[{}0]}}"#, "0,".repeat(9_999));
    let error = read_with(&body, Options::new().max_decoded(1000)).await.expect_err("a code");
    assert_eq!((error.kind(), error.raw_code()), (ErrorKind::Service, Some("token.bad")));
}

/// The result of a response that ignores the deadline and arrives a second after it.
async fn read_late(status: u16, body: String) -> Result<EveryType, AnyError> {
    let transport = FnTransport(move |_| {
        let response = Response::builder().status(status).body(body.clone().into()).expect("a response");
        async move {
            tokio::time::advance(Duration::from_secs(31)).await;
            Ok(response)
        }
    });
    let client = client_over(transport, Options::new().token("the-token").attempts(3));
    client.call(&Everywhere::new("c")).await.map_err(AnyError::from)
}

#[tokio::test(start_paused = true)]
async fn the_deadline_passes_while_a_response_is_decoded() {
    for body in [
        format!(r#"{{"grid":[{}[]]}}"#, "[],".repeat(4_999)),
        format!(r#"{{"items":[{}{{"id":"x"}}]}}"#, r#"{"id":"x"},"#.repeat(4_999)),
        format!(r#"{{"items":[{}{{}}]}}"#, "{},".repeat(4_999)),
        format!(r#"{{"any":{{"a":0{}}}}}"#, r#","a":0"#.repeat(4_999)),
        format!(r#"{{"text":null{}}}"#, r#","text":null"#.repeat(4_999)),
        format!(r#"{{"unknown":0{}}}"#, r#","unknown":0"#.repeat(4_999)),
    ] {
        let error = read_late(200, body).await.expect_err("it is late");
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Decode, Outcome::Unreadable));
        assert_eq!((error.attempts(), error.is_retryable()), (1, false));
        assert_eq!(
            error.to_string(),
            "demo::everywhere: the response could not be decoded: the deadline passed (status 200)"
        );
    }
    // A small response is read all the same.
    assert_eq!(read_late(200, r#"{"text":"t"}"#.to_owned()).await.expect("a response").text.as_deref(), Some("t"));
}

#[tokio::test(start_paused = true)]
async fn the_deadline_passes_while_an_error_is_read() {
    let body = |fields: usize| format!(r#"{{"code":"a"{},"message":"m"}}"#, r#","unknown":0"#.repeat(fields));
    for (status, body) in [
        (400, body(4_999)),
        (400, format!(r#"{{"code":"a"{},"message":"m"}}"#, r#","code":"a""#.repeat(4_999))),
        (200, body(4_999)),
        (200, format!(r#"{{"code":"a","detail":{{"x":0{}}},"message":"m"}}"#, r#","x":0"#.repeat(4_999))),
    ] {
        let error = read_late(status, body).await.expect_err("an error");
        assert_eq!((error.kind(), error.raw_code(), error.message()), (ErrorKind::Service, Some("a"), None));
    }
    // All of a small response is read.
    let error = read_late(400, body(10)).await.expect_err("an error");
    assert_eq!((error.raw_code(), error.message()), (Some("a"), Some("m")));
}

#[tokio::test]
async fn a_null_in_a_list_or_a_map_is_left_out() {
    let body = r#"{
        "items": [null, {"id":"a"}, null, {"id":"b","size":null}],
        "grid": [[1,null,2], null, []],
        "gaps": ["x", null],
        "table": {"k":null, "l":{"id":"c"}, "m":{"id":"d"}, "m":null},
        "any": [null, {"a":null}]
    }"#;
    let value = read(body).await;
    let ids: Vec<NodeId> = value.items.into_iter().flatten().map(|item| item.id).collect();
    assert_eq!(ids, [NodeId::new("a"), NodeId::new("b")]);
    assert_eq!(value.grid, Some(vec![vec![1, 2], vec![]]));
    // These two types hold a null.
    assert_eq!(value.gaps, Some(vec![Some("x".to_owned()), None]));
    assert_eq!(value.any, Some(serde_json::json!([null, {"a": null}])));
    let table: BTreeMap<_, _> = value.table.into_iter().flatten().map(|(key, item)| (key, item.id)).collect();
    assert_eq!(table, BTreeMap::from([("l".to_owned(), NodeId::new("c"))]));
    // A path counts the items of the response, those that are left out among them.
    let error = fails(r#"{"items":[null,{"id":null}],"grid":[null,[null,true]]}"#).await;
    let paths: Vec<&str> = error.field_errors().iter().map(|field_error| field_error.path.as_str()).collect();
    assert_eq!(paths, ["items[1].id", "grid[1][1]"]);
}

#[tokio::test]
async fn a_number_keeps_its_text_where_a_text_is_expected() {
    for number in ["5.10", "-0", "1e3", "1E+400", "12345678901234567890123", "0.10000000000000000000000001"] {
        let body = format!(
            r#"{{"text":{number},"secret":{number},"when":{number},"id":{number},"gaps":[{number},"x\ny",null]}}"#
        );
        let value = read(&body).await;
        assert_eq!(value.text.as_deref(), Some(number));
        assert_eq!(value.secret, Some(Secret::new(number)));
        assert_eq!(value.when, Some(DateTime::new(number)));
        assert_eq!(value.id, Some(NodeId::new(number)));
        assert_eq!(value.gaps, Some(vec![Some(number.to_owned()), Some("x\ny".to_owned()), None]));
    }
}

#[tokio::test]
async fn an_integer_with_a_fraction_of_zeros_is_exact() {
    assert_eq!(read(r#"{"big":9007199254740991.0}"#).await.big, Some(9_007_199_254_740_991));
    assert_eq!(read(r#"{"big":9223372036854775807.000}"#).await.big, Some(i64::MAX));
    let error = fails(r#"{"big":9007199254740991.5,"text":[1.5]}"#).await;
    assert_eq!(
        error.to_string(),
        "demo::everywhere: the response could not be decoded: big: expected a 64-bit integer, found a number out of \
         range; text: expected a string, found a list (status 200)"
    );
}

#[tokio::test]
async fn a_number_that_no_type_holds() {
    for (body, path) in [
        (r#"{"float":1e400}"#, "float"),
        (r#"{"big":-1e400}"#, "big"),
        (r#"{"flag":1e400}"#, "flag"),
        (r#"{"items":[{"id":"a","size":1e400}]}"#, "items[0].size"),
        (r#"{"items":1e400}"#, "items"),
        (r#"{"next":{"table":{"k":1e400}}}"#, "next.table.k"),
        ("1e400", ""),
    ] {
        let error = fails(body).await;
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::Decode, Outcome::Unreadable), "{body}");
        let [field_error] = error.field_errors() else { panic!("{body}: {error}") };
        assert_eq!(field_error.path, path, "{body}");
        assert!(field_error.found.starts_with("a number"), "{body}: {error}");
    }
    // With `arbitrary_precision`, any JSON holds it.
    if serde_json::from_str::<Value>("1e400").is_err() {
        let error = fails(r#"{"any":{"a":[0,1e400]}}"#).await;
        assert_eq!(error.field_errors()[0].to_string(), "any.a[1]: expected any JSON, found a number out of range");
    }
    assert_eq!(read(r#"{"unknown":1e400,"text":"t"}"#).await.text.as_deref(), Some("t"));
    // What is no number stays no JSON.
    assert_eq!(fails(r#"{"text":1.x}"#).await.outcome(), Outcome::Unknown);
    assert_eq!(fails(r#"{"text":1e400,"big":}"#).await.outcome(), Outcome::Unknown);
}
