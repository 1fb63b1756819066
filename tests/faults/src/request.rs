//! A received request, complete or not.

use percent_encoding::percent_decode_str;

/// The operation of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Grants an access token for an app's credentials.
    Token,
    /// Sends a message, which must not happen twice.
    Send,
    /// Looks up a chat. Idempotent.
    Convert,
    /// Any other request, which is unexpected.
    Other,
}

/// A received request.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method and the target.
    pub line: String,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// Whether it was read completely.
    pub is_whole: bool,
    /// Whether nothing was done, and a complete response that says so was sent, unless the client left.
    pub is_refused: bool,
}

impl Request {
    /// A request with only the first line read.
    pub(crate) fn begun(line: &str) -> Self {
        let line = line.trim_end_matches(" HTTP/1.1").to_owned();
        Self { line, headers: Vec::new(), body: Vec::new(), is_whole: false, is_refused: false }
    }

    /// The operation.
    #[must_use]
    pub fn operation(&self) -> Operation {
        match self.line.split('?').next().unwrap_or_default() {
            "POST /v1.0/oauth2/accessToken" => Operation::Token,
            "POST /v1.0/convFile/conversations/files/links/send" => Operation::Send,
            line if chat_of(line).is_some() => Operation::Convert,
            _ => Operation::Other,
        }
    }

    /// A header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A field of the body.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<String> {
        let body: serde_json::Value = serde_json::from_slice(&self.body).ok()?;
        body[name].as_str().map(str::to_owned)
    }

    /// The subject: the file that is sent, or the chat that is looked up.
    #[must_use]
    pub fn subject(&self) -> Option<String> {
        match self.operation() {
            Operation::Send => self.field("dentryId"),
            Operation::Convert => {
                chat_of(&self.line).map(|chat| percent_decode_str(chat).decode_utf8_lossy().into_owned())
            }
            Operation::Token | Operation::Other => None,
        }
    }
}

fn chat_of(line: &str) -> Option<&str> {
    line.strip_prefix("POST /v1.0/im/chat/")?.strip_suffix("/convertToOpenConversationId")
}
