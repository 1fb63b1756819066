//! The operation that gives access tokens to apps.

use super::{Name, Operation};

/// An operation without a token that takes an app's key and secret, and returns a token.
#[derive(Debug)]
pub struct TokenOperation {
    /// The module of its service.
    pub service: Name,
    pub operation: Name,
    /// The file that describes it, relative to the spec's folder.
    pub file: String,
    /// The credentials in its request, in the order of the page.
    pub takes: Vec<Credential>,
    /// The field of the response that holds the token.
    pub token: Name,
    pub expires_in: Option<ExpiresIn>,
}

impl TokenOperation {
    /// Returns true if this is the operation.
    pub fn is(&self, operation: &Operation) -> bool {
        self.file == operation.file
    }
}

/// A credential of an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    Key,
    Secret,
}

/// The field of a response with the lifetime of a token in seconds.
#[derive(Debug)]
pub struct ExpiresIn {
    pub field: Name,
    pub required: bool,
    /// True for 64 bits, which the runtime expects, and false for 32.
    pub wide: bool,
}
