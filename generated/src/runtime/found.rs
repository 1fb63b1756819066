//! Looking for one member of a JSON text, without a demand on the rest of it.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::wire::{NUMBER_KEY, rest_of_number, skip_entries};

/// How many texts of a list are kept.
const KEPT: usize = 256;

/// How many characters of a text are kept.
const KEPT_LENGTH: usize = 64 << 10;

/// What was found.
#[derive(Debug, PartialEq)]
pub(super) enum Found {
    Text(String),
    Number(String),
    /// The texts of a list.
    Texts(Vec<String>),
    Other,
}

/// The member at a path of names. Everything else is skipped, not read; where the text breaks, the search ends with
/// what it has. Of two equal names, the last counts.
pub(super) fn find(json: &str, path: &[&str]) -> Option<Found> {
    let mut found = None;
    let search = Search { path, found: &mut found };
    // Not even a broken text is an error here: what was found stands.
    search.deserialize(&mut serde_json::Deserializer::from_str(json)).ok();
    found
}

struct Search<'a> {
    path: &'a [&'a str],
    found: &'a mut Option<Found>,
}

impl<'de> DeserializeSeed<'de> for Search<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        if self.path.is_empty() {
            *self.found = Some(from.deserialize_any(Value)?);
            return Ok(());
        }
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Search<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let [name, path @ ..] = self.path else { return Ok(()) };
        while let Some(matches) = members.next_key_seed(Name(name))? {
            if matches {
                members.next_value_seed(Search { path, found: self.found })?;
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// Whether a key is this name. Keys are taken as bytes: those need not be Unicode.
struct Name<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
        from.deserialize_bytes(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E>(self, key: &str) -> Result<bool, E> {
        Ok(key == self.0)
    }

    fn visit_bytes<E>(self, key: &[u8]) -> Result<bool, E> {
        Ok(key == self.0.as_bytes())
    }
}

/// The value that was searched for.
struct Value;

impl<'de> DeserializeSeed<'de> for Value {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Found, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E>(self) -> Result<Found, E> {
        Ok(Found::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Found, E> {
        Ok(Found::Other)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Found, E> {
        Ok(Found::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Found, E> {
        Ok(Found::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Found, E> {
        Ok(Found::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Found, E> {
        Ok(Found::Text(text.chars().take(KEPT_LENGTH).collect()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Found, A::Error> {
        let mut texts = Vec::new();
        while let Some(item) = items.next_element_seed(Self)? {
            match item {
                Found::Text(text) if texts.len() < KEPT => texts.push(text),
                _ => {}
            }
        }
        Ok(Found::Texts(texts))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Found, A::Error> {
        let Some(is_number) = members.next_key_seed(Name(NUMBER_KEY))? else { return Ok(Found::Other) };
        if is_number {
            return Ok(rest_of_number(&mut members)?.map_or(Found::Other, Found::Number));
        }
        members.next_value::<IgnoredAny>()?;
        skip_entries(&mut members)?;
        Ok(Found::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, find};

    fn text(text: &str) -> Found {
        Found::Text(text.to_owned())
    }

    #[test]
    fn a_member_among_others() {
        let json = r#"{"a":{"b":"no"},"b":"yes","c":[{"b":1}]}"#;
        assert_eq!(find(json, &["b"]), Some(text("yes")));
        assert_eq!(find(json, &["a", "b"]), Some(text("no")));
        assert_eq!(find(json, &["d"]), None);
        assert_eq!(find(json, &["b", "a"]), None);
        assert_eq!(find(r#"{"b":"x","b":"y"}"#, &["b"]), Some(text("y")));
    }

    #[test]
    fn every_kind() {
        let found = |value: &str| find(&format!(r#"{{"a":{value},"b":1}}"#), &["a"]);
        assert_eq!(found("-7"), Some(Found::Number("-7".to_owned())));
        assert_eq!(found("18446744073709551615"), Some(Found::Number("18446744073709551615".to_owned())));
        assert_eq!(found("1.5"), Some(Found::Number("1.5".to_owned())));
        assert_eq!(found(r#"["x",1,["y"],"z"]"#), Some(Found::Texts(vec!["x".to_owned(), "z".to_owned()])));
        for other in ["null", "true", "{}", r#"{"x":1,"y":[]}"#, r#"{"$serde_json::private::Number":true}"#] {
            assert_eq!(found(other), Some(Found::Other), "{other}");
        }
        let many = format!("[{}1]", r#""x","#.repeat(300));
        assert_eq!(found(&many), Some(Found::Texts(vec!["x".to_owned(); 256])));
    }

    #[test]
    fn what_is_broken_elsewhere() {
        for json in [
            r#"{"a":"\ud800","b":"yes"}"#,
            r#"{"\ud800":1,"b":"yes"}"#,
            r#"{"a":1e999,"b":"yes"}"#,
            r#"{"b":"yes","a":"\ud800"}"#,
            r#"{"b":"yes","a":"\x"}"#,
            r#"{"b":"yes","a""#,
            r#"{"b":"yes"} and more"#,
        ] {
            assert_eq!(find(json, &["b"]), Some(text("yes")), "{json}");
        }
        assert_eq!(find(r#"{"b":"\ud800"}"#, &["b"]), None);
        for json in ["", "7", "[]", "\"b\"", "<html>", "{", r#"{"b""#] {
            assert_eq!(find(json, &["b"]), None, "{json}");
        }
    }
}
