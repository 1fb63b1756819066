//! Result of a comparison.

use super::difference::{Difference, DifferenceClass};
use crate::page::RowId;

/// Result of comparing pages with a spec, or two saves of a page.
///
/// `Display` prints it for people, [`Drift::json`] for machines.
#[derive(Debug, Default)]
pub struct Drift {
    pub(crate) pages: Vec<PageDrift>,
    /// Pages without an operation.
    pub(crate) unmatched: Vec<UnmatchedPage>,
    /// Pages that the spec lists but that were not given.
    pub(crate) missing: Vec<MissingPage>,
    /// Files that are not pages, with the reason.
    pub(crate) unreadable: Vec<(String, String)>,
    /// Folder of the spec, for commands.
    pub(crate) spec: Option<String>,
}

/// Result of comparing one page.
#[derive(Debug)]
pub struct PageDrift {
    pub(crate) file: String,
    /// Language tag, as in the spec.
    pub(crate) language: &'static str,
    pub(crate) title: Option<String>,
    /// URL that the page was saved from.
    pub(crate) url: Option<String>,
    /// Index of the operation; `None` if two pages were compared.
    pub(crate) operation: Option<usize>,
    /// The spec file or the older page.
    pub(crate) against: String,
    pub(crate) differences: Vec<Difference>,
    /// Rows of the page with the facts they state.
    pub(crate) rows: Vec<KeyedRow>,
    /// A remark to read before the differences.
    pub(crate) remark: Option<String>,
}

/// A row of a page with the fact it states.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KeyedRow {
    /// Unique name within the page.
    pub(crate) key: String,
    /// The row of a table of fields or errors.
    pub(crate) row: Option<RowId>,
    pub(crate) text: String,
    pub(crate) line: Option<usize>,
    /// Set if the cells are unambiguous without the spec.
    pub(crate) certain: bool,
}

/// A page that the spec does not describe.
#[derive(Debug)]
pub(crate) struct UnmatchedPage {
    pub(crate) file: String,
    pub(crate) title: Option<String>,
    /// Method and path.
    pub(crate) endpoint: Option<String>,
}

/// A page that the spec lists but that was not given.
#[derive(Debug)]
pub(crate) struct MissingPage {
    pub(crate) operation: String,
    pub(crate) language: String,
    pub(crate) title: String,
}

impl Drift {
    /// Returns `true` if all pages were read and their facts agree with the spec.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.unmatched.is_empty() && self.unreadable.is_empty() && self.of(DifferenceClass::Fact).next().is_none()
    }

    /// Returns `true` if the texts of all rows agree as well.
    #[must_use]
    pub fn agrees_in_words(&self) -> bool {
        self.agrees() && self.of(DifferenceClass::Wording).next().is_none()
    }

    /// Returns all differences in page order.
    pub fn differences(&self) -> impl Iterator<Item = &Difference> {
        self.pages.iter().flat_map(|page| &page.differences)
    }

    /// Returns the result of each page.
    #[must_use]
    pub fn pages(&self) -> &[PageDrift] {
        &self.pages
    }

    /// Returns the files of pages without an operation.
    pub fn unmatched(&self) -> impl Iterator<Item = &str> {
        self.unmatched.iter().map(|page| page.file.as_str())
    }

    /// Returns `true` if every file was a page.
    #[must_use]
    pub fn all_read(&self) -> bool {
        self.unreadable.is_empty()
    }

    /// Returns the files that are not pages, with the reason.
    pub fn unreadable(&self) -> impl Iterator<Item = (&str, &str)> {
        self.unreadable.iter().map(|(file, why)| (file.as_str(), why.as_str()))
    }

    /// Adds a file that is not a page, with the reason.
    pub fn add_unreadable(&mut self, file: impl Into<String>, why: impl Into<String>) {
        self.unreadable.push((file.into(), why.into()));
    }

    pub(super) fn of(&self, class: DifferenceClass) -> impl Iterator<Item = &Difference> {
        self.differences().filter(move |difference| difference.class() == class)
    }
}

impl PageDrift {
    /// Returns the file of the page.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Returns the spec file or older page that it was compared with.
    #[must_use]
    pub fn against(&self) -> &str {
        &self.against
    }

    /// Returns `true` if the facts agree.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.of(DifferenceClass::Fact).next().is_none()
    }

    /// Returns the differences.
    #[must_use]
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }

    pub(crate) fn of(&self, class: DifferenceClass) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(move |difference| difference.class() == class)
    }
}
