//! Accepts pages whose facts agree with the spec: records the review date and a digest of each row in the spec, so that
//! later changes of any row are detected.

mod digest;

pub(crate) use digest::digest;

use super::drift::{DifferenceClass, Drift, PageDrift};
use super::duplicate_pages::DuplicatePages;
use super::facts::{SpecFacts, SpecOperation};
use super::rewrite::{Rewrite, SpecRewriter};
use crate::edit::fragment::Fragment;
use crate::edit::{SpecEdit, Uneditable};
use dingtalk_spec::Node;
use dingtalk_spec::diag::NodePath;

/// Records the rows of each page whose facts agree with the spec, and the review date, such as `2026-11-22`.
///
/// A page that its operation does not list yet is added. Other pages are reported with the reason for not accepting
/// them.
#[must_use]
pub fn accept(drift: &Drift, spec: &SpecFacts, day: &str) -> Rewrite {
    let mut rewriter = SpecRewriter::new(spec);
    let duplicates = DuplicatePages::of(drift, spec);
    duplicates.messages(None).into_iter().for_each(|line| rewriter.report_left(&line));
    for page in drift.pages.iter().filter(|page| !duplicates.has(page)) {
        let Some(operation) = page.operation.and_then(|number| spec.operations.get(number)) else { continue };
        let differs = page.of(DifferenceClass::Fact).any(|difference| difference.accepted.is_none());
        if differs {
            rewriter.report_left(&format!(
                "{}: not accepted, since its facts differ from {}",
                page.file, operation.file_name
            ));
            continue;
        }
        let place = &operation.file.place;
        match rewriter.edit(place, |edit| record(edit, page, operation, day)) {
            Ok(accepted) => {
                rewriter
                    .report(place, &format!("{}: accepted {} ({})", operation.file_name, page.file, accepted.count));
                accepted.changes.into_iter().for_each(|change| rewriter.report(place, &format!("  {change}")));
            }
            Err(why) => rewriter.report_left(&format!("{}: not accepted: {why}", page.file)),
        }
    }
    rewriter.finish()
}

/// Row keys with their digests.
type RowDigests = Vec<(String, Node)>;

/// Result of accepting a page.
struct AcceptedRows {
    /// Number of rows, for the report.
    count: String,
    /// One line for each row that changed since the last review.
    changes: Vec<String>,
}

fn record(edit: &mut SpecEdit, page: &PageDrift, operation: &SpecOperation, day: &str) -> Result<AcceptedRows, String> {
    let known = operation.page(page.language, page.url.as_deref(), page.title.as_deref());
    let index = match known {
        Some(index) => index,
        None => add(edit, page, operation, day)?,
    };
    let entry = operation.file.place.key("pages").index(index);
    set_day(edit, &entry, &operation.file_name, day)?;
    let titled = update_title(edit, &entry, page).map_err(|error| error.to_string())?;
    let accepted = set_rows(edit, &entry, page).map_err(|error| error.to_string())?;
    Ok(AcceptedRows { changes: titled.into_iter().chain(accepted.changes).collect(), ..accepted })
}

/// Sets the review date, which never moves back.
fn set_day(edit: &mut SpecEdit, entry: &NodePath, file_name: &str, day: &str) -> Result<(), String> {
    let reviewed = entry.key("reviewed");
    if let Some(Node::Text(before)) = edit.get(&reviewed)
        && before.as_str() > day
    {
        return Err(format!("{file_name} was compared with it on {before}, which is later than {day}"));
    }
    let day = Node::Text(day.to_owned());
    if edit.get(&reviewed) == Some(&day) {
        Ok(())
    } else {
        edit.set(&reviewed, &day).map_err(|error| error.to_string())
    }
}

/// Updates the title if the page has a new one, and reports it.
fn update_title(edit: &mut SpecEdit, entry: &NodePath, page: &PageDrift) -> Result<Option<String>, Uneditable> {
    let is_new = page.differences.iter().any(|difference| difference.fact == "title");
    let Some(title) = page.title.as_ref().filter(|_| is_new) else { return Ok(None) };
    edit.set(&entry.key("title"), &Node::Text(title.clone()))?;
    Ok(Some(format!("changed title: {title}")))
}

fn set_rows(edit: &mut SpecEdit, entry: &NodePath, page: &PageDrift) -> Result<AcceptedRows, Uneditable> {
    let rows: RowDigests =
        page.rows.iter().map(|row| (row.key.clone(), Node::Text(digest(&row.text, page.language)))).collect();
    let place = entry.key("rows");
    let old = match edit.get(&place) {
        Some(Node::Map(old)) => Some(old.clone()),
        _ => None,
    };
    match old {
        Some(old) if !old.is_empty() && !rows.is_empty() => return update_rows(edit, &place, &old, &rows),
        Some(_) => edit.remove(entry, "rows")?,
        None => {}
    }
    let count = rows.len();
    if count > 0 {
        edit.put(entry, "rows", &Fragment::Lines(rows))?;
    }
    Ok(AcceptedRows { count: format!("{count} rows"), changes: Vec::new() })
}

/// Updates the recorded rows entry by entry, which keeps the file's layout and order.
fn update_rows(
    edit: &mut SpecEdit,
    place: &NodePath,
    old: &RowDigests,
    rows: &RowDigests,
) -> Result<AcceptedRows, Uneditable> {
    let (mut changed, mut new, mut removed) = (Vec::new(), Vec::new(), Vec::new());
    for (key, digest) in rows {
        match old.iter().find(|(name, _)| name == key) {
            None => {
                edit.put(place, key, &Fragment::Inline(digest.clone()))?;
                new.push(format!("new     {key}"));
            }
            Some((_, before)) if before != digest => {
                edit.set(&place.key(key), digest)?;
                changed.push(format!("changed {key}"));
            }
            Some(_) => {}
        }
    }
    for (key, _) in old.iter().filter(|(key, _)| rows.iter().all(|(name, _)| name != key)) {
        edit.remove(place, key)?;
        removed.push(format!("removed {key}"));
    }
    let count = format!("{} rows: {} changed, {} new, {} removed", rows.len(), changed.len(), new.len(), removed.len());
    Ok(AcceptedRows { count, changes: [changed, new, removed].concat() })
}

/// Adds a page to its operation and returns its index.
fn add(edit: &mut SpecEdit, page: &PageDrift, operation: &SpecOperation, day: &str) -> Result<usize, String> {
    let Some(title) = &page.title else {
        return Err(format!("the page has no title; name it under `pages` of {} yourself", operation.file_name));
    };
    let text = |text: &str| Node::Text(text.to_owned());
    let mut entry = vec![("language".to_owned(), text(page.language)), ("title".to_owned(), text(title))];
    entry.extend(page.url.as_ref().map(|url| ("url".to_owned(), text(url))));
    entry.push(("reviewed".to_owned(), text(day)));
    let (root, entry) = (&operation.file.place, Node::Map(entry));
    let pages = root.key("pages");
    match edit.get(&pages) {
        Some(Node::List(items)) => {
            let index = items.len();
            edit.insert(&pages, index, &entry).map(|()| index).map_err(|error| error.to_string())
        }
        _ => edit.put(root, "pages", &Fragment::Items(vec![entry])).map(|()| 0).map_err(|error| error.to_string()),
    }
}
