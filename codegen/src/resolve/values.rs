//! The values of an enum, and the texts that are read as each.

use super::names::{NameKind, NameScope};
use crate::model::EnumValue;
use dingtalk_spec::diag::{Code, Sink};
use dingtalk_spec::{PlacedEntry, PlacedMap, PlacedText};
use std::collections::HashMap;

/// The values in the order of the page.
pub(crate) fn resolve(values: &PlacedMap<dingtalk_spec::EnumValueDecl>, sink: &mut Sink) -> Vec<EnumValue> {
    let mut scope = NameScope::new(NameKind::Value, "name the variant with `rename`", &[&["Other"]]);
    let mut spellings = SpellingIndex::of(values);
    let resolved = values.iter().filter_map(|entry| {
        let also = spellings.claim(entry, sink);
        let name = scope.claim(&entry.key.value, entry.value.rename.as_ref(), &entry.key.place, sink)?;
        let text = |text: &Option<PlacedText>| text.as_ref().map(|text| text.value.clone());
        let (doc, deprecated) = (text(&entry.value.doc), text(&entry.value.deprecated));
        Some(EnumValue { name, wire: entry.key.value.clone(), also, doc, deprecated })
    });
    resolved.collect()
}

/// The value that each text is read as. No text is read as two.
struct SpellingIndex<'a>(HashMap<&'a str, &'a str>);

impl<'a> SpellingIndex<'a> {
    /// The values themselves, wherever they stand: none of them is another spelling of one above.
    fn of(values: &'a PlacedMap<dingtalk_spec::EnumValueDecl>) -> Self {
        Self(values.iter().map(|entry| (entry.key.as_str(), entry.key.as_str())).collect())
    }

    /// Registers the other spellings of a value, and reports ambiguous ones.
    fn claim(&mut self, entry: &'a PlacedEntry<dingtalk_spec::EnumValueDecl>, sink: &mut Sink) -> Vec<String> {
        let value = entry.key.as_str();
        let mut also = Vec::new();
        for text in entry.value.also.iter().flatten().filter(|text| !text.is_placeholder()) {
            let Some(taken) = self.0.insert(text.as_str(), value) else {
                also.push(text.value.clone());
                continue;
            };
            self.0.insert(text.as_str(), taken);
            let message = match text.as_str() {
                text if text == value => format!("`{text}` is the value itself"),
                text if taken == value => format!("`{text}` is listed twice"),
                text if taken == text => format!("`{text}` is a value of its own"),
                text => format!("`{text}` is read as `{taken}` already"),
            };
            sink.report(Code::RepeatedSpelling, &text.place, message).help("remove it: a text is read as one value");
        }
        also
    }
}
