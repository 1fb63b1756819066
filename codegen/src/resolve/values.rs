//! The values of an enum, and the texts that are read as each.

use super::names::{NameKind, NameScope};
use crate::model::{EnumRepr, EnumValue};
use dingtalk_spec::diag::{Code, Sink};
use dingtalk_spec::{EnumValueDecl, PlacedEntry, PlacedMap, PlacedText};
use std::collections::HashMap;

/// The values in the order of the page.
pub(crate) fn resolve(values: &PlacedMap<EnumValueDecl>, repr: EnumRepr, sink: &mut Sink) -> Vec<EnumValue> {
    let mut scope = NameScope::new(NameKind::Value, "name the variant with `rename`", &[&["Other"]]);
    let mut spellings = SpellingIndex::of(values);
    let resolved = values.iter().filter_map(|entry| {
        let also = spellings.claim(entry, sink);
        if repr.is_number() && !is_valid_number(entry, repr, sink) {
            return None;
        }
        let name = scope.claim(&entry.key.value, entry.value.rename.as_ref(), &entry.key.place, sink)?;
        let text = |text: &Option<PlacedText>| text.as_ref().map(|text| text.value.clone());
        let (doc, deprecated) = (text(&entry.value.doc), text(&entry.value.deprecated));
        Some(EnumValue { name, wire: entry.key.value.clone(), also, doc, deprecated })
    });
    resolved.collect()
}

/// Checks a value of an enum of numbers, which has no name of its own.
fn is_valid_number(entry: &PlacedEntry<EnumValueDecl>, repr: EnumRepr, sink: &mut Sink) -> bool {
    let value = entry.key.as_str();
    if repr.number(value).is_none() {
        sink.report(
            Code::WrongType,
            &entry.key.place,
            format!("`{value}` is not a number of the type `{}`", repr.word()),
        )
        .help("write the digits alone, without `+`, `_` or leading zeros");
        return false;
    }
    if entry.value.also.is_some() {
        let place = entry.value.place.key("also").on_key();
        sink.report(Code::ForeignKey, &place, "a number has no other spelling")
            .help("remove `also`: a string that contains the number is read as the value as well");
    }
    if entry.value.rename.is_none() {
        sink.report(Code::Unnameable, &entry.key.place, format!("the number `{value}` makes no Rust name"))
            .help("name the variant with `rename`, after its meaning");
        return false;
    }
    true
}

/// The value that each text is read as. No text is read as two.
struct SpellingIndex<'a>(HashMap<&'a str, &'a str>);

impl<'a> SpellingIndex<'a> {
    /// The values themselves, wherever they stand: none of them is another spelling of one above.
    fn of(values: &'a PlacedMap<EnumValueDecl>) -> Self {
        Self(values.iter().map(|entry| (entry.key.as_str(), entry.key.as_str())).collect())
    }

    /// Registers the other spellings of a value, and reports ambiguous ones.
    fn claim(&mut self, entry: &'a PlacedEntry<EnumValueDecl>, sink: &mut Sink) -> Vec<String> {
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
