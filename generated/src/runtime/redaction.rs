//! Taking the access token out of what a service says: some repeat what they were sent, and errors are logged.

use super::Secret;
use super::report::{Cause, Report};

/// A shorter text is no secret, and would be found in words that have nothing to do with it.
const SHORTEST: usize = 8;

impl Report {
    /// Takes the token out of all texts that are shown.
    pub(super) fn redact(&mut self, token: &Secret) {
        let answer = self.answer.iter_mut().flat_map(|answer| {
            let texts = [&mut answer.code, &mut answer.message, &mut answer.request_id, &mut answer.trace_id];
            texts.into_iter().flatten().chain(&mut answer.scopes)
        });
        answer.for_each(|text| redact(text, token));
        match &mut self.cause {
            Cause::Redirect(Some(origin)) => redact(origin, token),
            Cause::Mistaken(mistakes) => mistakes.paths().for_each(|path| redact(path, token)),
            _ => {}
        }
    }
}

pub(super) fn redact(text: &mut String, token: &Secret) {
    let token = token.expose();
    if token.len() >= SHORTEST && text.contains(token) {
        *text = text.replace(token, "[REDACTED]");
    }
}
