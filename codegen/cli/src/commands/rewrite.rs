//! Writes what a comparison of pages changes in a spec.

use dingtalk_pages::Rewrite;
use dingtalk_spec::{files, read_text};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use std::error::Error;
use std::path::Path;

/// The largest offset of a time zone from UTC.
const MAX_UTC_OFFSET_HOURS: i64 = 14;

/// Reports of what was and was not written into a spec, one line each, shown after the comparison.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// What was written.
    pub(super) done: Vec<String>,
    /// The requested changes that were not made.
    pub(super) left: Vec<String>,
    /// The files that could not be written.
    pub(super) failed: Vec<String>,
}

impl Written {
    /// Writes each file that changes. Whether any was written.
    pub(super) fn write(&mut self, spec: &Path, rewrite: &Rewrite) -> bool {
        let mut failed = Vec::new();
        for (name, text) in &rewrite.files {
            let file = spec.join(name);
            if let Err(why) = replace(&file, rewrite.before(name), text) {
                self.failed.push(format!("error: cannot write {}: {why}", file.display()));
                failed.push(name.as_str());
            }
        }
        let done = rewrite.done.iter().filter(|(name, _)| !failed.contains(&name.as_str()));
        self.done.extend(done.map(|(_, line)| line.clone()));
        self.left.extend_from_slice(&rewrite.left);
        rewrite.files.len() > failed.len()
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        [&self.done, &self.left, &self.failed].into_iter().flatten().map(String::as_str)
    }
}

/// Replaces a file, unless somebody has changed it since it was read.
pub(super) fn replace(file: &Path, before: Option<&str>, text: &str) -> Result<(), Box<dyn Error>> {
    if read_text(file).ok().as_deref() != before {
        return Err("it has changed since it was read: rerun the command".into());
    }
    files::replace(file, text)?;
    Ok(())
}

/// Parses a day such as `2026-11-22`. The default is today in UTC.
pub(super) fn day(text: Option<&str>) -> Result<String, Box<dyn Error>> {
    Ok(date(text)?.to_string())
}

/// Parses a day, and rejects days that have not begun in any time zone.
pub(super) fn past_day(text: Option<&str>) -> Result<String, Box<dyn Error>> {
    let day = date(text)?;
    let latest = (Timestamp::now() + MAX_UTC_OFFSET_HOURS.hours()).to_zoned(TimeZone::UTC).date();
    if day > latest {
        return Err(format!("--date {day} is in the future: give the day on which the pages were compared").into());
    }
    Ok(day.to_string())
}

fn date(text: Option<&str>) -> Result<Date, Box<dyn Error>> {
    Ok(match text {
        Some(text) => text.parse().map_err(|_| format!("`{text}` is not a date: write it as 2026-11-22"))?,
        None => Timestamp::now().to_zoned(TimeZone::UTC).date(),
    })
}

#[cfg(test)]
mod tests {
    use super::Written;
    use dingtalk_generated_pages::{SavedFormat, Style, pages, spec};
    use dingtalk_pages::{Page, SpecFacts, accept, drift};
    use std::fs;

    #[test]
    fn what_somebody_has_changed_meanwhile_is_not_lost() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in spec() {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("it has one")).expect("made");
            fs::write(path, text.replace("reviewed: 2026", "reviewed: 2020")).expect("written");
        }
        let page = pages().into_iter().find(|page| page.name == "remove_shelf.en").expect("there is one");
        let text = page.saved(Style::from(SavedFormat::Markdown));
        let page = Page::read("page.md", text.as_bytes()).expect("a page");
        let facts = SpecFacts::load(folder.path()).expect("valid spec");
        let rewrite = accept(&drift(&[page], &facts), &facts, "2021-01-01");

        let file = folder.path().join("library/remove_shelf.yaml");
        let edited = fs::read_to_string(&file).expect("text") + "# a comment\n";
        fs::write(&file, &edited).expect("written");
        let mut written = Written::default();
        assert!(!written.write(folder.path(), &rewrite));
        let why =
            format!("error: cannot write {}: it has changed since it was read: rerun the command", file.display());
        assert_eq!(written.lines().collect::<Vec<_>>(), [why]);
        assert_eq!(fs::read_to_string(&file).expect("text"), edited);
    }
}
