//! The search patterns: parts of secrets, verbatim and in base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::decoded::Decoded;

/// The length of a part, in bytes.
const PART: usize = 8;

/// The search patterns of some secrets.
#[derive(Default)]
pub(super) struct Needles {
    /// Each window of eight bytes; sorted before the search.
    parts: Vec<u64>,
    /// The secrets that are shorter than a part.
    short: Vec<Vec<u8>>,
}

impl Needles {
    /// Adds a secret.
    pub(super) fn add(&mut self, secret: &str) {
        let bytes = secret.as_bytes();
        if secret.is_empty() {
            return;
        }
        if secret.chars().nth(PART - 1).is_none() {
            let encoded = STANDARD_NO_PAD.encode(bytes).into_bytes();
            self.short.extend([url_safe(&encoded), encoded, bytes.to_vec()]);
            return;
        }
        self.add_parts(bytes);
        // The base64 of a secret depends on its offset modulo three in the encoded text. Characters that also encode
        // neighbouring bytes are left out.
        let mut shifted = vec![0; 2];
        shifted.extend_from_slice(bytes);
        for (skipped, start) in [(0, &shifted[2..]), (2, &shifted[1..]), (3, &shifted[..])] {
            let encoded = STANDARD_NO_PAD.encode(start).into_bytes();
            self.add_parts(&encoded[skipped..]);
            self.add_parts(&url_safe(&encoded[skipped..]));
        }
    }

    fn add_parts(&mut self, bytes: &[u8]) {
        self.parts.extend(parts(bytes));
    }

    /// Prepares the search.
    pub(super) fn sort(&mut self) {
        self.parts.sort_unstable();
        self.parts.dedup();
    }

    /// Calls `hide` with the start and end of each match in the source of a decoded text.
    pub(super) fn find(&self, decoded: &Decoded<'_>, hide: &mut dyn FnMut(usize, usize)) {
        let mut hide = |start, length| {
            let (start, end) = decoded.place(start, start + length);
            hide(start, end);
        };
        if !self.parts.is_empty() {
            let found = |part: &u64| self.parts.binary_search(part).is_ok();
            parts(&decoded.bytes).enumerate().filter(|(_, part)| found(part)).for_each(|(at, _)| hide(at, PART));
        }
        for secret in &self.short {
            let is_whole = |at: usize| {
                let neighbours = [at.checked_sub(1), at.checked_add(secret.len())];
                let letters = neighbours.into_iter().flatten().filter_map(|at| decoded.bytes.get(at));
                !letters.into_iter().any(u8::is_ascii_alphanumeric)
            };
            let windows = decoded.bytes.windows(secret.len()).enumerate();
            windows
                .filter(|(at, window)| *window == &**secret && is_whole(*at))
                .for_each(|(at, _)| hide(at, secret.len()));
        }
    }
}

/// Each window of eight bytes, as a number.
fn parts(bytes: &[u8]) -> impl Iterator<Item = u64> {
    bytes.windows(PART).filter_map(|part| part.try_into().ok()).map(u64::from_ne_bytes)
}

/// Converts base64 to the URL-safe alphabet.
fn url_safe(encoded: &[u8]) -> Vec<u8> {
    let letter = |byte: &u8| match byte {
        b'+' => b'-',
        b'/' => b'_',
        other => *other,
    };
    encoded.iter().map(letter).collect()
}
