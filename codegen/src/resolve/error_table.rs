//! Error rows to a table: rows with one code are one variant.

use super::names::{NameKind, NameScope};
use super::words;
use crate::model::{ErrorRow, ErrorTable, GLOBAL_VARIANT, Name, Variant};
use dingtalk_policy::Retry;
use dingtalk_spec::diag::{Code, Sink};
use dingtalk_spec::{ErrorRowDecl, MessageDecl};
use std::collections::{HashMap, HashSet};

/// The rows so far: the number of each code with its messages, and the statuses that it has.
#[derive(Default)]
struct SeenRows {
    numbers: HashMap<(String, Vec<(String, String)>), usize>,
    statuses: HashSet<(usize, i64)>,
}

/// The policies of the rows so far, by code and status, which identify an error response.
#[derive(Default)]
struct RetryFacts<'a> {
    retry: HashMap<(&'a str, u16), Retry>,
    refused: HashMap<(&'a str, u16), bool>,
}

/// The codes that every operation of a dialect shares.
pub(crate) fn of_dialect(rows: Option<&[ErrorRowDecl]>, sink: &mut Sink) -> ErrorTable {
    resolve(rows, &[], sink)
}

/// The codes of an operation.
pub(crate) fn of_operation(rows: Option<&[ErrorRowDecl]>, sink: &mut Sink) -> ErrorTable {
    resolve(rows, &[GLOBAL_VARIANT], sink)
}

/// A table whose variants have other names than `reserved`.
fn resolve(rows: Option<&[ErrorRowDecl]>, reserved: &[&str], sink: &mut Sink) -> ErrorTable {
    let mut table = ErrorTable { variants: Vec::new(), rows: Vec::new() };
    let mut variants = ErrorVariants::new(reserved);
    let mut seen = SeenRows::default();
    let mut retry_facts = RetryFacts::default();
    for row in rows.unwrap_or_default() {
        let status = statuses(row, sink);
        let messages = messages(row, sink);
        report_repetition(row, &messages, &mut seen, sink);
        let retry = row.retry.as_ref().and_then(|retry| words::lookup(retry, &Retry::WORDS, sink));
        retry_facts.report(row, &status, retry, sink);
        let on = row.on.iter().flatten().map(|language| words::language(language, sink)).collect();
        let Some(variant) = variants.claim(row, &mut table.variants, sink) else { continue };
        table.rows.push(ErrorRow {
            variant,
            status,
            code: row.code.value.clone(),
            messages,
            doc: row.doc.as_ref().map(|doc| doc.value.clone()).unwrap_or_default(),
            retry,
            refused: row.refused,
            on,
        });
    }
    table
}

fn statuses(row: &ErrorRowDecl, sink: &mut Sink) -> Vec<u16> {
    let mut statuses = Vec::new();
    for status in &row.status.items {
        match u16::try_from(status.value) {
            Ok(value @ 100..=599) => statuses.push(value),
            _ => {
                let message = format!("{} is not an HTTP status", status.value);
                sink.report(Code::NotAStatus, &status.place, message).help("a status is a number from 100 to 599");
            }
        }
    }
    statuses
}

fn messages(row: &ErrorRowDecl, sink: &mut Sink) -> Vec<(String, String)> {
    match &row.message {
        None => Vec::new(),
        Some(MessageDecl::One(text)) => vec![(String::new(), text.value.clone())],
        Some(MessageDecl::ByLanguage(map)) => {
            map.iter().map(|entry| (words::language(&entry.key, sink), entry.value.value.clone())).collect()
        }
    }
}

/// A row repeats another if it has a status, the code and the messages in common with it. One row may also have a
/// status twice.
fn report_repetition(row: &ErrorRowDecl, messages: &[(String, String)], seen: &mut SeenRows, sink: &mut Sink) {
    let mut own = HashSet::new();
    let is_known = !row.code.is_placeholder();
    let next = seen.numbers.len();
    let number = *seen.numbers.entry((row.code.value.clone(), messages.to_vec())).or_insert(next);
    for status in &row.status.items {
        if !own.insert(status.value) {
            sink.report(Code::RepeatedRow, &status.place, format!("the row has the status {} twice", status.value))
                .help("remove one of them");
        } else if is_known && !seen.statuses.insert((number, status.value)) {
            let message =
                format!("a row above has the same status {}, code `{}` and message", status.value, row.code.value);
            sink.report(Code::RepeatedRow, &row.place, message).help("remove one of them");
        }
    }
}

impl<'a> RetryFacts<'a> {
    /// Reports a row that contradicts itself, or a row above with the same code and status.
    fn report(&mut self, row: &'a ErrorRowDecl, statuses: &[u16], retry: Option<Retry>, sink: &mut Sink) {
        let mut reported = Vec::new();
        for status in statuses.iter().filter(|_| !row.code.is_placeholder()) {
            for (key, message, help) in self.add(row, *status, retry) {
                if !reported.contains(&key) {
                    reported.push(key);
                    sink.report(Code::Contradiction, &row.place.key(key), message).help(help);
                }
            }
        }
    }

    /// Adds a row for one of its statuses. Returns the contradictions: the key, a message and a help.
    fn add(
        &mut self,
        row: &'a ErrorRowDecl,
        status: u16,
        retry: Option<Retry>,
    ) -> Vec<(&'static str, String, &'static str)> {
        let of = (row.code.as_str(), status);
        let differs = [
            ("retry", retry.is_some_and(|retry| *self.retry.entry(of).or_insert(retry) != retry)),
            ("refused", row.refused.is_some_and(|refused| *self.refused.entry(of).or_insert(refused) != refused)),
        ];
        let differing = differs.into_iter().filter(|(_, differs)| *differs).map(|(key, _)| {
            let message = format!("a row above with status {status} and code `{}` has another `{key}`", row.code.value);
            (
                key,
                message,
                "set it once, or to the same value in both: status and code alone identify an error response",
            )
        });
        let mut conflicts: Vec<_> = differing.collect();
        // A new token helps only if the service refused the call because of the old one.
        let together = (self.retry.get(&of), self.refused.get(&of));
        if conflicts.is_empty() && together == (Some(&Retry::RefreshToken), Some(&false)) {
            let key = if row.refused == Some(false) { Some("refused") } else { retry.map(|_| "retry") };
            let message = "`retry: refresh_token` contradicts `refused: false`: the service refused the call because of its token";
            let help = "write `refused: true`, or another `retry`";
            conflicts.extend(key.map(|key| (key, message.to_owned(), help)));
        }
        conflicts
    }
}

/// The variants of one table, by code.
struct ErrorVariants {
    scope: NameScope,
    by_code: HashMap<String, Option<Name>>,
}

impl ErrorVariants {
    fn new(reserved: &[&str]) -> Self {
        Self {
            scope: NameScope::new(
                NameKind::Error,
                "name the variant with `rename` in the code's first row",
                &[reserved],
            ),
            by_code: HashMap::new(),
        }
    }

    /// The row's variant, which its code's first row has named.
    fn claim(&mut self, row: &ErrorRowDecl, variants: &mut Vec<Variant>, sink: &mut Sink) -> Option<Name> {
        if let Some(known) = self.by_code.get(&row.code.value) {
            if let Some(rename) = &row.rename {
                let message = format!("a row above has named the variant for `{}`", row.code.value);
                sink.report(Code::ForeignKey, &rename.place.on_key(), message).help("rename the code in its first row");
            }
            return known.clone();
        }
        let name = self.scope.claim(&row.code.value, row.rename.as_ref(), &row.code.place, sink);
        self.by_code.insert(row.code.value.clone(), name.clone());
        if let Some(name) = &name {
            variants.push(Variant { name: name.clone(), code: row.code.value.clone() });
        }
        name
    }
}
