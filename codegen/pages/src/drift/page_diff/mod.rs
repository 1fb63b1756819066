//! Compares two saves of a page without a spec.

mod common_readings;
mod keyed_rows;

use super::difference::{Difference, DifferenceClass, DifferenceKind, listed};
use super::error_comparison::without_whitespace;
use super::report::{Drift, PageDrift};
use super::row_pairs::RowPairs;
use super::same_page;
use crate::facts::error_key;
use crate::page::{BasicInfo, ErrorCells, ErrorRow, FieldCells, FieldRow, Page, Part, StatedText};
use common_readings::{common_cells, common_error, required, shown, shown_error};
use dingtalk_spec::title::is_same_title;
use keyed_rows::{PartRows, error_row_key, error_rows};
use std::collections::BTreeSet;

/// Minimum similarity for treating a name as renamed.
const MIN_SIMILARITY: f64 = 0.6;

/// Compares two saves of a page without a spec.
#[must_use]
pub fn diff_pages(old: &Page, new: &Page) -> Drift {
    let mut found = PageDiff(Vec::new());
    found.title(old.title.as_deref(), new.title.as_deref());
    found.basics(&old.basics, &new.basics);
    for part in [Part::Header, Part::Path, Part::Query, Part::Body, Part::Response] {
        found.fields(&PartRows::of(old, part), &PartRows::of(new, part));
    }
    found.errors(&error_rows(old), &error_rows(new));
    let page = PageDrift {
        file: new.file.clone(),
        language: new.language.tag(),
        title: new.title.clone(),
        url: new.url.clone(),
        operation: None,
        against: old.file.clone(),
        differences: listed(found.0),
        rows: Vec::new(),
        remark: same_page::remark(old, new),
    };
    Drift { pages: vec![page], ..Drift::default() }
}

/// Differences found so far.
struct PageDiff(Vec<Difference>);

impl PageDiff {
    fn changed(&mut self, fact: String, old: impl Into<String>, new: impl Into<String>, line: Option<usize>) {
        self.0.push(Difference::new(DifferenceClass::Fact, DifferenceKind::Changed, fact).page(new, line).spec(old));
    }

    fn added(&mut self, fact: String, new: impl Into<String>, line: Option<usize>) {
        self.0.push(Difference::new(DifferenceClass::Fact, DifferenceKind::Added, fact).page(new, line));
    }

    fn removed(&mut self, fact: String, old: impl Into<String>) {
        self.0.push(Difference::new(DifferenceClass::Fact, DifferenceKind::Removed, fact).spec(old));
    }

    fn reworded(&mut self, fact: String, old: String, new: String, line: Option<usize>) {
        self.0.push(Difference::new(DifferenceClass::Wording, DifferenceKind::Changed, fact).page(new, line).spec(old));
    }

    fn title(&mut self, old: Option<&str>, new: Option<&str>) {
        if let (Some(old), Some(new)) = (old, new)
            && !is_same_title(old, new)
        {
            self.reworded("title".to_owned(), old.to_owned(), new.to_owned(), None);
        }
    }

    fn basics(&mut self, old: &BasicInfo, new: &BasicInfo) {
        let facts =
            [("method", &old.method, &new.method), ("url", &old.path, &new.path), ("host", &old.host, &new.host)];
        for (name, old, new) in facts {
            self.fact(name, old.as_ref(), new.as_ref());
        }
        let apps = |basics: &BasicInfo| basics.apps.iter().flatten().map(|app| format!("app {}", app.word)).collect();
        let codes = |basics: &BasicInfo| {
            let permissions = basics.permissions.iter().flatten();
            let name = permissions.filter_map(|one| one.code.as_ref().or(one.name.as_ref()));
            name.map(|name| format!("permission {name}")).collect()
        };
        for names in [[apps(old), apps(new)], [codes(old), codes(new)]] {
            let [old, new]: [BTreeSet<String>; 2] = names;
            new.difference(&old).for_each(|name| self.added(name.clone(), "", None));
            old.difference(&new).for_each(|name| self.removed(name.clone(), ""));
        }
    }

    fn fact(&mut self, name: &str, old: Option<&StatedText>, new: Option<&StatedText>) {
        match (old, new) {
            (Some(old), Some(new)) if old.text != new.text => {
                self.changed(name.to_owned(), &old.text, &new.text, new.line);
            }
            (Some(old), None) => self.removed(name.to_owned(), &old.text),
            (None, Some(new)) => self.added(name.to_owned(), &new.text, new.line),
            _ => {}
        }
    }

    fn fields(&mut self, old: &PartRows<'_>, new: &PartRows<'_>) {
        let mut pairs = RowPairs::new(new.list.len(), old.list.len());
        let texts =
            |rows: &PartRows<'_>| rows.list.iter().map(|row| without_whitespace(&row.row.text)).collect::<Vec<_>>();
        let (new_texts, old_texts) = (texts(new), texts(old));
        let same_text = |one: usize, other: usize| new_texts[one] == old_texts[other];
        let same_path = |one: usize, other: usize| new.paths[one] == old.paths[other];
        pairs.pair_equal(|one, other| same_text(one, other) && same_path(one, other));
        pairs.pair_equal(same_text);
        pairs.pair_equal(same_path);
        pairs.pair_equal(|one, other| {
            common_cells(new.list[one], old.list[other]).is_some_and(|(one, other)| one.name == other.name)
        });
        pairs.pair_similar(|one, other| {
            let (one, other) = common_cells(new.list[one], old.list[other])?;
            (one.ty.meaning == other.ty.meaning).then(|| similarity(&one.name, &other.name))?
        });
        for (row, other) in pairs.of_left.iter().enumerate() {
            match other {
                Some(other) => self.field(&old.key(*other), old.list[*other], new.list[row]),
                None => {
                    let says = new.list[row].readings.first().map_or("", |cells| cells.ty.text.as_str());
                    self.added(new.key(row), says, new.list[row].row.line);
                }
            }
        }
        for (row, other) in pairs.of_right.iter().enumerate() {
            if other.is_none() {
                let says = old.list[row].readings.first().map_or("", |cells| cells.ty.text.as_str());
                self.removed(old.key(row), says);
            }
        }
    }

    fn field(&mut self, fact: &str, old: &FieldRow, new: &FieldRow) {
        if without_whitespace(&old.row.text) == without_whitespace(&new.row.text) {
            return;
        }
        let before = self.0.len();
        if let Some((new_cells, old_cells)) = common_cells(new, old) {
            self.cells(fact, old_cells, new_cells, new.row.line);
        }
        if self.0.len() == before {
            self.reworded(fact.to_owned(), shown(old), shown(new), new.row.line);
        }
    }

    fn cells(&mut self, fact: &str, old: &FieldCells, new: &FieldCells, line: Option<usize>) {
        if old.name != new.name {
            self.changed(fact.to_owned(), &old.name, &new.name, line);
        }
        if old.ty.text != new.ty.text {
            self.changed(format!("{fact} type"), &old.ty.text, &new.ty.text, line);
        }
        if old.required != new.required {
            self.changed(format!("{fact} required"), required(old), required(new), line);
        }
        let values = |cells: &FieldCells| cells.values.iter().map(|value| value.value.clone()).collect();
        let (old, new): (BTreeSet<String>, BTreeSet<String>) = (values(old), values(new));
        new.difference(&old).for_each(|value| self.added(format!("{fact} value {value}"), "", line));
        old.difference(&new).for_each(|value| self.removed(format!("{fact} value {value}"), ""));
    }

    fn errors(&mut self, old: &[&ErrorRow], new: &[&ErrorRow]) {
        let mut pairs = RowPairs::new(new.len(), old.len());
        let texts = |rows: &[&ErrorRow]| rows.iter().map(|row| without_whitespace(&row.row.text)).collect::<Vec<_>>();
        let (new_texts, old_texts) = (texts(new), texts(old));
        pairs.pair_equal(|one, other| new_texts[one] == old_texts[other]);
        let same = |fits: fn(&ErrorCells, &ErrorCells) -> bool| {
            move |one: usize, other: usize| {
                let found = common_error(new[one], old[other]);
                found.is_some_and(|(one, other)| fits(one, other))
            }
        };
        pairs.pair_equal(same(|one, other| one.status == other.status && one.code == other.code));
        pairs.pair_equal(same(|one, other| one.code == other.code));
        pairs.pair_similar(|one, other| {
            let (one, other) = common_error(new[one], old[other])?;
            (one.status == other.status).then(|| similarity(&one.code, &other.code))?
        });
        for (row, other) in pairs.of_left.iter().enumerate() {
            match other {
                Some(other) => self.error(old[*other], new[row]),
                None => self.added(error_row_key(new[row]), "", new[row].row.line),
            }
        }
        let removed = pairs.of_right.iter().enumerate().filter(|(_, other)| other.is_none());
        removed.for_each(|(row, _)| self.removed(error_row_key(old[row]), ""));
    }

    fn error(&mut self, old: &ErrorRow, new: &ErrorRow) {
        if without_whitespace(&old.row.text) == without_whitespace(&new.row.text) {
            return;
        }
        let line = new.row.line;
        let Some((new_cells, old_cells)) = common_error(new, old) else {
            self.reworded(error_row_key(old), shown_error(old), shown_error(new), line);
            return;
        };
        let fact = error_key(&old_cells.status, &old_cells.code);
        let before = self.0.len();
        if (&old_cells.status, &old_cells.code) != (&new_cells.status, &new_cells.code) {
            self.changed(fact.clone(), &fact, error_key(&new_cells.status, &new_cells.code), line);
        }
        let says = |cells: &ErrorCells| cells.message.clone().unwrap_or_default();
        let certain = old.certain().is_some() && new.certain().is_some();
        if certain && without_whitespace(&says(old_cells)) != without_whitespace(&says(new_cells)) {
            self.changed(format!("{fact} message"), says(old_cells), says(new_cells), line);
        }
        if self.0.len() == before {
            self.reworded(fact, shown_error(old), shown_error(new), line);
        }
    }
}

/// Returns the similarity of two names if it is high enough. Names of very different length are skipped.
fn similarity(one: &str, other: &str) -> Option<f64> {
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    if long > short * 2 {
        return None;
    }
    Some(strsim::normalized_levenshtein(one, other)).filter(|similarity| *similarity >= MIN_SIMILARITY)
}
