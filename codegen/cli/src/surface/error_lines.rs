//! The lines of an error table.

use super::{SurfaceLine, by_name};
use dingtalk_codegen::model::{ErrorRow, ErrorTable};

/// The enum and a line for each row, ordered by variant, and within a variant as on the page.
pub(super) fn table(name: &str, errors: &ErrorTable) -> Vec<SurfaceLine> {
    let mut lines = vec![SurfaceLine::of(format!("enum {name}"))];
    lines.extend(by_name(&errors.rows, |row| &row.variant).into_iter().map(|row| self::row(name, row)));
    lines
}

/// A row.
fn row(name: &str, row: &ErrorRow) -> SurfaceLine {
    let messages =
        row.texts(
            " ",
            |language, message| {
                if language.is_empty() { format!("{message:?}") } else { format!("{language} {message:?}") }
            },
        );
    SurfaceLine::of(format!("{name}::{}", row.variant))
        .with(format!("{} {:?}", row.statuses("|"), row.code))
        .with((!messages.is_empty()).then_some(messages))
        .with(row.retry.map(|retry| format!("retry {}", retry.word())))
        .with(row.refused.map(|refused| format!("refused {refused}")))
        .with((!row.on.is_empty()).then(|| format!("on {}", row.on.join(" "))))
}
