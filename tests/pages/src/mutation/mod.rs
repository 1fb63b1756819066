//! Every change of one cell of a page, with the fact that has to be named when somebody compares it with the spec.

mod basic_info;
mod error_rows;
mod example_fields;
mod field_rows;

use crate::page::Page;
use crate::style::{PageLayout, Style};

/// A page of which one thing was changed.
#[derive(Clone, Debug)]
pub struct Mutation {
    /// What kind of cell it was, for counting.
    pub cell: &'static str,
    /// What was changed into what, for people.
    pub change: String,
    /// The page after that.
    pub page: Page,
    /// The names of facts of which one has to be reported.
    pub facts: Vec<String>,
    /// Those that count as well where nothing shows but that the row has changed.
    pub row: Vec<String>,
    /// Who can see it.
    pub visibility: Visibility,
}

/// Who can see a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Visibility {
    /// Whoever has the page and the spec.
    Always,
    /// The same where the form separates cells. Where it does not, the spec's row explains the page's still, so it takes the
    /// rows that were accepted.
    Separated,
    /// Whoever has the rows that were accepted: no fact changed, or none that a spec holds.
    Accepted,
    /// Like [`Visibility::Always`]; but it is an example that changed, so it need be no more than a note.
    Example,
}

impl Mutation {
    /// Whether a page in this style shows the change at all.
    #[must_use]
    pub fn shows(&self, style: Style) -> bool {
        // Older pages tell no codes of permissions, and only the name of the first.
        style.layout == PageLayout::Current || !self.cell.starts_with("permission")
    }

    /// Whether a fact is one of those that the change has to be reported as, on a page whose cells are told apart or are not.
    #[must_use]
    pub fn is_named(&self, fact: &str, separated: bool) -> bool {
        self.facts.iter().chain(self.row.iter().filter(|_| !separated)).any(|named| named == fact)
    }
}

impl Page {
    /// Every change of one cell of the page, and of one row.
    #[must_use]
    pub fn mutations(&self) -> Vec<Mutation> {
        let mut all = basic_info::of(self);
        all.extend(field_rows::of(self));
        all.extend(error_rows::of(self));
        all.extend(example_fields::of(self));
        all
    }

    /// A mutation of it.
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

/// Words that differ from a word in a letter or in all: one letter more, one less, another case, another word.
fn words(word: &str) -> Vec<String> {
    let mut words = vec![format!("{word}x")];
    let shorter: String = word.chars().take(word.chars().count().saturating_sub(1)).collect();
    let lower = word.to_lowercase();
    words.extend(Some(shorter).filter(|shorter| !shorter.is_empty()));
    words.extend(Some(lower).filter(|lower| lower != word));
    words.push("another".to_owned());
    words
}
