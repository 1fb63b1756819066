//! `fix` writes what a page has beside the spec as a person would have, in every format.

use crate::changes::forms;
use crate::support::{drift, each, read};
use dingtalk_generated_pages::{ErrorRow, Field, Mutation, Page, Part, SavedFormat, pages, spec};
use dingtalk_pages::{DifferenceClass, DifferenceKind, SpecFacts};
use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Kinds of additions that are always written if the comparison names them.
const ALWAYS: [&str; 4] = ["error added", "list added", "object added", "value added"];

/// Other kinds of additions: pages do not always show where such a row belongs.
const SOMETIMES: &str = "row added";

/// Reasons for not adding a joined row, which has a mark in a draft, too.
const OPEN: [&str; 2] = ["the row has other readings", "nothing on the page parts the cells of the row"];

/// What became of an added fact in one format.
#[derive(Clone, Copy, Default)]
struct Counts {
    all: usize,
    /// Reported by its name.
    named: usize,
    /// Written as a person would have.
    exact: usize,
}

/// The spec, with the page of one language for each operation that has this page.
fn spec_of(page: &Page) -> (String, BTreeMap<String, String>) {
    let (operation, language) = page.name.split_once('.').expect("a name with a language");
    let mut texts = spec();
    let file = texts.keys().find(|name| name.ends_with(&format!("/{operation}.yaml"))).cloned().expect("a file");
    let other = format!("  - {{ language: {},", if language == "en" { "zh" } else { "en" });
    let lines = texts[&file].lines().filter(|line| !line.starts_with(&other));
    let text: String = lines.flat_map(|line| [line, "\n"]).collect();
    texts.insert(file.clone(), text);
    (file, texts)
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn map<'a>(entries: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    Value::Mapping(entries.into_iter().map(|(key, value)| (text(key), value)).collect())
}

/// Inserts an entry behind the last of these keys that a map has.
fn insert(holder: &mut Value, before: &[String], key: &str, value: Value) -> Option<()> {
    let mut entries: Vec<(Value, Value)> = holder.as_mapping()?.clone().into_iter().collect();
    let last = before.iter().rev().find_map(|name| entries.iter().position(|(key, _)| key.as_str() == Some(name)));
    entries.insert(last.map_or(0, |last| last + 1), (text(key), value));
    *holder = Value::Mapping(entries.into_iter().collect::<Mapping>());
    Some(())
}

fn error(row: &ErrorRow) -> Value {
    let statuses: Vec<Value> =
        row.status.split('/').filter_map(|status| Some(status.parse::<u16>().ok()?.into())).collect();
    let status = if let [only] = statuses.as_slice() { only.clone() } else { Value::Sequence(statuses) };
    let message = row.message.as_ref().map(|message| ("message", text(message)));
    map([("status", status), ("code", text(&row.code))].into_iter().chain(message))
}

/// Adds the error row at an index to the file of an operation.
fn add_error(file: &mut Value, page: &Page, at: usize) -> Option<()> {
    let language = page.name.split('.').nth(1)?;
    let rows = file["errors"].as_sequence_mut()?;
    let is_on = |row: &Value| row["on"].as_sequence().is_none_or(|on| on.iter().any(|word| word == language));
    let own: Vec<usize> = (0..rows.len()).filter(|index| is_on(&rows[*index])).collect();
    let index = at.checked_sub(1).map_or(0, |before| own[before] + 1);
    rows.insert(index, error(&page.errors[at]));
    Some(())
}

/// Returns the map of the fields beside a row, with the names of the rows before it.
fn beside<'v>(file: &'v mut Value, part: Part, fields: &[Field], row: usize) -> Option<(&'v mut Value, Vec<String>)> {
    let parent = |row: usize| fields[..row].iter().rposition(|other| other.depth < fields[row].depth);
    let before = (0..row).filter(|other| parent(*other) == parent(row)).map(|other| fields[other].name.clone());
    let before = before.collect();
    let mut path: Vec<&str> =
        std::iter::successors(parent(row), |row| parent(*row)).map(|row| fields[row].name.as_str()).collect();
    path.reverse();
    let mut holder = match part {
        Part::Header => &mut file["request"]["headers"],
        Part::Path => return None,
        Part::Query => &mut file["request"]["query"],
        Part::Body => &mut file["request"]["body"],
        Part::Response => &mut file["response"],
    };
    for name in path {
        // A row without a name is the whole body or response, or an element.
        let field = if name.is_empty() { holder } else { holder.get_mut(name)? };
        holder = innermost(field).get_mut("fields")?;
    }
    Some((holder, before))
}

fn innermost(mut field: &mut Value) -> &mut Value {
    while field.get("items").is_some() {
        field = field.get_mut("items").expect("items");
    }
    field
}

/// Adds the rows at an index of a table, which are one field with the fields in it.
fn add_field(file: &mut Value, mutation: &Mutation, table: usize, at: usize) -> Option<()> {
    let (part, fields) = &mutation.page.tables[table];
    let field = &fields[at];
    let typed = |ty: &str| map([("type", text(ty))]);
    let value = match mutation.cell {
        "object added" => {
            let inner = map([("note", typed("string")), ("count", typed("int64"))]);
            map([("type", text("object")), ("fields", inner)])
        }
        "list added" => {
            let sent = &mutation.page.request_example;
            let shows_none = !sent.contains("addedTags=a,") && !sent.contains("&addedTags=b");
            let mut others = file["request"]["query"].as_mapping().into_iter().flatten();
            let of_others = others.find_map(|(_, field)| field["style"].as_str());
            let shown = if sent.contains("addedTags=a,") { "comma" } else { "repeated" };
            let style = text(of_others.filter(|_| shows_none).unwrap_or(shown));
            map([("type", text("array")), ("style", style), ("items", typed("string"))])
        }
        _ => typed("string"),
    };
    let (holder, before) = beside(file, *part, fields, at)?;
    if holder.is_null() {
        *holder = Value::Mapping(Mapping::new());
    }
    insert(holder, &before, &field.name, value)
}

/// Adds an enum value to a row.
fn add_value(file: &mut Value, page: &Page, table: usize, row: usize, fact: &str) -> Option<()> {
    let (part, fields) = &page.tables[table];
    let (_, value) = fact.rsplit_once(' ')?;
    let listed = fields[row].description.split(" - ").skip(1);
    let listed: Vec<&str> = listed.filter_map(|item| Some(item.split_once([':', '：'])?.0.trim_matches('*'))).collect();
    let before: Vec<String> =
        listed.iter().take_while(|other| **other != value).map(|other| (*other).to_owned()).collect();
    let (holder, _) = beside(file, *part, fields, row)?;
    let values = innermost(holder.get_mut(fields[row].name.as_str())?).get_mut("values")?;
    insert(values, &before, value, map([]))
}

/// Returns the file with the added fact, if the spec can be changed there.
fn expected(base: &Page, mutation: &Mutation, text: &str) -> Option<String> {
    let mut file: Value = serde_yaml::from_str(text).expect("YAML");
    let page = &mutation.page;
    let first_other = |(one, other): (&[Field], &[Field])| (0..other.len()).find(|at| one.get(*at) != other.get(*at));
    let tables = base.tables.iter().zip(&page.tables).map(|((_, one), (_, other))| (one.as_slice(), other.as_slice()));
    let changed = || tables.clone().enumerate().find_map(|(table, pair)| Some((table, first_other(pair)?)));
    match mutation.cell {
        "error added" => {
            let at = (0..page.errors.len()).find(|at| base.errors.get(*at) != page.errors.get(*at))?;
            add_error(&mut file, page, at)?;
        }
        "value added" => {
            let (table, row) = changed()?;
            add_value(&mut file, page, table, row, mutation.facts.first()?)?;
        }
        _ => {
            let (table, at) = changed()?;
            add_field(&mut file, mutation, table, at)?;
        }
    }
    serde_yaml::to_string(&file).ok()
}

/// Fixes the spec by a changed page in some formats. Returns the counts, and what went wrong.
fn outcomes(number: usize, base: &Page, mutation: &Mutation) -> Vec<(SavedFormat, Counts, Option<String>)> {
    let (file, texts) = spec_of(base);
    let spec = SpecFacts::load_texts(texts.clone()).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
    let expected = expected(base, mutation, &texts[&file]);
    let outcome = |form: SavedFormat| {
        let page = [read(&mutation.page, form.into())];
        let found = dingtalk_pages::drift(&page, &spec);
        let added = |one: &&dingtalk_pages::Difference| {
            one.class == DifferenceClass::Fact && one.change == DifferenceKind::Added
        };
        let is_named = found.differences().filter(added).any(|one| mutation.is_named(&one.fact, true));
        let rewrite = dingtalk_pages::fix(&found, &page, &spec);
        let written = rewrite.files.get(&file);
        let value = written.and_then(|text| serde_yaml::to_string(&serde_yaml::from_str::<Value>(text).ok()?).ok());
        let agrees = written.is_some_and(|written| {
            let mut texts = texts.clone();
            texts.insert(file.clone(), written.clone());
            SpecFacts::load_texts(texts).is_ok_and(|spec| drift(&mutation.page, form.into(), &spec).agrees())
        });
        let is_exact = agrees && value == expected;
        let counts = Counts { all: 1, named: is_named.into(), exact: is_exact.into() };
        let is_open = !form.separates() && rewrite.left.iter().any(|left| OPEN.iter().any(|why| left.contains(why)));
        let wrong = (!is_exact && (written.is_some() || (is_named && !is_open))).then(|| {
            let new = written.into_iter().flat_map(|text| text.lines()).filter(|line| !texts[&file].contains(line));
            let new: Vec<&str> = new.collect();
            format!("{} in {form:?}: {}: {:?}, {:?}", mutation.page.name, mutation.change, rewrite.left, new)
        });
        (form, counts, wrong)
    };
    forms(number).into_iter().map(outcome).collect()
}

#[test]
fn what_needs_no_decision_is_written_as_a_person_would_have() {
    let pages = pages();
    let cases = pages.iter().flat_map(|page| page.mutations().into_iter().map(move |mutation| (page, mutation)));
    let is_addition = |mutation: &Mutation| ALWAYS.contains(&mutation.cell) || mutation.cell == SOMETIMES;
    // Every third of the error rows, of which there are many.
    let is_taken = |(number, (_, mutation)): &(usize, (&Page, Mutation))| {
        is_addition(mutation) && mutation.is_visible() && (mutation.cell != "error added" || number.is_multiple_of(3))
    };
    let cases: Vec<_> = cases.enumerate().filter(is_taken).map(|(_, case)| case).enumerate().collect();
    let mut counts: BTreeMap<&str, BTreeMap<SavedFormat, Counts>> = BTreeMap::new();
    let mut wrong = Vec::new();
    let found = each(&cases, |(number, (page, mutation))| outcomes(*number, page, mutation));
    for ((_, (_, mutation)), outcomes) in cases.iter().zip(found) {
        for (form, outcome, what) in outcomes {
            let sum = counts.entry(mutation.cell).or_default().entry(form).or_default();
            sum.all += outcome.all;
            sum.named += outcome.named;
            sum.exact += outcome.exact;
            wrong.extend(what.filter(|what| ALWAYS.contains(&mutation.cell) || !what.ends_with(", []")));
        }
    }
    let mut table = format!("written exactly / named / all\n{:14}", "");
    for form in SavedFormat::ALL {
        let _ = write!(table, "{:>14}", format!("{form:?}"));
    }
    for (cell, forms) in &counts {
        let _ = write!(table, "\n{cell:14}");
        for form in SavedFormat::ALL {
            let Counts { all, named, exact } = forms.get(&form).copied().unwrap_or_default();
            let _ = write!(table, "{:>14}", format!("{exact}/{named}/{all}"));
        }
    }
    println!("{table}");
    assert!(wrong.is_empty(), "{} facts were not written exactly:\n{}", wrong.len(), wrong.join("\n"));
    for (cell, forms) in counts.iter().filter(|(cell, _)| ALWAYS.contains(cell)) {
        let is_low = |(_, counts): &(_, &Counts)| counts.exact * 10 < counts.named * 9 || counts.named < counts.all;
        assert!(!forms.iter().any(|form| is_low(&form)), "{cell}: too little is written:\n{table}");
    }
}
