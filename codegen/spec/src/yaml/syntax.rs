//! Explains errors of the YAML parser: the position of the error, and the fix.

use std::ops::Range;

use crate::diag::Code;
use crate::sources::text;
use crate::yaml::outline_reader::OutlineReader;
use crate::yaml::{RejectedText, lookalikes};

const CLOSE_QUOTE: &str = "close the quotes; a quote inside single quotes is written twice";

const QUOTE_IN_FLOW: &str =
    "inside `{ }` and `[ ]`, quote a text that has a comma, a bracket, `: ` or ` #` in it, or quotes of its own";

/// The error at `byte`, with a help for frequent errors.
pub(crate) fn explain(message: &str, byte: usize, source: &str) -> RejectedText {
    let error = ParserError::new(message, byte, source);
    let rejected = |byte, message: String, help| RejectedText {
        code: Code::Syntax,
        byte,
        message: format!("not YAML: {message}"),
        help,
    };
    if let Some(quoted) = unclosed_text(&source[..error.byte]) {
        let line = text::position(source, quoted.end).0;
        let message = format!("the quoted text that starts here ends on line {line}, inside another text");
        return rejected(quoted.start, message, Some(CLOSE_QUOTE));
    }
    if let Some(lookalike) = lookalikes::before_error(source, error.byte, &texts_in(&source[..error.byte])) {
        return rejected(lookalike.byte, lookalike.message(), Some(lookalike.help()));
    }
    rejected(error.culprit(), error.sentence(), error.help())
}

/// The scalars in front of an error.
fn texts_in(before: &str) -> Vec<Range<usize>> {
    let mut texts = Vec::new();
    if let Some(outline) = OutlineReader::new(before).document() {
        outline.add_scalars(&mut texts);
    }
    texts
}

/// The quoted text that ends right before an error and has keys in its later lines: its own quote is missing, and the next one ends it.
fn unclosed_text(before: &str) -> Option<Range<usize>> {
    let before = before.trim_end_matches(' ');
    let quote = before.chars().next_back().filter(|c| matches!(c, '"' | '\''))?;
    let open = before[..before.len() - 1].rfind(quote)?;
    let is_key = |line: &str| {
        let line = line.trim_start_matches([' ', '-', '{']);
        let key = line.split_once(':').filter(|(_, rest)| rest.is_empty() || rest.starts_with(' '));
        key.is_some_and(|(key, _)| !key.is_empty() && !key.contains(' '))
    };
    let begins = before[..open].ends_with([' ', '\n', '[', '{', ',']);
    (begins && before[open..].lines().skip(1).any(is_key)).then_some(open..before.len())
}

/// The parser's message: `problem at line 3 column 7, while doing something at line 2 column 5`.
struct ParserError<'a> {
    problem: &'a str,
    /// The parser's state.
    context: &'a str,
    source: &'a str,
    /// The byte where the problem showed.
    byte: usize,
    /// The byte where the parser began with what it was doing.
    began: usize,
}

impl<'a> ParserError<'a> {
    fn new(message: &'a str, byte: usize, source: &'a str) -> Self {
        let (problem, context) = message.split_once(", while ").unwrap_or((message, ""));
        let (context, began) = cut_position(context);
        let byte = text::boundary(source, byte);
        let began = began.and_then(|(line, column)| text::byte(source, line, column));
        Self { problem: cut_position(problem).0, context, source, byte, began: began.unwrap_or(byte).min(byte) }
    }

    /// The byte to point at. The parser reports unclosed brackets at the end of the file or on the next line; the opening
    /// bracket is more helpful.
    fn culprit(&self) -> usize {
        let unclosed = self.after().trim().is_empty() || self.problem.contains("end of stream");
        if unclosed || self.context.contains("simple key") { self.began } else { self.byte }
    }

    /// The text in which the problem was found, from where the parser began.
    fn before(&self) -> &'a str {
        &self.source[self.began..self.byte]
    }

    /// The text from the problem on.
    fn after(&self) -> &'a str {
        &self.source[self.byte..]
    }

    fn sentence(&self) -> String {
        let problem = self.problem;
        if self.context.is_empty() {
            return problem.to_owned();
        }
        let context = self.context;
        if self.culprit() == self.began || !self.before().contains('\n') {
            return format!("{problem}, while {context}");
        }
        let line = text::position(self.source, self.began).0;
        format!("{problem}, while {context} that starts on line {line}")
    }

    fn help(&self) -> Option<&'static str> {
        let says = |part: &str| self.problem.contains(part);
        let doing = |part: &str| self.context.contains(part);
        let next = self.after().chars().next();
        Some(match next {
            Some('\t') => "indent with spaces, not with tabs",
            _ if says("tab character") => "indent with spaces, not with tabs",
            Some('%' | '@' | '`') if says("cannot start any token") => {
                "quote the text: it must not start with `%`, `@` or a backtick"
            }
            _ if doing("directive") => "a line must not start with `%`: indent it, or quote the text",
            _ if doing("flow") => self.help_in_flow(),
            _ if says("unknown anchor") || doing("anchor") || doing("alias") => {
                "quote the text: it must not start with `*` or `&`"
            }
            _ if doing("block scalar") => "quote the text: it must not start with `>` or `|`",
            _ if says("escape") => "write `\\\\` for a backslash in double quotes, or use single quotes",
            _ if doing("quoted scalar") => CLOSE_QUOTE,
            _ if says("mapping values are not allowed") => {
                "quote the text if `: ` is a part of it; otherwise check the indentation, and the space behind each colon"
            }
            _ if says("could not find expected ':'") => "write `key: value`, and indent what belongs to a long text",
            _ if says("did not find expected key") || says("'-' indicator") => {
                "check the indentation; a text that starts with a quote has to end with it"
            }
            _ => return None,
        })
    }

    fn help_in_flow(&self) -> &'static str {
        if self.before().contains(" #") {
            return "quote the text: ` #` starts a comment that hides the rest of the line, with its brackets";
        }
        if self.after().trim().is_empty() {
            return "close the bracket";
        }
        QUOTE_IN_FLOW
    }
}

/// Cuts ` at line 3 column 7` or ` at position 7` from the end; line and column, if they are named.
fn cut_position(message: &str) -> (&str, Option<(usize, usize)>) {
    let Some((before, position)) = message.rsplit_once(" at ") else {
        return (message, None);
    };
    let words: Vec<&str> = position.split(' ').collect();
    match words[..] {
        ["line", line, "column", column] => (before, line.parse().ok().zip(column.parse().ok())),
        ["position", _] => (before, None),
        _ => (message, None),
    }
}
