//! Rows of a page's error table. Ambiguous cells are resolved with the spec.

use super::error_comparison::without_whitespace;
use crate::facts::{ErrorFact, error_key};
use crate::labels::statuses;
use crate::page::{ErrorCells, ErrorRow, PageText};
use std::collections::HashSet;

/// Minimum similarity to the code whose message follows.
const MIN_SIMILARITY: f64 = 0.5;

/// Maximum number of pairs of a joined row and a row of the spec. Beyond it, joined rows take their likeliest reading.
const MAX_PAIRS: usize = 1 << 20;

/// An error row.
#[derive(Debug)]
pub(super) struct ReadErrorRow<'a> {
    pub(super) row: &'a PageText,
    pub(super) statuses: Vec<u16>,
    pub(super) code: String,
    pub(super) message: Option<String>,
    /// Set if the cells are unambiguous without the spec.
    pub(super) certain: bool,
}

impl ReadErrorRow<'_> {
    /// Returns the name of the fact.
    pub(super) fn key(&self) -> String {
        if self.code.is_empty() && self.statuses.is_empty() {
            return "error".to_owned();
        }
        error_key(&self.statuses, &self.code)
    }

    /// Describes the row in a few words.
    pub(super) fn describe(&self) -> String {
        match &self.message {
            _ if self.code.is_empty() => self.row.text.chars().take(60).collect(),
            Some(message) => message.clone(),
            None => String::new(),
        }
    }
}

/// Returns the rows of a table. Ambiguous rows take the reading that fits the spec. `written` is the language of
/// messages without a language.
pub(super) fn read_errors<'a>(
    rows: &'a [ErrorRow],
    known: &[ErrorFact],
    language: &str,
    written: &str,
) -> Vec<ReadErrorRow<'a>> {
    let known = if rows.len() * known.len() > MAX_PAIRS { &[] } else { known };
    let spec = KnownErrors::new(known, language, written);
    let read =
        |row: &'a ErrorRow| row.certain().map_or_else(|| spec.joined(row), |cells| certain_row(&row.written, cells));
    rows.iter().map(read).collect()
}

fn certain_row<'a>(row: &'a PageText, cells: &ErrorCells) -> ReadErrorRow<'a> {
    let statuses = statuses::distinct(cells.status.iter().copied());
    ReadErrorRow { row, statuses, code: cells.code.clone(), message: cells.message.clone(), certain: true }
}

/// Error rows of the spec, used to split joined rows.
struct KnownErrors<'a> {
    rows: Vec<KnownError<'a>>,
    /// Distinctive messages, unlike `%s`.
    messages: HashSet<String>,
}

/// An error row of the spec, without whitespace, which joined text may lack.
struct KnownError<'a> {
    statuses: &'a [u16],
    code: &'a str,
    message: Option<&'a str>,
    joined_code: String,
    joined_message: Option<String>,
}

impl<'s> KnownErrors<'s> {
    fn new(rows: &'s [ErrorFact], language: &'s str, written: &'s str) -> Self {
        let known = |row: &'s ErrorFact| {
            let message = row.message(language, written);
            let (joined_code, joined_message) = (without_whitespace(&row.code), message.map(without_whitespace));
            KnownError { statuses: &row.statuses, code: &row.code, message, joined_code, joined_message }
        };
        let rows: Vec<KnownError<'s>> = rows.iter().map(known).collect();
        let messages = rows.iter().filter_map(|row| row.joined_message.clone());
        let messages = messages.filter(|says| says.len() > 3 && says.chars().any(char::is_alphabetic)).collect();
        Self { rows, messages }
    }

    fn joined<'a>(&self, row: &'a ErrorRow) -> ReadErrorRow<'a> {
        let text = without_whitespace(&row.written.text);
        let (head, mut rest) = statuses::split(&text);
        let mut statuses = statuses::distinct(statuses::parse(head));
        // Without a column of statuses, the row starts with its code.
        let coded = row.likeliest().filter(|cells| !cells.code.is_empty() && text.starts_with(&cells.code));
        if let Some(cells) = coded.filter(|cells| cells.code.len() > head.len() || cells.status != statuses) {
            (statuses, rest) = (cells.status.clone(), &text);
        }
        let found = self.whole(rest, &statuses).or_else(|| self.by_code(rest, row)).or_else(|| self.by_message(rest));
        if let Some((code, message)) = found {
            return ReadErrorRow { row: &row.written, statuses, code, message, certain: false };
        }
        let known = row.readings.iter().find(|cells| self.has_message(cells));
        match known.or_else(|| row.readings.first()) {
            Some(cells) => ReadErrorRow { certain: false, ..certain_row(&row.written, cells) },
            None => ReadErrorRow { row: &row.written, statuses, code: String::new(), message: None, certain: false },
        }
    }

    /// Returns `true` if the spec has a reading's message.
    fn has_message(&self, cells: &ErrorCells) -> bool {
        cells.message.as_deref().is_some_and(|message| self.messages.contains(&without_whitespace(message)))
    }

    /// Returns the longest code and message of the spec at the start of the text.
    fn whole(&self, rest: &str, statuses: &[u16]) -> Option<(String, Option<String>)> {
        let fits = self.rows.iter().filter_map(|row| {
            let message = row.joined_message.as_deref()?;
            let behind = rest.strip_prefix(&row.joined_code)?;
            behind.starts_with(message).then_some((row, message))
        });
        let weight =
            |(row, message): &(&KnownError<'_>, &str)| (row.code.len() + message.len(), row.statuses == statuses);
        let (row, _) = fits.max_by_key(weight)?;
        Some((row.code.to_owned(), row.message.map(str::to_owned)))
    }

    /// Returns a code of the spec with a message that the spec lacks or has differently.
    fn by_code(&self, rest: &str, row: &ErrorRow) -> Option<(String, Option<String>)> {
        let reading = row.readings.first();
        let anchored = self.by_message(rest);
        let fits = self.rows.iter().filter(|known| rest.starts_with(&known.joined_code));
        let longest = fits.max_by_key(|known| known.code.len())?;
        let behind = &rest[longest.joined_code.len()..];
        let goes_on = behind.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
        let other = reading.filter(|cells| cells.code != longest.code);
        let read = row.readings.iter().find(|cells| cells.code == longest.code);
        match (longest.message, read) {
            // The spec cannot tell whether the code ends here.
            (None, read) => Some((longest.code.to_owned(), read.and_then(|cells| cells.message.clone()))),
            (Some(_), _) if goes_on && anchored.is_some() => anchored,
            (Some(_), _) if goes_on && behind.starts_with(['.', '_', '-']) && other.is_some() => None,
            (Some(_), Some(cells)) => Some((longest.code.to_owned(), cells.message.clone())),
            (Some(_), None) => Some((longest.code.to_owned(), Some(behind.chars().take(40).collect()))),
        }
    }

    /// Returns a code in front of a known message, where the spec has a similar code.
    fn by_message(&self, rest: &str) -> Option<(String, Option<String>)> {
        let fits = self.rows.iter().filter_map(|row| {
            let message = row.joined_message.as_deref().filter(|message| !message.is_empty())?;
            let end = rest.match_indices(message).map(|(start, _)| start).find(|start| *start > 0)?;
            let code = &rest[..end];
            let is_code = code.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
            is_code.then(|| (strsim::normalized_levenshtein(code, row.code), code, row))
        });
        let alike = fits.filter(|(similarity, ..)| *similarity >= MIN_SIMILARITY);
        let (_, code, row) = alike.max_by(|one, other| one.0.total_cmp(&other.0))?;
        Some((code.to_owned(), row.message.map(str::to_owned)))
    }
}
