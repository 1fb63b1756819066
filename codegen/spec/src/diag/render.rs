//! Prints diagnostics as rustc does: header, path, line with caret, help.

use dingtalk_policy::is_invisible;
use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::code::Severity;
use super::diagnostic::{Diagnostic, Diagnostics};
use dingtalk_policy::one_line;

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
    let renderer = match style {
        RenderStyle::Plain => Renderer::plain(),
        RenderStyle::Colour => Renderer::styled(),
        RenderStyle::Short => return short(diagnostic),
    };
    let title = level(diagnostic.severity()).primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let group = shown_place(Group::with_title(title), diagnostic);
    let help = diagnostic.help.as_deref().map(|help| Level::HELP.message(help));
    renderer.render(&[group.elements(help)])
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    }
}

/// The diagnostic without its line of the spec. Nothing in it breaks the line: what reads line by line may obey what
/// a line begins with.
fn short(diagnostic: &Diagnostic) -> String {
    let Diagnostic { code, message, help, file, line, column, .. } = diagnostic;
    let severity = match code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
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

/// The place, and below it the line, if there is one to show.
fn shown_place<'a>(group: Group<'a>, diagnostic: &'a Diagnostic) -> Group<'a> {
    let Some(source) = &diagnostic.source else {
        return group.element(Origin::path(diagnostic.file.as_str()));
    };
    let (excerpt, caret) = excerpt(source, diagnostic.column);
    group.element(
        Snippet::source(excerpt)
            .path(diagnostic.file.as_str())
            .line_start(diagnostic.line)
            .annotation(AnnotationKind::Primary.span(caret)),
    )
}

/// The line up to a little behind the column, printable, and the bytes of it that are underlined. Its start stays,
/// for the renderer counts the column; it cuts what is too long in front of the column itself.
fn excerpt(line: &str, column: usize) -> (String, Range<usize>) {
    let chars: Vec<char> = visible(line).chars().collect();
    let at = column.saturating_sub(1).min(chars.len());
    let end = chars.len().min(at + SHOWN_BEHIND);
    let underlined = (at + token_length(&chars[at..])).clamp(at, end);
    let mut out: String = chars[..at].iter().collect();
    let from = out.len();
    out.extend(&chars[at..underlined]);
    let to = out.len();
    out.extend(&chars[underlined..end]);
    if end < chars.len() {
        out.push('…');
    }
    (out, from..to)
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
