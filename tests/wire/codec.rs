//! The codec through serde: every type in both directions, lenient conversions, and errors.

use std::collections::BTreeMap;

use dingtalk_client::{DateTime, Secret, Value};
use serde_test::{Token, assert_ser_tokens};

use crate::api::{Colour, EveryType, Everywhere, Item, NodeId, Twice};

fn read(text: &str) -> EveryType {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn errors(text: &str) -> String {
    let error = serde_json::from_str::<EveryType>(text).expect_err("field errors").to_string();
    error.split(" at line ").next().unwrap_or_default().to_owned()
}

pub fn full() -> EveryType {
    EveryType {
        text: Some("t".into()),
        flag: Some(true),
        small: Some(-1),
        big: Some(i64::MAX),
        float: Some(0.5),
        any: Some(serde_json::json!({"a": [1, null, "x", 1.5]})),
        secret: Some(Secret::new("s")),
        when: Some(DateTime::new("2022-07-29T14:55Z")),
        colour: Some(Colour::DeepBlue),
        id: Some(NodeId::new("n")),
        items: Some(vec![Item { id: "a".into(), size: None }, Item { id: "b".into(), size: Some(2) }]),
        grid: Some(vec![vec![1, 2], vec![]]),
        gaps: Some(vec![Some("x".into()), None]),
        table: Some(BTreeMap::from([("k".into(), Item { id: "c".into(), size: None })])),
        next: Some(Box::new(EveryType { flag: Some(false), ..EveryType::default() })),
    }
}

const FULL: &str = concat!(
    r#"{"text":"t","flag":true,"small":-1,"big":9223372036854775807,"float":0.5,"any":{"a":[1,null,"x",1.5]},"#,
    r#""secret":"s","when":"2022-07-29T14:55Z","colour":"deep-blue","id":"n","#,
    r#""items":[{"id":"a"},{"id":"b","size":2}],"grid":[[1,2],[]],"gaps":["x",null],"table":{"k":{"id":"c"}},"#,
    r#""next":{"flag":false}}"#
);

#[test]
fn every_type_in_both_directions() {
    assert_eq!(serde_json::to_string(&full()).expect("JSON"), FULL);
    assert_eq!(read(FULL), full());
    let tree: Value = serde_json::from_str(FULL).expect("JSON");
    assert_eq!(serde_json::to_value(full()).expect("JSON"), tree);
    assert_eq!(serde_json::from_value::<EveryType>(tree).expect("a value"), full());
    assert_eq!(serde_json::from_reader::<_, EveryType>(FULL.as_bytes()).expect("a value"), full());
}

#[test]
fn lenient_conversions() {
    for (case, text, normal) in [
        (
            "any order",
            r#"{"next":{"big":2,"small":1},"x":0,"id":"n","text":"t"}"#,
            r#"{"text":"t","id":"n","next":{"small":1,"big":2}}"#,
        ),
        ("null where optional", r#"{"text":null,"any":null,"items":null,"next":null}"#, "{}"),
        (
            "numbers as text",
            r#"{"small":"256","big":"-9223372036854775808","float":"1e3"}"#,
            r#"{"small":256,"big":-9223372036854775808,"float":1000.0}"#,
        ),
        (
            "integers with exponents as text",
            r#"{"small":"256.0","big":"4.503599627370497e15"}"#,
            r#"{"small":256,"big":4503599627370497}"#,
        ),
        (
            "text as numbers",
            r#"{"text":256,"secret":-1,"when":1659106500000,"colour":7,"id":18446744073709551615}"#,
            r#"{"text":"256","secret":"-1","when":"1659106500000","colour":"7","id":"18446744073709551615"}"#,
        ),
        ("other numbers", r#"{"small":256.0,"big":1e3,"float":7}"#, r#"{"small":256,"big":1000,"float":7.0}"#),
        (
            "the last of duplicate names",
            r#"{"text":"a","next":{"text":"b"},"grid":[[1]],"text":"c","next":{"small":1},"grid":[]}"#,
            r#"{"text":"c","grid":[],"next":{"small":1}}"#,
        ),
        ("null as the last of duplicate names", r#"{"text":"a","text":null}"#, "{}"),
    ] {
        assert_eq!(read(text), read(normal), "{case}");
        assert_eq!(serde_json::to_string(&read(text)).expect("JSON"), normal, "{case}");
    }
}

/// Some binary formats require lengths.
#[test]
fn lengths_are_announced() {
    let item = |id: &str, size| Item { id: id.into(), size };
    let value = EveryType {
        text: Some("t".into()),
        items: Some(vec![item("a", None), item("b", Some(2))]),
        table: Some(BTreeMap::from([("k".into(), item("c", None))])),
        ..EveryType::default()
    };
    let (map, seq) = (|len| Token::Map { len: Some(len) }, |len| Token::Seq { len: Some(len) });
    #[rustfmt::skip]
    assert_ser_tokens(&value, &[
        map(3),
        Token::Str("text"), Token::Str("t"),
        Token::Str("items"), seq(2),
        map(1), Token::Str("id"), Token::Str("a"), Token::MapEnd,
        map(2), Token::Str("id"), Token::Str("b"), Token::Str("size"), Token::I64(2), Token::MapEnd,
        Token::SeqEnd,
        Token::Str("table"), map(1),
        Token::Str("k"), map(1), Token::Str("id"), Token::Str("c"), Token::MapEnd,
        Token::MapEnd,
        Token::MapEnd,
    ]);
}

#[test]
fn invalid_values() {
    let out = "big: expected a 64-bit integer, found a number out of range";
    for (text, expected) in [
        ("[]", "the whole value: expected an object, found a list"),
        ("7", "the whole value: expected an object, found a number"),
        ("null", "the whole value: expected an object, found null"),
        (
            r#"{"items":[{},{"id":null},{"id":"x"}],"table":{"a.b":{"size":1}}}"#,
            "items[0].id: expected a value, found nothing; items[1].id: expected a string, found null; \
             table.a.b.id: expected a value, found nothing",
        ),
        (r#"{"big":9223372036854775808}"#, out),
        (r#"{"big":1.5}"#, out),
        (r#"{"small":-2147483649}"#, "small: expected a 32-bit integer, found a number out of range"),
    ] {
        assert_eq!(errors(text), expected, "{text}");
    }
    for text in ["", " 1", "1.5", "x", "0x10", "256.00000000000000000001", "4503599627370497.5"] {
        let text = format!(r#"{{"big":"{text}"}}"#);
        assert_eq!(errors(&text), "big: expected a 64-bit integer, found a string");
    }
    for text in ["NaN", "inf", "1e999"] {
        assert_eq!(errors(&format!(r#"{{"float":"{text}"}}"#)), "float: expected a number, found a string");
    }
}

#[test]
fn every_wrong_type() {
    for (field, expected) in [
        ("text", "a string"),
        ("flag", "a boolean"),
        ("small", "a 32-bit integer"),
        ("float", "a number"),
        ("colour", "a string"),
        ("items", "a list"),
        ("table", "an object"),
        ("next", "an object"),
    ] {
        for (json, found) in [
            ("true", "a boolean"),
            ("1", "a number"),
            ("\"x\"", "a string"),
            ("[{\"a\":1}]", "a list"),
            ("{\"a\":[1],\"b\":2}", "an object"),
        ] {
            let takes_number = found == "a number" && ["text", "small", "colour"].contains(&field);
            if takes_number || expected == found {
                continue;
            }
            let text = format!(r#"{{"{field}":{json},"flag":{}}}"#, if field == "flag" { json } else { "true" });
            assert!(errors(&text).starts_with(&format!("{field}: expected {expected}, found {found}")), "{text}");
        }
    }
}

#[test]
fn field_errors_are_bounded() {
    let list = vec!["true"; 40].join(",");
    let text = errors(&format!(r#"{{"grid":[[{list}]]}}"#));
    assert_eq!(text.matches("expected").count(), 16);
    assert!(text.ends_with("grid[0][15]: expected a 64-bit integer, found a boolean; and 24 more"), "{text}");
}

#[test]
fn numbers_beyond_all_types() {
    let text = r#"{"text":123456789012345678901234567890}"#;
    let tree: Value = serde_json::from_str(text).expect("JSON");
    // With `arbitrary_precision` the digits arrive; without it they are lost, which is an error.
    if format!("{tree}") == text {
        assert_eq!(read(text).text.as_deref(), Some("123456789012345678901234567890"));
    } else {
        assert_eq!(errors(text), "text: expected a string, found a number out of range");
    }
}

#[test]
fn integers_with_a_fraction_of_zeros() {
    let is_precise = format!("{}", serde_json::from_str::<Value>("1.50").expect("JSON")) == "1.50";
    assert_eq!(read(r#"{"big":1234567890123456.0}"#).big, Some(1_234_567_890_123_456));
    // Without `arbitrary_precision` the parser has already rounded these.
    let rounded = r#"{"big":256.00000000000000000001}"#;
    let large = r#"{"big":9007199254740991.0}"#;
    let out = "big: expected a 64-bit integer, found a number out of range";
    if is_precise {
        assert_eq!(errors(rounded), out);
        assert_eq!(read(large).big, Some(9_007_199_254_740_991));
    } else {
        assert_eq!(read(rounded).big, Some(256));
        assert_eq!(errors(large), out);
    }
    assert_eq!(errors(r#"{"big":4503599627370497.5}"#), out);
}

#[test]
fn a_field_named_like_a_raw_number() {
    let with = |value: &str| value.replace("KEY", "$serde_json::private::Number");
    for (json, expected) in [
        (r#"{"any":{"KEY":true}}"#, "any: expected any JSON, found an object with a reserved key"),
        (r#"{"any":[{"KEY":"x"}]}"#, "any[0]: expected any JSON, found an object with a reserved key"),
        (r#"{"text":{"KEY":"hush"}}"#, "text: expected a string, found an object with a reserved key"),
        (r#"{"text":{"KEY":"5","a":1}}"#, "text: expected a string, found an object with a reserved key"),
        (r#"{"text":{"KEY":{"a":[1]},"a":1}}"#, "text: expected a string, found an object with a reserved key"),
        (r#"{"text":{"a":1,"KEY":"5"}}"#, "text: expected a string, found an object"),
        (r#"{"table":{"KEY":{"id":"x"}}}"#, "table: expected an object, found an object with a reserved key"),
        (r#"{"next":{"KEY":"5"}}"#, "next: expected an object, found a number"),
        (r#"{"items":[{"KEY":null}]}"#, "items[0].id: expected a value, found nothing"),
    ] {
        assert_eq!(errors(&with(json)), expected, "{json}");
    }
    for json in [
        r#"{"next":{"KEY":"5","text":"t"}}"#,
        r#"{"next":{"KEY":5.5,"text":"t"}}"#,
        r#"{"next":{"text":"t","KEY":"5"}}"#,
        r#"{"next":{"x":1,"KEY":{"a":[]},"text":"t"}}"#,
    ] {
        let next = read(&with(json)).next.expect(json);
        assert_eq!(next.text.as_deref(), Some("t"), "{json}");
    }
    assert_eq!(read(&with(r#"{"big":{"KEY":"7"}}"#)).big, Some(7));
}

#[test]
fn one_name_in_two_places() {
    let twice = Twice { query_id: "q".into(), id: Some("b".into()), colour: Colour::Red };
    let text = r#"{"query.id":"q","id":"b","colour":"RED"}"#;
    assert_eq!(serde_json::to_string(&twice).expect("JSON"), text);
    assert_eq!(serde_json::from_str::<Twice>(text).expect("a request"), twice);
    let error = serde_json::from_str::<Twice>(r#"{"id":"b","colour":"RED"}"#).expect_err("a field error").to_string();
    assert!(error.starts_with("query.id: expected a value, found nothing"), "{error}");
}

#[test]
fn required_fields_have_defaults() {
    let twice = Twice { query_id: String::new(), id: None, colour: Colour::Other(String::new()) };
    assert_eq!(Twice::default(), twice);
    assert_eq!((DateTime::default().as_str(), Secret::default().expose()), ("", ""));
}

#[test]
fn a_request_serializes_all_parameters() {
    let mut request = Everywhere::new("c");
    request.filter = Some("f".into());
    request.r#type = Some("t".into());
    request.self_ = Some(Value::from(1));
    let text = r#"{"chatId":"c","part":7,"fil ter":"f","x-type":"t","self":1}"#;
    assert_eq!(serde_json::to_string(&request).expect("JSON"), text);
    assert_eq!(serde_json::from_str::<Everywhere>(text).expect("a request"), request);
    let error = serde_json::from_str::<Everywhere>("{}").expect_err("field errors").to_string();
    assert!(error.starts_with("chatId: expected a value, found nothing; part: expected a value"), "{error}");
}

#[test]
fn json_has_no_nan() {
    let value = EveryType {
        next: Some(Box::new(EveryType { float: Some(f64::NAN), ..EveryType::default() })),
        ..EveryType::default()
    };
    let error = serde_json::to_string(&value).expect_err("an error");
    assert_eq!(error.to_string(), "`next.float` is not a finite number");
}

#[test]
fn identifiers_and_open_enums() {
    let id: NodeId = "n".parse().expect("infallible");
    assert_eq!((id.as_str(), id.to_string(), id.as_ref()), ("n", "n".to_owned(), "n"));
    assert_eq!(String::from(id.clone()), id.into_inner());
    assert_eq!(Colour::from("RED"), Colour::Red);
    for text in ["RED", "red", "rouge"] {
        assert_eq!((Colour::from(text), Colour::from(text.to_owned())), (Colour::Red, Colour::Red));
        assert_eq!((Colour::from(text).as_str(), Colour::from(text).to_string()), ("RED", "RED".to_owned()));
        let read: Colour = serde_json::from_value(text.into()).expect("a colour");
        assert_eq!(serde_json::to_string(&read).expect("JSON"), "\"RED\"");
    }
    assert_eq!(Colour::from(String::from("Red")), Colour::Other("Red".into()));
    assert_eq!("deep-blue".parse(), Ok(Colour::DeepBlue));
    assert_eq!(Colour::DeepBlue.to_string(), "deep-blue");
    assert_eq!(serde_json::to_string(&Colour::Red).expect("JSON"), "\"RED\"");
    assert_eq!(serde_json::from_str::<NodeId>("\"n\"").expect("an id"), NodeId::new("n"));
}
