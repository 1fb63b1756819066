//! The listings of a page: examples of requests and answers, the request line of older pages, and samples of code.

mod lenient_json;

use super::ambiguities::{Ambiguities, AmbiguityKind, Quoted};
use super::examples::{ExampleBody, RequestExample, ResponseExample};
use super::page_sections::PageSection;
use super::page_tables::Part;
use super::sdk_names::{self, SdkNames};
use crate::document::{Block, RequestLine};
use crate::labels::SectionKind;
use dingtalk_spec::json::Json;
use lenient_json::mended;

/// What the listings of a page say.
#[derive(Debug, Default)]
pub(super) struct CodeBlocks {
    pub(super) requests: Vec<RequestExample>,
    pub(super) answers: Vec<ResponseExample>,
    /// Requests that are written as a command.
    pub(super) unread: Vec<String>,
    /// Where the page has a request line of its own: not an example, but a form with the names of types as values.
    pub(super) form: Option<RequestExample>,
    pub(super) sdk: Option<SdkNames>,
    /// The bodies of both, as far as their structure shows, also where they are no JSON.
    pub(super) sent: Vec<Json>,
    pub(super) answered: Vec<Json>,
}

/// Reads all listings.
pub(super) fn of(chapters: &[PageSection<'_>], doubts: &mut Ambiguities) -> CodeBlocks {
    let mut listings = CodeBlocks::default();
    let has_body = chapters.iter().any(|chapter| chapter.section == Some(SectionKind::Body));
    for chapter in chapters {
        for block in &chapter.blocks {
            if let Block::Code { text, line } = block {
                CodeBlockReader { text, line: *line, section: chapter.section, has_body }.read(&mut listings, doubts);
            }
        }
    }
    for (what, body, line) in listings.bodies() {
        if let ExampleBody::Broken { why, .. } = body {
            doubts.add(AmbiguityKind::BrokenExample, line, format!("the example of {what} is no JSON: {why}"));
        }
    }
    let structure = |body: &ExampleBody| match body {
        ExampleBody::Json(json) => Some(json.clone()),
        ExampleBody::Broken { text, .. } => mended(text),
        ExampleBody::Nothing => None,
    };
    listings.sent = listings.requests.iter().filter_map(|request| structure(&request.body)).collect();
    listings.answered = listings.answers.iter().filter_map(|answer| structure(&answer.body)).collect();
    listings
}

/// A listing, and where it stands.
struct CodeBlockReader<'a> {
    text: &'a str,
    line: Option<usize>,
    section: Option<SectionKind>,
    /// Whether the page describes a body that is sent.
    has_body: bool,
}

impl CodeBlockReader<'_> {
    fn read(&self, listings: &mut CodeBlocks, doubts: &mut Ambiguities) {
        if let Some(request) = request(self.text, self.line) {
            match (&listings.form, self.section) {
                (None, Some(SectionKind::RequestMethod)) => listings.form = Some(request),
                (Some(form), Some(SectionKind::RequestMethod)) => self.report_second(form, &request, doubts),
                _ => listings.requests.push(request),
            }
        } else if self.text.trim_start().starts_with("HTTP/") {
            listings.answers.push(answer(self.text, self.line));
        } else if let Some(json) = bare(self.text) {
            self.read_bare(json, listings);
        } else if self.section == Some(SectionKind::ResponseExample) {
            self.report_unread("answer", doubts);
        } else if self.text.trim_start().starts_with("curl ") {
            self.report_unread("request", doubts);
            listings.unread.push(self.text.to_owned());
        } else if listings.sdk.is_none() {
            listings.sdk = sdk_names::find(self.text);
        }
    }

    fn report_unread(&self, what: &str, doubts: &mut Ambiguities) {
        let first = self.text.trim_start().lines().next().unwrap_or_default();
        let message = format!("the example of the {what} that begins with {} is not read", Quoted(first));
        doubts.add(AmbiguityKind::UnknownLabel, self.line, message);
    }

    fn report_second(&self, form: &RequestExample, second: &RequestExample, doubts: &mut Ambiguities) {
        let shown = |form: &RequestExample| format!("{} {}", form.method, form.path);
        if shown(form) != shown(second) {
            let (first, second) = (shown(form), shown(second));
            let message = format!("the request line is {}, and {} as well", Quoted(&first), Quoted(&second));
            doubts.add(AmbiguityKind::Contradiction, self.line, message);
        }
    }

    /// A body without a request line or a status.
    fn read_bare(&self, json: &str, listings: &mut CodeBlocks) {
        let waits = |request: &RequestExample| matches!(request.body, ExampleBody::Nothing);
        let sends = |request: &RequestExample| matches!(request.method.as_str(), "POST" | "PUT" | "PATCH");
        let answers = match self.section {
            Some(SectionKind::Response | SectionKind::ResponseBody | SectionKind::ResponseExample) => true,
            Some(SectionKind::RequestExample | SectionKind::Request | SectionKind::Body) => false,
            Some(SectionKind::Examples) => {
                let last = listings.requests.last();
                !self.has_body || last.is_some_and(|request| !(waits(request) && sends(request)))
            }
            // Whatever stands elsewhere is no example of the interface.
            _ => return,
        };
        let body = body(json);
        match listings.requests.last_mut().filter(|request| waits(request)) {
            _ if answers => listings.answers.push(ResponseExample { status: None, body, line: self.line }),
            Some(request) => request.body = body,
            None => listings.requests.push(RequestExample::bare(body, self.line)),
        }
    }
}

impl RequestExample {
    /// One that shows a body alone.
    fn bare(body: ExampleBody, line: Option<usize>) -> Self {
        let (method, path) = (String::new(), String::new());
        Self { method, path, query: Vec::new(), headers: Vec::new(), body, line }
    }
}

/// The JSON that a listing consists of, below comments and headers.
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
    /// What the examples have for a body or an answer, as far as their structure shows.
    pub(super) fn bodies_of(&self, part: Part) -> Vec<&Json> {
        match part {
            Part::Body => self.sent.iter().collect(),
            Part::Response => self.answered.iter().collect(),
            Part::Header | Part::Path | Part::Query => Vec::new(),
        }
    }

    fn bodies(&self) -> impl Iterator<Item = (&'static str, &ExampleBody, Option<usize>)> {
        let requests = self.requests.iter().map(|request| ("the request", &request.body, request.line));
        requests.chain(self.answers.iter().map(|answer| ("the answer", &answer.body, answer.line)))
    }
}

/// A listing that begins with a request line.
fn request(text: &str, line: Option<usize>) -> Option<RequestExample> {
    let first = RequestLine::of(text)?;
    let (mut headers, body) = headers_and_body(first.below);
    if let Some(host) = first.host {
        headers.insert(0, ("Host".to_owned(), host.to_owned()));
    }
    let (method, path) = (first.method.to_owned(), first.path.to_owned());
    Some(RequestExample { method, path, query: pairs(first.query), headers, body, line })
}

fn answer(text: &str, line: Option<usize>) -> ResponseExample {
    let text = text.trim_start();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let status = first.split_whitespace().nth(1).and_then(|status| status.parse().ok());
    ResponseExample { status, body: headers_and_body(rest).1, line }
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (name.into(), value.into()))
        .collect()
}

/// Headers reach to an empty line, or to the first line that is none.
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
        return ExampleBody::Nothing;
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
