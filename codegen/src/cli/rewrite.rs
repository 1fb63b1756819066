//! Writes what a comparison of pages changes in a spec.

use super::output;
use dingtalk_codegen::docs::Rewrite;
use std::error::Error;
use std::fs;
use std::path::Path;

/// A mark at the beginning of a file that some editors leave; it is no part of what is read.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes each file that changes, and says what was done and what was not. Whether there was anything to write.
pub(super) fn write(spec: &Path, rewrite: &Rewrite) -> Result<bool, Box<dyn Error>> {
    for (name, text) in rewrite.files() {
        let file = spec.join(name);
        let is_marked = fs::read(&file).is_ok_and(|bytes| bytes.starts_with(MARK));
        let text = if is_marked { format!("\u{feff}{text}") } else { text.clone() };
        output::deliver(&text, Some(&file))?;
    }
    for line in rewrite.done().iter().chain(rewrite.left()) {
        output::complain(line);
    }
    Ok(!rewrite.files().is_empty())
}

/// The day of a text such as `2026-11-22`; today, where the day ends with that of Greenwich, if there is none.
pub(super) fn day(text: Option<&str>) -> Result<String, Box<dyn Error>> {
    let day = match text {
        Some(text) => {
            text.parse::<jiff::civil::Date>().map_err(|_| format!("`{text}` is not a date: write it as 2026-11-22"))?
        }
        None => jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date(),
    };
    Ok(day.to_string())
}
