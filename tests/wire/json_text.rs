//! The codec of JSON text in strings.

use std::collections::BTreeMap;

use dingtalk_client::Value;
use dingtalk_client::runtime::wire;

/// An object with JSON text in strings.
#[derive(Default)]
pub struct Card {
    pub id: i32,
    pub inner: Option<Box<Card>>,
    pub sizes: Option<Vec<i64>>,
    pub by_name: Option<BTreeMap<String, f64>>,
    pub data: Option<Value>,
}

wire! {
    Card {
        id = "id",
        inner = "inner" in body(json_text),
        sizes = "sizes" in body(json_text),
        by_name = "byName" in body(json_text),
        data = "data" in body(json_text),
    }
}

fn read(text: &str) -> Card {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn errors(text: &str) -> String {
    let error = serde_json::from_str::<Card>(text).expect_err("field errors").to_string();
    error.split(" at line ").next().unwrap_or_default().to_owned()
}

#[test]
fn text_in_both_directions() {
    let inner = Card { id: 2, sizes: Some(vec![i64::MAX]), ..Card::default() };
    let card = Card {
        id: 1,
        inner: Some(Box::new(inner)),
        sizes: Some(Vec::new()),
        by_name: Some(BTreeMap::from([("\"".to_owned(), 0.5)])),
        data: Some(serde_json::json!([1, null, "a"])),
    };
    let text = r#"{"id":1,"inner":"{\"id\":2,\"sizes\":\"[9223372036854775807]\"}","sizes":"[]","byName":"{\"\\\"\":0.5}","data":"[1,null,\"a\"]"}"#;
    assert_eq!(serde_json::to_string(&card).expect("JSON"), text);
    assert_eq!(read(text), card);
    assert_eq!(card.clone(), card);
}

#[test]
fn other_values_are_read_as_they_are() {
    let card = read(r#"{"id":1,"inner":{"id":"2"},"sizes":[1],"data":7}"#);
    assert_eq!((card.inner.map(|inner| inner.id), card.sizes, card.data), (Some(2), Some(vec![1]), Some(7.into())));
    for nothing in ["null", r#""""#, r#"" ""#, r#""null""#] {
        let text = format!(r#"{{"id":1,"inner":{nothing},"sizes":{nothing},"data":{nothing}}}"#);
        assert_eq!(read(&text), Card { id: 1, ..Card::default() }, "{nothing}");
    }
}

#[test]
fn errors_have_the_path_within_the_text() {
    for (text, expected) in [
        (r#"{"id":1,"inner":"{}"}"#, "inner.id: expected a value, found nothing"),
        (
            r#"{"id":1,"inner":"{\"id\":true,\"sizes\":\"[1,{}]\"}"}"#,
            "inner.id: expected a 32-bit integer, found a boolean; inner.sizes[1]: expected a 64-bit integer, found an object",
        ),
        (r#"{"id":1,"sizes":"[1"}"#, "sizes: expected JSON text, found another string"),
        (r#"{"id":1,"sizes":"[1] x"}"#, "sizes: expected JSON text, found another string"),
        (r#"{"id":1,"sizes":"{}"}"#, "sizes: expected a list, found an object"),
        (r#"{"id":1,"sizes":7}"#, "sizes: expected a list, found a number"),
    ] {
        assert_eq!(errors(text), expected, "{text}");
    }
    assert!(errors(&format!(r#"{{"id":1,"data":"{}"}}"#, "[".repeat(200))).starts_with("data: expected JSON text"));
}

#[test]
fn infinite_numbers_are_not_written() {
    let card = Card { by_name: Some(BTreeMap::from([("a".to_owned(), f64::NAN)])), ..Card::default() };
    assert_eq!(serde_json::to_string(&card).expect_err("an error").to_string(), "`byName.a` is not a finite number");
}
