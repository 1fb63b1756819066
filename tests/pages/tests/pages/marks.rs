//! Marks of drafted error rows from joined text: every wrong row has one, and most of them stand at a row that is wrong
//! or undecidable.

use crate::support::{each, read};
use dingtalk_generated_pages::{ErrorRow, Page, SavedFormat, pages};
use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Minimum number of different rows.
const ROWS: usize = 1_400;

/// What a draft has of a row: statuses, code and message.
type DraftCells = (Vec<u64>, String, String);

/// A row of a page in a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Outcome {
    is_right: bool,
    /// Set if its text shows where each cell ends.
    is_decidable: bool,
    is_marked: bool,
}

fn sorted(mut statuses: Vec<u64>) -> Vec<u64> {
    statuses.sort_unstable();
    statuses.dedup();
    statuses
}

/// Returns the error rows of a draft, each with whether it has a mark.
fn drafted(text: &str) -> Vec<(DraftCells, bool)> {
    let section = text.split("\nerrors:").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
    let mut marks: Vec<bool> = Vec::new();
    let mut above = false;
    for line in section.lines().skip(1) {
        let is_mark = line.contains("# review:");
        match marks.last_mut() {
            _ if line.starts_with("  - ") => marks.push(std::mem::take(&mut above) || is_mark),
            // A comment at the indentation of the items is about the next one.
            _ if line.starts_with("  #") => above |= is_mark,
            last => last.into_iter().for_each(|last| *last |= is_mark),
        }
    }
    let draft: Value = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let rows = draft["errors"].as_sequence().cloned().unwrap_or_default();
    assert_eq!(rows.len(), marks.len(), "{text}");
    rows.iter().map(cells).zip(marks).collect()
}

fn cells(row: &Value) -> DraftCells {
    let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let statuses = match &row["status"] {
        Value::Sequence(several) => several.iter().filter_map(Value::as_u64).collect(),
        one => one.as_u64().into_iter().collect(),
    };
    (sorted(statuses), text("code"), text("message"))
}

fn cells_of_page(row: &ErrorRow) -> DraftCells {
    let statuses = row.status.split('/').filter_map(|status| status.parse().ok()).collect();
    (sorted(statuses), row.code.clone(), row.message.clone().unwrap_or_default())
}

/// Returns `true` if each cell ends at a punctuation mark, a capital or another script, and none is empty.
fn is_decidable(row: &ErrorRow) -> bool {
    let shows = |before: &str, after: &str| {
        let (Some(before), Some(after)) = (before.chars().last(), after.chars().next()) else { return false };
        let goes_on = if after.is_ascii() { !after.is_ascii_uppercase() } else { !before.is_ascii() };
        !(before.is_alphanumeric() && after.is_alphanumeric() && goes_on)
    };
    match &row.message {
        Some(message) => shows(&row.code, message) && shows(message, &row.description),
        None => shows(&row.code, &row.description),
    }
}

/// Returns each row of a page with its outcome. Rows that the draft leaves out are marked above the others.
fn outcomes(page: &Page, form: SavedFormat) -> Vec<(String, Outcome)> {
    let draft = read(page, form.into()).draft("2026-11-22", None);
    let mut drafted = drafted(&draft.text).into_iter().peekable();
    let missing = page.errors.len() - drafted.len();
    let left = draft.text.replace("\n#  ", " ").matches("review: a row ").count();
    assert_eq!(missing, left, "{}", draft.text);
    let outcome = |row: &ErrorRow| {
        let own = cells_of_page(row);
        let is_of_other = |(drafted, _): &(DraftCells, bool)| missing > 0 && drafted.0 != own.0;
        let is_out = drafted.peek().is_none_or(is_of_other);
        let (found, is_marked) = if is_out { (own.clone(), true) } else { drafted.next()? };
        let outcome = Outcome { is_right: found == own, is_decidable: is_decidable(row), is_marked };
        Some((format!("{}: {row:?} as {found:?}", page.name), outcome))
    };
    page.errors.iter().filter_map(outcome).collect()
}

#[test]
fn half_of_the_marks_of_joined_error_rows_are_needed_and_none_is_missing() {
    // On pages of the older host, error rows have no status.
    let has_statuses = |page: &Page| !page.url.contains("//oapi.");
    let unchanged: Vec<Page> = pages().into_iter().filter(has_statuses).collect();
    let changed = unchanged.iter().flat_map(|page| {
        let mutations = page.mutations().into_iter().map(|mutation| mutation.page);
        mutations.filter(|changed| changed.errors != page.errors)
    });
    let all: Vec<Page> = changed.chain(unchanged.iter().cloned()).collect();
    for form in SavedFormat::ALL.into_iter().filter(|form| !form.separates()) {
        let rows: BTreeSet<_> = each(&all, |page| outcomes(page, form)).into_iter().flatten().collect();
        let mut counts: BTreeMap<Outcome, usize> = BTreeMap::new();
        for (_, outcome) in &rows {
            *counts.entry(*outcome).or_default() += 1;
        }
        println!("{form:?}: {} rows", rows.len());
        for (outcome, count) in &counts {
            println!("{count:6} {outcome:?}");
        }
        let unmarked = rows.iter().filter(|(_, outcome)| !outcome.is_right && !outcome.is_marked);
        let unmarked: Vec<&str> = unmarked.map(|(row, _)| row.as_str()).collect();
        assert!(unmarked.is_empty(), "{form:?}: {} wrong rows have no mark:\n{}", unmarked.len(), unmarked.join("\n"));
        let marked = || rows.iter().filter(|(_, outcome)| outcome.is_marked);
        let needed = marked().filter(|(_, outcome)| !outcome.is_right || !outcome.is_decidable).count();
        assert!(needed * 2 >= marked().count(), "{form:?}: {needed} of {} marks are needed", marked().count());
        assert!(rows.len() >= ROWS, "{form:?}: there are no more than {} rows", rows.len());
    }
}
