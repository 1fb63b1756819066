//! Ranks candidate segmentations of a joined row.

use super::JoinedRow;
use super::candidates::Segmentation;
use crate::labels::type_word::{self, TypeCell, TypeMeaning};
use crate::labels::{Column, class_name};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

/// Type words that rarely start a longer name.
const WHOLE: &[&str] = &["String", "Boolean", "Integer", "Long", "Number", "Double"];

/// Start of a description: `StringThe` is a type, `Stringent rules` and `String of` are not, `String类型` is unclear.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum DescriptionStart {
    WithType,
    PerhapsWithType,
    Otherwise,
}

/// Score of a segmentation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    is_known: bool,
    begins: DescriptionStart,
}

impl Score {
    /// Partial order: a known name may be the prefix of another one, so neither criterion decides alone.
    fn beats(self, other: Self) -> bool {
        let better_known = self.is_known && !other.is_known && self.begins >= other.begins;
        let better_begun = other.begins == DescriptionStart::WithType && self.begins > other.begins;
        better_known || (better_begun && self.is_known >= other.is_known)
    }
}

/// Ranks the segmentations of a row.
pub(super) struct Ranker<'a> {
    pub(super) row: JoinedRow<'a>,
    /// Field names from other places of the page.
    pub(super) known: &'a HashSet<&'a str>,
}

impl<'a> Ranker<'a> {
    fn text(&self, segmentation: &[usize], column: Column) -> Option<&'a str> {
        self.row.column(column).map(|number| self.row.cell(segmentation, number))
    }

    /// Returns the cell with the remaining text.
    fn rest(&self, segmentation: &[usize]) -> &'a str {
        let is_free = |column: &Option<Column>| !matches!(column, Some(Column::Name | Column::Type | Column::Required));
        self.row.columns.iter().rposition(is_free).map_or("", |number| self.row.cell(segmentation, number))
    }

    /// Returns `true` if a segmentation with a type name is plausible beside those with a type word: the name looks
    /// like a type, or the word leaves a camel-case remainder.
    pub(super) fn is_type_name(&self, segmentation: &[usize], words: &[Segmentation]) -> bool {
        let ty = self.text(segmentation, Column::Type).unwrap_or_default();
        let is_name = matches!(TypeCell::parse(ty).meaning.innermost(), TypeMeaning::Named(_));
        let goes_on = |word: &&Segmentation| {
            let shorter = self.text(word, Column::Type).unwrap_or_default();
            let same_name = self.text(word, Column::Name) == self.text(segmentation, Column::Name);
            same_name && ty.starts_with(shorter) && !WHOLE.contains(&shorter) && has_hump(self.rest(word))
        };
        // `Filebyte[]` is the end of a name and a type.
        let hides_word = words.iter().filter_map(|word| self.text(word, Column::Type));
        let hides_word = hides_word.filter(|word| word.ends_with("[]")).any(|word| ty.ends_with(word));
        is_name && !hides_word && (class_name::is_class(ty) || words.iter().any(|word| goes_on(&word)))
    }

    fn score(&self, segmentation: &[usize]) -> Score {
        let rest = self.rest(segmentation);
        let behind = type_word::leading(rest, false).and_then(|end| rest[end..].chars().next());
        let begins = match behind {
            Some(c) if c.is_ascii_uppercase() => DescriptionStart::WithType,
            Some(c) if !c.is_ascii() => DescriptionStart::PerhapsWithType,
            _ => DescriptionStart::Otherwise,
        };
        Score { is_known: self.is_known(segmentation), begins }
    }

    /// Returns `true` if the name is known from other places of the page.
    pub(super) fn is_known(&self, segmentation: &[usize]) -> bool {
        self.text(segmentation, Column::Name).is_some_and(|name| self.known.contains(name))
    }

    /// Returns the undominated segmentations, best first.
    pub(super) fn rank(&self, mut segmentations: Vec<Segmentation>) -> Vec<Segmentation> {
        let all: BTreeSet<Score> = segmentations.iter().map(|segmentation| self.score(segmentation)).collect();
        segmentations.retain(|segmentation| !all.iter().any(|other| other.beats(self.score(segmentation))));
        segmentations.sort_by_cached_key(|segmentation| {
            let is_unnamed = self.text(segmentation, Column::Name) == Some("");
            let ty = self.text(segmentation, Column::Type).unwrap_or_default();
            let odd = match TypeCell::parse(ty).meaning.innermost() {
                _ if class_name::is_class(ty) => 0,
                TypeMeaning::Named(_) | TypeMeaning::Unknown => 2,
                _ => 1,
            };
            (is_unnamed, odd, has_hump(self.rest(segmentation)), Reverse(ty.len()))
        });
        segmentations.dedup();
        segmentations
    }
}

/// Returns `true` if the first word has an inner capital: `InfoThe file`.
pub(in crate::page) fn has_hump(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    text.as_bytes()[..end].windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
}
