//! Result of a comparison.

use super::difference::{Difference, DifferenceClass, listed};
use crate::page::{Page, RowId};

/// Result of comparing pages with a spec, or two saves of a page.
///
/// `Display` prints it for people, [`Drift::json`] for machines.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Drift {
    /// Result of each page.
    pub pages: Vec<PageDrift>,
    /// Pages without an operation.
    pub unmatched: Vec<UnmatchedPage>,
    /// Pages that the spec lists but that were not given.
    pub missing: Vec<MissingPage>,
    /// Files that are not pages, with the reason.
    pub unreadable: Vec<(String, String)>,
    /// Folder of the spec, for commands.
    pub(crate) spec: Option<String>,
}

/// Result of comparing one page.
#[derive(Debug)]
#[non_exhaustive]
pub struct PageDrift {
    /// File of the page.
    pub file: String,
    /// Language tag, as in the spec.
    pub(crate) language: &'static str,
    pub(crate) title: Option<String>,
    /// URL that the page was saved from.
    pub(crate) url: Option<String>,
    /// Index of the operation; `None` if two pages were compared.
    pub(crate) operation: Option<usize>,
    /// The spec file or the older page that it was compared with.
    pub against: String,
    /// Differences.
    pub differences: Vec<Difference>,
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
#[non_exhaustive]
pub struct UnmatchedPage {
    /// File of the page.
    pub file: String,
    /// Title.
    pub title: Option<String>,
    /// Method and path.
    pub endpoint: Option<String>,
}

/// A page that the spec lists but that was not given.
#[derive(Debug)]
#[non_exhaustive]
pub struct MissingPage {
    /// File of the operation, for display.
    pub operation: String,
    /// Language tag.
    pub language: String,
    /// Title.
    pub title: String,
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

    pub(super) fn of(&self, class: DifferenceClass) -> impl Iterator<Item = &Difference> {
        self.differences().filter(move |difference| difference.class == class)
    }
}

impl PageDrift {
    /// Creates the result of a page that was compared with another page.
    pub(super) fn new(page: &Page, against: &str, differences: Vec<Difference>) -> Self {
        Self {
            file: page.file.clone(),
            language: page.language.tag(),
            title: page.title.clone(),
            url: page.url.clone(),
            operation: None,
            against: against.to_owned(),
            differences: listed(differences),
            rows: Vec::new(),
            remark: None,
        }
    }

    /// Returns `true` if the facts agree.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.of(DifferenceClass::Fact).next().is_none()
    }

    /// Returns the differences of a class.
    pub fn of(&self, class: DifferenceClass) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(move |difference| difference.class == class)
    }
}
