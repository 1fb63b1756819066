//! Review marks: the page's ambiguities, and text of the page made safe for YAML and comments.

use super::draft_field::DraftField;
use crate::page::{Ambiguity, AmbiguityKind, RowId};
use dingtalk_policy::{is_foreign_blank, is_invisible};

/// Maximum length of quoted text, in characters.
const MAX_QUOTE: usize = 80;

/// Maximum length of a mark, in characters.
const MAX_MARK: usize = 400;

/// Removes invisible characters and trims whitespace. Returns `None` if nothing is left.
pub(super) fn clean(text: &str) -> Option<String> {
    let breaks = |c: char| if is_foreign_blank(c) || (c.is_whitespace() && is_invisible(c)) { ' ' } else { c };
    let visible: String = text.chars().map(breaks).filter(|c| !is_invisible(*c)).collect();
    let visible = visible.trim();
    (!visible.is_empty()).then(|| visible.to_owned())
}

/// Quotes text of the page in backticks and truncates it.
pub(super) fn quoted(text: &str) -> String {
    let text = line(text);
    match text.char_indices().nth(MAX_QUOTE) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

/// Quotes several texts.
pub(super) fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().map(quoted).collect::<Vec<_>>().join(", ")
}

/// Makes text fit on one comment line.
pub(super) fn line(text: &str) -> String {
    let seen: String =
        text.chars().map(|c| if is_invisible(c) || c == '\u{ffff}' || c == '\u{fffe}' { ' ' } else { c }).collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    let joined = words.join(" ");
    let cut = joined.char_indices().nth(MAX_MARK).map_or(joined.as_str(), |(end, _)| &joined[..end]);
    // The checker limits open brackets, and counts those in comments.
    let count = |signs: [char; 2]| cut.matches(signs).count();
    if count(['[', '{']) == count([']', '}']) { cut.to_owned() } else { cut.replace(['[', '{'], "(") }
}

/// Ambiguities that are not reported yet.
pub(super) struct PendingAmbiguities(Vec<Ambiguity>);

impl PendingAmbiguities {
    pub(super) fn new(ambiguities: &[Ambiguity]) -> Self {
        Self(ambiguities.to_vec())
    }

    /// Takes those of a row, except for those that its other marks cover.
    pub(super) fn of_row(&mut self, row: RowId, is_unsplit: bool, is_unsettled: bool) -> Vec<String> {
        let said = |kind| match kind {
            AmbiguityKind::Unsplit => is_unsplit,
            AmbiguityKind::Nesting => is_unsettled,
            _ => false,
        };
        let of_row = self.0.extract_if(.., |ambiguity| ambiguity.row == Some(row));
        of_row.filter(|ambiguity| !said(ambiguity.kind)).map(|ambiguity| ambiguity.message).collect()
    }

    /// Drops those about values that the draft lists as alternate spellings.
    pub(super) fn drop_spellings(&mut self, row: RowId, field: &DraftField) {
        self.0.retain(|ambiguity| {
            let unlisted = ambiguity.unlisted.as_ref().filter(|_| ambiguity.row == Some(row));
            !unlisted.is_some_and(|unlisted| field.has_spelling(unlisted))
        });
    }

    /// Takes those of the examples.
    pub(super) fn of_examples(&mut self) -> Vec<String> {
        let broken = self.0.extract_if(.., |ambiguity| ambiguity.kind == AmbiguityKind::BrokenExample);
        broken.map(|ambiguity| ambiguity.message).collect()
    }

    /// Returns the remaining ones, with their lines.
    pub(super) fn rest(self) -> Vec<String> {
        let rest = self.0.into_iter().map(|ambiguity| match ambiguity.line {
            Some(line) => format!("{} (line {line} of the page)", ambiguity.message),
            None => ambiguity.message,
        });
        rest.collect()
    }
}
