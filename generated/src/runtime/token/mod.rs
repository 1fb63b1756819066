//! Access tokens: where they come from, and how long they are kept.

mod provider;

pub use self::provider::{AppCredentials, Grant, TokenProvider};
