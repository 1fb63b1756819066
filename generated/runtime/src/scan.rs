//! Scanning of JSON for some fields, tolerant of errors elsewhere in it.

use std::fmt;

use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::clock::StepDeadline;

/// The maximum number of strings of a list.
const MAX_TEXTS: usize = 256;

/// The maximum length of a string, in characters.
const MAX_TEXT: usize = 64 << 10;

/// A scanned value.
#[derive(Debug, PartialEq)]
pub(super) enum ScannedValue {
    Text(String),
    /// A number, as it is written.
    Number(String),
    Bool(bool),
    /// The strings of a list.
    Texts(Vec<String>),
    Other,
}

/// Scans for the values at some paths of keys, in one pass. Everything else is skipped. Where the JSON is malformed,
/// or at the deadline, the scan ends with the values found so far. The last of several duplicate keys wins.
pub(super) fn scan(json: &str, paths: &[Vec<&str>], mut deadline: StepDeadline) -> Vec<Option<ScannedValue>> {
    let mut found: Vec<_> = paths.iter().map(|_| None).collect();
    let live = (0..paths.len()).collect();
    search(json, ObjectScan { paths, depth: 0, live, found: &mut found, deadline: &mut deadline });
    found
}

fn search(json: &str, search: ObjectScan<'_>) {
    // Malformed JSON is not an error here: earlier values stand.
    serde_json::Deserializer::from_str(json).deserialize_map(search).ok();
}

/// Counts a field or an item. Fails if the deadline has passed, which ends the scan.
fn count<E: Error>(deadline: &mut StepDeadline) -> Result<(), E> {
    if deadline.has_passed() { Err(E::custom("the deadline passed")) } else { Ok(()) }
}

/// The scan of one object, which is at a common prefix of some paths.
struct ObjectScan<'a> {
    paths: &'a [Vec<&'a str>],
    /// The length of the prefix.
    depth: usize,
    /// The indices of the paths that have this prefix. All of them are longer.
    live: Vec<usize>,
    found: &'a mut [Option<ScannedValue>],
    deadline: &'a mut StepDeadline,
}

impl<'de> Visitor<'de> for ObjectScan<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let depth = self.depth + 1;
        while let Some(live) = fields.next_key_seed(KeySelector(&self))? {
            count(self.deadline)?;
            if live.is_empty() {
                fields.next_value::<IgnoredAny>()?;
                continue;
            }
            // Raw, so that malformed content does not end the scan of this object.
            let value = fields.next_value::<&RawValue>()?.get();
            let (ends, live): (Vec<usize>, _) = live.into_iter().partition(|path| self.paths[*path].len() == depth);
            for path in ends {
                self.found[path] = read(value, self.deadline).or_else(|| self.found[path].take());
            }
            if !live.is_empty() {
                let (found, deadline) = (&mut *self.found, &mut *self.deadline);
                search(value, ObjectScan { paths: self.paths, depth, live, found, deadline });
            }
        }
        Ok(())
    }
}

/// Selects the paths that continue with a key. Keys are compared as bytes, since they need not be valid Unicode.
struct KeySelector<'a>(&'a ObjectScan<'a>);

impl<'de> DeserializeSeed<'de> for KeySelector<'_> {
    type Value = Vec<usize>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Vec<usize>, D::Error> {
        from.deserialize_bytes(self)
    }
}

impl Visitor<'_> for KeySelector<'_> {
    type Value = Vec<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_bytes<E>(self, key: &[u8]) -> Result<Vec<usize>, E> {
        let ObjectScan { paths, depth, live, .. } = self.0;
        let goes_on = |path: &&usize| paths[**path].get(*depth).is_some_and(|name| name.as_bytes() == key);
        Ok(live.iter().filter(goes_on).copied().collect())
    }
}

/// Reads a value, if it is well-formed. A list is not read beyond the deadline.
fn read(json: &str, deadline: &mut StepDeadline) -> Option<ScannedValue> {
    let cut = |text: &str| text.chars().take(MAX_TEXT).collect();
    Some(match json.as_bytes() {
        [b'"', ..] => ScannedValue::Text(cut(&serde_json::from_str::<String>(json).ok()?)),
        [b'-' | b'0'..=b'9', ..] => ScannedValue::Number(cut(json)),
        b"true" => ScannedValue::Bool(true),
        b"false" => ScannedValue::Bool(false),
        [b'[', ..] => {
            ScannedValue::Texts(serde_json::Deserializer::from_str(json).deserialize_seq(TextList(deadline)).ok()?)
        }
        _ => ScannedValue::Other,
    })
}

/// The strings of a list.
struct TextList<'a>(&'a mut StepDeadline);

impl<'de> Visitor<'de> for TextList<'_> {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<String>, A::Error> {
        let mut texts = Vec::new();
        while let Some(item) = items.next_element::<&RawValue>()? {
            count(self.0)?;
            let item = item.get();
            if texts.len() < MAX_TEXTS
                && let Some(ScannedValue::Text(text)) = item.starts_with('"').then(|| read(item, self.0)).flatten()
            {
                texts.push(text);
            }
        }
        Ok(texts)
    }
}

#[cfg(test)]
mod tests {
    use super::{ScannedValue, StepDeadline};

    fn scan(json: &str, path: &[&str]) -> Option<ScannedValue> {
        super::scan(json, &[path.to_vec()], StepDeadline::new(None)).pop().flatten()
    }

    fn text(text: &str) -> ScannedValue {
        ScannedValue::Text(text.to_owned())
    }

    #[test]
    fn finds_a_field_among_others() {
        let json = r#"{"a":{"b":"no"},"b":"yes","c":[{"b":1}]}"#;
        assert_eq!(scan(json, &["b"]), Some(text("yes")));
        assert_eq!(scan(json, &["a", "b"]), Some(text("no")));
        assert_eq!(scan(json, &["d"]), None);
        assert_eq!(scan(json, &["b", "a"]), None);
        assert_eq!(scan(r#"{"b":"x","b":"y"}"#, &["b"]), Some(text("y")));
    }

    #[test]
    fn finds_several_fields_in_one_pass() {
        let json = r#"{"a":{"b":"x","c":["y"]},"d":7,"a.b":"no","e":[{"d":1}]}"#;
        let paths = [vec!["a", "b"], vec!["d"], vec!["a", "c"], vec!["a"], vec!["d", "x"], vec!["d"]];
        let seven = || Some(ScannedValue::Number("7".to_owned()));
        let texts = ScannedValue::Texts(vec!["y".to_owned()]);
        let expected = [Some(text("x")), seven(), Some(texts), Some(ScannedValue::Other), None, seven()];
        assert_eq!(super::scan(json, &paths, StepDeadline::new(None)), expected);
    }

    #[test]
    fn reads_every_kind_of_value() {
        let found = |value: &str| scan(&format!(r#"{{"a":{value},"b":1}}"#), &["a"]);
        for number in ["1e999", "5.10", "-0", "12345678901234567890123"] {
            assert_eq!(found(number), Some(ScannedValue::Number(number.to_owned())));
        }
        assert_eq!(found("-7"), Some(ScannedValue::Number("-7".to_owned())));
        assert_eq!(found("18446744073709551615"), Some(ScannedValue::Number("18446744073709551615".to_owned())));
        assert_eq!(found("1.5"), Some(ScannedValue::Number("1.5".to_owned())));
        assert_eq!(found(r#"["x",1,["y"],"z"]"#), Some(ScannedValue::Texts(vec!["x".to_owned(), "z".to_owned()])));
        assert_eq!(found("true"), Some(ScannedValue::Bool(true)));
        for other in ["null", "{}", r#"{"x":1,"y":[]}"#, r#"{"$serde_json::private::Number":true}"#] {
            assert_eq!(found(other), Some(ScannedValue::Other), "{other}");
        }
        let many = format!("[{}1]", r#""x","#.repeat(300));
        assert_eq!(found(&many), Some(ScannedValue::Texts(vec!["x".to_owned(); 256])));
    }

    #[test]
    fn tolerates_errors_elsewhere() {
        for json in [
            r#"{"a":"\ud800","b":"yes"}"#,
            r#"{"\ud800":1,"b":"yes"}"#,
            r#"{"a":1e999,"b":"yes"}"#,
            r#"{"b":"yes","a":"\ud800"}"#,
            r#"{"b":"yes","a":"\x"}"#,
            r#"{"b":"no","a":[],"b":"yes","b":"\ud800"}"#,
            r#"{"b":"yes","a""#,
            r#"{"b":"yes"} and more"#,
        ] {
            assert_eq!(scan(json, &["b"]), Some(text("yes")), "{json}");
        }
        assert_eq!(scan(r#"{"b":"\ud800"}"#, &["b"]), None);
        for json in ["", "7", "[]", "\"b\"", "<html>", "{", r#"{"b""#] {
            assert_eq!(scan(json, &["b"]), None, "{json}");
        }
    }
}
