//! Reads sample requests, responses and client code as code blocks.

use super::table_header::TableHeader;
use super::{Block, TextLine, line_patterns};
use crate::document::RequestLine;
use crate::document::visible_text::{code_text, normalize};
use crate::labels::SectionKind;

/// Labels above samples, each before those that it begins with.
const LANGUAGES: &str = "JavaScript TypeScript Objective-C Node.js Nodejs NodeJS Python3 Python Kotlin Golang Swift Shell cURL Curl \
    curl HTTPS HTTP Java PHP Ruby Rust Bash JSON XML .NET C++ C# Go C";

/// Returns `true` if samples follow this section label.
pub(super) fn is_of(section: SectionKind) -> bool {
    matches!(
        section,
        SectionKind::RequestMethod | SectionKind::RequestExample | SectionKind::ResponseExample | SectionKind::Examples
    )
}

/// Returns `true` if a sample starts at a line, independent of the section.
pub(super) fn begins(lines: &[TextLine<'_>], at: usize) -> bool {
    let text = &*lines[at].text;
    let is_start = |text: &str| is_http(text) || text.starts_with(['{', '[']);
    let next = lines.get(at + 1).map(|line| &*line.text);
    is_http(text) || (is_languages(text) && next.is_some_and(|next| is_start(next) || is_languages(next)))
}

/// Returns `true` for a request line or status line.
fn is_http(text: &str) -> bool {
    RequestLine::of(text).is_some()
        || (text.starts_with("HTTP/") && text.split_whitespace().nth(1).is_some_and(line_patterns::is_status))
}

/// Returns `true` if a line consists of language names.
pub(in crate::document) fn is_languages(text: &str) -> bool {
    let mut rest = text.trim();
    let any = !rest.is_empty() && rest.len() <= 200;
    while let Some(language) = LANGUAGES.split(' ').find(|language| rest.starts_with(language)) {
        rest = rest[language.len()..].trim_start_matches([' ', '\t', '|', '/', '·']);
    }
    any && rest.is_empty()
}

/// Reads the samples from a line up to the next label, and returns the index of the line after them.
pub(super) fn read(lines: &[TextLine<'_>], from: usize) -> (Vec<Block>, usize) {
    let mut samples = CodeSamples { lines, blocks: Vec::new(), start: from, data: SampleKind::Unknown };
    let mut at = from;
    while at < lines.len() && !ends(lines, at) {
        samples.take(at);
        at += 1;
    }
    samples.flush(at);
    (samples.blocks, at)
}

/// Returns `true` if the samples end before a line.
fn ends(lines: &[TextLine<'_>], at: usize) -> bool {
    let line = &lines[at];
    if line.text.starts_with([' ', '\t']) {
        return false;
    }
    line.section.is_some()
        || TableHeader::in_one_line(lines, at).is_some()
        || (line_patterns::is_label_case(&line.text)
            && line_patterns::looks_like_label(&line.text)
            && !is_languages(&line.text)
            && !is_http(&line.text)
            && is_before_table(lines, at))
}

fn is_before_table(lines: &[TextLine<'_>], at: usize) -> bool {
    at + 1 < lines.len() && TableHeader::in_one_line(lines, at + 1).is_some()
}

struct CodeSamples<'a> {
    lines: &'a [TextLine<'a>],
    blocks: Vec<Block>,
    /// First line of the open sample.
    start: usize,
    data: SampleKind,
}

/// Kind of a sample, which determines its end.
enum SampleKind {
    Unknown,
    Code,
    /// A request or response, which ends with its JSON.
    Json(BracketDepth),
}

impl CodeSamples<'_> {
    fn take(&mut self, at: usize) {
        let line = &self.lines[at];
        let text = &*line.text;
        if is_languages(text) {
            self.flush(at);
            self.paragraph(at);
        } else if matches!(self.data, SampleKind::Unknown) && line_patterns::is_prose(text) && !is_http(text) {
            self.paragraph(at);
        } else {
            self.note(at, text);
        }
    }

    fn note(&mut self, at: usize, text: &str) {
        if matches!(self.data, SampleKind::Unknown) {
            let is_data = is_http(text) || text.starts_with(['{', '[']);
            self.data = if is_data { SampleKind::Json(BracketDepth::default()) } else { SampleKind::Code };
        }
        let SampleKind::Json(brackets) = &mut self.data else { return };
        if brackets.depth > 0 || text.trim_start().starts_with(['{', '[']) || text.trim_end().ends_with('{') {
            brackets.take(text);
            if brackets.depth == 0 {
                self.flush(at + 1);
            }
        }
    }

    fn paragraph(&mut self, at: usize) {
        let line = &self.lines[at];
        self.blocks.push(Block::Paragraph { text: normalize(&line.text), line: Some(line.number) });
        self.start = at + 1;
    }

    /// Ends the open sample before a line.
    fn flush(&mut self, end: usize) {
        let lines = self.lines.get(self.start..end).unwrap_or_default();
        let first = lines.first().map(|line| line.number);
        let mut text = String::new();
        let mut number = first.unwrap_or_default();
        for line in lines {
            text.extend(std::iter::repeat_n('\n', line.number - number));
            text.push_str(&line.text);
            number = line.number;
        }
        let text = code_text(&text);
        if !text.is_empty() {
            self.blocks.push(Block::Code { text, line: first });
        }
        self.start = end;
        self.data = SampleKind::Unknown;
    }
}

/// Number of open JSON objects and arrays.
#[derive(Debug, Default)]
pub(in crate::document) struct BracketDepth {
    pub(in crate::document) depth: usize,
}

impl BracketDepth {
    pub(in crate::document) fn take(&mut self, line: &str) {
        let (mut in_text, mut escaped) = (false, false);
        for byte in line.bytes() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if in_text => escaped = true,
                b'"' => in_text = !in_text,
                b'{' | b'[' if !in_text => self.depth += 1,
                b'}' | b']' if !in_text => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
    }
}
