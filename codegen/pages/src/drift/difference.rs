//! One thing in which a page and a spec differ, or two saves of a page.

use dingtalk_spec::diag::{Locate, NodePath};

/// What a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DifferenceClass {
    /// A fact: callers depend on it.
    Fact,
    /// The text of a row whose facts agree.
    Wording,
    /// Two places of the page that do not agree with each other.
    Contradiction,
    /// Something worth knowing that asks for nothing.
    Note,
}

impl DifferenceClass {
    /// The word for it in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Wording => "wording",
            Self::Contradiction => "contradiction",
            Self::Note => "note",
        }
    }
}

/// How the page differs from the spec, or a newer page from an older one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChangeKind {
    /// The page has it, the spec does not.
    Added,
    /// The spec has it, the page does not.
    Removed,
    /// Both have it, and say other things of it.
    Changed,
}

impl ChangeKind {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// One thing in which a page and a spec differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub(crate) class: DifferenceClass,
    pub(crate) change: ChangeKind,
    pub(crate) fact: String,
    pub(crate) page_says: String,
    pub(crate) spec_says: String,
    pub(crate) spot: Option<SourceLocation>,
    pub(crate) page_line: Option<usize>,
    /// Whether it is one only against the page as it was accepted: accepting the page again ends it.
    pub(crate) since_accepted: bool,
}

/// How many differences of a class are listed of a page. Real pages have some hundreds of rows.
const MAX_LISTED: usize = 1000;

/// The first differences of each class, and a note of how many others there are.
pub(super) fn listed(mut differences: Vec<Difference>) -> Vec<Difference> {
    let mut counts = [0_usize; 4];
    differences.retain(|difference| {
        let count = &mut counts[difference.class as usize];
        *count += 1;
        *count <= MAX_LISTED
    });
    let others: usize = counts.iter().map(|count| count.saturating_sub(MAX_LISTED)).sum();
    if others > 0 {
        let message =
            format!("{others} more differences are not listed: of a page, at most {MAX_LISTED} of a kind are");
        differences.push(Difference::note("", message));
    }
    differences
}

/// A line of a spec.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SourceLocation {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl SourceLocation {
    pub(crate) fn of(place: &NodePath, sources: &dyn Locate) -> Self {
        let position = place.exact_position().or_else(|| sources.position(place));
        let (line, column) = position.unwrap_or((1, 1));
        Self { file: place.file_name().to_owned(), line, column }
    }
}

impl Difference {
    pub(crate) fn new(class: DifferenceClass, change: ChangeKind, fact: impl Into<String>) -> Self {
        let (page_says, spec_says) = (String::new(), String::new());
        Self {
            class,
            change,
            fact: fact.into(),
            page_says,
            spec_says,
            spot: None,
            page_line: None,
            since_accepted: false,
        }
    }

    /// A sentence about something, without a full stop.
    pub(crate) fn note(fact: impl Into<String>, message: impl Into<String>) -> Self {
        Self { page_says: message.into(), ..Self::new(DifferenceClass::Note, ChangeKind::Changed, fact) }
    }

    #[must_use]
    pub(crate) fn page(self, says: impl Into<String>, line: Option<usize>) -> Self {
        Self { page_says: says.into(), page_line: line, ..self }
    }

    #[must_use]
    pub(crate) fn spec(self, says: impl Into<String>) -> Self {
        Self { spec_says: says.into(), ..self }
    }

    #[must_use]
    pub(crate) fn at(self, place: &NodePath, sources: &dyn Locate) -> Self {
        Self { spot: Some(SourceLocation::of(place, sources)), ..self }
    }

    /// What it is about.
    #[must_use]
    pub const fn class(&self) -> DifferenceClass {
        self.class
    }

    /// How the page differs.
    #[must_use]
    pub const fn change(&self) -> ChangeKind {
        self.change
    }

    /// The name of the fact, such as `body spaceId type` or `error 400 paramError`.
    #[must_use]
    pub fn fact(&self) -> &str {
        &self.fact
    }

    /// What the page says; empty if it says nothing. Of notes and contradictions, the whole sentence.
    #[must_use]
    pub fn page_says(&self) -> &str {
        &self.page_says
    }

    /// What the spec says, or the older page; empty if it says nothing.
    #[must_use]
    pub fn spec_says(&self) -> &str {
        &self.spec_says
    }

    /// The file of the spec to edit, as people are shown it.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.spot.as_ref().map(|spot| spot.file.as_str())
    }

    /// The line of the spec to edit; of what is to be added, the line that it belongs below.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.spot.as_ref().map(|spot| spot.line)
    }

    /// The column of the spec to edit.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.spot.as_ref().map(|spot| spot.column)
    }

    /// The line of the page, where its form has lines.
    #[must_use]
    pub const fn page_line(&self) -> Option<usize> {
        self.page_line
    }
}
