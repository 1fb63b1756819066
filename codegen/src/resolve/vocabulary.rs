//! The words for types: built-in ones, and those that a spec defines.

use super::api::Identifiers;
use super::{names, words};
use crate::model::Type;
use dingtalk_spec::diag::{Code, Sink};
use dingtalk_spec::{FieldDecl, PlacedMap, PlacedText};
use std::collections::BTreeMap;

/// Types that a word of the language names.
const SCALARS: &[(&str, Type)] = &[
    ("string", Type::String),
    ("secret", Type::Secret),
    ("bool", Type::Bool),
    ("int32", Type::Int32),
    ("int64", Type::Int64),
    ("float64", Type::Float64),
    ("datetime", Type::DateTime),
    ("bytes", Type::Bytes),
    ("any", Type::Any),
];

/// Types that need more than a word.
const COMPOSITES: &[&str] = &["enum", "object", "array", "map"];

/// Names of types in docs pages and other languages.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("binary", "bytes"),
    ("boolean", "bool"),
    ("byte", "bytes"),
    ("date", "datetime"),
    ("double", "float64"),
    ("file", "bytes"),
    ("float", "float64"),
    ("int", "int32` or `int64"),
    ("integer", "int32` or `int64"),
    ("json", "any"),
    ("list", "array"),
    ("long", "int64"),
    ("number", "int64` or `float64"),
    ("text", "string"),
    ("timestamp", "int64` with a `unit`, or `datetime"),
];

/// Every type that a spec need not declare.
pub(crate) fn built_in() -> impl Iterator<Item = &'static str> {
    SCALARS.iter().map(|(word, _)| *word).chain(COMPOSITES.iter().copied())
}

/// The types that fields name with `name`, and `types.yaml` with its keys.
#[derive(Debug, Default)]
pub(crate) struct NamedTypes {
    by_word: BTreeMap<String, NamedKind>,
}

/// The kind of a named type.
#[derive(Clone, Copy, Debug)]
enum NamedKind {
    Object,
    Enum,
    /// Another kind than can have a name, which is reported where the type is named.
    Broken,
}

impl NamedTypes {
    /// Takes a type by its name. Of two that have one name, the first counts; the other is a clash.
    pub(crate) fn add(&mut self, word: &PlacedText, field: &FieldDecl) {
        let named = match field.ty.as_str() {
            "object" => NamedKind::Object,
            "enum" => NamedKind::Enum,
            _ => NamedKind::Broken,
        };
        self.by_word.entry(word.value.clone()).or_insert(named);
    }

    /// Takes the name of a type that could not be read.
    pub(crate) fn add_broken(&mut self, word: &PlacedText) {
        self.by_word.entry(word.value.clone()).or_insert(NamedKind::Broken);
    }

    /// Takes every type that these fields and those below them name.
    pub(crate) fn add_below(&mut self, fields: &PlacedMap<FieldDecl>) {
        fields.iter().for_each(|entry| self.add_in(&entry.value));
    }

    /// Takes every type that a field and those below it name.
    pub(crate) fn add_in(&mut self, field: &FieldDecl) {
        if let Some(name) = &field.name {
            self.add(name, field);
        }
        field.fields.iter().for_each(|fields| self.add_below(fields));
        field.items.iter().for_each(|items| self.add_in(items));
    }

    /// The names, in order.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.by_word.keys().map(String::as_str)
    }

    /// The meaning of a word. Invalid names are reported at their definition.
    fn get(&self, word: &str) -> Option<WordMeaning> {
        let named = self.by_word.get(word)?;
        let name = names::derive(names::NameKind::Type, word).filter(|name| name.bare() == word);
        Some(match (named, name) {
            (NamedKind::Object, Some(name)) => WordMeaning::Type(Type::Object(name)),
            (NamedKind::Enum, Some(name)) => WordMeaning::Type(Type::Enum(name)),
            (NamedKind::Broken, _) | (_, None) => WordMeaning::Broken,
        })
    }
}

/// The meaning of a word after `type`.
pub(crate) enum WordMeaning {
    /// A type that needs no more.
    Type(Type),
    /// A type that needs more than the word.
    Composite,
    /// Something invalid, which is already reported.
    Broken,
    Unknown,
}

/// All words that can name a type at a place.
#[derive(Clone, Copy)]
pub(crate) struct Vocabulary<'a> {
    /// `None` if `api.yaml` could not be read; then any word may be an identifier.
    pub(crate) identifiers: Option<&'a Identifiers>,
    /// The types of the service; `None` if its `types.yaml` could not be read.
    pub(crate) shared: Option<&'a NamedTypes>,
    /// The types that the file itself names.
    pub(crate) local: &'a NamedTypes,
}

impl Vocabulary<'_> {
    /// The meaning of a word.
    pub(crate) fn meaning(&self, word: &str) -> WordMeaning {
        if let Some((_, ty)) = SCALARS.iter().find(|(name, _)| *name == word) {
            return WordMeaning::Type(ty.clone());
        }
        if COMPOSITES.contains(&word) {
            return WordMeaning::Composite;
        }
        let named = self.local.get(word).or_else(|| self.shared?.get(word));
        let is_sure = self.identifiers.is_some() && self.shared.is_some();
        let otherwise = if is_sure { WordMeaning::Unknown } else { WordMeaning::Broken };
        named.or_else(|| self.identifiers?.get(word)).unwrap_or(otherwise)
    }

    /// Reports an unknown word.
    pub(crate) fn report_unknown(&self, word: &PlacedText, sink: &mut Sink) {
        let message = format!("unknown type `{}`", word.value);
        sink.error(Code::UnknownType, &word.place, message).help_with(|| {
            let other = OTHER_WORDS.iter().find(|(other, _)| other.eq_ignore_ascii_case(&word.value));
            if let Some((_, ours)) = other {
                return format!("write `{ours}`");
            }
            words::proposal(&word.value, &self.words())
        });
    }

    fn words(&self) -> Vec<&str> {
        let scalars = SCALARS.iter().map(|(name, _)| *name);
        let language = scalars.chain(COMPOSITES.iter().copied());
        let named = self.local.words().chain(self.shared.into_iter().flat_map(NamedTypes::words));
        let identifiers = self.identifiers.into_iter().flat_map(Identifiers::words);
        language.chain(named).chain(identifiers).collect()
    }
}
