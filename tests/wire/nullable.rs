//! The codec of fields that tell null from an absent value.

use dingtalk_client::runtime::wire;
use dingtalk_client::{Nullable, Value};

/// An object with such fields.
#[derive(Default)]
pub struct Person {
    pub name: Nullable<String>,
    pub level: Nullable<i32>,
    pub tags: Nullable<Vec<String>>,
    pub manager: Nullable<Box<Person>>,
    pub data: Nullable<Value>,
    pub note: Option<String>,
}

wire! {
    Person {
        name = "name" set with_name(impl Into<Nullable<String>>) nullable,
        level = "level" set with_level(impl Into<Nullable<i32>>) nullable,
        tags = "tags" in body(json_text) set with_tags(impl Into<Nullable<Vec<String>>>) nullable,
        manager = "manager" set with_manager(impl Into<Nullable<Person>>) nullable,
        data = "data" set with_data(impl Into<Nullable<Value>>) nullable,
        note = "note",
    }
}

fn read(text: &str) -> Person {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn null_differs_from_an_absent_field() {
    let nulls = Person::default()
        .with_name(Nullable::Null)
        .with_level(Nullable::Null)
        .with_tags(Nullable::Null)
        .with_manager(Nullable::Null)
        .with_data(Nullable::Null);
    let values = Person::default()
        .with_name("Ann")
        .with_level(0)
        .with_tags(Vec::new())
        .with_manager(Person { level: Nullable::Null, ..Person::default() })
        .with_data(Value::Bool(false));
    for (value, text) in [
        (Person::default(), "{}"),
        (nulls, r#"{"name":null,"level":null,"tags":null,"manager":null,"data":null}"#),
        (values, r#"{"name":"Ann","level":0,"tags":"[]","manager":{"level":null},"data":false}"#),
    ] {
        assert_eq!(serde_json::to_string(&value).expect("JSON"), text);
        assert_eq!(read(text), value);
        assert_eq!(value.clone(), value);
    }
    assert_ne!(read(r#"{"name":null}"#), read("{}"));
    assert_eq!(read(r#"{"note":null}"#), read("{}"));
}

#[test]
fn the_last_of_duplicate_names_counts() {
    assert_eq!(read(r#"{"name":"a","name":null}"#).name, Nullable::Null);
    assert_eq!(read(r#"{"name":null,"name":"a"}"#).name, Nullable::Value("a".to_owned()));
    assert_eq!(read(r#"{"tags":"null"}"#).tags, Nullable::Null);
}

#[test]
fn values_are_checked_like_others() {
    let error = serde_json::from_str::<Person>(r#"{"level":"x","manager":{"level":[]}}"#).expect_err("field errors");
    let expected =
        "level: expected a 32-bit integer, found a string; manager.level: expected a 32-bit integer, found a list";
    assert!(error.to_string().starts_with(expected), "{error}");
}

#[test]
fn accessors() {
    let value = Nullable::from(7);
    assert_eq!(
        (value.value(), value.into_value(), value.is_null(), value.is_absent()),
        (Some(&7), Some(7), false, false)
    );
    let null = Nullable::<i32>::Null;
    assert_eq!((null.value(), null.into_value(), null.is_null(), null.is_absent()), (None, None, true, false));
    assert!(Nullable::<i32>::default().is_absent());
    assert_eq!(
        format!("{:?}", Person::default()),
        "Person { name: Absent, level: Absent, tags: Absent, manager: Absent, data: Absent, note: None }"
    );
}
