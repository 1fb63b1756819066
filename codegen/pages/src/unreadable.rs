//! Why a file is not read as a page.

use dingtalk_spec::files::ReadError;
use std::error::Error;
use std::fmt;

/// Why a file is not read as a page, as one line that says what the file is and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unreadable {
    /// Nothing is in it.
    Empty,
    /// The file cannot be read at all.
    File(ReadError),
    /// It is longer than a page can be.
    TooLarge {
        /// How long a page can be, in bytes.
        limit: usize,
    },
    /// Its parts stand in one another more deeply than those of any page.
    TooDeep,
    /// Its tables or its tags have more in them than those of any page.
    TooMuch,
    /// It is of a kind that is no text, such as `a PDF`.
    NotText(&'static str),
    /// It is text in another encoding than UTF-8.
    Encoding,
    /// It is UTF-16 that does not begin with the mark which says so.
    Utf16,
    /// It is a web archive: many files in one.
    Archive,
    /// It was saved before its scripts had put the page together.
    NotRendered,
    /// It asks for a login instead of showing a page.
    Login,
    /// It describes an interface of the older host, whose pages a spec does not cover.
    OlderHost {
        /// The address of the interface.
        url: String,
    },
    /// It was saved from another site.
    OtherSite {
        /// The site's host.
        host: String,
    },
    /// It has nothing of a page of an interface.
    NotAPage,
    /// It ends early.
    Truncated {
        /// What it ends in, such as `a table`.
        within: &'static str,
    },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty: save the page again"),
            Self::File(error) => error.fmt(f),
            Self::TooLarge { limit } => write!(
                f,
                "the file has more than the {limit} bytes that a page may have: save the page without its images and scripts"
            ),
            Self::TooDeep => f.write_str(
                "the markup is nested more deeply than that of any page: save the page again, or copy its text into a file",
            ),
            Self::TooMuch => f.write_str(
                "there is more in the tables or the tags than in those of any page: save the page again, or copy its text into a file",
            ),
            Self::NotText(kind) => {
                write!(f, "this is {kind} and no text: save the page as HTML or Markdown, or copy its text into a file")
            }
            Self::Encoding => f.write_str("this is no UTF-8: save the page in the encoding UTF-8"),
            Self::Utf16 => f.write_str("this is UTF-16 without a byte order mark: save the page in the encoding UTF-8"),
            Self::Archive => f.write_str(
                "this is a web archive (MHTML): save the page as HTML (“Webpage, HTML only”), or copy its text into a file",
            ),
            Self::NotRendered => f.write_str(
                "the page was saved before its scripts had put it together: wait until it shows its tables, then save it from the browser",
            ),
            Self::Login => f.write_str("this is a login page: log in, open the page and save it again"),
            Self::OlderHost { url } => write!(
                f,
                "the page describes `{url}`, an operation of the older host: only pages of the newer API (`/v1.0/…`, `/v2.0/…`) can be read"
            ),
            Self::OtherSite { host } => write!(
                f,
                "this is not the page of an operation but one of `{host}`: save the page that describes the operation"
            ),
            Self::NotAPage => f.write_str(
                "this is not the page of an operation, since it has neither a request line nor a table that is known: save the page that describes the operation",
            ),
            Self::Truncated { within } => {
                write!(f, "the file ends early, within {within}: save the whole page again")
            }
        }
    }
}

impl Error for Unreadable {}
