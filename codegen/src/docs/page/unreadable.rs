//! Why a file is not read as a page.

use std::error::Error;
use std::fmt;

/// Why a file is not read as a page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unreadable {
    /// It has nothing of a page of an interface.
    NotAPage,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPage => f.write_str("this is no page of an interface"),
        }
    }
}

impl Error for Unreadable {}
