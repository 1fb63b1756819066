//! Policies that the generator and the emitted clients share: which characters are invisible, how text that may hold them is
//! shown, and which calls are retried.
//!
//! [`is_invisible`] is the one list of the project. A spec that has such a character is refused, a page is read without it, and
//! output shows its number: [`escaped`], [`one_line`].
//!
//! [`ErrorResponse`] decides about retries: the client follows it, and the spec diff reports where it decides otherwise.

mod invisible;
mod retry;

pub use invisible::{describe, escaped, is_foreign_blank, is_invisible, one_line};
pub use retry::{ErrorResponse, Retry, RetryHint, RetryRow, is_redirect};
