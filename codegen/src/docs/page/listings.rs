//! The listings of a page: examples of requests and answers, the request line of older pages, and samples of code.

use super::chapters::Chapter;
use super::doubts::{DoubtKind, Doubts, Quoted};
use super::example::{AnswerExample, Body, RequestExample};
use super::sdk::{self, Sdk};
use crate::docs::document::{Block, RequestLine};
use crate::docs::labels::Section;
use crate::json::Json;

/// JSON as people write it: what is too much in it is left out, so that its structure shows. It says nothing about values.
pub(super) fn mended(text: &str) -> Option<Json> {
    let start = text.find(['{', '['])?;
    let mut out = String::with_capacity(text.len());
    let mut in_text = false;
    let mut chars = text[start..].chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if in_text => {
                out.push(c);
                out.extend(chars.next());
                continue;
            }
            '"' => in_text = !in_text,
            '/' if !in_text && chars.peek() == Some(&'/') => {
                while chars.next_if(|c| *c != '\n').is_some() {}
                continue;
            }
            'L' | 'l' if !in_text && out.ends_with(|c: char| c.is_ascii_digit()) => continue,
            '}' | ']' if !in_text && out.trim_end().ends_with(',') => out.truncate(out.trim_end().len() - 1),
            _ => {}
        }
        out.push(c);
    }
    serde_json::Deserializer::from_str(&out).into_iter().next()?.ok()
}

/// What the listings of a page say.
#[derive(Debug, Default)]
pub(super) struct Listings {
    pub(super) requests: Vec<RequestExample>,
    pub(super) answers: Vec<AnswerExample>,
    /// Where the page has a request line of its own: not an example, but a form with the names of types as values.
    pub(super) form: Option<RequestExample>,
    pub(super) sdk: Option<Sdk>,
    /// The bodies of both, as far as their structure shows, also where they are no JSON.
    pub(super) sent: Vec<Json>,
    pub(super) answered: Vec<Json>,
}

/// Reads all listings.
pub(super) fn of(chapters: &[Chapter<'_>], doubts: &mut Doubts) -> Listings {
    let mut listings = Listings::default();
    for chapter in chapters {
        for block in &chapter.blocks {
            if let Block::Code { text, line } = block {
                listings.take(text, *line, chapter.section);
            }
        }
    }
    for (what, body, line) in listings.bodies() {
        if let Body::Broken { why, .. } = body {
            doubts.add(DoubtKind::BrokenExample, line, format!("the example of {what} is no JSON: {why}"));
        }
    }
    let structure = |body: &Body| match body {
        Body::Json(json) => Some(json.clone()),
        Body::Broken { text, .. } => mended(text),
        Body::Nothing => None,
    };
    listings.sent = listings.requests.iter().filter_map(|request| structure(&request.body)).collect();
    listings.answered = listings.answers.iter().filter_map(|answer| structure(&answer.body)).collect();
    listings
}

impl Listings {
    fn take(&mut self, text: &str, line: Option<usize>, section: Option<Section>) {
        if let Some(request) = request(text, line) {
            if section == Some(Section::RequestMethod) {
                self.form.get_or_insert(request);
            } else {
                self.requests.push(request);
            }
            return;
        }
        if text.trim_start().starts_with("HTTP/") {
            self.answers.push(answer(text, line));
            return;
        }
        if text.trim_start().starts_with(['{', '[', '"']) {
            self.take_bare(text, line, section);
        } else if self.sdk.is_none() {
            self.sdk = sdk::find(text);
        }
    }

    /// A body without the lines that come before it.
    fn take_bare(&mut self, text: &str, line: Option<usize>, section: Option<Section>) {
        let answers = match section {
            Some(Section::ResponseExample) => true,
            Some(Section::Examples) => !self.requests.is_empty(),
            _ => false,
        };
        let requests = matches!(section, Some(Section::RequestExample | Section::Body | Section::Examples));
        if answers {
            self.answers.push(AnswerExample { status: None, body: body(text), line });
        } else if requests && let Some(RequestExample { body: nothing @ Body::Nothing, .. }) = self.requests.last_mut()
        {
            *nothing = body(text);
        }
    }

    fn bodies(&self) -> impl Iterator<Item = (&'static str, &Body, Option<usize>)> {
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

fn answer(text: &str, line: Option<usize>) -> AnswerExample {
    let text = text.trim_start();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let status = first.split_whitespace().nth(1).and_then(|status| status.parse().ok());
    AnswerExample { status, body: headers_and_body(rest).1, line }
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (name.into(), value.into()))
        .collect()
}

/// Headers reach to an empty line, or to the first line that is none.
fn headers_and_body(text: &str) -> (Vec<(String, String)>, Body) {
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

fn body(text: &str) -> Body {
    let text = text.trim();
    if text.is_empty() {
        return Body::Nothing;
    }
    match serde_json::from_str(text) {
        Ok(json) => Body::Json(json),
        Err(error) => {
            let named = text.starts_with('"') && !text.lines().next().is_some_and(|line| line.ends_with('"'));
            let why = if named {
                let first = text.lines().next().unwrap_or_default();
                format!("it begins with {}", Quoted(first.trim_end_matches(['{', '[', ' '])))
            } else {
                error.to_string()
            };
            Body::Broken { text: text.to_owned(), why }
        }
    }
}
