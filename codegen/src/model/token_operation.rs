//! The operation that gives access tokens to apps.

use super::{Name, Operation};

/// An operation without a token that takes an app's key and secret, and answers a token.
#[derive(Debug)]
pub struct TokenOperation {
    /// The module of its service.
    pub service: Name,
    pub operation: Name,
    /// The file that describes it, within the spec's folder.
    pub file: String,
    /// What its request is made of, in the order of the page.
    pub takes: Vec<Credential>,
    /// The member of the answer that holds the token.
    pub token: Name,
    pub expires_in: Option<ExpiresIn>,
}

impl TokenOperation {
    /// Whether this is the operation.
    pub fn is(&self, operation: &Operation) -> bool {
        self.file == operation.file
    }
}

/// What an app shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    Key,
    Secret,
}

/// The member of an answer that says for how many seconds a token is valid.
#[derive(Debug)]
pub struct ExpiresIn {
    pub field: Name,
    pub required: bool,
    /// Whether it has 64 bits, as the runtime wants it, and not 32.
    pub wide: bool,
}
