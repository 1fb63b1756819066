//! The names of headers.

use crate::model::TokenPlace;
use dingtalk_spec::diag::{Code, Sink};
use dingtalk_spec::{PlacedText, RequestDecl};
use std::collections::HashSet;

/// Headers that belong to the runtime.
pub const RESERVED_HEADERS: &[&str] = &[
    "accept",
    "accept-encoding",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

/// Checks that header names are valid, unique and not reserved.
pub(crate) fn check(request: &RequestDecl, token_place: Option<&TokenPlace>, sink: &mut Sink) {
    let mut seen = HashSet::new();
    let token = match token_place {
        Some(TokenPlace::Header { name, .. }) => Some(name.to_ascii_lowercase()),
        Some(TokenPlace::Query(_)) | None => None,
    };
    let variable = request.headers.iter().flatten().map(|entry| &entry.key);
    let constant = request.constant_headers.iter().flatten().map(|entry| &entry.key);
    for key in variable.chain(constant) {
        let PlacedText { value, place } = key;
        check_name(key, sink);
        let name = value.to_ascii_lowercase();
        if RESERVED_HEADERS.contains(&name.as_str()) || token.as_ref() == Some(&name) {
            sink.report(Code::NotAHeader, place, format!("the client itself decides the header `{value}`"))
                .help("remove it");
        }
        if !seen.insert(name) {
            sink.report(Code::NotAHeader, place, format!("duplicate header `{value}`"))
                .help("remove one of them: header names are case-insensitive");
        }
    }
    for value in request.constant_headers.iter().flatten().map(|entry| &entry.value) {
        check_value(value, sink);
    }
}

/// Reports a text that cannot be the value of a header.
fn check_value(value: &PlacedText, sink: &mut Sink) {
    let visible = value.value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    if !visible || value.value.trim() != value.value {
        sink.report(
            Code::NotAHeader,
            &value.place,
            "the value of a header is visible ASCII, with no space at its ends",
        )
        .help("write the value that is sent");
    }
}

/// Checks the header that carries the access token.
pub(crate) fn check_token(name: &PlacedText, sink: &mut Sink) {
    check_name(name, sink);
    let lower = name.value.to_ascii_lowercase();
    if lower != "authorization" && RESERVED_HEADERS.contains(&lower.as_str()) {
        sink.report(Code::NotAHeader, &name.place, format!("the client itself decides the header `{}`", name.value))
            .help("name the header in which the service expects the token");
    }
}

/// Reports a text that cannot be the name of a header.
pub(crate) fn check_name(name: &PlacedText, sink: &mut Sink) {
    if !is_name(&name.value) {
        let message = format!("`{}` is not the name of a header", name.value.escape_debug());
        sink.report(Code::NotAHeader, &name.place, message).help("a name has letters, digits and signs such as `-`");
    }
}

/// Returns true for a valid HTTP header name.
pub fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}
