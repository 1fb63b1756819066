//! A parameter as the texts that a query, a form or a header carries.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

use super::wire::{Member, Path, Style, View, Wire, scalar_text, to_json};

/// All but RFC 3986's unreserved characters.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A text as it stands in an address or a form.
pub(super) fn encoded(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}

/// A member and its value.
#[derive(Clone, Copy)]
pub(super) struct Parameter<'a> {
    pub(super) member: &'a Member,
    pub(super) value: &'a dyn Wire,
}

impl Parameter<'_> {
    /// The name on the wire.
    pub(super) fn name(self) -> &'static str {
        self.member.name
    }

    /// The one text of a single value; `None` for what is absent or more than that.
    pub(super) fn single(self) -> Result<Option<String>, String> {
        scalar_text(self.value, &self.path()).map_err(|error| error.to_string())
    }

    /// The texts of a value: none of what is absent, one for each item of a repeated list, one of everything else.
    pub(super) fn texts(self) -> Result<Vec<String>, String> {
        if let Some(text) = self.single()? {
            return Ok(vec![text]);
        }
        match (self.value.view(), self.member.style) {
            (View::Absent, _) => Ok(Vec::new()),
            (View::List(_), Style::Repeated) => self.items(),
            (View::List(_), Style::Comma) => self.joined().map(|text| vec![text]),
            _ => to_json(self.value, &self.path()).map(|text| vec![text]).map_err(|error| error.to_string()),
        }
    }

    fn items(self) -> Result<Vec<String>, String> {
        let View::List(list) = self.value.view() else { return Ok(Vec::new()) };
        let item = |index| {
            let path = self.path();
            let path = Path::Item(&path, index);
            let text = list.item(index).map(|item| scalar_text(item, &path));
            let text = text.transpose().map_err(|error| error.to_string())?;
            text.flatten().ok_or_else(|| format!("`{path}` is no single value"))
        };
        (0..list.count()).map(item).collect()
    }

    /// The items with commas between them. What would be read as other items is not sent.
    fn joined(self) -> Result<String, String> {
        let items = self.items()?;
        match items.iter().position(|item| item.is_empty() || item.contains(',')) {
            Some(index) => {
                let path = self.path();
                let path = Path::Item(&path, index);
                Err(format!("`{path}` is empty or has a comma, and commas separate the items"))
            }
            None => Ok(items.join(",")),
        }
    }

    fn path(&self) -> Path<'static> {
        Path::Key(&Path::Root, self.member.name)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Parameter, encoded};
    use crate::runtime::wire::{Member, Place, Style};

    fn texts(style: Style, items: &Vec<String>) -> Result<Vec<String>, String> {
        let member = Member { style, ..Member::new("ids", Place::Query) };
        Parameter { member: &member, value: items }.texts()
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
        fn a_joined_list_can_be_taken_apart_or_is_refused(items in prop::collection::vec("[a-z, ]{0,3}", 0..4)) {
            match texts(Style::Comma, &items) {
                Ok(text) if items.is_empty() => prop_assert_eq!(text, [""]),
                Ok(text) => prop_assert_eq!(text[0].split(',').collect::<Vec<_>>(), items),
                Err(why) => prop_assert!(items.iter().any(|item| item.is_empty() || item.contains(',')), "{}", why),
            }
        }

        #[test]
        fn a_repeated_list_has_each_item(items in prop::collection::vec(any::<String>(), 0..4)) {
            prop_assert_eq!(texts(Style::Repeated, &items), Ok(items));
        }

        #[test]
        fn json_is_the_list(items in prop::collection::vec(any::<String>(), 0..4)) {
            let text = texts(Style::Json, &items).expect("JSON");
            prop_assert_eq!(serde_json::from_str::<Vec<String>>(&text[0]).expect("a list"), items);
        }
    }
}
