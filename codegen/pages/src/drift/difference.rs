//! A difference between a page and a spec, or between two saves of a page.

use dingtalk_spec::diag::{LocateNode, NodePath};

/// Class of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DifferenceClass {
    /// A fact that callers depend on.
    Fact,
    /// The text of a row whose facts agree.
    Wording,
    /// A contradiction within the page.
    Contradiction,
    /// Information that requires no action.
    Note,
}

impl DifferenceClass {
    /// Name in JSON.
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

/// Direction of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DifferenceKind {
    /// Only the page has it.
    Added,
    /// Only the spec has it.
    Removed,
    /// Both have it, with different values.
    Changed,
}

impl DifferenceKind {
    /// Name in output and JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// A difference between a page and a spec.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Difference {
    /// Class.
    pub class: DifferenceClass,
    /// Direction.
    pub change: DifferenceKind,
    /// Name of the fact, such as `body spaceId type` or `error 400 paramError`.
    pub fact: String,
    /// What the page states, or an empty string: for wording, the text of the row; for notes and contradictions, the
    /// whole sentence.
    pub page_says: String,
    /// What the spec or the older page states, or an empty string. For wording, the old text of the row, if an earlier
    /// save has it.
    pub spec_says: String,
    /// Position in the spec to edit. For additions, that of the enclosing map.
    pub position: Option<SourceLocation>,
    /// Line of the page, if its format has lines.
    pub page_line: Option<usize>,
    /// Day since which the page changed, if accepting the page again resolves the difference.
    pub accepted: Option<String>,
}

/// Maximum number of differences listed per class and page. Real pages have a few hundred rows.
const MAX_LISTED: usize = 1000;

/// Returns the first differences of each class, and a note about the number of others.
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

/// A position in a spec.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SourceLocation {
    /// File, for display.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1.
    pub column: usize,
}

impl Difference {
    pub(crate) fn new(class: DifferenceClass, change: DifferenceKind, fact: impl Into<String>) -> Self {
        let (page_says, spec_says) = (String::new(), String::new());
        Self { class, change, fact: fact.into(), page_says, spec_says, position: None, page_line: None, accepted: None }
    }

    /// A note: one sentence without a period.
    pub(crate) fn note(fact: impl Into<String>, message: impl Into<String>) -> Self {
        Self { page_says: message.into(), ..Self::new(DifferenceClass::Note, DifferenceKind::Changed, fact) }
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
    pub(crate) fn at(self, place: &NodePath, sources: &dyn LocateNode) -> Self {
        let position = place.exact_position().or_else(|| sources.position(place));
        let (line, column) = position.unwrap_or((1, 1));
        Self { position: Some(SourceLocation { file: place.file_name().to_owned(), line, column }), ..self }
    }

    /// Returns `true` for a row of which only the text can be compared.
    pub(super) fn is_text(&self) -> bool {
        self.class == DifferenceClass::Wording || (self.accepted.is_some() && self.fact != "host")
    }
}
