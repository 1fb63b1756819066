//! Prints diagnostics as rustc does: header, path, line with caret, help.

use std::fmt::Write as _;

use dingtalk_policy::{is_invisible, one_line};
use unicode_width::UnicodeWidthChar as _;

use super::code::Severity;
use super::diagnostic::{Diagnostic, Diagnostics};
use super::palette::{Palette, painted};

/// The width of a terminal, in columns.
const TERMINAL: usize = 140;

/// The number of characters after the underlined ones that are shown if they fit.
const AROUND: usize = 6;

/// The number of characters shown after the column of an error.
const SHOWN_BEHIND: usize = 80;

/// The style of printed diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum RenderStyle {
    /// Without colours: for logs, build scripts and tests.
    #[default]
    Plain,
    /// With the ANSI codes of a terminal.
    Colour,
    /// Each on one line, which begins with file, line and column: for editors, and for what reads line by line.
    Short,
}

/// One diagnostic, without a line break at the end.
pub(super) fn diagnostic(diagnostic: &Diagnostic, style: RenderStyle) -> String {
    let severity = diagnostic.severity();
    let palette = match style {
        RenderStyle::Plain => Palette::PLAIN,
        RenderStyle::Colour => Palette::coloured(severity),
        RenderStyle::Short => return short(diagnostic),
    };
    let head = painted(palette.level, &format!("{}[{}]", word(severity), diagnostic.code));
    let message = painted(palette.emphasis, &format!(": {}", diagnostic.message));
    let number = diagnostic.source.as_ref().map(|_| diagnostic.line.to_string()).unwrap_or_default();
    let margin = " ".repeat(number.len());
    let mut out = format!("{head}{message}\n{margin}{}{}", painted(palette.frame, "--> "), diagnostic.file);
    if let Some(source) = &diagnostic.source {
        push_source(source, diagnostic, &number, &palette, &mut out);
    }
    if let Some(help) = &diagnostic.help {
        if diagnostic.source.is_some() {
            let _ = write!(out, "\n{margin} {}", painted(palette.frame, "|"));
        }
        let help = help.replace('\n', &format!("\n{margin}         "));
        let _ = write!(out, "\n{margin} {}{}: {help}", painted(palette.frame, "= "), painted(palette.emphasis, "help"));
    }
    out
}

/// Line and column, and below them the line with carets.
fn push_source(source: &str, diagnostic: &Diagnostic, number: &str, palette: &Palette, out: &mut String) {
    let Excerpt { text, before, underlined } = Excerpt::new(source, diagnostic.column, TERMINAL - number.len() - 3);
    let column = diagnostic.column.min(source.chars().count() + 1);
    let space = if text.is_empty() { "" } else { " " };
    let (margin, bar) = (" ".repeat(number.len()), painted(palette.frame, "|"));
    let carets = painted(palette.level, &"^".repeat(underlined));
    let _ = write!(out, ":{}:{column}\n{margin} {bar}", diagnostic.line);
    let before = " ".repeat(before);
    let _ = write!(out, "\n{} {bar}{space}{text}\n{margin} {bar} {before}{carets}", painted(palette.frame, number));
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// The diagnostic without its line of the spec. Nothing in it breaks the line: what reads line by line may obey what
/// a line begins with.
fn short(diagnostic: &Diagnostic) -> String {
    let Diagnostic { code, message, help, file, line, column, .. } = diagnostic;
    let severity = word(code.severity());
    let help = help.as_deref().map(|help| format!(" (help: {help})")).unwrap_or_default();
    one_line(&format!("{file}:{line}:{column}: {severity}[{code}]: {message}{help}"))
}

/// All of them with an empty line between, unless they are short, and a last line that counts.
pub(super) fn diagnostics(diagnostics: &Diagnostics, style: RenderStyle) -> String {
    let between = if style == RenderStyle::Short { "\n" } else { "\n\n" };
    let mut out = String::new();
    for one in diagnostics {
        out.push_str(&diagnostic(one, style));
        out.push_str(between);
    }
    out.push_str(&summary(diagnostics));
    out
}

fn summary(diagnostics: &Diagnostics) -> String {
    let counted = |severity, word: &str| match diagnostics.count(severity) {
        0 => None,
        1 => Some(format!("1 {word}")),
        count => Some(format!("{count} {word}s")),
    };
    let counts = [counted(Severity::Error, "error"), counted(Severity::Warning, "warning")];
    let counts: Vec<_> = counts.into_iter().flatten().collect();
    let counts = if counts.is_empty() { "no errors".to_owned() } else { counts.join(" and ") };
    let mut out = format!("the spec has {counts}");
    if diagnostics.hidden() > 0 {
        let _ = write!(out, ", and {} more that are shown once these are fixed", diagnostics.hidden());
    }
    out
}

/// The part of a line around a column that is shown.
struct Excerpt {
    text: String,
    /// The columns of a terminal, in which a character can take two, in front of the underlined ones.
    before: usize,
    /// The number of underlined columns: at least one.
    underlined: usize,
}

impl Excerpt {
    /// As much of a line as fits into some columns: its start if that has the error, and otherwise what is around it.
    fn new(line: &str, column: usize, columns: usize) -> Self {
        // An ellipsis at each end.
        let columns = columns.saturating_sub(2);
        let chars: Vec<char> = visible(line).chars().collect();
        let at = column.saturating_sub(1).min(chars.len());
        let token = (at + token_length(&chars[at..])).min(chars.len());
        let near = (token + AROUND).min(chars.len());
        let is_cut = width(&chars[..near]) > columns;
        let room = columns.saturating_sub(width(&chars[at..near])).min(columns / 2);
        let start = if is_cut { at - fitting(chars[..at].iter().rev(), room) } else { 0 };
        let end = start + fitting(chars[start..].iter().take(at - start + SHOWN_BEHIND), columns);
        let token = token.clamp(at, end);
        let cut = |is_cut: bool| if is_cut { "…" } else { "" };
        let before = format!("{}{}", cut(start > 0), chars[start..at].iter().collect::<String>());
        let behind: String = chars[at..end].iter().collect();
        Self {
            text: format!("{before}{behind}{}", cut(end < chars.len())),
            before: usize::from(start > 0) + width(&chars[start..at]),
            underlined: width(&chars[at..token]).max(1),
        }
    }
}

/// The number of characters that fit into some columns.
fn fitting<'c>(chars: impl Iterator<Item = &'c char>, mut columns: usize) -> usize {
    let fits = |c: &&char| {
        let left = columns.checked_sub(width(&[**c]));
        columns = left.unwrap_or(columns);
        left.is_some()
    };
    chars.take_while(fits).count()
}

/// The columns that characters take.
fn width(chars: &[char]) -> usize {
    chars.iter().map(|c| c.width().unwrap_or(1)).sum()
}

/// The length in characters of the key or value that starts here, estimated without parsing YAML.
fn token_length(rest: &[char]) -> usize {
    match rest.first() {
        None => 0,
        Some(quote @ ('"' | '\'')) => {
            let closing = rest.iter().skip(1).position(|c| c == quote);
            closing.map_or(1, |index| index + 2)
        }
        Some('{' | '[' | '-' | '}' | ']' | ',') => 1,
        Some(_) => plain_length(rest).max(1),
    }
}

/// The number of characters before a comma, a bracket, a colon or a comment ends the text. Brackets that it opens
/// itself are a part of it, as in a path.
fn plain_length(rest: &[char]) -> usize {
    let mut open = 0_usize;
    let mut ends = |index: usize, c: char| {
        let next = rest.get(index + 1).copied().unwrap_or(' ');
        match c {
            '{' | '[' => open += 1,
            '}' | ']' if open == 0 => return true,
            '}' | ']' => open -= 1,
            _ => {}
        }
        c == ',' || (c == ':' && next.is_whitespace()) || (c.is_whitespace() && next == '#')
    };
    let length = (0..rest.len()).find(|index| ends(*index, rest[*index])).unwrap_or(rest.len());
    let blank = rest[..length].iter().rev().take_while(|c| c.is_whitespace()).count();
    length - blank
}

/// The number of characters stays the same, so that the caret stays below its character.
fn visible(line: &str) -> String {
    line.chars()
        .map(|c| match c {
            '\t' => ' ',
            c if is_invisible(c) => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect()
}
