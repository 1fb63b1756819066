//! Policies that the generator and the emitted clients share: invisible characters, and retries.
//!
//! [`is_invisible`] is the project's only list. Specs with such a character are rejected, pages are read without it, and
//! output shows its number: [`escaped`], [`one_line`].
//!
//! [`ErrorResponse`] decides about retries. The client follows it, and the spec diff reports changed decisions.

mod invisible;
mod retry;

pub use invisible::{describe, escaped, is_foreign_blank, is_invisible, one_line};
pub use retry::{ErrorResponse, Retry, RetryHint, RetryRow, is_redirect};
