//! Accepting a page that agrees: its day and a digest of each of its rows are kept in the spec, so that a later change of any row is seen.

mod digest;
mod page_entry;

pub(crate) use digest::digest;
pub(crate) use page_entry::entry_of;

use super::drift::{DifferenceClass, Drift, PageDrift};
use super::duplicate_pages::DuplicatePages;
use super::facts::{OperationFacts, SpecFacts};
use super::rewrite::{Rewrite, SpecRewriter};
use crate::edit::{SpecEdit, Uneditable};
use dingtalk_spec::diag::NodePath;
use dingtalk_spec::{Fragment, Node};

/// Keeps the rows of each page whose facts agree with the spec, and the day on which that was seen, such as `2026-11-22`.
///
/// A page that the spec does not name yet is added to those of its operation. The other pages are named with what keeps them from
/// being accepted.
#[must_use]
pub fn accept(found: &Drift, spec: &SpecFacts, day: &str) -> Rewrite {
    let mut bench = SpecRewriter::new(spec);
    let twins = DuplicatePages::of(found, spec);
    twins.lines(None).into_iter().for_each(|line| bench.refuse(&line));
    for page in found.pages().iter().filter(|page| !twins.has(page)) {
        let Some(operation) = page.operation.and_then(|number| spec.operations.get(number)) else { continue };
        let differs = page.of(DifferenceClass::Fact).any(|difference| !difference.since_accepted);
        if differs {
            bench.refuse(&format!("{}: not accepted, since its facts differ from {}", page.file(), operation.shown));
            continue;
        }
        let place = &operation.file.place;
        match bench.edit(place, |edit| store(edit, page, operation, day)) {
            Ok(kept) => {
                bench.say(place, &format!("{}: accepted {} ({})", operation.shown, page.file(), kept.count));
                kept.changes.into_iter().for_each(|change| bench.say(place, &format!("  {change}")));
            }
            Err(why) => bench.refuse(&format!("{}: not accepted: {why}", page.file())),
        }
    }
    bench.finish()
}

/// What is kept of a page.
type RowDigests = Vec<(String, Node)>;

/// What was written down.
struct AcceptedRows {
    /// How many rows there are.
    count: String,
    /// Each row that is kept otherwise than before.
    changes: Vec<String>,
}

/// Writes down the day, the title and the rows.
fn store(edit: &mut SpecEdit, page: &PageDrift, operation: &OperationFacts, day: &str) -> Result<AcceptedRows, String> {
    let known = entry_of(operation, page.language, page.url.as_deref(), page.title.as_deref());
    let index = match known {
        Some(index) => index,
        None => add(edit, page, operation, day)?,
    };
    let entry = operation.file.place.key("pages").index(index);
    keep_day(edit, &entry, &operation.shown, day)?;
    let titled = keep_title(edit, &entry, page).map_err(|error| error.to_string())?;
    let kept = keep_rows(edit, &entry, page).map_err(|error| error.to_string())?;
    Ok(AcceptedRows { changes: titled.into_iter().chain(kept.changes).collect(), ..kept })
}

/// The day of a comparison is never an earlier one than before.
fn keep_day(edit: &mut SpecEdit, entry: &NodePath, shown: &str, day: &str) -> Result<(), String> {
    let reviewed = entry.key("reviewed");
    if let Some(Node::Text(before)) = edit.get(&reviewed)
        && before.as_str() > day
    {
        return Err(format!("{shown} was compared with it on {before}, which is later than {day}"));
    }
    let day = Node::Text(day.to_owned());
    if edit.get(&reviewed) == Some(&day) {
        Ok(())
    } else {
        edit.set(&reviewed, &day).map_err(|error| error.to_string())
    }
}

/// Writes the title of a page that has another one now, and says so.
fn keep_title(edit: &mut SpecEdit, entry: &NodePath, page: &PageDrift) -> Result<Option<String>, Uneditable> {
    let is_new = page.differences().iter().any(|difference| difference.fact() == "title");
    let Some(title) = page.title.as_ref().filter(|_| is_new) else { return Ok(None) };
    edit.set(&entry.key("title"), &Node::Text(title.clone()))?;
    Ok(Some(format!("changed title: {title}")))
}

fn keep_rows(edit: &mut SpecEdit, entry: &NodePath, page: &PageDrift) -> Result<AcceptedRows, Uneditable> {
    let rows: RowDigests =
        page.rows.iter().map(|row| (row.key.clone(), Node::Text(digest(&row.text, page.language)))).collect();
    let place = entry.key("rows");
    let old = match edit.get(&place) {
        Some(Node::Map(old)) => Some(old.clone()),
        _ => None,
    };
    match old {
        Some(old) if !old.is_empty() && !rows.is_empty() => return renew(edit, &place, &old, &rows),
        Some(_) => edit.remove(entry, "rows")?,
        None => {}
    }
    let count = rows.len();
    if count > 0 {
        edit.put(entry, "rows", &Fragment::Lines(rows))?;
    }
    Ok(AcceptedRows { count: format!("{count} rows"), changes: Vec::new() })
}

/// Changes what is kept of a page entry by entry, so that the file keeps its layout and its order.
fn renew(
    edit: &mut SpecEdit,
    place: &NodePath,
    old: &RowDigests,
    rows: &RowDigests,
) -> Result<AcceptedRows, Uneditable> {
    let (mut changed, mut new, mut gone) = (Vec::new(), Vec::new(), Vec::new());
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
        gone.push(format!("gone    {key}"));
    }
    let count = format!("{} rows: {} changed, {} new, {} gone", rows.len(), changed.len(), new.len(), gone.len());
    Ok(AcceptedRows { count, changes: [changed, new, gone].concat() })
}

/// Adds a page to those of its operation; its number among them.
fn add(edit: &mut SpecEdit, page: &PageDrift, operation: &OperationFacts, day: &str) -> Result<usize, String> {
    let Some(title) = &page.title else {
        return Err(format!("the page has no title; name it under `pages` of {} yourself", operation.shown));
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
            edit.push(&pages, &entry).map(|()| index).map_err(|error| error.to_string())
        }
        _ => edit.put(root, "pages", &Fragment::Items(vec![entry])).map(|()| 0).map_err(|error| error.to_string()),
    }
}
