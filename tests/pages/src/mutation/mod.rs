//! Every change of one cell of a page, with the fact that a comparison must report.

mod added_rows;
mod basic_info;
mod error_rows;
mod example_fields;
mod field_rows;

use crate::page::Page;
use crate::style::{PageLayout, Style};

/// A page with one change.
#[derive(Clone, Debug)]
pub struct Mutation {
    /// Kind of the changed cell, for statistics.
    pub cell: &'static str,
    /// Description of the change.
    pub change: String,
    /// The changed page.
    pub page: Page,
    /// Fact names, one of which must be reported.
    pub facts: Vec<String>,
    /// Fact names that count as well if the cells are joined.
    pub row: Vec<String>,
    /// Requirements for detecting the change.
    pub visibility: Visibility,
}

/// Requirements for detecting a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Visibility {
    /// The page and the spec.
    Always,
    /// The same if the format separates cells. Otherwise the row still fits the spec, so detection needs accepted rows.
    Separated,
    /// Accepted rows: no fact changed, or none that a spec holds.
    Accepted,
    /// Like [`Visibility::Always`], but a note is enough, since only an example changed.
    Example,
}

impl Mutation {
    /// Returns `true` if a page in this style shows the change.
    #[must_use]
    pub fn shows(&self, style: Style) -> bool {
        // Older pages have no permission codes.
        style.layout == PageLayout::Current || !self.cell.starts_with("permission")
    }

    /// Returns `true` if the page and the spec are enough for detecting the change in every format.
    #[must_use]
    pub fn is_visible(&self) -> bool {
        self.visibility == Visibility::Always
    }

    /// Returns `true` if a fact reports the change.
    #[must_use]
    pub fn is_named(&self, fact: &str, separated: bool) -> bool {
        self.facts.iter().chain(self.row.iter().filter(|_| !separated)).any(|named| named == fact)
    }
}

impl Page {
    /// Returns every change of one cell or row.
    #[must_use]
    pub fn mutations(&self) -> Vec<Mutation> {
        let mut all = basic_info::of(self);
        all.extend(field_rows::of(self));
        all.extend(added_rows::of(self));
        all.extend(error_rows::of(self));
        all.extend(example_fields::of(self));
        all
    }

    /// Creates a mutation.
    fn mutated(
        &self,
        cell: &'static str,
        change: String,
        facts: impl IntoIterator<Item = String>,
        mutate: impl FnOnce(&mut Self),
    ) -> Mutation {
        let mut page = self.clone();
        mutate(&mut page);
        Mutation {
            cell,
            change,
            page,
            facts: facts.into_iter().collect(),
            row: Vec::new(),
            visibility: Visibility::Always,
        }
    }
}

impl Mutation {
    fn visibility(self, visibility: Visibility) -> Self {
        Self { visibility, ..self }
    }

    fn or_rows(self, keys: impl IntoIterator<Item = String>) -> Self {
        Self { row: keys.into_iter().collect(), ..self }
    }
}

/// Returns similar words: a letter added, a letter removed, another case, and another word.
fn words(word: &str) -> Vec<String> {
    let mut words = vec![format!("{word}x")];
    let shorter: String = word.chars().take(word.chars().count().saturating_sub(1)).collect();
    let lower = word.to_lowercase();
    words.extend(Some(shorter).filter(|shorter| !shorter.is_empty()));
    words.extend(Some(lower).filter(|lower| lower != word));
    words.push("another".to_owned());
    words
}
