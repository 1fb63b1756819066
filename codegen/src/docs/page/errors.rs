//! Rows of the table of errors: their cells by column, and where they stand together, every way to tell them apart.

use super::cells::{ErrorCells, Row};
use super::doubts::{DoubtKind, Doubts, Quoted};
use super::shapes::{self, Shape};
use super::tables::{ErrorRow, ErrorTable};
use crate::docs::document::{Cells, TableRow};
use crate::docs::labels::Column;
use std::collections::HashSet;

/// More readings say no more than these.
const READINGS: usize = 64;
/// No code is longer, and no row has more places where a cell may end than that.
const PLACES: usize = 400;

/// Reads the rows of a stretch.
pub(super) fn read(shape: &Shape<'_>, doubts: &mut Doubts) -> ErrorTable {
    let rows = shape.rows.iter().map(|row| error(&shape.columns, row, doubts)).collect();
    ErrorTable { rows }
}

fn error(columns: &[Option<Column>], row: &TableRow, doubts: &mut Doubts) -> ErrorRow {
    let text = shapes::text(&row.cells);
    let readings = match &row.cells {
        Cells::Separate(cells) => vec![separate(columns, cells)],
        Cells::Joined(_) => joined(columns, &text),
    };
    match readings.as_slice() {
        [] => doubts.add(DoubtKind::Unsplit, row.line, format!("the cells of {} cannot be told apart", Quoted(&text))),
        [only] if only.status.is_empty() && columns.contains(&Some(Column::Status)) => {
            doubts.add(DoubtKind::Unsplit, row.line, format!("{} names no status", Quoted(&text)));
        }
        [_] => {}
        [first, ..] => doubts.add(
            DoubtKind::Unsplit,
            row.line,
            format!(
                "{} can be told apart in several ways, the likeliest with the code {}",
                Quoted(&text),
                Quoted(&first.code)
            ),
        ),
    }
    ErrorRow { row: Row { text, line: row.line }, readings }
}

fn separate(columns: &[Option<Column>], cells: &[String]) -> ErrorCells {
    let text = |column: Column| {
        let at = columns.iter().position(|known| *known == Some(column))?;
        cells.get(at).map(|text| text.trim().to_owned())
    };
    let surplus = cells.get(columns.len()..).unwrap_or_default();
    let mut description = text(Column::Description).unwrap_or_default();
    for cell in surplus.iter().filter(|cell| !cell.is_empty()) {
        if !description.is_empty() {
            description.push(' ');
        }
        description.push_str(cell);
    }
    ErrorCells {
        status: statuses(&text(Column::Status).unwrap_or_default()),
        code: text(Column::Code).unwrap_or_default(),
        message: columns.contains(&Some(Column::Message)).then(|| text(Column::Message).unwrap_or_default()),
        description,
    }
}

/// The statuses of a cell; none if it holds anything else.
fn statuses(text: &str) -> Vec<u16> {
    let parts = text.split(|c: char| matches!(c, '/' | ',' | '，' | '、' | '|' | ';') || c.is_whitespace());
    let parts = parts.filter(|part| !part.is_empty() && !matches!(*part, "or" | "和" | "或" | "and"));
    parts
        .map(|part| part.parse().ok().filter(|status| (100..1000).contains(status)))
        .collect::<Option<_>>()
        .unwrap_or_default()
}

/// How many bytes the statuses at the beginning of a text take up.
fn leading_statuses(text: &str) -> usize {
    let digits = |text: &str| text.len() >= 3 && text.bytes().take(3).all(|b| b.is_ascii_digit());
    let mut end = 0;
    while digits(&text[end..]) {
        end += 3;
        let separator = text[end..].chars().next().filter(|c| matches!(c, '/' | ',' | '、' | '，' | '|'));
        match separator {
            Some(separator) if digits(&text[end + separator.len_utf8()..]) => end += separator.len_utf8(),
            _ => break,
        }
    }
    end
}

/// All ways to tell the cells of a row apart, the likeliest first; one if it is sure.
fn joined(columns: &[Option<Column>], text: &str) -> Vec<ErrorCells> {
    let known: Vec<Column> = columns.iter().flatten().copied().collect();
    let (status, rest) =
        if known.first() == Some(&Column::Status) { text.split_at(leading_statuses(text)) } else { ("", text) };
    let rest = rest.trim_start();
    let has = |column| known.contains(&column);
    let in_order = [Column::Code, Column::Message, Column::Description].iter().filter(|column| has(**column));
    let in_order: Vec<Column> = in_order.copied().collect();
    let written: Vec<Column> = known.iter().filter(|column| in_order.contains(column)).copied().collect();
    if written != in_order || !has(Column::Code) {
        return Vec::new();
    }
    let status = statuses(status);
    let cells = |code: &str, message: Option<&str>, description: &str| ErrorCells {
        status: status.clone(),
        code: code.to_owned(),
        message: message.map(str::to_owned),
        description: description.to_owned(),
    };
    if !has(Column::Message) && !has(Column::Description) {
        return vec![cells(rest, None, "")];
    }
    if !has(Column::Message) || !has(Column::Description) {
        let ways = codes(rest).into_iter().map(|(end, _)| {
            let (code, text) = rest.split_at(end);
            if has(Column::Message) { cells(code, Some(text), "") } else { cells(code, None, text) }
        });
        return distinct(ways.take(READINGS).collect());
    }
    let ways = ways(rest);
    distinct(
        ways.iter()
            .map(|(code, message)| cells(&rest[..*code], Some(&rest[*code..*message]), &rest[*message..]))
            .collect(),
    )
}

fn distinct(readings: Vec<ErrorCells>) -> Vec<ErrorCells> {
    let mut kept: Vec<ErrorCells> = Vec::with_capacity(readings.len());
    for reading in readings {
        if !kept.contains(&reading) {
            kept.push(reading);
        }
    }
    kept
}

/// Where code and message may end, the likeliest first.
fn ways(text: &str) -> Vec<(usize, usize)> {
    let codes = codes(text);
    if let Some(sure) = sure(text, &codes) {
        return vec![sure];
    }
    let mut ways: Vec<(u32, usize, usize)> = Vec::new();
    for (code, against) in &codes {
        let said = &text[*code..];
        for (end, more) in messages(said) {
            ways.push((against + more, *code, code + end));
        }
    }
    ways.sort_by_key(|(against, ..)| *against);
    ways.dedup_by_key(|(_, code, message)| (*code, *message));
    ways.truncate(READINGS);
    ways.into_iter().map(|(_, code, message)| (code, message)).collect()
}

/// The one way that leaves no doubt: the message stands twice, or is a placeholder between a code and a sentence.
fn sure(text: &str, codes: &[(usize, u32)]) -> Option<(usize, usize)> {
    let mut doubled = codes.iter().filter_map(|(code, _)| twice(&text[*code..]).map(|half| (*code, code + half)));
    if let Some(only) = doubled.next() {
        return doubled.next().is_none().then_some(only);
    }
    let run = text.find(|c: char| !is_of_code(c))?;
    let sentence = text[run..].strip_prefix("%s")?;
    let sure = run > 0 && sentence.starts_with(|c: char| c.is_ascii_uppercase()) && !sentence.contains("%s");
    sure.then_some((run, run + 2))
}

/// Where the second half of a text begins, if it says the same as the first.
fn twice(text: &str) -> Option<usize> {
    if !text.starts_with(|c: char| c.is_alphanumeric() || c == '%') {
        return None;
    }
    let bare = |c: &char| c.is_alphanumeric() || *c == '%';
    let count = text.chars().filter(bare).count();
    if count < 4 || count % 2 == 1 {
        return None;
    }
    let (middle, _) = text.char_indices().filter(|(_, c)| bare(c)).nth(count / 2)?;
    let letters = |text: &str| text.chars().filter(bare).flat_map(char::to_lowercase).collect::<String>();
    let (first, second) = text.split_at(middle);
    let whole = !first.ends_with(|c: char| c.is_whitespace()) || first.trim_end().ends_with(['.', '。']);
    (whole && letters(first) == letters(second)).then_some(middle)
}

fn is_of_code(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// Where a code may end, and how much speaks against it.
fn codes(text: &str) -> Vec<(usize, u32)> {
    let run = text.find(|c: char| !is_of_code(c)).unwrap_or(text.len()).min(PLACES);
    let bytes = text.as_bytes();
    let mut ends: Vec<(usize, u32)> = Vec::new();
    let next = text[run..].chars().next();
    let first_word = next.is_some_and(|c| !c.is_alphanumeric() && !matches!(c, '%' | '(' | '（' | '【' | '“' | '"'));
    if run > 0 && next != Some(' ') {
        ends.push((run, if first_word { 6 } else { 0 }));
    }
    for end in (1..run).rev() {
        let (before, after) = (bytes[end - 1], bytes[end]);
        let capital = after.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit());
        let against = if echoes(&text[..end], &text[end..]) {
            0
        } else if first_word && text[..end].starts_with(&text[end..run]) && run - end > 3 {
            1
        } else if capital {
            2
        } else if after.is_ascii_digit() && before.is_ascii_alphabetic() {
            4
        } else if first_word && after.is_ascii_lowercase() && before.is_ascii_alphanumeric() {
            // The message begins in small letters, anywhere before the blank.
            5
        } else {
            continue;
        };
        // A message of one word that is no echo of the code is rather the end of the code.
        let one_word = against > 0 && !first_word;
        ends.push((end, against + if one_word { 4 } else { 0 }));
    }
    ends
}

/// Whether a message says a code once more in words: `user.not.exist` and `user not exist`.
fn echoes(code: &str, message: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> {
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase())
    }
    let mut message = letters(message);
    letters(code).count() > 3 && letters(code).all(|c| message.next() == Some(c))
}

/// Where a message may end within a text that a description follows, and how much speaks against it.
fn messages(text: &str) -> Vec<(usize, u32)> {
    let mut ends: Vec<(usize, u32)> = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices().take(PLACES) {
        if let Some(before) = before {
            // A description often says the message once more, or the end of it.
            let (message, description) = text.split_at(at);
            let again = description.len() > 5 && (message.ends_with(description) || description.starts_with(message));
            ends.extend(against(message, before, c).map(|against| (at, if again { 0 } else { against })));
        }
        before = Some(c);
    }
    ends.push((text.len(), 8));
    ends.sort_by_key(|(_, against)| *against);
    ends
}

/// How much speaks against a message that ends between two characters; none if it cannot.
fn against(message: &str, before: char, after: char) -> Option<u32> {
    if before.is_whitespace() || after.is_whitespace() {
        return None;
    }
    let script = |c: char| c.is_ascii();
    if message.ends_with("%s") && (after.is_ascii_uppercase() || !after.is_ascii()) {
        return Some(1);
    }
    if after.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit()) {
        // In Chinese, a capital is that of a name such as `userId` rather than that of a sentence.
        let word = message.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
        return Some(if word.ends_with(|c: char| !c.is_ascii()) { 7 } else { 1 });
    }
    if matches!(before, '.' | '!' | '?' | ')' | '。' | '）' | '！' | '？') && after.is_alphanumeric() {
        return if after.is_ascii_lowercase() { message.contains(' ').then_some(3) } else { Some(1) };
    }
    if before.is_alphanumeric() && after.is_alphanumeric() && script(before) != script(after) {
        return Some(2);
    }
    (!before.is_ascii() && !after.is_ascii() && before.is_alphanumeric() && after.is_alphanumeric()).then_some(6)
}

/// The codes that stand in a table with the same statuses and messages, more than once.
pub(super) fn report_twins(table: &ErrorTable, doubts: &mut Doubts) {
    let mut seen = HashSet::new();
    for row in &table.rows {
        if !seen.insert(row.row.text.as_str()) && !row.row.text.is_empty() {
            doubts.add(
                DoubtKind::Contradiction,
                row.row.line,
                format!("the row {} stands twice", Quoted(&row.row.text)),
            );
        }
    }
}
