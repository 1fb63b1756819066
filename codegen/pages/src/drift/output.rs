//! Prints a comparison as text and as JSON.

use super::difference::{Difference, DifferenceClass, DifferenceKind, SourceLocation};
use super::excerpt::{beginning, excerpts};
use super::report::{Drift, MissingPage, PageDrift};
use crate::json::{Json, JsonObject};
use dingtalk_policy::one_line;
use std::fmt;

/// Version of the JSON format. Increases when a field is removed or changes its meaning.
const VERSION: u32 = 1;

/// Folder of the spec that commands use by default.
const DEFAULT_SPEC: &str = "spec";

/// Indent of the lines below a difference.
const INDENT: &str = "            ";

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for page in &self.pages {
            print_page(f, page)?;
        }
        for page in &self.unmatched {
            let what = [&page.title, &page.endpoint].into_iter().flatten().map(|text| one_line(text));
            let what = what.collect::<Vec<_>>().join(", ");
            let file = one_line(&page.file);
            writeln!(f, "{file}: the spec does not describe this page{}", in_brackets(&what))?;
            let spec = self.spec.as_deref().filter(|folder| *folder != DEFAULT_SPEC);
            let spec = spec.map(|folder| format!("--spec {} ", quoted(folder))).unwrap_or_default();
            writeln!(f, "  to begin with it: cargo codegen draft {spec}{}", quoted(&page.file))?;
        }
        for (file, why) in &self.unreadable {
            writeln!(f, "{}: cannot be read: {}", one_line(file), one_line(why))?;
        }
        for page in self.missing_pages() {
            let (operation, language, title) = (&page.operation, &page.language, one_line(&page.title));
            writeln!(f, "{}: its page was not given ({language}: {title})", one_line(operation))?;
        }
        if self.seen() > 1 {
            writeln!(f, "{}", self.summary())?;
        }
        if self.differences().any(lacks_old_words) {
            writeln!(f, "to see the old words, name the pages as they were saved then: --old <PAGE>")?;
        }
        Ok(())
    }
}

/// Returns `true` if the text of an accepted row is only known by its digest.
fn lacks_old_words(difference: &Difference) -> bool {
    let had_words = difference.change != DifferenceKind::Added;
    difference.accepted.is_some() && had_words && difference.spec_says.is_empty()
}

/// Quotes an argument for pasting into a shell.
fn quoted(argument: &str) -> String {
    shlex::try_quote(argument).map_or_else(|_| one_line(argument), |quoted| one_line(&quoted))
}

impl Drift {
    /// Returns the result as JSON.
    ///
    /// An object with `version` (1), `agrees`, and the lists `pages`, `new`, `missing` and `unreadable`. `missing` is empty
    /// if one page was compared. A page has
    /// `page`, `language`, `spec`, `agrees`, `differences`, and `remark` if two saves are of different pages. A
    /// difference has `class` (`fact`, `wording`, `contradiction`, `note`), `change` (`added`, `removed`, `changed`),
    /// `fact`, `page`, `spec`, and if known `file`, `line`, `column` and `page_line`. For wording, `page` and `spec` hold
    /// the new and the old text of the row, and `accepted` the day since which it changed. For notes, contradictions and
    /// stale exceptions, `page` holds the sentence.
    #[must_use]
    pub fn json(&self) -> String {
        let pages: Vec<JsonObject> = self.pages.iter().map(page_json).collect();
        let unmatched = self.unmatched.iter().map(|page| {
            let object = JsonObject::new().with("page", page.file.clone());
            object.with_some("title", page.title.clone()).with_some("endpoint", page.endpoint.clone())
        });
        let missing = self.missing_pages().iter().map(|page| {
            let object = JsonObject::new().with("spec", page.operation.clone());
            object.with("language", page.language.clone()).with("title", page.title.clone())
        });
        let unreadable = self.unreadable.iter();
        let unreadable =
            unreadable.map(|(file, why)| JsonObject::new().with("page", file.clone()).with("why", why.clone()));
        let document = JsonObject::new()
            .with("version", VERSION)
            .with("agrees", self.agrees())
            .with("pages", pages)
            .with("new", unmatched.collect::<Vec<_>>())
            .with("missing", missing.collect::<Vec<_>>())
            .with("unreadable", unreadable.collect::<Vec<_>>());
        format!("{}\n", Json::from(document))
    }

    fn seen(&self) -> usize {
        self.pages.len() + self.unmatched.len() + self.unreadable.len()
    }

    /// Returns the missing pages, unless one page was asked about.
    fn missing_pages(&self) -> &[MissingPage] {
        if self.seen() > 1 { &self.missing } else { &[] }
    }

    fn summary(&self) -> String {
        let agreeing = self.pages.iter().filter(|page| page.agrees()).count();
        let differing = self.pages.len() - agreeing;
        let facts = self.of(DifferenceClass::Fact).count();
        let mut parts = vec![format!("{agreeing} agree")];
        if differing > 0 {
            parts.push(format!("{differing} differ in {}", counted(facts, "fact")));
        }
        if !self.unmatched.is_empty() {
            parts.push(format!("{} new", self.unmatched.len()));
        }
        if !self.unreadable.is_empty() {
            parts.push(format!("{} cannot be read", self.unreadable.len()));
        }
        format!("{}: {}", counted(self.seen(), "page"), parts.join(", "))
    }
}

fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

fn in_brackets(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!(" ({text})") }
}

fn print_page(f: &mut fmt::Formatter<'_>, page: &PageDrift) -> fmt::Result {
    let (file, against) = (one_line(&page.file), one_line(&page.against));
    if page.agrees() {
        let but =
            if page.of(DifferenceClass::Wording).next().is_some() { ": text changed, facts agree" } else { " agrees" };
        writeln!(f, "{file}{but} with {against}")?;
    } else {
        writeln!(f, "{file} differs from {against}")?;
    }
    if let Some(remark) = &page.remark {
        writeln!(f, "  {}", one_line(remark))?;
    }
    print_group(f, "facts", page.of(DifferenceClass::Fact).filter(|difference| !difference.is_text()))?;
    let perhaps = "perhaps facts, since the page does not tell the cells of these rows apart (look at them, then accept the page)";
    print_group(f, perhaps, page.of(DifferenceClass::Fact).filter(|difference| difference.is_text()))?;
    let accepted = page.of(DifferenceClass::Wording).find_map(|difference| difference.accepted.as_ref());
    let wording = accepted.map_or_else(|| "wording".to_owned(), |day| format!("wording since {day}"));
    print_group(f, &wording, page.of(DifferenceClass::Wording))?;
    print_group(f, "the page contradicts itself", page.of(DifferenceClass::Contradiction))?;
    print_group(f, "notes", page.of(DifferenceClass::Note))
}

fn print_group<'a>(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    differences: impl Iterator<Item = &'a Difference>,
) -> fmt::Result {
    let mut differences = differences.peekable();
    if differences.peek().is_some() {
        writeln!(f, "  {title}:")?;
    }
    differences.try_for_each(|difference| print_difference(f, difference))
}

fn print_difference(f: &mut fmt::Formatter<'_>, difference: &Difference) -> fmt::Result {
    let fact = one_line(&difference.fact);
    let (page, spec) = (one_line(&difference.page_says), one_line(&difference.spec_says));
    // An exception does not change on a page.
    let word = if fact.starts_with("except ") { "stale" } else { difference.change.word() };
    let line = difference.page_line.map(|line| format!(" (line {line} of the page)")).unwrap_or_default();
    if matches!(difference.class, DifferenceClass::Contradiction | DifferenceClass::Note) {
        let colon = if fact.is_empty() { "" } else { ": " };
        return writeln!(f, "    {fact}{colon}{page}{line}");
    }
    if difference.is_text() || (difference.change == DifferenceKind::Changed && !fits_beside(&spec, &page)) {
        writeln!(f, "    {word:7} {fact}{line}")?;
        return f.write_str(&(words(difference) + &edit(difference)));
    }
    let says = match difference.change {
        DifferenceKind::Added if page.is_empty() => String::new(),
        DifferenceKind::Added => format!(": {page}"),
        DifferenceKind::Removed if spec.is_empty() => String::new(),
        DifferenceKind::Removed => format!(": {spec}"),
        DifferenceKind::Changed if spec.is_empty() => format!(": {page}"),
        DifferenceKind::Changed => format!(": {spec} -> {page}"),
    };
    writeln!(f, "    {word:7} {fact}{says}{line}")?;
    f.write_str(&edit(difference))
}

/// Returns `true` if two values are short enough for one line, as a sentence without an old value is.
fn fits_beside(old: &str, new: &str) -> bool {
    const MAX_CHARACTERS: usize = 80;
    old.is_empty() || old.chars().count() + new.chars().count() <= MAX_CHARACTERS
}

/// Formats the old and the new text, on a line each.
fn words(difference: &Difference) -> String {
    let (old, new) = match (difference.spec_says.as_str(), difference.page_says.as_str()) {
        ("", new) => (String::new(), beginning(new)),
        (old, "") => (beginning(old), String::new()),
        (old, new) => excerpts(old, new),
    };
    let line = |sign: &str, text: String| if text.is_empty() { text } else { format!("{INDENT}{sign} {text}\n") };
    line("-", old) + &line("+", new)
}

/// Formats the position in the spec to edit.
fn edit(difference: &Difference) -> String {
    let Some(SourceLocation { file, line, column }) = &difference.position else { return String::new() };
    format!("{INDENT}--> {}:{line}:{column}\n", one_line(file))
}

fn page_json(page: &PageDrift) -> JsonObject {
    let differences: Vec<JsonObject> = page.differences.iter().map(difference_json).collect();
    JsonObject::new()
        .with("page", page.file.clone())
        .with("language", page.language)
        .with("spec", page.against.clone())
        .with("agrees", page.agrees())
        .with_some("remark", page.remark.clone())
        .with("differences", differences)
}

fn difference_json(difference: &Difference) -> JsonObject {
    let number = |number: Option<usize>| number.map(serde_json::Value::from);
    let position = difference.position.as_ref();
    JsonObject::new()
        .with("class", difference.class.word())
        .with("change", difference.change.word())
        .with("fact", difference.fact.clone())
        .with("page", difference.page_says.clone())
        .with("spec", difference.spec_says.clone())
        .with_some("accepted", difference.accepted.clone())
        .with_some("file", position.map(|position| position.file.clone()))
        .with_some("line", number(position.map(|position| position.line)))
        .with_some("column", number(position.map(|position| position.column)))
        .with_some("page_line", number(difference.page_line))
}
