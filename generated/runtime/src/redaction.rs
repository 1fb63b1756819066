//! Taking secrets out of what a service says: some services repeat what they were sent, and errors are logged.

mod decoded;
mod needles;

use bytes::Bytes;
use http::HeaderValue;
use http::response::Parts;

use self::decoded::Decoded;
use self::needles::Needles;
use super::api::ApiFacts;
use super::report::{Cause, Report, ResponseFacts};
use super::wire::{Object, View};
use super::{Secret, response};

/// What stands in place of a secret.
const REDACTED: &[u8] = b"[REDACTED]";

/// The secrets of a call, in the forms in which a service may repeat them: as they were sent, percent-encoded, escaped as
/// in JSON, and in base64. Any eight characters of a secret count. A shorter secret counts as a whole, where neither a
/// letter nor a digit adjoins it, since it would be found in words that have nothing to do with it.
pub(super) struct Redactor(Needles);

impl Redactor {
    /// One secret.
    pub(super) fn of(secret: &Secret) -> Self {
        let mut needles = Needles::default();
        needles.add(secret.expose());
        needles.sort();
        Self(needles)
    }

    /// The secrets within a request, and others that the service knows.
    pub(super) fn new<'a>(request: &dyn Object, others: impl Iterator<Item = &'a Secret>) -> Self {
        let mut needles = Needles::default();
        others.for_each(|secret| needles.add(secret.expose()));
        request.views(&mut |values| values.iter().for_each(|value| add_secrets(value.view(), &mut needles)));
        needles.sort();
        Self(needles)
    }

    /// Takes the secrets out of the ids of a response.
    pub(super) fn redact_head(&self, head: &mut Parts, api: &ApiFacts) {
        for name in ids(api) {
            if let Some(value) = head.headers.get_mut(name)
                && let Some(redacted) = self.redacted(value.as_bytes())
                && let Ok(redacted) = HeaderValue::try_from(redacted)
            {
                *value = redacted;
            }
        }
    }

    fn redact_response(&self, response: &mut ResponseFacts) {
        // A documented code is no secret, and it decides what the error is.
        let code = response.code.as_mut().filter(|_| !response.is_listed);
        let heads = [&mut response.request_id, &mut response.trace_id, &mut response.encoding];
        let texts = [code, response.message.as_mut()].into_iter().chain(heads.map(Option::as_mut));
        texts.flatten().chain(&mut response.scopes).for_each(|text| self.redact(text));
        if let Some(body) = self.redacted(&response.body) {
            response.body = response::excerpt(&Bytes::from(body));
        }
    }

    /// Takes the secrets out of a text.
    pub(super) fn redact(&self, text: &mut String) {
        if let Some(redacted) = self.redacted_text(text) {
            *text = redacted;
        }
    }

    /// The text without secrets, if it has any.
    pub(super) fn redacted_text(&self, text: &str) -> Option<String> {
        self.redacted(text.as_bytes()).map(|redacted| String::from_utf8_lossy(&redacted).into_owned())
    }

    /// The bytes without secrets, if they have any. Takes time in proportion to the bytes, however long the secrets are.
    fn redacted(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut hidden = vec![false; bytes.len()];
        for decoded in Decoded::all(bytes) {
            self.0.find(&decoded, &mut hidden);
        }
        hidden.contains(&true).then(|| without(bytes, &mut hidden))
    }
}

impl Report {
    /// Takes secrets out of everything that is shown.
    pub(super) fn redact(&mut self, redactor: &Redactor) {
        if let Some(response) = &mut self.response {
            redactor.redact_response(response);
        }
        match &mut self.cause {
            Cause::Redirect(Some(origin)) => redactor.redact(origin),
            Cause::FieldErrors(errors) => errors.paths().for_each(|path| redactor.redact(path)),
            Cause::Transport(failure) => failure.redact_source(|text| redactor.redacted_text(text)),
            _ => {}
        }
    }
}

/// The headers of a response that are shown.
fn ids(api: &ApiFacts) -> [&'static str; 2] {
    [api.request_id_header, api.trace_id_header]
}

/// Whether a response has headers that are shown.
pub(super) fn has_ids(head: &Parts, api: &ApiFacts) -> bool {
    ids(api).into_iter().any(|name| head.headers.contains_key(name))
}

/// Adds the secrets within a value.
fn add_secrets(value: View<'_>, needles: &mut Needles) {
    match value {
        View::Secret(text) => needles.add(text),
        View::List(list) => {
            let items = (0..list.count()).filter_map(|index| list.item(index));
            items.for_each(|item| add_secrets(item.view(), needles));
        }
        View::Map(map) => map.entries(&mut |_, value| add_secrets(value.view(), needles)),
        View::Object(object) => {
            object.views(&mut |values| values.iter().for_each(|value| add_secrets(value.view(), needles)));
        }
        _ => {}
    }
}

/// The bytes with a mark in place of each run of hidden ones. A character is hidden whole.
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

    use super::{Needles, Redactor};

    fn redactor(secrets: &[&str]) -> Redactor {
        let mut needles = Needles::default();
        for secret in secrets {
            needles.add(secret);
        }
        needles.sort();
        Redactor(needles)
    }

    fn shown(secret: &str, text: &str) -> String {
        redactor(&[secret]).redacted_text(text).unwrap_or_else(|| text.to_owned())
    }

    #[test]
    fn every_form_of_a_secret() {
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
    fn eight_characters_of_a_secret_and_no_fewer() {
        let secret = "0123456789abcdef";
        assert_eq!(shown(secret, "x3456789ay 3456789 89abcdef..."), "x[REDACTED]y 3456789 [REDACTED]...");
        assert_eq!(shown(secret, "01234567-01234567"), "[REDACTED]-[REDACTED]");
    }

    #[test]
    fn a_short_secret_is_hidden_as_a_whole() {
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
    fn a_character_is_hidden_whole() {
        let secret = "\u{5bc6}\u{7801}\u{9519}\u{8bef}\u{8bf7}\u{91cd}\u{65b0}\u{8f93}\u{5165}";
        assert_eq!(shown(secret, &format!("\u{e9}{}.", &secret[3..24])), "\u{e9}[REDACTED].");
    }

    #[test]
    fn long_secrets_in_long_bodies() {
        let secret = "ab".repeat(32 << 10);
        assert_eq!(redactor(&[&secret]).redacted(&vec![b'a'; 64 << 10]), None);
        assert_eq!(shown(&secret, &secret), "[REDACTED]");
    }

    proptest! {
        #[test]
        fn no_eight_bytes_of_a_secret_are_left(
            secret in "\\PC{8,24}",
            before in "\\PC{0,6}",
            after in "\\PC{0,6}",
            skipped in 0_usize..8,
        ) {
            let part: String = secret.chars().skip(skipped).collect();
            let encoded = STANDARD.encode(format!("{before}{secret}{after}"));
            let shown = shown(&secret, &format!("{before}{part}{after} {encoded}"));
            // The characters that encode nothing but the secret.
            let (start, end) = ((before.len() * 8).div_ceil(6), (before.len() + secret.len()) * 8 / 6);
            for part in secret.as_bytes().windows(8).chain(encoded.as_bytes()[start..end].windows(8)) {
                prop_assert!(!shown.as_bytes().windows(8).any(|window| window == part), "{}", shown);
            }
        }
    }
}
