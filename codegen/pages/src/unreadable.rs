//! Reasons for rejecting a file.

use dingtalk_spec::files::ReadError;
use std::error::Error;
use std::fmt;

/// Reason for rejecting a file. `Display` is one line that says what the file is and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unreadable {
    /// The file is empty.
    Empty,
    /// The file cannot be read.
    File(ReadError),
    /// The file exceeds the size limit.
    TooLarge {
        /// Size limit in bytes.
        limit: usize,
    },
    /// The markup is nested too deeply.
    TooDeep,
    /// The tables or tags are too large.
    TooMuch,
    /// The file is not text, but for example `a PDF`.
    NotText(&'static str),
    /// The text is not UTF-8.
    Encoding,
    /// The text is UTF-16 without a byte order mark.
    Utf16,
    /// The file is a web archive (MHTML).
    Archive,
    /// The page was saved before its scripts rendered it.
    NotRendered,
    /// The page is a login form.
    Login,
    /// The page belongs to another site.
    OtherSite {
        /// Host of the site.
        host: String,
    },
    /// The page does not describe an operation.
    NotAPage,
    /// The file is truncated.
    Truncated {
        /// Location of the truncation, such as `a table`.
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
