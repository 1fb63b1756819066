//! Changes of the error table.

use super::{Mutation, Visibility, words};
use crate::cells::ErrorRow;
use crate::page::Page;

pub(super) fn of(page: &Page) -> Vec<Mutation> {
    let mut all = Vec::new();
    for (at, row) in page.errors.iter().enumerate() {
        all.extend(statuses(page, at, row));
        all.extend(codes(page, at, row));
        all.extend(messages(page, at, row));
        let change = format!("{} {} removed", row.status, row.code);
        all.push(page.mutated("error removed", change, keys(row), |page| drop(page.errors.remove(at))));
        let change = format!("{} {} said otherwise", row.status, row.code);
        let wording = page.mutated("description", change, keys(row), |page| page.errors[at].description.push('!'));
        all.push(wording.visibility(Visibility::Accepted));
    }
    all.extend((0..=page.errors.len()).flat_map(|at| added(page, at)));
    all
}

/// Possible fact names of a row: rows with equal status and code are numbered.
fn keys(row: &ErrorRow) -> Vec<String> {
    let key = format!("error {} {}", row.status, row.code);
    ["", " #2", " #3", " #4"].map(|number| format!("{key}{number}")).to_vec()
}

fn changed(page: &Page, at: usize, cell: &'static str, other: ErrorRow) -> Mutation {
    let row = &page.errors[at];
    let shown = |row: &ErrorRow| format!("{} {} {}", row.status, row.code, row.message.as_deref().unwrap_or("-"));
    let change = format!("error {} -> {}", shown(row), shown(&other));
    let mut facts = keys(row);
    facts.extend(keys(&other));
    if row.message != other.message {
        facts = keys(row).iter().flat_map(|key| [format!("{key} message"), key.clone()]).collect();
    }
    page.mutated(cell, change, facts, |page| page.errors[at] = other)
}

fn statuses(page: &Page, at: usize, row: &ErrorRow) -> Vec<Mutation> {
    if page.is_of_older_host() {
        return Vec::new();
    }
    let mut others = vec!["402".to_owned(), "503".to_owned(), format!("{}/502", row.status)];
    // Remove one of several statuses.
    others.extend(row.status.split_once('/').map(|(first, _)| first.to_owned()));
    others.retain(|other| *other != row.status && !row.status.contains("502"));
    let other = |status| ErrorRow { status, ..row.clone() };
    others.into_iter().map(|status| changed(page, at, "status", other(status))).collect()
}

fn codes(page: &Page, at: usize, row: &ErrorRow) -> Vec<Mutation> {
    let mut others = words(&row.code);
    others.push(format!("{}.more", row.code));
    let mutation = |code: String| {
        // Without a message, the added text is read as the start of the description.
        let grown = row.message.as_deref().is_none_or(str::is_empty) && code.starts_with(&row.code);
        let mutation = changed(page, at, "code", ErrorRow { code, ..row.clone() });
        if grown { mutation.visibility(grown_visibility(row)) } else { mutation }
    };
    others.into_iter().map(mutation).collect()
}

fn messages(page: &Page, at: usize, row: &ErrorRow) -> Vec<Mutation> {
    // A spec cannot state that there is no message.
    let Some(message) = row.message.as_ref().filter(|message| !message.is_empty()) else { return Vec::new() };
    let shorter: String = message.chars().take(message.chars().count() - 1).collect();
    let others = [shorter, format!("Not {message}"), "Something else".to_owned(), format!("{message} again")];
    let mutation = |other: String| {
        let grown = other.starts_with(message.as_str());
        let mutation = changed(page, at, "message", ErrorRow { message: Some(other), ..row.clone() });
        if grown { mutation.visibility(grown_visibility(row)) } else { mutation }
    };
    others.into_iter().map(mutation).collect()
}

/// Returns the visibility of a cell that grew. With a line per cell, an empty cell is not seen, so that nothing separates
/// the others.
fn grown_visibility(row: &ErrorRow) -> Visibility {
    let has_empty = row.message.as_deref() == Some("") || row.description.is_empty();
    if has_empty { Visibility::Accepted } else { Visibility::Separated }
}

/// Adds a row with a new code, and one with an existing code.
fn added(page: &Page, at: usize) -> Vec<Mutation> {
    // An empty cell is not seen in every format.
    let is_full = |row: &&ErrorRow| !row.description.is_empty() && row.message.as_deref() != Some("");
    let like = page.errors.get(at).filter(is_full).or(page.errors.iter().rfind(is_full));
    let Some(like) = like else { return Vec::new() };
    let message = like.message.as_ref().map(|_| "Added since".to_owned());
    let new = ErrorRow { code: "added.row".to_owned(), message: message.clone(), ..like.clone() };
    let same = ErrorRow { message: message.clone(), description: "Another cause".to_owned(), ..like.clone() };
    let rows = [Some(new), message.is_some().then_some(same)];
    let mutation = |row: ErrorRow| {
        let change = format!("error {} {} added at {at}", row.status, row.code);
        let mut facts = keys(&row);
        if row.message.is_none() {
            // Without separators, the end of an unknown code is ambiguous.
            let ends = row.description.char_indices().map(|(end, _)| &row.description[..end]).take(16);
            facts.extend(ends.map(|more| format!("error {} {}{more}", row.status, row.code)));
        }
        page.mutated("error added", change, facts, |page| page.errors.insert(at, row))
    };
    rows.into_iter().flatten().map(mutation).collect()
}
