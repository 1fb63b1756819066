//! Writes what a comparison of pages changes in a spec.

use super::output;
use dingtalk_codegen::docs::Rewrite;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use std::error::Error;
use std::fs;
use std::path::Path;

/// A mark at the beginning of a file that some editors leave; it is no part of what is read.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// By how many hours the clocks that are furthest ahead are ahead of Greenwich.
const AHEAD: i64 = 14;

/// What was written into a spec and what was not, a line each, to be shown once the comparison is.
#[derive(Debug, Default)]
pub(super) struct Written {
    done: Vec<String>,
    left: Vec<String>,
    failed: Vec<String>,
}

impl Written {
    /// Writes each file that changes. Whether any was written.
    pub(super) fn write(&mut self, spec: &Path, rewrite: &Rewrite) -> bool {
        let mut failed = Vec::new();
        for (name, text) in rewrite.files() {
            let file = spec.join(name);
            let is_marked = fs::read(&file).is_ok_and(|bytes| bytes.starts_with(MARK));
            let text = if is_marked { format!("\u{feff}{text}") } else { text.clone() };
            if let Err(error) = output::deliver(&text, Some(&file)) {
                self.failed.push(format!("error: {error}"));
                failed.push(name.as_str());
            }
        }
        let done = rewrite.done().filter(|(name, _)| !failed.contains(name));
        self.done.extend(done.map(|(_, line)| line.to_owned()));
        self.left.extend_from_slice(rewrite.left());
        rewrite.files().len() > failed.len()
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        [&self.done, &self.left, &self.failed].into_iter().flatten().map(String::as_str)
    }

    /// Whether something was not done that was asked for.
    pub(super) fn has_left(&self) -> bool {
        !self.left.is_empty()
    }

    /// Whether a file could not be written.
    pub(super) fn has_failed(&self) -> bool {
        !self.failed.is_empty()
    }
}

/// The day of a text such as `2026-11-22`; today, where the day ends with that of Greenwich, if there is none.
pub(super) fn day(text: Option<&str>) -> Result<String, Box<dyn Error>> {
    Ok(date(text)?.to_string())
}

/// The same of a day on which something was done: it has begun, wherever the reader is.
pub(super) fn past_day(text: Option<&str>) -> Result<String, Box<dyn Error>> {
    let day = date(text)?;
    let latest = (Timestamp::now() + AHEAD.hours()).to_zoned(TimeZone::UTC).date();
    if day > latest {
        return Err(format!("--date {day} lies ahead: give the day on which the pages were compared").into());
    }
    Ok(day.to_string())
}

fn date(text: Option<&str>) -> Result<Date, Box<dyn Error>> {
    Ok(match text {
        Some(text) => text.parse().map_err(|_| format!("`{text}` is not a date: write it as 2026-11-22"))?,
        None => Timestamp::now().to_zoned(TimeZone::UTC).date(),
    })
}
