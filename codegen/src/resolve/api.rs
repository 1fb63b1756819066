//! The facts that all endpoints share: the name, the identifiers and the dialects.

use super::names::{self, NameKind, NameScope};
use super::vocabulary::WordMeaning;
use super::{dialect, words};
use crate::model::{Api, Dialect, Identifier, Name, TokenOperation, Type};
use dingtalk_spec::diag::{Code, Sink};
use dingtalk_spec::{ApiDecl, PlacedText};
use std::collections::BTreeMap;

/// The outcome of reading `api.yaml`.
pub(crate) struct ResolvedApi {
    /// `None` if it is not valid.
    name: Option<Name>,
    doc: String,
    pub(crate) identifiers: Identifiers,
    /// The default one first.
    dialects: Vec<Dialect>,
}

/// The identifier types of an API.
#[derive(Default)]
pub(crate) struct Identifiers {
    list: Vec<Identifier>,
    /// By the word of the language; `None` where the identifier itself is wrong, which is reported already.
    by_word: BTreeMap<String, Option<Name>>,
}

impl Identifiers {
    fn add(&mut self, identifier: Identifier) {
        self.by_word.insert(identifier.name.bare().to_owned(), Some(identifier.name.clone()));
        self.list.push(identifier);
    }

    fn add_broken(&mut self, word: &str) {
        self.by_word.entry(word.to_owned()).or_insert(None);
    }

    /// The meaning of a word.
    pub(crate) fn get(&self, word: &str) -> Option<WordMeaning> {
        let name = self.by_word.get(word)?.clone();
        Some(name.map_or(WordMeaning::Broken, |name| WordMeaning::Type(Type::Identifier(name))))
    }

    /// The words, in order.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.by_word.keys().map(String::as_str)
    }
}

pub(crate) fn resolve(file: &ApiDecl, sink: &mut Sink) -> ResolvedApi {
    let mut scope = NameScope::new(NameKind::Type, "choose another name", &[names::TYPES, names::ROOT_TYPES]);
    let name = scope.claim(&file.name.value, Some(&file.name), &file.name.place, sink);
    let identifiers = identifiers(file, &mut scope, sink);
    let dialects = dialect::resolve(file, &mut scope, sink);
    ResolvedApi { name, doc: file.doc.value.clone(), identifiers, dialects }
}

impl ResolvedApi {
    /// The index of a service's dialect.
    pub(crate) fn dialect_index(&self, file: &ApiDecl, service: &str, sink: &mut Sink) -> usize {
        let decl = file.services.as_ref().and_then(|services| services.get(service));
        let Some(word) = decl.and_then(|decl| decl.dialect.as_ref()) else { return 0 };
        let found = self.dialects.iter().skip(1).position(|dialect| dialect.key == word.value);
        let is_broken = || file.dialects.as_ref().is_some_and(|dialects| dialects.mentions(&word.value));
        if found.is_none() && !word.is_placeholder() && !is_broken() {
            let message = format!("there is no dialect `{}`", word.value);
            sink.report(Code::UnknownWord, &word.place, message).help_with(|| unknown_dialect(file, word));
        }
        found.map_or(0, |index| index + 1)
    }

    pub(crate) fn dialect(&self, index: usize) -> Option<&Dialect> {
        self.dialects.get(index)
    }

    /// The API and its identifiers, if its name is valid.
    pub(crate) fn finish(self, token_operation: Option<TokenOperation>) -> Option<(Api, Vec<Identifier>)> {
        let api = Api { name: self.name?, doc: self.doc, dialects: self.dialects, token_operation };
        Some((api, self.identifiers.list))
    }
}

fn unknown_dialect(file: &ApiDecl, word: &PlacedText) -> String {
    let known: Vec<&str> = file.dialects.iter().flatten().map(|entry| entry.key.as_str()).collect();
    match known.as_slice() {
        [] => "remove `dialect`, or describe it under `dialects`".to_owned(),
        known => words::proposal(&word.value, known),
    }
}

fn identifiers(file: &ApiDecl, scope: &mut NameScope, sink: &mut Sink) -> Identifiers {
    let mut identifiers = Identifiers::default();
    for entry in file.identifiers.iter().flatten() {
        let key = &entry.key;
        if let Some(name) = scope.claim(&key.value, Some(key), &key.place, sink) {
            identifiers.add(Identifier { name, doc: entry.value.doc.value.clone() });
        } else {
            identifiers.add_broken(&key.value);
        }
    }
    let broken = file.identifiers.iter().flat_map(|map| &map.broken);
    broken.for_each(|key| identifiers.add_broken(&key.value));
    identifiers
}
