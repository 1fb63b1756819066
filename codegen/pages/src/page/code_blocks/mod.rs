//! Reads code blocks: example requests and responses, the request line of older pages, and SDK samples.

mod curl;
mod lenient_json;

use super::ambiguities::{Ambiguities, Quoted};
use super::examples::{ExampleBody, RequestExample, ResponseExample};
use super::page_sections::PageSection;
use super::page_tables::{FieldRow, Part};
use super::sdk_names::{self, SdkNames};
use crate::document::{Block, RequestLine};
use crate::json::Json;
use crate::labels::SectionKind;
use lenient_json::parse_lenient;

/// Maximum size of all code blocks. A spec file is not larger.
const MAX_BYTES: usize = 1 << 20;

/// Content of a page's code blocks.
#[derive(Debug, Default)]
pub(super) struct CodeBlocks {
    pub(super) requests: Vec<RequestExample>,
    pub(super) responses: Vec<ResponseExample>,
    /// Request line of an older page: a template with type names as values.
    pub(super) form: Option<RequestExample>,
    pub(super) sdk: Option<SdkNames>,
    /// Example bodies with a recognizable structure, including invalid JSON.
    pub(super) request_bodies: Vec<Json>,
    pub(super) response_bodies: Vec<Json>,
}

/// Reads all code blocks.
pub(super) fn of(sections: &[PageSection<'_>], ambiguities: &mut Ambiguities) -> CodeBlocks {
    let mut code_blocks = CodeBlocks::default();
    let has_body = sections.iter().any(|page_section| page_section.kind == Some(SectionKind::Body));
    let mut bytes = 0;
    for page_section in sections {
        for block in &page_section.blocks {
            if let Block::Code { text, line } = block {
                bytes += text.len();
                if bytes > MAX_BYTES {
                    ambiguities.unknown(*line, "the examples are longer than 1 MiB: this one is not read");
                    continue;
                }
                CodeBlockReader { text, line: *line, section: page_section.kind, has_body }
                    .read(&mut code_blocks, ambiguities);
            }
        }
    }
    for (what, body, line) in code_blocks.bodies() {
        if let ExampleBody::Broken { why, .. } = body {
            ambiguities.broken_example(line, format!("the example of {what} is no JSON: {why}"));
        }
    }
    code_blocks.find_structure();
    code_blocks
}

/// A code block and its context.
struct CodeBlockReader<'a> {
    text: &'a str,
    line: Option<usize>,
    section: Option<SectionKind>,
    /// Set if the page describes a request body.
    has_body: bool,
}

impl CodeBlockReader<'_> {
    fn read(&self, code_blocks: &mut CodeBlocks, ambiguities: &mut Ambiguities) {
        if let Some(request) = request(self.text, self.line) {
            match (&code_blocks.form, self.section) {
                (None, Some(SectionKind::RequestMethod)) => code_blocks.form = Some(request),
                (Some(form), Some(SectionKind::RequestMethod)) => self.report_second(form, &request, ambiguities),
                _ => code_blocks.requests.push(request),
            }
        } else if self.text.trim_start().starts_with("HTTP/") {
            code_blocks.responses.push(response(self.text, self.line));
        } else if let Some(json) = bare(self.text) {
            self.read_bare(json, code_blocks);
        } else if self.section == Some(SectionKind::ResponseExample) {
            self.report_unread("response", ambiguities);
        } else if self.text.trim_start().starts_with("curl ") {
            match curl::request(self.text, self.line) {
                Some(request) => code_blocks.requests.push(request),
                None => self.report_unread("request", ambiguities),
            }
        } else if code_blocks.sdk.is_none() {
            code_blocks.sdk = sdk_names::find(self.text);
        }
    }

    fn report_unread(&self, what: &str, ambiguities: &mut Ambiguities) {
        let first = self.text.trim_start().lines().next().unwrap_or_default();
        let message = format!("the example of the {what} that begins with {} is not read", Quoted(first));
        ambiguities.unknown(self.line, message);
    }

    fn report_second(&self, form: &RequestExample, second: &RequestExample, ambiguities: &mut Ambiguities) {
        let shown = |form: &RequestExample| format!("{} {}", form.method, form.path);
        if shown(form) != shown(second) {
            let (first, second) = (shown(form), shown(second));
            let message = format!("the request line is {}, and {} as well", Quoted(&first), Quoted(&second));
            ambiguities.contradiction(self.line, message);
        }
    }

    /// Reads a body without a request line or status line.
    fn read_bare(&self, json: &str, code_blocks: &mut CodeBlocks) {
        let waits = |request: &RequestExample| matches!(request.body, ExampleBody::Empty);
        let sends = |request: &RequestExample| matches!(request.method.as_str(), "POST" | "PUT" | "PATCH");
        let is_response = match self.section {
            Some(SectionKind::Response | SectionKind::ResponseBody | SectionKind::ResponseExample) => true,
            Some(SectionKind::RequestExample | SectionKind::Request | SectionKind::Body) => false,
            Some(SectionKind::Examples) => {
                let last = code_blocks.requests.last();
                !self.has_body || last.is_some_and(|request| !(waits(request) && sends(request)))
            }
            // Code elsewhere is not an example of the operation.
            _ => return,
        };
        let body = body(json);
        match code_blocks.requests.last_mut().filter(|request| waits(request)) {
            _ if is_response => code_blocks.responses.push(ResponseExample { status: None, body, line: self.line }),
            Some(request) => request.body = body,
            None => code_blocks.requests.push(RequestExample::bare(body, self.line)),
        }
    }
}

impl RequestExample {
    /// Creates an example with a body only.
    fn bare(body: ExampleBody, line: Option<usize>) -> Self {
        let (method, path) = (String::new(), String::new());
        Self { method, path, query: Vec::new(), headers: Vec::new(), body, line }
    }
}

/// Returns the JSON of a code block, below comments and headers.
fn bare(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    while !rest.starts_with(['{', '[', '"']) {
        let (first, behind) = rest.split_once('\n')?;
        let is_header = first.split_once(':').is_some_and(|(name, _)| is_header(name.trim()));
        if !(is_header || first.starts_with("//") || first.starts_with('#')) {
            return None;
        }
        rest = behind.trim_start();
    }
    Some(rest)
}

impl CodeBlocks {
    fn find_structure(&mut self) {
        let structure = |body: &ExampleBody| match body {
            ExampleBody::Json(json) => Some(json.clone()),
            ExampleBody::Broken { text, .. } => parse_lenient(text),
            ExampleBody::Empty => None,
        };
        self.request_bodies = self.requests.iter().filter_map(|request| structure(&request.body)).collect();
        self.response_bodies = self.responses.iter().filter_map(|response| structure(&response.body)).collect();
    }

    /// Gives the values of forms the types of their rows.
    pub(super) fn type_forms(&mut self, rows: &[FieldRow]) {
        if self.requests.iter().any(RequestExample::is_form) {
            self.requests.iter_mut().for_each(|request| request.type_form(rows));
            self.find_structure();
        }
    }

    /// Returns the example bodies of a part.
    pub(super) fn bodies_of(&self, part: Part) -> Vec<&Json> {
        match part {
            Part::Body => self.request_bodies.iter().collect(),
            Part::Response => self.response_bodies.iter().collect(),
            Part::Header | Part::Path | Part::Query => Vec::new(),
        }
    }

    fn bodies(&self) -> impl Iterator<Item = (&'static str, &ExampleBody, Option<usize>)> {
        let requests = self.requests.iter().map(|request| ("the request", &request.body, request.line));
        requests.chain(self.responses.iter().map(|response| ("the response", &response.body, response.line)))
    }
}

/// Parses an example that starts with a request line.
fn request(text: &str, line: Option<usize>) -> Option<RequestExample> {
    let first = RequestLine::of(text)?;
    let (mut headers, body) = headers_and_body(first.below);
    if let Some(host) = first.host {
        headers.insert(0, ("Host".to_owned(), host.to_owned()));
    }
    let (method, path) = (first.method.to_owned(), first.path.to_owned());
    Some(RequestExample { method, path, query: pairs(first.query), headers, body, line })
}

fn response(text: &str, line: Option<usize>) -> ResponseExample {
    let text = text.trim_start();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let status = first.split_whitespace().nth(1).and_then(|status| status.parse().ok());
    ResponseExample { status, body: headers_and_body(rest).1, line }
}

/// Parses the parameters of a query.
fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

/// Decodes percent-encoding. Returns invalid text unchanged.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.as_bytes());
        let byte = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let Some(byte) = byte else { return text.to_owned() };
        bytes.push(byte);
        rest = &after[2..];
    }
    bytes.extend(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Headers end at an empty line, or at the first line that is not a header.
fn headers_and_body(text: &str) -> (Vec<(String, String)>, ExampleBody) {
    let mut headers = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (first, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let header = first.split_once(':').filter(|(name, _)| is_header(name.trim()));
        match header {
            Some((name, value)) => headers.push((name.trim().to_owned(), value.trim().to_owned())),
            None if first.trim().is_empty() && headers.is_empty() => {}
            None => break,
        }
        rest = after;
    }
    (headers, body(rest))
}

fn is_header(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

fn body(text: &str) -> ExampleBody {
    let text = text.trim();
    if text.is_empty() {
        return ExampleBody::Empty;
    }
    match serde_json::from_str(text) {
        Ok(json) => ExampleBody::Json(json),
        Err(error) => {
            let named = text.starts_with('"') && !text.lines().next().is_some_and(|line| line.ends_with('"'));
            let why = if named {
                let first = text.lines().next().unwrap_or_default();
                format!("it begins with {}", Quoted(first.trim_end_matches(['{', '[', ' '])))
            } else {
                error.to_string()
            };
            ExampleBody::Broken { text: text.to_owned(), why }
        }
    }
}
