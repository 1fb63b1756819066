//! The words for types: built-in ones, and those that a spec defines.

use super::api::Identifiers;
use super::fields::LocatedField;
use super::{names, words};
use crate::model::{EnumRepr, Type};
use dingtalk_spec::diag::{Code, Sink};
use dingtalk_spec::{BuiltInType, FieldDecl, PlacedText};
use std::collections::BTreeMap;

/// Names of types in docs pages and other languages, the built-in types that they may be, and what stands between two.
const OTHER_WORDS: &[(&str, &[BuiltInType], &str)] = &[
    ("binary", &[BuiltInType::Bytes], ""),
    ("boolean", &[BuiltInType::Bool], ""),
    ("byte", &[BuiltInType::Bytes], ""),
    ("date", &[BuiltInType::DateTime], ""),
    ("double", &[BuiltInType::Float64], ""),
    ("file", &[BuiltInType::Bytes], ""),
    ("float", &[BuiltInType::Float64], ""),
    ("int", &[BuiltInType::Int32, BuiltInType::Int64], " or "),
    ("integer", &[BuiltInType::Int32, BuiltInType::Int64], " or "),
    ("json", &[BuiltInType::Any], ""),
    ("list", &[BuiltInType::Array], ""),
    ("long", &[BuiltInType::Int64], ""),
    ("number", &[BuiltInType::Int64, BuiltInType::Float64], " or "),
    ("text", &[BuiltInType::String], ""),
    ("timestamp", &[BuiltInType::Int64, BuiltInType::DateTime], " with a `unit`, or "),
];

/// The words of types in backticks, with a text between them.
pub(crate) fn built_in_words(types: &[BuiltInType], between: &str) -> String {
    let words: Vec<String> = types.iter().map(|built_in| format!("`{}`", built_in.word())).collect();
    words.join(between)
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
    Enum(EnumRepr),
    /// Any other kind, which cannot have a name. Reported where the name is declared.
    Broken,
}

impl NamedTypes {
    /// The types that fields name.
    pub(crate) fn of(fields: &[LocatedField<'_>]) -> Self {
        let mut named = Self::default();
        named.add_all(fields);
        named
    }

    /// Takes every type that fields name.
    pub(crate) fn add_all(&mut self, fields: &[LocatedField<'_>]) {
        for field in fields {
            field.decl.name.iter().for_each(|name| self.add(name, field.decl));
        }
    }

    /// Takes a type by its name. Of two that have one name, the first counts; the other is a clash.
    pub(crate) fn add(&mut self, word: &PlacedText, field: &FieldDecl) {
        let named = match field.built_in() {
            Some(BuiltInType::Object) => NamedKind::Object,
            Some(BuiltInType::Enum) => NamedKind::Enum(EnumRepr::of(field)),
            _ => NamedKind::Broken,
        };
        self.by_word.entry(word.value.clone()).or_insert(named);
    }

    /// Takes the name of a type that could not be read.
    pub(crate) fn add_broken(&mut self, word: &PlacedText) {
        self.by_word.entry(word.value.clone()).or_insert(NamedKind::Broken);
    }

    /// The names, in order.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.by_word.keys().map(String::as_str)
    }

    pub(crate) fn contains(&self, word: &str) -> bool {
        self.by_word.contains_key(word)
    }

    /// The meaning of a word. Invalid names are reported at their definition.
    fn get(&self, word: &str) -> Option<WordMeaning> {
        let named = self.by_word.get(word)?;
        let name = names::derive(names::NameKind::Type, word).filter(|name| name.bare() == word);
        Some(match (named, name) {
            (NamedKind::Object, Some(name)) => WordMeaning::Type(Type::Object(name)),
            (NamedKind::Enum(repr), Some(name)) => WordMeaning::Type(Type::Enum(name, *repr)),
            (NamedKind::Broken, _) | (_, None) => WordMeaning::Broken,
        })
    }
}

/// The meaning of a word after `type`.
pub(crate) enum WordMeaning {
    /// A type that needs no more.
    Type(Type),
    /// A type that needs more than the word.
    Composite(BuiltInType),
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
        if let Some(built_in) = BuiltInType::of(word) {
            return Type::scalar(built_in).map_or(WordMeaning::Composite(built_in), WordMeaning::Type);
        }
        let named = self.local.get(word).or_else(|| self.shared?.get(word));
        let is_sure = self.identifiers.is_some() && self.shared.is_some();
        let otherwise = if is_sure { WordMeaning::Unknown } else { WordMeaning::Broken };
        named.or_else(|| self.identifiers?.get(word)).unwrap_or(otherwise)
    }

    /// Reports an unknown word.
    pub(crate) fn report_unknown(&self, word: &PlacedText, sink: &mut Sink) {
        let message = format!("unknown type `{}`", word.value);
        sink.report(Code::UnknownType, &word.place, message).help_with(|| {
            let other = OTHER_WORDS.iter().find(|(other, ..)| other.eq_ignore_ascii_case(&word.value));
            if let Some((_, types, between)) = other {
                return format!("write {}", built_in_words(types, between));
            }
            words::proposal(&word.value, &self.words())
        });
    }

    fn words(&self) -> Vec<&str> {
        let mut words: Vec<&str> = BuiltInType::WORDS.iter().map(|(word, _)| *word).collect();
        words.extend(self.local.words());
        if let Some(shared) = self.shared {
            words.extend(shared.words());
        }
        if let Some(identifiers) = self.identifiers {
            words.extend(identifiers.words());
        }
        words
    }
}
