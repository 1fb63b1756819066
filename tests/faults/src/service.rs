//! The three endpoints of the stand-in, as `DingTalk`'s pages describe them.
#![expect(clippy::disallowed_methods, reason = "tokens end by the clock of whoever runs the service")]

use crate::request::{Operation, Request};
use crate::response::{error, success};
use serde_json::json;
use std::time::Duration;
use tokio::time::Instant;

/// The key of the only app.
pub const APP_KEY: &str = "dingxxxxx";
/// Its secret. Whatever may not be shown has `hush` in it: secrets, tokens, and the bodies of requests and answers.
pub const APP_SECRET: &str = "an app's secret, hush";

/// A token that is always valid, and never given.
pub const TOKEN: &str = "hush-fixed";

/// How long tokens are good for.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// For how many requests.
    pub uses: usize,
    /// For how long.
    pub lifetime: Duration,
    /// For how long they are said to be, as JSON; nothing is left out.
    pub expire_in: Option<String>,
}

impl Default for Tokens {
    fn default() -> Self {
        Self { uses: usize::MAX, lifetime: Duration::MAX, expire_in: Some("7200".to_owned()) }
    }
}

/// The tokens that were given, and the rules for them.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) tokens: Tokens,
    given: usize,
    current: Option<Token>,
}

#[derive(Debug)]
struct Token {
    text: String,
    uses: usize,
    given: Instant,
}

/// What the service makes of a request.
#[derive(Default)]
pub(crate) struct Verdict {
    pub(crate) answer: Vec<u8>,
    /// What is to be done, for a request that is right.
    pub(crate) does: Option<String>,
    /// The token that the answer gives.
    pub(crate) token: Option<String>,
    /// The answer says that nothing was done.
    pub(crate) refuses: bool,
}

impl Verdict {
    fn refusal(status: u16, code: &str) -> Self {
        Self { answer: error(status, code), refuses: true, ..Self::default() }
    }
}

impl Service {
    pub(crate) fn new(tokens: Tokens) -> Self {
        Self { tokens, given: 0, current: None }
    }

    pub(crate) fn judge(&mut self, request: &Request) -> Verdict {
        if request.operation() == Operation::Token {
            return self.give_token(request);
        }
        if !self.accepts(request.header("x-acs-dingtalk-access-token")) {
            return Verdict::refusal(400, "InvalidAuthentication");
        }
        let Some(subject) = request.subject() else { return Verdict::refusal(404, "InvalidAction.NotFound") };
        let body = match request.operation() {
            Operation::Send => json!({ "file": { "id": subject, "name": "hush.txt", "type": "FILE", "size": 256 } }),
            _ => json!({ "openConversationId": subject, "title": "hush" }),
        };
        Verdict { answer: success(&body.to_string()), does: Some(subject), ..Verdict::default() }
    }

    /// The token that is valid, or another.
    fn give_token(&mut self, request: &Request) -> Verdict {
        let is_app = |name: &str, text: &str| request.member(name).as_deref() == Some(text);
        if !is_app("appKey", APP_KEY) || !is_app("appSecret", APP_SECRET) {
            return Verdict::refusal(400, "invalidClientIdOrSecret");
        }
        let text = match self.valid() {
            Some(token) => token.text.clone(),
            None => self.next(),
        };
        let expire_in = self.tokens.expire_in.as_ref().map(|seconds| format!(r#","expireIn":{seconds}"#));
        let body = format!(r#"{{"accessToken":"{text}"{}}}"#, expire_in.unwrap_or_default());
        Verdict { answer: success(&body), token: Some(text), ..Verdict::default() }
    }

    fn next(&mut self) -> String {
        self.given += 1;
        let text = format!("hush-token-{}", self.given);
        self.current = Some(Token { text: text.clone(), uses: self.tokens.uses, given: Instant::now() });
        text
    }

    /// Whether a request may go on with this token, which uses it up.
    fn accepts(&mut self, text: Option<&str>) -> bool {
        if text == Some(TOKEN) {
            return true;
        }
        let Some(token) = self.valid().filter(|token| Some(token.text.as_str()) == text) else { return false };
        token.uses -= 1;
        true
    }

    fn valid(&mut self) -> Option<&mut Token> {
        let lifetime = self.tokens.lifetime;
        self.current.as_mut().filter(|token| token.uses > 0 && token.given.elapsed() < lifetime)
    }
}
