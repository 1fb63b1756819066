//! The three endpoints of the stand-in, as `DingTalk`'s pages document them.
#![expect(clippy::disallowed_methods, reason = "tokens end by the clock of whoever runs the service")]

use crate::request::{Operation, Request};
use crate::response::{error, success};
use serde_json::json;
use std::time::Duration;
use tokio::time::Instant;

/// The key of the only app.
pub const APP_KEY: &str = "dingxxxxx";
/// Its secret. Everything that must not be shown contains `hush`: secrets, tokens, and the bodies of requests and
/// responses.
pub const APP_SECRET: &str = "an app's secret, hush";

/// A token that is always valid, and never granted.
pub const TOKEN: &str = "hush-fixed";

/// The validity of tokens.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// The number of requests that a token is valid for.
    pub uses: usize,
    /// The time that a token is valid for.
    pub lifetime: Duration,
    /// The lifetime in the response, as JSON; `None` leaves the field out.
    pub expire_in: Option<String>,
}

impl Default for Tokens {
    fn default() -> Self {
        Self { uses: usize::MAX, lifetime: Duration::MAX, expire_in: Some("7200".to_owned()) }
    }
}

/// The granted tokens, and their rules.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) tokens: Tokens,
    granted: usize,
    current: Option<Token>,
}

#[derive(Debug)]
struct Token {
    text: String,
    uses: usize,
    granted_at: Instant,
}

/// The service's decision on a request.
#[derive(Default)]
pub(crate) struct Verdict {
    pub(crate) response: Vec<u8>,
    /// The subject to carry out, for a valid request.
    pub(crate) executed: Option<String>,
    /// The token that the response grants.
    pub(crate) token: Option<String>,
    /// The response says that nothing was done.
    pub(crate) refuses: bool,
}

impl Verdict {
    fn refusal(status: u16, code: &str) -> Self {
        Self { response: error(status, code), refuses: true, ..Self::default() }
    }
}

impl Service {
    pub(crate) fn new(tokens: Tokens) -> Self {
        Self { tokens, granted: 0, current: None }
    }

    pub(crate) fn judge(&mut self, request: &Request) -> Verdict {
        if request.operation() == Operation::Token {
            return self.grant_token(request);
        }
        if !self.accepts(request.header("x-acs-dingtalk-access-token")) {
            return Verdict::refusal(400, "InvalidAuthentication");
        }
        let Some(subject) = request.subject() else { return Verdict::refusal(404, "InvalidAction.NotFound") };
        let body = match request.operation() {
            Operation::Send => json!({ "file": { "id": subject, "name": "hush.txt", "type": "FILE", "size": 256 } }),
            _ => json!({ "openConversationId": subject, "title": "hush" }),
        };
        Verdict { response: success(&body.to_string()), executed: Some(subject), ..Verdict::default() }
    }

    /// Grants the valid token, or a new one.
    fn grant_token(&mut self, request: &Request) -> Verdict {
        let is_app = |name: &str, text: &str| request.field(name).as_deref() == Some(text);
        if !is_app("appKey", APP_KEY) || !is_app("appSecret", APP_SECRET) {
            return Verdict::refusal(400, "invalidClientIdOrSecret");
        }
        let text = match self.valid() {
            Some(token) => token.text.clone(),
            None => self.next(),
        };
        let expire_in = self.tokens.expire_in.as_ref().map(|seconds| format!(r#","expireIn":{seconds}"#));
        let body = format!(r#"{{"accessToken":"{text}"{}}}"#, expire_in.unwrap_or_default());
        Verdict { response: success(&body), token: Some(text), ..Verdict::default() }
    }

    fn next(&mut self) -> String {
        self.granted += 1;
        let text = format!("hush-token-{}", self.granted);
        self.current = Some(Token { text: text.clone(), uses: self.tokens.uses, granted_at: Instant::now() });
        text
    }

    /// Whether a token is valid. Counts its use.
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
        self.current.as_mut().filter(|token| token.uses > 0 && token.granted_at.elapsed() < lifetime)
    }
}
