//! Compares two saves of a page without a spec.

use super::difference::{Difference, DifferenceClass, DifferenceKind, listed};
use super::error_comparison::without_whitespace;
use super::operation_matching::remark;
use super::report::{Drift, PageDrift};
use super::row_pairs::{RowPairs, similarity};
use crate::facts::{error_key, field_path, key, path_below};
use crate::page::{BasicInfo, ErrorCells, FieldCells, Page, PageRow, Part, RequiredFlag, StatedText};
use dingtalk_spec::title::is_same_title;
use std::collections::BTreeSet;

/// Compares two saves of a page without a spec.
#[must_use]
pub fn diff_pages(old: &Page, new: &Page) -> Drift {
    let mut found = PageDiff(Vec::new());
    found.title(old.title.as_deref(), new.title.as_deref());
    found.basics(&old.basics, &new.basics);
    for part in Part::ALL {
        found.fields(&KeyedRows::of_part(old, part), &KeyedRows::of_part(new, part));
    }
    found.errors(&KeyedRows::of_errors(old), &KeyedRows::of_errors(new));
    let page = PageDrift {
        file: new.file.clone(),
        language: new.language.tag(),
        title: new.title.clone(),
        url: new.url.clone(),
        operation: None,
        against: old.file.clone(),
        differences: listed(found.0),
        rows: Vec::new(),
        remark: remark(old, new),
    };
    Drift { pages: vec![page], ..Drift::default() }
}

/// Rows with their fact names.
struct KeyedRows<'a, Cells> {
    rows: &'a [PageRow<Cells>],
    /// By the likeliest readings.
    keys: Vec<String>,
    /// Texts without whitespace.
    texts: Vec<String>,
}

impl<'a, Cells> KeyedRows<'a, Cells> {
    fn new(rows: &'a [PageRow<Cells>], keys: Vec<String>) -> Self {
        let texts = rows.iter().map(|row| without_whitespace(&row.written.text)).collect();
        Self { rows, keys, texts }
    }
}

impl<'a> KeyedRows<'a, FieldCells> {
    fn of_part(page: &'a Page, part: Part) -> Self {
        let rows = page.rows(part);
        let mut paths: Vec<String> = Vec::new();
        for row in rows {
            let holder = row.parent.and_then(|parent| Some((rows.get(parent)?, paths.get(parent)?)));
            paths.push(match (row.likeliest(), holder) {
                (None, _) => row.written.text.chars().take(40).collect(),
                (Some(cells), None) => field_path("", &cells.name, false),
                (Some(cells), Some((holder, above))) => path_below(above, holder.meaning(), &cells.name),
            });
        }
        Self::new(rows, paths.iter().map(|path| key(part, path)).collect())
    }
}

impl<'a> KeyedRows<'a, ErrorCells> {
    fn of_errors(page: &'a Page) -> Self {
        let rows = page.error_rows();
        let key = |cells: Option<&ErrorCells>| cells.map_or_else(|| "error".to_owned(), ErrorCells::key);
        Self::new(rows, rows.iter().map(|row| key(row.likeliest())).collect())
    }
}

/// Cells of two saves.
trait PageCells {
    /// Returns what agrees, the most important first.
    fn agreement(&self, other: &Self) -> [bool; 3];

    /// Returns the cells in order.
    fn shown(&self) -> Vec<String>;

    /// Returns what is said of an added or removed row.
    fn says(&self) -> &str;
}

impl PageCells for FieldCells {
    fn agreement(&self, other: &Self) -> [bool; 3] {
        [self.name == other.name, self.ty.meaning == other.ty.meaning, self.required == other.required]
    }

    fn shown(&self) -> Vec<String> {
        let mut cells = vec![self.name.clone(), self.ty.text.clone(), required(self).to_owned()];
        cells.extend([&self.example, &self.default].into_iter().flatten().cloned());
        cells.push(self.description.clone());
        cells
    }

    fn says(&self) -> &str {
        &self.ty.text
    }
}

impl PageCells for ErrorCells {
    fn agreement(&self, other: &Self) -> [bool; 3] {
        [self.code == other.code, self.status == other.status, self.message == other.message]
    }

    fn shown(&self) -> Vec<String> {
        let statuses = self.status.iter().map(u16::to_string).collect::<Vec<_>>().join("/");
        vec![statuses, self.code.clone(), self.message.clone().unwrap_or_default(), self.description.clone()]
    }

    fn says(&self) -> &'static str {
        ""
    }
}

impl ErrorCells {
    fn key(&self) -> String {
        error_key(&self.status, &self.code)
    }
}

fn required(cells: &FieldCells) -> &str {
    match &cells.required {
        Some(RequiredFlag::Yes) => "required",
        Some(RequiredFlag::No) => "optional",
        Some(RequiredFlag::Other(words)) => words,
        None => "",
    }
}

/// Returns the first readings of two rows that agree best.
fn common<'a, C: PageCells>(one: &'a PageRow<C>, other: &'a PageRow<C>) -> Option<(&'a C, &'a C)> {
    let pairs = one.readings.iter().flat_map(|one| other.readings.iter().map(move |other| (one, other)));
    let rated = pairs.map(|(one, other)| (one.agreement(other), one, other));
    rated.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, one, other)| (one, other))
}

/// Formats a row with bars between its cells, if they are certain.
fn shown<C: PageCells>(row: &PageRow<C>) -> String {
    let Some(cells) = row.certain() else { return row.written.text.clone() };
    cells.shown().into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ")
}

/// Differences found so far.
struct PageDiff(Vec<Difference>);

impl PageDiff {
    fn changed(&mut self, fact: impl Into<String>, old: &str, new: &str, line: Option<usize>) {
        self.0.push(Difference::changed(fact, new, line, old));
    }

    fn reworded(&mut self, fact: &str, old: &str, new: &str, line: Option<usize>) {
        self.0.push(Difference::new(DifferenceClass::Wording, DifferenceKind::Changed, fact).page(new, line).spec(old));
    }

    /// Reports the names that only one page has.
    fn names(&mut self, old: &BTreeSet<String>, new: &BTreeSet<String>, line: Option<usize>) {
        self.0.extend(new.difference(old).map(|name| Difference::added(name, "", line)));
        self.0.extend(old.difference(new).map(|name| Difference::removed(name, "")));
    }

    fn title(&mut self, old: Option<&str>, new: Option<&str>) {
        if let (Some(old), Some(new)) = (old, new)
            && !is_same_title(old, new)
        {
            self.reworded("title", old, new, None);
        }
    }

    fn basics(&mut self, old: &BasicInfo, new: &BasicInfo) {
        self.fact("method", old.method.as_ref(), new.method.as_ref());
        self.fact("url", old.path.as_ref(), new.path.as_ref());
        self.fact("host", old.host.as_ref(), new.host.as_ref());
        let apps = |basics: &BasicInfo| basics.apps.iter().flatten().map(|app| format!("app {}", app.word)).collect();
        self.names(&apps(old), &apps(new), None);
        let permissions = |basics: &BasicInfo| {
            let all = basics.permissions.iter().flatten();
            let names = all.filter_map(|one| one.code.as_ref().or(one.name.as_ref()));
            names.map(|name| format!("permission {name}")).collect()
        };
        self.names(&permissions(old), &permissions(new), None);
    }

    fn fact(&mut self, name: &str, old: Option<&StatedText>, new: Option<&StatedText>) {
        match (old, new) {
            (Some(old), Some(new)) if old.text != new.text => self.changed(name, &old.text, &new.text, new.line),
            (Some(old), None) => self.0.push(Difference::removed(name, &old.text)),
            (None, Some(new)) => self.0.push(Difference::added(name, &new.text, new.line)),
            _ => {}
        }
    }

    fn fields(&mut self, old: &KeyedRows<'_, FieldCells>, new: &KeyedRows<'_, FieldCells>) {
        let mut pairs = RowPairs::new(new.rows.len(), old.rows.len());
        let same_text = |one: usize, other: usize| new.texts[one] == old.texts[other];
        let same_path = |one: usize, other: usize| new.keys[one] == old.keys[other];
        pairs.pair_equal(|one, other| same_text(one, other) && same_path(one, other));
        pairs.pair_equal(same_text);
        pairs.pair_equal(same_path);
        pairs.pair_equal(|one, other| {
            common(&new.rows[one], &old.rows[other]).is_some_and(|(one, other)| one.name == other.name)
        });
        pairs.pair_similar(|one, other| {
            let (one, other) = common(&new.rows[one], &old.rows[other])?;
            (one.ty.meaning == other.ty.meaning).then(|| similarity(&one.name, &other.name))?
        });
        self.rows(&pairs, old, new, Self::field);
    }

    fn errors(&mut self, old: &KeyedRows<'_, ErrorCells>, new: &KeyedRows<'_, ErrorCells>) {
        let mut pairs = RowPairs::new(new.rows.len(), old.rows.len());
        pairs.pair_equal(|one, other| new.texts[one] == old.texts[other]);
        let same = |fits: fn(&ErrorCells, &ErrorCells) -> bool| {
            move |one: usize, other: usize| {
                common(&new.rows[one], &old.rows[other]).is_some_and(|(one, other)| fits(one, other))
            }
        };
        pairs.pair_equal(same(|one, other| one.status == other.status && one.code == other.code));
        pairs.pair_equal(same(|one, other| one.code == other.code));
        pairs.pair_similar(|one, other| {
            let (one, other) = common(&new.rows[one], &old.rows[other])?;
            (one.status == other.status).then(|| similarity(&one.code, &other.code))?
        });
        self.rows(&pairs, old, new, Self::error);
    }

    /// Reports added, changed and removed rows. `cells` returns the fact that a row with differences states.
    fn rows<C: PageCells>(
        &mut self,
        pairs: &RowPairs,
        old: &KeyedRows<'_, C>,
        new: &KeyedRows<'_, C>,
        cells: fn(&mut Self, &str, &PageRow<C>, &PageRow<C>) -> String,
    ) {
        let says = |row: &PageRow<C>| row.likeliest().map_or_else(String::new, |cells| cells.says().to_owned());
        for (index, (row, other)) in new.rows.iter().zip(&pairs.of_left).enumerate() {
            let line = row.written.line;
            let Some(other) = *other else {
                self.0.push(Difference::added(&new.keys[index], says(row), line));
                continue;
            };
            if new.texts[index] == old.texts[other] {
                continue;
            }
            let before = self.0.len();
            let fact = cells(self, &old.keys[other], &old.rows[other], row);
            if self.0.len() == before {
                self.reworded(&fact, &shown(&old.rows[other]), &shown(row), line);
            }
        }
        for (index, row) in old.rows.iter().enumerate().filter(|(index, _)| pairs.of_right[*index].is_none()) {
            self.0.push(Difference::removed(&old.keys[index], says(row)));
        }
    }

    fn field(&mut self, fact: &str, old_row: &PageRow<FieldCells>, new_row: &PageRow<FieldCells>) -> String {
        let Some((new, old)) = common(new_row, old_row) else { return fact.to_owned() };
        let line = new_row.written.line;
        if old.name != new.name {
            self.changed(fact, &old.name, &new.name, line);
        }
        if old.ty.text != new.ty.text {
            self.changed(format!("{fact} type"), &old.ty.text, &new.ty.text, line);
        }
        if old.required != new.required {
            self.changed(format!("{fact} required"), required(old), required(new), line);
        }
        let values =
            |cells: &FieldCells| cells.values.iter().map(|value| format!("{fact} value {}", value.value)).collect();
        self.names(&values(old), &values(new), line);
        fact.to_owned()
    }

    fn error(&mut self, fact: &str, old_row: &PageRow<ErrorCells>, new_row: &PageRow<ErrorCells>) -> String {
        let Some((new, old)) = common(new_row, old_row) else { return fact.to_owned() };
        let (line, fact) = (new_row.written.line, old.key());
        if (&old.status, &old.code) != (&new.status, &new.code) {
            self.changed(&fact, &fact, &new.key(), line);
        }
        let says = |cells: &ErrorCells| cells.message.clone().unwrap_or_default();
        let certain = old_row.certain().is_some() && new_row.certain().is_some();
        if certain && without_whitespace(&says(old)) != without_whitespace(&says(new)) {
            self.changed(format!("{fact} message"), &says(old), &says(new), line);
        }
        fact
    }
}
