//! Compares error tables.

use super::comparison::Comparison;
use super::read_errors::{ReadErrorRow, read_errors};
use crate::facts::{ErrorFact, error_key, numbered};
use crate::page::RowId;
use std::collections::HashMap;

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let facts = comparison.facts;
    let language = comparison.page.language.tag();
    let expected = facts.errors.iter().filter(|row| row.is_on(language)).count();
    let Some(table) = &comparison.page.errors else {
        missing_table(comparison, expected);
        return;
    };
    let page_rows = read_errors(table, &facts.errors, language, &facts.language);
    let paired = pair(&page_rows, &facts.errors, language, &facts.language);
    let mut seen = HashMap::new();
    for row in &facts.errors {
        numbered(error_key(&row.statuses, &row.code), &mut seen);
    }
    for (index, (page_row, at)) in page_rows.iter().zip(&paired.of_left).enumerate() {
        let key = match at {
            Some(row) => facts.errors[*row].key.clone(),
            None => numbered(page_row.key(), &mut seen),
        };
        comparison.record_row(&key, Some(RowId::Error(index)), page_row.row, page_row.certain);
        match at {
            Some(row) => {
                comparison.resolve(RowId::Error(index), None);
                cells(comparison, page_row, &facts.errors[*row]);
            }
            // A spec cannot hold duplicate rows. The duplicate is reported by the page reader.
            None if comparison.spec.is_some()
                && page_rows[..index].iter().any(|other| other.row.text == page_row.row.text) => {}
            None => comparison.added(&key, page_row.describe(), page_row.row.line, &facts.place.key("errors")),
        }
    }
    for (row, page_row) in facts.errors.iter().zip(&paired.of_right) {
        if page_row.is_none() && row.is_on(language) {
            comparison.removed(&row.key, row.messages().first().copied().unwrap_or_default(), &row.place);
        }
    }
}

fn missing_table(comparison: &mut Comparison<'_>, expected: usize) {
    let facts = comparison.facts;
    match (expected, facts.errors.first()) {
        (1, Some(row)) => {
            comparison.removed(&row.key, row.messages().first().copied().unwrap_or_default(), &row.place);
        }
        (0, _) | (_, None) => {}
        _ => comparison.removed(
            "error",
            format!("{expected} rows (the error table is not on the page)"),
            &facts.place.key("errors"),
        ),
    }
}

fn cells(comparison: &mut Comparison<'_>, page_row: &ReadErrorRow<'_>, row: &ErrorFact) {
    let at = page_row.row.line;
    if page_row.code != row.code {
        comparison.changed(
            &row.key,
            error_key(&page_row.statuses, &page_row.code),
            at,
            error_key(&row.statuses, &row.code),
            &row.cell("code"),
        );
    } else if page_row.statuses != row.statuses {
        let says = |statuses: &[u16]| error_key(statuses, "").replace("error ", "");
        comparison.changed(
            &row.key,
            says(&page_row.statuses).trim(),
            at,
            says(&row.statuses).trim(),
            &row.cell("status"),
        );
    }
    let own = row.message(comparison.page.language.tag(), &comparison.facts.language);
    if let (Some(listed), Some(own)) = (&page_row.message, own)
        && without_whitespace(listed) != without_whitespace(own)
    {
        comparison.changed(&format!("{} message", row.key), listed, at, own, &row.cell("message"));
    }
}

/// Removes whitespace, which differs between formats.
pub(super) fn without_whitespace(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Greedy matching in passes, from exact to similar rows.
fn pair(page_rows: &[ReadErrorRow<'_>], rows: &[ErrorFact], language: &str, written: &str) -> RowPairs {
    let same_message = |page_row: usize, row: usize| {
        let own = rows[row].message(language, written);
        own.is_none() || page_rows[page_row].message.as_deref().map(without_whitespace) == own.map(without_whitespace)
    };
    let same_code = |page_row: usize, row: usize| page_rows[page_row].code == rows[row].code;
    let same_status = |page_row: usize, row: usize| page_rows[page_row].statuses == rows[row].statuses;
    let listed = |row: usize| rows[row].is_on(language);
    let same_row = |page_row, row| same_status(page_row, row) && same_code(page_row, row);
    let mut pairs = RowPairs::new(page_rows.len(), rows.len());
    pairs.pair_equal(|page_row, row| listed(row) && same_row(page_row, row) && same_message(page_row, row));
    pairs.pair_equal(|page_row, row| same_row(page_row, row) && same_message(page_row, row));
    pairs.pair_equal(|page_row, row| listed(row) && same_row(page_row, row));
    pairs.pair_equal(|page_row, row| same_code(page_row, row) && same_message(page_row, row));
    pairs.pair_equal(same_code);
    pairs.pair_similar(|page_row, row| {
        same_status(page_row, row).then(|| similarity(&page_rows[page_row].code, &rows[row].code))?
    });
    pairs
}

/// Minimum similarity for treating a name as renamed.
const MIN_SIMILARITY: f64 = 0.6;

/// Returns the similarity of two names if it is high enough. Names of very different length are skipped.
pub(super) fn similarity(one: &str, other: &str) -> Option<f64> {
    let (one_length, other_length) = (one.chars().count(), other.chars().count());
    if one_length.max(other_length) > one_length.min(other_length) * 2 {
        return None;
    }
    Some(strsim::normalized_levenshtein(one, other)).filter(|similarity| *similarity >= MIN_SIMILARITY)
}

/// Maximum number of pairs of free rows to compare by similarity. Beyond it, none are paired.
const MAX_PAIRS: usize = 1 << 20;

/// A matching between two lists. Each row has at most one partner, so repeated rows are counted.
#[derive(Debug)]
struct RowPairs {
    of_left: Vec<Option<usize>>,
    of_right: Vec<Option<usize>>,
}

impl RowPairs {
    fn new(left: usize, right: usize) -> Self {
        Self { of_left: vec![None; left], of_right: vec![None; right] }
    }

    /// Pairs equal free rows in order.
    fn pair_equal(&mut self, same: impl Fn(usize, usize) -> bool) {
        for left in 0..self.of_left.len() {
            if self.of_left[left].is_some() {
                continue;
            }
            let found = self.free_right().find(|right| same(left, *right));
            if let Some(right) = found {
                self.join(left, right);
            }
        }
    }

    /// Greedily pairs free rows with their most similar partner.
    fn pair_similar(&mut self, alike: impl Fn(usize, usize) -> Option<f64>) {
        let free_left = self.of_left.iter().filter(|right| right.is_none()).count();
        if free_left * self.free_right().count() > MAX_PAIRS {
            return;
        }
        for left in 0..self.of_left.len() {
            if self.of_left[left].is_some() {
                continue;
            }
            let rated = self.free_right().filter_map(|right| Some((alike(left, right)?, right)));
            let found = rated.max_by(|one, other| one.0.total_cmp(&other.0));
            if let Some((_, right)) = found {
                self.join(left, right);
            }
        }
    }

    fn free_right(&self) -> impl Iterator<Item = usize> {
        (0..self.of_right.len()).filter(|right| self.of_right[*right].is_none())
    }

    fn join(&mut self, left: usize, right: usize) {
        self.of_left[left] = Some(right);
        self.of_right[right] = Some(left);
    }
}
