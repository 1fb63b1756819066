//! Dialects: hosts, the place of the token, the envelope, and the errors that all operations of a dialect share.

use super::names::{self, NameKind, NameScope};
use super::{error_table, headers};
use crate::model::{Dialect, Envelope, GLOBAL_ERROR_CODE, Host, Name, SuccessFlag, TokenPlace};
use dingtalk_spec::diag::{Code, Sink};
use dingtalk_spec::{
    ApiDecl, DialectDecl, DialectKeys, EnvelopeDecl, HostDecl, PlacedEntry, PlacedText, SuccessDecl, TokenDecl,
};

/// All dialects, the default one first. `types` are the names of the emitted root module. A dialect without a valid name is
/// left out; that is reported.
pub(crate) fn resolve(file: &ApiDecl, types: &mut NameScope, sink: &mut Sink) -> Vec<Dialect> {
    let mut constants = NameScope::new(NameKind::Constant, "choose another name", &[names::CONSTANTS]);
    let keys = DialectKeys::of_api(file);
    let default = DialectName { key: "", constant: None, error_code: Name::trusted(GLOBAL_ERROR_CODE) };
    let mut dialects = vec![dialect(default, &file.doc, keys, &mut constants, sink)];
    for entry in file.dialects.iter().flatten() {
        let PlacedText { value: key, place } = &entry.key;
        let constant = constants.claim(key, None, place, sink);
        let error_code = types.claim(&format!("{key}_error_code"), None, place, sink);
        check_other(&entry.value, &keys, sink);
        if let (Some(constant), Some(error_code)) = (constant, error_code) {
            let name = DialectName { key, constant: Some(constant), error_code };
            // Hosts of this dialect have no constants, so their names collide with nothing.
            let mut hosts = NameScope::new(NameKind::Constant, "choose another name", &[]);
            dialects.push(dialect(name, &entry.value.doc, DialectKeys::of_dialect(&entry.value), &mut hosts, sink));
        }
    }
    dialects
}

/// The names of a dialect.
struct DialectName<'a> {
    key: &'a str,
    constant: Option<Name>,
    error_code: Name,
}

fn dialect(
    name: DialectName<'_>,
    doc: &PlacedText,
    keys: DialectKeys<'_>,
    hosts: &mut NameScope,
    sink: &mut Sink,
) -> Dialect {
    let header = |name: Option<&PlacedText>, sink: &mut Sink| {
        name.map(|name| {
            headers::check_name(name, sink);
            name.value.clone()
        })
    };
    Dialect {
        key: name.key.to_owned(),
        constant: name.constant,
        doc: doc.value.clone(),
        hosts: keys.hosts.iter().filter_map(|entry| host(entry, hosts, sink)).collect(),
        token: keys.token.and_then(|token| token_place(token, sink)),
        request_id_header: header(keys.headers.and_then(|headers| headers.request_id.as_ref()), sink),
        trace_id_header: header(keys.headers.and_then(|headers| headers.trace_id.as_ref()), sink),
        envelope: keys.envelope.map(|decl| envelope(decl, sink)).unwrap_or_default(),
        payload: keys.payload.map(|payload| payload.value.clone()),
        error_code: name.error_code,
        errors: error_table::of_dialect(keys.errors, sink),
    }
}

/// Checks what only dialects beside the default one must not have.
fn check_other(decl: &DialectDecl, default: &DialectKeys<'_>, sink: &mut Sink) {
    if let Some(fetch) = decl.token.as_ref().and_then(|token| token.fetch.as_ref()) {
        sink.report(Code::ForeignKey, &fetch.place.on_key(), "the token of an API is fetched by one operation").help(
            "remove it: `fetch` is in the `token` at the top of `api.yaml`, and its token is sent in each dialect",
        );
    }
    let missing: Vec<_> = default.hosts.iter().filter(|entry| !decl.hosts.mentions(&entry.key.value)).collect();
    let unknown: Vec<_> = decl.hosts.iter().filter(|entry| !default.hosts.mentions(&entry.key.value)).collect();
    for entry in &unknown {
        let message = format!("no host at the top of `api.yaml` is called `{}`", entry.key.value);
        sink.report(Code::UnknownWord, &entry.key.place, message)
            .help("give it the name of the host that it belongs to: a client that uses one uses the other");
    }
    // An unknown name stands for a missing one.
    for entry in missing.iter().skip(unknown.len()) {
        let message = format!("the dialect has no host `{}`", entry.key.value);
        sink.report(Code::MissingKey, &decl.hosts.place, message)
            .help("a client that uses a host uses the host of the same name in each dialect: add it");
    }
}

fn host(entry: &PlacedEntry<HostDecl>, constants: &mut NameScope, sink: &mut Sink) -> Option<Host> {
    let constant = constants.claim(&entry.key.value, None, &entry.key.place, sink);
    let url = &entry.value.url;
    if !url.is_placeholder() && !is_base_url(&url.value) {
        let message = format!("`{}` is not the address of a host", url.value);
        sink.report(Code::MalformedUrl, &url.place, message).help(
            "write it with TLS and without a slash at the end: `https://api.example.com`, or with the path before \
             all others, `https://example.com/api`",
        );
    }
    Some(Host { constant: constant?, url: url.value.clone(), doc: entry.value.doc.value.clone() })
}

/// Returns true for `https://`, a name, an optional port and an optional path. Hosts receive tokens, so named hosts require
/// TLS.
fn is_base_url(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else { return false };
    let (authority, path) = rest.split_once('/').map_or((rest, None), |(authority, path)| (authority, Some(path)));
    let (name, port) = authority.split_once(':').unwrap_or((authority, "443"));
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let digits = port.bytes().all(|b| b.is_ascii_digit());
    let segment = |segment: &str| {
        let is_plain = segment.chars().all(|c| c.is_ascii_alphanumeric() || "-._~".contains(c));
        is_plain && !matches!(segment, "" | "." | "..")
    };
    name.split('.').all(label)
        && digits
        && port.parse::<u16>().is_ok_and(|port| port > 0)
        && path.is_none_or(|path| path.split('/').all(segment))
}

/// The place of the token: a header or a parameter of the query.
fn token_place(token: &TokenDecl, sink: &mut Sink) -> Option<TokenPlace> {
    if let (Some(prefix), None) = (&token.prefix, &token.header) {
        sink.report(Code::ForeignKey, &prefix.place.on_key(), "`prefix` without a `header`")
            .help("remove it: only a header has a text before the token");
    }
    match (&token.header, &token.query) {
        (Some(header), None) => {
            headers::check_token(header, sink);
            let prefix = token.prefix.as_ref().map(|prefix| prefix_text(prefix, sink)).unwrap_or_default();
            Some(TokenPlace::Header { name: header.value.clone(), prefix })
        }
        (None, Some(query)) => Some(TokenPlace::Query(query.value.clone())),
        (Some(_), Some(query)) => {
            sink.report(Code::ForeignKey, &query.place.on_key(), "`query` beside a `header`")
                .help("remove one of them: the token is sent in one place");
            None
        }
        (None, None) => {
            sink.report(Code::MissingKey, &token.place, "missing key `header` or `query`")
                .help("name the header or the parameter of the query in which the service expects the token");
            None
        }
    }
}

/// The text before the token. A word, such as `Bearer`, is followed by a space.
fn prefix_text(prefix: &PlacedText, sink: &mut Sink) -> String {
    if !prefix.value.bytes().all(|byte| byte.is_ascii_graphic()) {
        sink.report(Code::NotAHeader, &prefix.place, "the prefix of a token is one word of visible ASCII")
            .help("write the word alone, such as `Bearer`: a space follows it");
    }
    format!("{} ", prefix.value)
}

fn envelope(envelope: &EnvelopeDecl, sink: &mut Sink) -> Envelope {
    let paths =
        |texts: &[PlacedText], sink: &mut Sink| -> Vec<String> { texts.iter().map(|text| path(text, sink)).collect() };
    let optional = |texts: &Option<Vec<PlacedText>>, sink: &mut Sink| {
        texts.as_deref().map(|texts| paths(texts, sink)).unwrap_or_default()
    };
    let sub_code = envelope.sub_code.as_ref();
    Envelope {
        code: paths(&envelope.code, sink),
        message: optional(&envelope.message, sink),
        deferring: sub_code.iter().flat_map(|sub| &sub.of).map(|code| code.value.clone()).collect(),
        sub_code: sub_code.map(|sub| paths(&sub.code, sink)).unwrap_or_default(),
        sub_message: sub_code.map(|sub| optional(&sub.message, sink)).unwrap_or_default(),
        request_id: optional(&envelope.request_id, sink),
        scopes: optional(&envelope.scopes, sink),
        throttle: optional(&envelope.throttle, sink),
        wait_minutes: optional(&envelope.wait_minutes, sink),
        success: envelope.success.iter().flatten().map(|flag| success(flag, sink)).collect(),
    }
}

/// A path of keys with dots between them.
fn path(text: &PlacedText, sink: &mut Sink) -> String {
    if !text.is_placeholder() && text.value.split('.').any(str::is_empty) {
        sink.report(Code::WrongType, &text.place, format!("`{}` is not a path of keys", text.value))
            .help("write one dot between two keys: `error.code`");
    }
    text.value.clone()
}

fn success(flag: &SuccessDecl, sink: &mut Sink) -> SuccessFlag {
    let equals: Vec<String> = flag.equals.iter().flatten().map(|scalar| scalar.value.compact_json()).collect();
    let equals = if equals.is_empty() { vec!["true".to_owned()] } else { equals };
    SuccessFlag { field: path(&flag.field, sink), equals }
}
