//! Lines and columns of a text, counted as editors do: `\n`, `\r\n` and a lone `\r` end a line.

/// Line and column of a byte, both counted from 1, the column in characters.
pub fn position(text: &str, byte: usize) -> (usize, usize) {
    let mut line = 1;
    let mut start = 0;
    for (from, content) in lines(text).take_while(|(from, _)| *from <= byte) {
        line += usize::from(from > 0);
        start = from;
        if byte <= from + content.len() {
            break;
        }
    }
    let before = text.get(start..byte).unwrap_or_default();
    (line, before.chars().count() + 1)
}

/// A line, counted from 1, without its line break.
pub(crate) fn line(text: &str, number: usize) -> Option<&str> {
    lines(text).nth(number.checked_sub(1)?).map(|(_, content)| content)
}

/// The byte at a line and a column, both counted from 1.
pub(crate) fn byte(text: &str, number: usize, column: usize) -> Option<usize> {
    let (start, content) = lines(text).nth(number.checked_sub(1)?)?;
    let mut ends = content.char_indices().map(|(byte, _)| byte).chain([content.len()]);
    Some(start + ends.nth(column.checked_sub(1)?)?)
}

/// The start of the character that a byte belongs to; the end of the text for what lies behind it.
pub(crate) fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or(0)
}

/// Each line with the byte that it starts at.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = Some(0);
    std::iter::from_fn(move || {
        let start = rest?;
        let tail = &text[start..];
        let Some(end) = tail.find(['\n', '\r']) else {
            rest = None;
            return Some((start, tail));
        };
        let width = if tail[end..].starts_with("\r\n") { 2 } else { 1 };
        rest = Some(start + end + width);
        Some((start, &tail[..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::{byte, line, position};

    #[test]
    fn every_kind_of_line_break_counts_once() {
        let text = "a\nbé\r\nc\rd";
        assert_eq!(position(text, 0), (1, 1));
        assert_eq!(position(text, text.find('b').unwrap()), (2, 1));
        assert_eq!(position(text, text.find("\r\n").unwrap()), (2, 3));
        assert_eq!(position(text, text.find('c').unwrap()), (3, 1));
        assert_eq!(position(text, text.len()), (4, 2));
        assert_eq!(byte(text, 2, 3), text.find("\r\n"));
        assert_eq!(line(text, 2), Some("bé"));
        assert_eq!(line(text, 5), None);
    }
}
