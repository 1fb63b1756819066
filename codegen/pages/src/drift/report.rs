//! What a comparison found.

use super::difference::{Difference, DifferenceClass};

/// What comparing pages with a spec, or two saves of a page, found.
///
/// `Display` prints it for people, [`Drift::json`] for machines.
#[derive(Debug, Default)]
pub struct Drift {
    pub(crate) pages: Vec<PageDrift>,
    /// The pages that no operation is described by.
    pub(crate) unmatched: Vec<UnmatchedPage>,
    /// The pages that the spec names and that were not among those compared.
    pub(crate) missing: Vec<MissingPage>,
    /// Files that are no pages, and why.
    pub(crate) unreadable: Vec<(String, String)>,
}

/// What comparing one page found.
#[derive(Debug)]
pub struct PageDrift {
    pub(crate) file: String,
    /// The language of the page, as a spec names it.
    pub(crate) language: &'static str,
    pub(crate) title: Option<String>,
    /// The address that the page was saved from.
    pub(crate) url: Option<String>,
    /// The operation, by its number among those of the spec; none where two pages were compared.
    pub(crate) operation: Option<usize>,
    /// The file of the spec, or the older page.
    pub(crate) against: String,
    pub(crate) differences: Vec<Difference>,
    /// Each row of the page with the name of the fact that it states.
    pub(crate) rows: Vec<KeyedRow>,
    /// What to know before reading the differences.
    pub(crate) remark: Option<String>,
}

/// A row of a page and the name of the fact that it states.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KeyedRow {
    /// A name that no other row of the page has.
    pub(crate) key: String,
    /// The text of the row.
    pub(crate) text: String,
    pub(crate) line: Option<usize>,
    /// Whether the page alone tells its cells apart.
    pub(crate) certain: bool,
}

/// A page of something that the spec does not describe.
#[derive(Debug)]
pub(crate) struct UnmatchedPage {
    pub(crate) file: String,
    pub(crate) title: Option<String>,
    /// The method and the path.
    pub(crate) endpoint: Option<String>,
}

/// A page that the spec names, which was not given.
#[derive(Debug)]
pub(crate) struct MissingPage {
    pub(crate) operation: String,
    pub(crate) language: String,
    pub(crate) title: String,
}

impl Drift {
    /// Whether all pages were read, and state the facts of the spec.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.unmatched.is_empty() && self.unreadable.is_empty() && self.of(DifferenceClass::Fact).next().is_none()
    }

    /// Whether the texts of the rows are the same as well.
    #[must_use]
    pub fn agrees_in_words(&self) -> bool {
        self.agrees() && self.of(DifferenceClass::Wording).next().is_none()
    }

    /// All differences, in the order of the pages.
    pub fn differences(&self) -> impl Iterator<Item = &Difference> {
        self.pages.iter().flat_map(|page| &page.differences)
    }

    /// What was found of each page.
    #[must_use]
    pub fn pages(&self) -> &[PageDrift] {
        &self.pages
    }

    /// The files of the pages that no operation of the spec is described by.
    pub fn unmatched(&self) -> impl Iterator<Item = &str> {
        self.unmatched.iter().map(|page| page.file.as_str())
    }

    /// Whether every file was a page.
    #[must_use]
    pub fn all_read(&self) -> bool {
        self.unreadable.is_empty()
    }

    /// Adds a file that is no page, and why.
    pub fn add_unreadable(&mut self, file: impl Into<String>, why: impl Into<String>) {
        self.unreadable.push((file.into(), why.into()));
    }

    pub(super) fn of(&self, class: DifferenceClass) -> impl Iterator<Item = &Difference> {
        self.differences().filter(move |difference| difference.class() == class)
    }
}

impl PageDrift {
    /// The file of the page.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The file of the spec that the page was compared with, or the older page.
    #[must_use]
    pub fn against(&self) -> &str {
        &self.against
    }

    /// Whether the facts agree.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.of(DifferenceClass::Fact).next().is_none()
    }

    /// What differs.
    #[must_use]
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }

    pub(crate) fn of(&self, class: DifferenceClass) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(move |difference| difference.class() == class)
    }
}
