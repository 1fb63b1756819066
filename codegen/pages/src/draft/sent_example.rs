//! Path, query and header values of example requests, by name.

use super::endpoint;
use crate::json::{Json, JsonObject};
use crate::page::{RequestExample, TOKEN_PARAMETER};

/// Values of one example request.
pub(super) struct SentExample<'a> {
    /// Path, query and headers.
    pub(super) parameters: [Json; 3],
    pub(super) body: Option<&'a Json>,
}

impl<'a> SentExample<'a> {
    /// Extracts the values for a path. Headers take the spelling of `listed`.
    pub(super) fn new(
        example: &'a RequestExample,
        path: &str,
        listed: &[&str],
        is_sent: impl Fn(&str) -> bool,
    ) -> Self {
        let values = endpoint::values(path, &example.path).unwrap_or_default();
        let path = values.into_iter().map(|(name, value)| (name, decoded(value)));
        let query = example.query.iter().filter(|(name, _)| name != TOKEN_PARAMETER);
        let query = query.map(|(name, value)| (decoded(name), decoded(value)));
        let header = |name: &String| {
            let name = name.trim();
            listed.iter().find(|listed| listed.eq_ignore_ascii_case(name)).map_or(name, |listed| *listed).to_owned()
        };
        let sent = example.headers.iter().filter(|(name, _)| is_sent(name.trim()));
        let headers = sent.map(|(name, value)| (header(name), value.clone()));
        Self { parameters: [object(path), object(query), object(headers)], body: example.body.json() }
    }
}

/// Collects values by name. Repeated names become a list.
fn object<N: Into<String>>(pairs: impl Iterator<Item = (N, String)>) -> Json {
    let mut all: Vec<(String, Vec<Json>)> = Vec::new();
    for (name, value) in pairs {
        let name = name.into();
        match all.iter_mut().find(|(other, _)| *other == name) {
            Some((_, values)) => values.push(value.into()),
            None => all.push((name, vec![value.into()])),
        }
    }
    let one = |mut values: Vec<Json>| match values.pop() {
        Some(only) if values.is_empty() => only,
        last => Json::List(values.into_iter().chain(last).collect()),
    };
    Json::Object(all.into_iter().map(|(name, values)| (name, one(values))).collect::<JsonObject>())
}

/// Decodes percent-encoding. Returns invalid text unchanged.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.as_bytes());
        let byte = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let Some(byte) = byte else { return text.to_owned() };
        bytes.push(byte);
        rest = &after[2..];
    }
    bytes.extend(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
