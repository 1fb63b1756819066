//! The facts that all endpoints share: hosts, headers, envelope, identifiers and global errors.

use super::names::{self, NameKind, NameScope};
use super::vocabulary::WordMeaning;
use super::{error_table, headers};
use crate::model::{Api, Envelope, Host, Identifier, Name, Type};
use dingtalk_spec::diag::{Code, Sink};
use dingtalk_spec::{ApiDecl, PlacedText};
use std::collections::BTreeMap;

/// The outcome of reading `api.yaml`.
pub(crate) struct ResolvedApi {
    /// `None` if something was wrong with it.
    pub(crate) api: Option<Api>,
    pub(crate) identifiers: Identifiers,
    /// The header that carries the access token, which no operation may set.
    pub(crate) token_header: String,
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

    pub(crate) fn into_list(self) -> Vec<Identifier> {
        self.list
    }
}

pub(crate) fn resolve(file: &ApiDecl, sink: &mut Sink) -> ResolvedApi {
    let mut scope = NameScope::new(NameKind::Type, "choose another name", &[names::TYPES, names::ROOT_TYPES]);
    let name = scope.claim(&file.name.value, Some(&file.name), &file.name.place, sink);
    let identifiers = identifiers(file, &mut scope, sink);
    let mut constants = NameScope::new(NameKind::Constant, "choose another name", &[names::CONSTANTS]);
    let hosts = file.hosts.iter().filter_map(|entry| host(entry, &mut constants, sink)).collect();
    headers::check_token(&file.token.header, sink);
    for header in [&file.headers.request_id, &file.headers.trace_id] {
        headers::check_name(header, sink);
    }
    let errors = error_table::of_api(file.errors.as_deref(), sink);
    let api = name.map(|name| Api {
        name,
        doc: file.doc.value.clone(),
        hosts,
        token_header: file.token.header.value.clone(),
        // Known once the operations are.
        token_operation: None,
        request_id_header: file.headers.request_id.value.clone(),
        trace_id_header: file.headers.trace_id.value.clone(),
        envelope: envelope(&file.envelope),
        errors,
    });
    ResolvedApi { api, identifiers, token_header: file.token.header.value.clone() }
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

fn host(
    entry: &dingtalk_spec::PlacedEntry<dingtalk_spec::HostDecl>,
    constants: &mut NameScope,
    sink: &mut Sink,
) -> Option<Host> {
    let constant = constants.claim(&entry.key.value, None, &entry.key.place, sink);
    let url = &entry.value.url;
    if !url.is_placeholder() && !is_address(&url.value) {
        let message = format!("`{}` is not the address of a host", url.value);
        sink.report(Code::MalformedUrl, &url.place, message)
            .help("write it as `https://api.example.com`, with no path after it");
    }
    Some(Host { constant: constant?, url: url.value.clone(), doc: entry.value.doc.value.clone() })
}

/// Returns true for `https://`, a name and an optional port. Hosts receive tokens, so named hosts require TLS.
fn is_address(url: &str) -> bool {
    let Some(host) = url.strip_prefix("https://") else { return false };
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let digits = port.bytes().all(|b| b.is_ascii_digit());
    name.split('.').all(label) && digits && port.parse::<u16>().is_ok_and(|port| port > 0)
}

fn envelope(envelope: &dingtalk_spec::EnvelopeDecl) -> Envelope {
    let values = |texts: &[PlacedText]| texts.iter().map(|text| text.value.clone()).collect();
    let optional = |texts: &Option<Vec<PlacedText>>| texts.as_deref().map(values).unwrap_or_default();
    Envelope {
        code: values(&envelope.code),
        message: values(&envelope.message),
        request_id: values(&envelope.request_id),
        scopes: values(&envelope.scopes),
        throttle: values(&envelope.throttle),
        wait_minutes: optional(&envelope.wait_minutes),
        success: optional(&envelope.success),
    }
}
