//! Encoding of parameters for queries, forms and headers.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

use super::wire::{Field, Path, Place, Style, View, Wire, scalar_text, to_json};

/// All characters but RFC 3986's unreserved ones.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Percent-encodes a text for a URL or a form.
pub(super) fn encoded(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}

/// A field and its value.
#[derive(Clone, Copy)]
pub(super) struct Parameter<'a> {
    pub(super) field: Field,
    pub(super) value: &'a dyn Wire,
}

impl<'a> Parameter<'a> {
    /// The name on the wire.
    pub(super) fn name(self) -> &'static str {
        self.field.name
    }

    /// The text of a scalar; `None` for an absent value or a list, map or object.
    pub(super) fn single(self) -> Result<Option<Cow<'a, str>>, String> {
        scalar_text(self.value, &self.path()).map_err(|error| error.to_string())
    }

    /// Calls `each` with the texts of a value: none if it is absent, one for each item of a repeated list, otherwise one.
    pub(super) fn each_text(self, each: &mut dyn FnMut(&str) -> Result<(), String>) -> Result<(), String> {
        match self.single()? {
            Some(text) => each(&text),
            None => self.texts()?.iter().try_for_each(|text| each(text)),
        }
    }

    /// The texts of a value that is not a scalar.
    fn texts(self) -> Result<Vec<String>, String> {
        match (self.value.view(), self.field.style) {
            (View::Absent, _) => Ok(Vec::new()),
            (View::List(list), Style::Repeated | Style::Comma) if list.count() == 0 => self.empty_list(),
            (View::List(_), Style::Repeated) => self.items(),
            (View::List(_), Style::Comma) => self.joined().map(|text| vec![text]),
            _ => self.json().map(|text| vec![text]),
        }
    }

    fn json(self) -> Result<String, String> {
        let text = to_json(self.value, &self.path()).map_err(|error| error.to_string())?;
        Ok(if self.field.place == Place::Header { in_ascii(&text) } else { text })
    }

    /// An empty list cannot be written, so it is treated as absent.
    fn empty_list(self) -> Result<Vec<String>, String> {
        if self.value.optional() { Ok(Vec::new()) } else { Err(format!("`{}` is required but empty", self.path())) }
    }

    fn items(self) -> Result<Vec<String>, String> {
        let View::List(list) = self.value.view() else { return Ok(Vec::new()) };
        let item = |index| {
            let path = self.path();
            let path = Path::Item(&path, index);
            let text = list.item(index).map(|item| scalar_text(item, &path));
            let text = text.transpose().map_err(|error| error.to_string())?;
            text.flatten().map(Cow::into_owned).ok_or_else(|| format!("`{path}` is not a scalar"))
        };
        (0..list.count()).map(item).collect()
    }

    /// Joins the items with commas. Fails if the result would be split into other items.
    fn joined(self) -> Result<String, String> {
        let items = self.items()?;
        // Recipients trim the items of a header.
        let trims = self.field.place == Place::Header;
        let is_lost = |item: &String| item.is_empty() || item.contains(',') || (trims && item.trim() != item);
        match items.iter().position(is_lost) {
            Some(index) => {
                let path = self.path();
                let path = Path::Item(&path, index);
                let why = "cannot be joined with commas";
                Err(format!(
                    "`{path}` {why}: it is empty, contains a comma, or starts or ends with a space in a header"
                ))
            }
            None => Ok(items.join(",")),
        }
    }

    fn path(&self) -> Path<'static> {
        Path::Key(&Path::Root, self.field.name)
    }
}

/// Escapes the non-ASCII characters of JSON. They only occur inside strings.
fn in_ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            text.push(c);
        } else {
            text.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Parameter, encoded};
    use crate::wire::{Field, Place, Style, Wire};

    fn texts(style: Style, items: &dyn Wire) -> Result<Vec<String>, String> {
        let field = Field { style, ..Field::new("ids", Place::Query) };
        Parameter { field, value: items }.texts()
    }

    #[test]
    fn empty_list_is_omitted_or_rejected() {
        for style in [Style::Repeated, Style::Comma] {
            assert_eq!(texts(style, &Some(Vec::<String>::new())), Ok(Vec::new()));
            assert_eq!(texts(style, &Vec::<String>::new()), Err("`ids` is required but empty".to_owned()));
        }
        assert_eq!(texts(Style::Json, &Vec::<String>::new()), Ok(vec!["[]".to_owned()]));
    }

    #[test]
    fn header_has_ascii_json_and_inner_spaces() {
        let header = |style, items: &[&str]| {
            let items: Vec<String> = items.iter().map(|item| (*item).to_owned()).collect();
            Parameter { field: Field { style, ..Field::new("x", Place::Header) }, value: &items }.texts()
        };
        assert_eq!(header(Style::Json, &["名\u{1f600}"]), Ok(vec![r#"["\u540d\ud83d\ude00"]"#.to_owned()]));
        assert_eq!(header(Style::Comma, &["a", "b c"]), Ok(vec!["a,b c".to_owned()]));
        assert!(header(Style::Comma, &["a", " b"]).is_err());
    }

    proptest! {
        #[test]
        fn encoding_is_strict_and_reversible(text in any::<String>()) {
            let encoded = encoded(&text).to_string();
            prop_assert!(encoded.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~%".contains(&byte)));
            let decoded: Vec<u8> = percent_encoding::percent_decode_str(&encoded).collect();
            prop_assert_eq!(decoded, text.into_bytes());
        }

        #[test]
        fn joined_list_can_be_split_or_is_rejected(items in prop::collection::vec("[a-z, ]{0,3}", 1..4)) {
            match texts(Style::Comma, &items) {
                Ok(text) => prop_assert_eq!(text[0].split(',').collect::<Vec<_>>(), items),
                Err(why) => prop_assert!(items.iter().any(|item| item.is_empty() || item.contains(',')), "{}", why),
            }
        }

        #[test]
        fn repeated_list_has_each_item(items in prop::collection::vec(any::<String>(), 1..4)) {
            prop_assert_eq!(texts(Style::Repeated, &items), Ok(items));
        }

        #[test]
        fn json_round_trips(items in prop::collection::vec(any::<String>(), 0..4)) {
            let text = texts(Style::Json, &items).expect("JSON");
            prop_assert_eq!(serde_json::from_str::<Vec<String>>(&text[0]).expect("a list"), items);
        }
    }
}
