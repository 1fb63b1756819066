//! The codec of open enums of numbers.

use std::collections::BTreeMap;

use dingtalk_client::runtime::{number_enum, wire};

/// An open enum of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    None,
    Low,
    Other(i32),
}

/// Numbers of 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Since {
    Always,
    Other(i64),
}

number_enum! {
    Level: i32 {
        None = 0,
        Low = -1,
    }
    Since: i64 {
        Always = -9_223_372_036_854_775_808,
    }
}

/// An object with such enums.
pub struct Levels {
    pub level: Level,
    pub since: Option<Since>,
    pub all: Option<Vec<Level>>,
    pub by_name: Option<BTreeMap<String, Level>>,
}

wire! {
    Levels: Default {
        level = "level",
        since = "since",
        all = "all",
        by_name = "byName",
    }
}

fn read(text: &str) -> Levels {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn errors(text: &str) -> String {
    let error = serde_json::from_str::<Levels>(text).expect_err("field errors").to_string();
    error.split(" at line ").next().unwrap_or_default().to_owned()
}

#[test]
fn numbers_in_both_directions() {
    let value = Levels {
        level: Level::Low,
        since: Some(Since::Always),
        all: Some(vec![Level::None, Level::Other(7)]),
        by_name: Some(BTreeMap::from([("a".to_owned(), Level::None)])),
    };
    let text = r#"{"level":-1,"since":-9223372036854775808,"all":[0,7],"byName":{"a":0}}"#;
    assert_eq!(serde_json::to_string(&value).expect("JSON"), text);
    assert_eq!(read(text), value);
    assert_eq!(serde_json::to_string(&Level::Other(7)).expect("JSON"), "7");
    assert_eq!(serde_json::from_str::<Level>("-1").expect("a level"), Level::Low);
}

#[test]
fn strings_and_fractions_of_zero_are_numbers() {
    let value = read(r#"{"level":"-1","since":"-9223372036854775808","all":[0.0,"7",null,-1e0]}"#);
    assert_eq!((value.level, value.since), (Level::Low, Some(Since::Always)));
    assert_eq!(value.all, Some(vec![Level::None, Level::Other(7), Level::Low]));
    assert_eq!(read(r#"{"level":0,"since":null}"#), Levels::default());
}

#[test]
fn other_values_are_errors() {
    let out = "a number out of range";
    for (text, expected) in [
        (r#"{"level":2147483648}"#, format!("level: expected an integer, found {out}")),
        (r#"{"level":0,"since":9223372036854775808}"#, format!("since: expected an integer, found {out}")),
        (r#"{"level":0,"all":[0,1.5]}"#, format!("all[1]: expected an integer, found {out}")),
        (r#"{"level":"low"}"#, "level: expected an integer, found a string".to_owned()),
        (r#"{"level":true}"#, "level: expected an integer, found a boolean".to_owned()),
        (r#"{"level":null}"#, "level: expected an integer, found null".to_owned()),
        ("{}", "level: expected a value, found nothing".to_owned()),
    ] {
        assert_eq!(errors(text), expected, "{text}");
    }
    // Without the digits, the number would be rounded to one of 64 bits.
    let text = r#"{"level":0,"since":9223372036854775807.5}"#;
    assert_eq!(errors(text), format!("since: expected an integer, found {out}"));
}

#[test]
fn conversions_and_traits() {
    assert_eq!((Level::from(-1), Level::from(7), Level::default()), (Level::Low, Level::Other(7), Level::None));
    assert_eq!((Level::Low.get(), i32::from(Level::Other(7)), i64::from(Since::Always)), (-1, 7, i64::MIN));
    assert_eq!((Level::Low.to_string(), Since::default()), ("-1".to_owned(), Since::Other(0)));
    // A number that a caller writes as `Other` stays so.
    let value = Levels { level: Level::Other(-1), ..Levels::default() };
    assert_eq!(value.clone().level, Level::Other(-1));
    assert_ne!(value, Levels { level: Level::Low, ..Levels::default() });
    assert_eq!(format!("{value:?}"), "Levels { level: Other(-1), since: None, all: None, by_name: None }");
}
