//! `Clone`, `Debug`, `PartialEq` and `Hash` of objects and error codes, which behave like derived implementations.

use std::collections::{BTreeMap, HashSet};

use dingtalk_client::runtime::ErrorTable;

use crate::api::{Colour, EveryType, Everywhere, Failure, FetchToken, Global, Item};
use crate::codec::full;

#[test]
fn debug_of_objects() {
    let request = Everywhere::new("c");
    let text = r#"Everywhere { chat: "c", part: 7, filter: None, tags: None, type: None, note: None, self_: None }"#;
    assert_eq!(format!("{request:?}"), text);
    assert_eq!(format!("{:?}", FetchToken {}), "FetchToken");
    let item = Item { id: "a".into(), size: Some(2) };
    assert_eq!(
        format!("{item:#?}"),
        "Item {\n    id: NodeId(\n        \"a\",\n    ),\n    size: Some(\n        2,\n    ),\n}"
    );
    let shown = format!("{:?}", full());
    for part in [
        r#"EveryType { text: Some("t"), flag: Some(true), small: Some(-1), big: Some(9223372036854775807), "#,
        r#"secret: Some(Secret([REDACTED])), when: Some(DateTime("2022-07-29T14:55Z")), colour: Some(DeepBlue), "#,
        r#"items: Some([Item { id: NodeId("a"), size: None }, Item { id: NodeId("b"), size: Some(2) }]), "#,
        "grid: Some([[1, 2], []]), ",
        "next: Some(EveryType { text: None, flag: Some(false), ",
    ] {
        assert!(shown.contains(part), "{shown}");
    }
}

#[test]
fn objects_are_equal_if_all_fields_are() {
    assert_eq!(full(), full());
    let item = |id: &str| Item { id: id.into(), size: None };
    let changes: [&dyn Fn(&mut EveryType); 20] = [
        &|value| value.text = Some("u".into()),
        &|value| value.text = None,
        &|value| value.flag = Some(false),
        &|value| value.small = Some(1),
        &|value| value.big = Some(0),
        &|value| value.float = Some(0.25),
        &|value| value.float = Some(f64::NAN),
        &|value| value.any = Some(serde_json::json!({"a": []})),
        &|value| value.secret = Some("other".into()),
        &|value| value.when = Some("2022-07-29T14:56Z".into()),
        &|value| value.colour = Some(Colour::Other("deep-blue".into())),
        &|value| value.id = Some("o".into()),
        &|value| value.items = Some(vec![item("a")]),
        &|value| value.items = Some(vec![item("a"), item("b")]),
        &|value| value.grid = Some(vec![vec![1, 2], vec![3]]),
        &|value| value.gaps = Some(vec![None, None]),
        &|value| value.table = Some(BTreeMap::from([("l".into(), item("c"))])),
        &|value| value.table = Some(BTreeMap::from([("k".into(), item("d"))])),
        &|value| value.table = Some(BTreeMap::from([("k".into(), item("c")), ("l".into(), item("c"))])),
        &|value| value.next = Some(Box::default()),
    ];
    for (index, change) in changes.iter().enumerate() {
        let mut other = full();
        change(&mut other);
        assert_ne!(full(), other, "change {index}");
    }
}

#[test]
fn a_clone_has_all_values() {
    let mut value = full();
    // The text of a documented value in the variant for others, and a null that is set.
    value.colour = Some(Colour::Other("deep-blue".into()));
    value.any = Some(serde_json::Value::Null);
    assert_eq!(value.clone(), value);
    assert_eq!(format!("{:?}", value.clone()), format!("{value:?}"));
    assert_eq!(EveryType::clone(&full()), full());
    let request = Everywhere { tags: Some(vec![]), ..Everywhere::new("c") };
    assert_eq!(request.clone(), request);
}

#[test]
fn error_codes() {
    let codes = [Failure::Both, Failure::Quota, Failure::Slow, Failure::Global(Global::Busy)];
    assert_eq!(format!("{codes:?}"), "[Both, Quota, Slow, Global(Busy)]");
    let set = HashSet::from(codes);
    assert_eq!(set.len(), codes.len());
    for code in ["both", "busy"] {
        assert!(set.contains(&<Failure as ErrorTable>::from_code(code).expect(code)), "{code}");
    }
}
