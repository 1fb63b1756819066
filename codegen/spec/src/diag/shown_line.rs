//! The part of a line that fits on a terminal, and the columns below it that are underlined.

use std::ops::Range;

use unicode_width::UnicodeWidthChar as _;

/// Takes the place of what is cut off.
const CUT: &str = "...";

/// The columns around the underlined ones that are shown in any case.
const AROUND: usize = 6;

/// A deeper indentation is cut.
const LONG_INDENT: usize = 20;

/// What is left of a deeper indentation.
const SHORT_INDENT: usize = 4;

/// A line of a spec, as much of it as is shown. Columns are those of a terminal, where a character can take two.
pub(super) struct ShownLine {
    /// True if the start is cut off, and [`ShownLine::text`] is what follows the dots.
    pub(super) begins_cut: bool,
    pub(super) text: String,
    /// True if the end is cut off.
    pub(super) ends_cut: bool,
    /// The columns that are underlined, from the start of what is shown.
    pub(super) underlined: Range<usize>,
}

impl ShownLine {
    /// At most `width` columns of a line, with these bytes of it underlined: at least one column.
    pub(super) fn new(line: &str, bytes: &Range<usize>, width: usize) -> Self {
        let start = columns(line[..bytes.start].chars());
        let end = (start + columns(line[bytes.clone()].chars())).max(start + 1);
        let length = columns(line.chars());
        let (left, right) = Self::bounds(indentation(line), &(start..end), length, width);

        let mut column = 0;
        let mut from = None;
        let mut chars = Vec::new();
        for c in line.chars() {
            let next = column + columns([c]);
            if column >= left {
                let from = *from.get_or_insert(column);
                if next - from > right - left {
                    break;
                }
                chars.push(c);
            }
            column = next;
        }
        let from = from.unwrap_or(column);

        let (begins_cut, ends_cut) = (left > 0, length > right);
        let mut text = String::new();
        let mut chars = chars.as_slice();
        if begins_cut {
            let (count, width) = replaced(chars.iter());
            text.push_str(&" ".repeat(width.saturating_sub(CUT.len())));
            chars = &chars[count..];
        }
        if ends_cut {
            let (count, _) = replaced(chars.iter().rev());
            chars = &chars[..chars.len() - count];
        }
        text.extend(chars);
        Self { begins_cut, text, ends_cut, underlined: start - from..end - from }
    }

    /// The columns of a line that are shown, first and end: as much as possible of what precedes the underlined columns.
    fn bounds(indentation: usize, underlined: &Range<usize>, length: usize, width: usize) -> (usize, usize) {
        let indentation = indentation.min(underlined.start).saturating_sub(AROUND);
        let (start, end) = (underlined.start.saturating_sub(AROUND), underlined.end + AROUND);
        let left = if indentation > LONG_INDENT { indentation - LONG_INDENT + SHORT_INDENT } else { 0 };
        let (left, right) = if length - left <= width {
            (left, length)
        } else if end - indentation <= width {
            (indentation, indentation + width)
        } else if end - start <= width {
            let left = start.saturating_sub((width - (end - start)) / 2);
            (left, left + width)
        } else {
            (start, end)
        };
        (left, if length - left <= width { length } else { right.min(length) })
    }
}

/// The number of characters at the start of a line that are blank; none if all are.
fn indentation(line: &str) -> usize {
    if line.trim().is_empty() { 0 } else { line.chars().take_while(|c| c.is_whitespace()).count() }
}

/// The columns that characters take.
fn columns(chars: impl IntoIterator<Item = char>) -> usize {
    chars.into_iter().map(|c| c.width().unwrap_or(1)).sum()
}

/// The number of characters whose place the dots take, and their columns.
fn replaced<'c>(chars: impl Iterator<Item = &'c char>) -> (usize, usize) {
    let (mut count, mut width) = (0, 0);
    for c in chars {
        if width >= CUT.len() {
            break;
        }
        count += 1;
        width += columns([*c]);
    }
    (count, width)
}
