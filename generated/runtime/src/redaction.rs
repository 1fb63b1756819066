//! Redaction of secrets in responses. Some services echo what they receive, and errors are logged.

mod decoded;
mod needles;

use std::cell::LazyCell;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::HeaderValue;
use http::response::Parts;

use self::decoded::Decoded;
use self::needles::Needles;
use super::report::{Cause, Report, ResponseFacts};
use super::wire::{View, Wire};
use super::{Dialect, Secret, response};

/// The replacement of a secret.
const REDACTED: &[u8] = b"[REDACTED]";

/// Searches for the secrets of a call in the forms in which a service may echo them: verbatim, percent-encoded,
/// JSON-escaped, and in base64. Any eight consecutive characters of a secret match. A shorter secret matches as a
/// whole, and only where no letter or digit adjoins it, since it would match in unrelated words.
pub(super) struct Redactor(Needles);

/// The redactor of the last token, which most calls of a client share. Preparing the search costs as much as a small call.
#[derive(Default)]
pub(super) struct RedactorCache(Mutex<Option<(Arc<Secret>, Arc<Redactor>)>>);

impl RedactorCache {
    /// Returns the redactor for a token and the secret of the client.
    pub(super) fn redactor(&self, token: &Arc<Secret>, client: Option<&Secret>) -> Arc<Redactor> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((cached, redactor)) if cached == token => Arc::clone(redactor),
            _ => {
                let redactor = Arc::new(Redactor::new(client.into_iter().chain([&**token])));
                *last = Some((Arc::clone(token), Arc::clone(&redactor)));
                redactor
            }
        }
    }
}

impl Redactor {
    /// Searches for these secrets.
    pub(super) fn new<'a>(secrets: impl IntoIterator<Item = &'a Secret>) -> Self {
        let mut needles = Needles::default();
        secrets.into_iter().for_each(|secret| needles.add(secret.expose()));
        needles.sort();
        Self(needles)
    }

    fn redact_response(&self, response: &mut ResponseFacts) {
        // A documented code is not secret, and it determines the error.
        let code = response.code.as_mut().filter(|_| !response.is_listed);
        let heads = [&mut response.request_id, &mut response.trace_id, &mut response.encoding];
        let texts = [code, response.message.as_mut()].into_iter().chain(heads.map(Option::as_mut));
        texts.flatten().chain(&mut response.scopes).for_each(|text| self.redact(text));
        if let Some(body) = self.redacted(&response.body) {
            response.body = response::excerpt(&Bytes::from(body));
        }
    }

    /// Redacts a text in place.
    pub(super) fn redact(&self, text: &mut String) {
        if let Some(redacted) = self.redacted_text(text) {
            *text = redacted;
        }
    }

    /// Returns the redacted text, if it contains secrets.
    pub(super) fn redacted_text(&self, text: &str) -> Option<String> {
        self.redacted(text.as_bytes()).map(|redacted| String::from_utf8_lossy(&redacted).into_owned())
    }

    /// Returns the redacted bytes, if they contain secrets. Linear in the number of bytes, however long the secrets
    /// are.
    fn redacted(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        // Empty until a secret is found, which is rare.
        let mut hidden = Vec::new();
        Decoded::each(bytes, |decoded| {
            self.0.find(decoded, &mut |start, end| {
                hidden.resize(bytes.len(), false);
                hidden[start..end].fill(true);
            });
        });
        (!hidden.is_empty()).then(|| without(bytes, &mut hidden))
    }
}

impl Report {
    /// Redacts everything that is shown.
    pub(super) fn redact(&mut self, redactor: &Redactor) {
        if let Some(response) = &mut self.response {
            redactor.redact_response(response);
        }
        match &mut self.cause {
            Cause::Redirect(Some(text)) | Cause::Request(text) => redactor.redact(text),
            Cause::FieldErrors(errors) => errors.paths().for_each(|path| redactor.redact(path)),
            Cause::Transport(failure) => failure.redact_source(|text| redactor.redacted_text(text)),
            _ => {}
        }
    }
}

/// Redacts the headers of a response that are shown: its request id and trace id.
pub(super) fn redact_head(head: &mut Parts, dialect: &Dialect, redactor: impl Fn() -> Arc<Redactor>) {
    let shown = [dialect.request_id_header, dialect.trace_id_header];
    let redactor = LazyCell::new(redactor);
    for (name, value) in &mut head.headers {
        // Faster than a lookup of each name, which parses and hashes it: most names differ in length.
        let name = name.as_str();
        if shown.iter().any(|shown| shown.eq_ignore_ascii_case(name))
            && let Some(redacted) = redactor.redacted(value.as_bytes())
            && let Ok(redacted) = HeaderValue::try_from(redacted)
        {
            *value = redacted;
        }
    }
}

/// Adds the secrets of a value, recursively.
pub(super) fn add_secrets(value: View<'_>, secrets: &mut Vec<Secret>) {
    match value {
        View::Secret(text) => secrets.push(Secret::new(text)),
        View::List(list) => {
            let items = (0..list.count()).filter_map(|index| list.item(index));
            items.for_each(|item| add_secrets(item.view(), secrets));
        }
        View::Map(map) => map.entries(&mut |_, value| add_secrets(value.view(), secrets)),
        View::Object(object) => {
            object.views(&mut |_, values: &[&dyn Wire]| {
                for value in values {
                    add_secrets(value.view(), secrets);
                }
            });
        }
        _ => {}
    }
}

/// Replaces each run of hidden bytes. A character is hidden as a whole.
fn without(bytes: &[u8], hidden: &mut [bool]) -> Vec<u8> {
    let is_inner = |at: usize| bytes[at] & 0xc0 == 0x80;
    for at in 1..bytes.len() {
        hidden[at] |= hidden[at - 1] && is_inner(at);
    }
    for at in (1..bytes.len()).rev() {
        hidden[at - 1] |= hidden[at] && is_inner(at);
    }
    let mut rest = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        if !hidden[at] {
            rest.push(*byte);
        } else if at == 0 || !hidden[at - 1] {
            rest.extend_from_slice(REDACTED);
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    use proptest::prelude::*;

    use super::Redactor;
    use crate::Secret;

    fn redactor(secret: &str) -> Redactor {
        Redactor::new([&Secret::new(secret)])
    }

    fn shown(secret: &str, text: &str) -> String {
        redactor(secret).redacted_text(text).unwrap_or_else(|| text.to_owned())
    }

    #[test]
    fn redacts_every_form() {
        let secret = "p\u{e4}ss/w+rd \"7\"";
        let json = serde_json::to_string(secret).expect("JSON");
        for form in [
            secret.to_owned(),
            utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(),
            utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string().to_lowercase().replace("%20", "+"),
            json[1..json.len() - 1].to_owned(),
            r"p\u00e4ss\/w+rd \u00227\u0022".to_owned(),
            STANDARD.encode(secret).trim_end_matches('=').to_owned(),
            URL_SAFE_NO_PAD.encode(secret),
        ] {
            assert_eq!(shown(secret, &format!("wrong: {form}, sorry")), "wrong: [REDACTED], sorry");
            assert_eq!(shown(secret, &form), "[REDACTED]");
        }
    }

    #[test]
    fn redacts_eight_characters_or_more() {
        let secret = "0123456789abcdef";
        assert_eq!(shown(secret, "x3456789ay 3456789 89abcdef..."), "x[REDACTED]y 3456789 [REDACTED]...");
        assert_eq!(shown(secret, "01234567-01234567"), "[REDACTED]-[REDACTED]");
    }

    #[test]
    fn redacts_short_secrets_as_a_whole() {
        for (text, expected) in [
            ("pin 1234: wrong", "pin [REDACTED]: wrong"),
            ("1234", "[REDACTED]"),
            ("\u{5bc6}\u{7801}1234\u{9519}", "\u{5bc6}\u{7801}[REDACTED]\u{9519}"),
            ("%31234 MTIzNA==", "[REDACTED] [REDACTED]=="),
            ("a1234 12345 123", "a1234 12345 123"),
        ] {
            assert_eq!(shown("1234", text), expected);
        }
        assert_eq!(shown("", "nothing"), "nothing");
    }

    #[test]
    fn redacts_whole_characters() {
        let secret = "\u{5bc6}\u{7801}\u{9519}\u{8bef}\u{8bf7}\u{91cd}\u{65b0}\u{8f93}\u{5165}";
        assert_eq!(shown(secret, &format!("\u{e9}{}.", &secret[3..24])), "\u{e9}[REDACTED].");
    }

    #[test]
    fn long_secrets_in_long_bodies() {
        let secret = "ab".repeat(32 << 10);
        assert_eq!(redactor(&secret).redacted(&vec![b'a'; 64 << 10]), None);
        assert_eq!(shown(&secret, &secret), "[REDACTED]");
    }

    proptest! {
        #[test]
        fn leaves_no_eight_bytes_of_a_secret(
            secret in "\\PC{8,24}",
            before in "\\PC{0,6}",
            after in "\\PC{0,6}",
            skipped in 0_usize..8,
        ) {
            let part: String = secret.chars().skip(skipped).collect();
            let encoded = STANDARD.encode(format!("{before}{secret}{after}"));
            let shown = shown(&secret, &format!("{before}{part}{after} {encoded}"));
            // The base64 characters that encode the secret alone.
            let (start, end) = ((before.len() * 8).div_ceil(6), (before.len() + secret.len()) * 8 / 6);
            for part in secret.as_bytes().windows(8).chain(encoded.as_bytes()[start..end].windows(8)) {
                prop_assert!(!shown.as_bytes().windows(8).any(|window| window == part), "{}", shown);
            }
        }
    }
}
