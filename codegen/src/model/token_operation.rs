//! The operation that gives access tokens to apps.

use super::{Name, Operation};

/// An operation without a token that takes an app's key and secret, and answers a token.
#[derive(Debug)]
pub(crate) struct TokenOperation {
    /// The module of its service.
    pub(crate) service: Name,
    pub(crate) operation: Name,
    /// The file that describes it, within the spec's folder.
    pub(crate) file: String,
    /// What its request is made of, in the order of the page.
    pub(crate) takes: Vec<Credential>,
    /// The member of the answer that holds the token.
    pub(crate) token: Name,
    pub(crate) expires_in: Option<ExpiresIn>,
}

impl TokenOperation {
    /// Whether this is the operation.
    pub(crate) fn is(&self, operation: &Operation) -> bool {
        self.file == operation.file
    }
}

/// What an app shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Credential {
    Key,
    Secret,
}

/// The member of an answer that says for how many seconds a token is valid.
#[derive(Debug)]
pub(crate) struct ExpiresIn {
    pub(crate) member: Name,
    pub(crate) required: bool,
    /// Whether it has 64 bits, as the runtime wants it, and not 32.
    pub(crate) wide: bool,
}
