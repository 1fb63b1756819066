//! What the generator and the clients that it makes decide alike: which characters are invisible, and how text that may hold
//! them is shown.
//!
//! [`is_invisible`] is the one list of the project. A spec that has such a character is refused, a page is read without it, and
//! output shows its number: [`escaped`], [`one_line`].

mod invisible;

pub use invisible::{describe, escaped, is_foreign_blank, is_invisible, one_line};
