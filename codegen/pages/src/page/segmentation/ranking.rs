//! What speaks for one of several ways to tell the cells of a row apart.

use super::JoinedRow;
use super::candidates::Segmentation;
use crate::labels::Column;
use crate::labels::type_word::{self, TypeCell, TypeMeaning};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

/// What names of types often end with.
const NAMES_END: &[&str] = &["VO", "DTO", "DO", "Model", "Info", "Result", "Param", "Request", "Response", "[]", ">"];

/// Words for types that are hardly ever the beginning of a longer one.
const WHOLE: &[&str] = &["String", "Boolean", "Integer", "Long", "Number", "Double"];

/// What a description begins with: `StringThe` begins no sentence, `Stringent rules` and `String of` do, and `String类型` may be either.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum DescriptionStart {
    WithType,
    PerhapsWithType,
    Otherwise,
}

/// What decides between two ways.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    is_known: bool,
    begins: DescriptionStart,
}

impl Score {
    /// Neither decides alone: a name that is known may be the beginning of another.
    fn beats(self, other: Self) -> bool {
        let better_known = self.is_known && !other.is_known && self.begins >= other.begins;
        let better_begun = other.begins == DescriptionStart::WithType && self.begins > other.begins;
        better_known || (better_begun && self.is_known >= other.is_known)
    }
}

/// Weighs the ways of a row.
pub(super) struct Ranker<'a> {
    pub(super) row: JoinedRow<'a>,
    /// The names that other places of the page give to members here.
    pub(super) known: &'a HashSet<&'a str>,
}

impl<'a> Ranker<'a> {
    fn text(&self, segmentation: &[usize], column: Column) -> Option<&'a str> {
        self.row.column(column).map(|number| self.row.cell(segmentation, number))
    }

    /// The cell that holds whatever is left.
    fn rest(&self, segmentation: &[usize]) -> &'a str {
        let is_free = |column: &Option<Column>| !matches!(column, Some(Column::Name | Column::Type | Column::Required));
        self.row.columns.iter().rposition(is_free).map_or("", |number| self.row.cell(segmentation, number))
    }

    /// Whether a way that has the name of a type stands beside those that have a word for one: the name looks like one, or what the word
    /// leaves behind begins with one that goes on.
    pub(super) fn is_type_name(&self, segmentation: &[usize], words: &[Segmentation]) -> bool {
        let ty = self.text(segmentation, Column::Type).unwrap_or_default();
        let is_name = matches!(innermost(&TypeCell::parse(ty).meaning), TypeMeaning::Named(_));
        let goes_on = |word: &&Segmentation| {
            let shorter = self.text(word, Column::Type).unwrap_or_default();
            let same_name = self.text(word, Column::Name) == self.text(segmentation, Column::Name);
            same_name && ty.starts_with(shorter) && !WHOLE.contains(&shorter) && has_hump(self.rest(word))
        };
        // `Filebyte[]` is the end of a name and a type.
        let hides_word = words.iter().filter_map(|word| self.text(word, Column::Type));
        let hides_word = hides_word.filter(|word| word.ends_with("[]")).any(|word| ty.ends_with(word));
        is_name && !hides_word && (is_named_like_a_type(ty) || words.iter().any(|word| goes_on(&word)))
    }

    fn score(&self, segmentation: &[usize]) -> Score {
        let rest = self.rest(segmentation);
        let behind = type_word::leading(rest, false).and_then(|end| rest[end..].chars().next());
        let begins = match behind {
            Some(c) if c.is_ascii_uppercase() => DescriptionStart::WithType,
            Some(c) if !c.is_ascii() => DescriptionStart::PerhapsWithType,
            _ => DescriptionStart::Otherwise,
        };
        Score { is_known: self.text(segmentation, Column::Name).is_some_and(|name| self.known.contains(name)), begins }
    }

    /// The ways against which least speaks, the likeliest first.
    pub(super) fn rank(&self, mut segmentations: Vec<Segmentation>) -> Vec<Segmentation> {
        let all: BTreeSet<Score> = segmentations.iter().map(|segmentation| self.score(segmentation)).collect();
        segmentations.retain(|segmentation| !all.iter().any(|other| other.beats(self.score(segmentation))));
        prefer(&mut segmentations, |segmentation| !self.rest(segmentation).starts_with(' '));
        segmentations.sort_by_cached_key(|segmentation| {
            let is_unnamed = self.text(segmentation, Column::Name) == Some("");
            let ty = self.text(segmentation, Column::Type).unwrap_or_default();
            let odd = match innermost(&TypeCell::parse(ty).meaning) {
                _ if is_named_like_a_type(ty) => 0,
                TypeMeaning::Named(_) | TypeMeaning::Unknown => 2,
                _ => 1,
            };
            (is_unnamed, odd, has_hump(self.rest(segmentation)), Reverse(ty.len()))
        });
        segmentations.dedup();
        segmentations
    }
}

/// Whether the first word of a text has a capital within: `InfoThe file`.
fn has_hump(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    text.as_bytes()[..end].windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
}

fn is_named_like_a_type(ty: &str) -> bool {
    NAMES_END.iter().any(|end| ty.len() > end.len() && ty.ends_with(end))
}

fn innermost(meaning: &TypeMeaning) -> &TypeMeaning {
    match meaning {
        TypeMeaning::Array(Some(inner)) | TypeMeaning::Map(Some(inner)) => innermost(inner),
        other => other,
    }
}

/// Leaves the ways of which something is true, if there are any.
fn prefer(segmentations: &mut Vec<Segmentation>, is: impl Fn(&Segmentation) -> bool) {
    if segmentations.iter().any(&is) {
        segmentations.retain(is);
    }
}
