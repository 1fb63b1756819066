//! Reads a page saved by a browser, as a stream of tags.

use super::Document;
use super::document_builder::DocumentBuilder;
use super::elements::{Element, ElementRole, role, stated_role};
use crate::unreadable::Unreadable;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::collections::BTreeMap;
use std::convert::Infallible;

/// Attributes that are read. All others are dropped, since a tag may have any number of them.
const ATTRIBUTES: [&str; 9] = ["colspan", "content", "href", "name", "property", "rel", "role", "rowspan", "type"];

/// Metadata of a saved page.
#[derive(Debug, Default)]
struct HtmlMetadata {
    scripts: usize,
    has_password: bool,
    /// URLs that the file states for itself, in order of precedence.
    saved_from: Option<String>,
    canonical: Option<String>,
    og_url: Option<String>,
    og_title: Option<String>,
    began: bool,
    ended: bool,
}

/// Reads a whole page.
pub(super) fn read(text: &str) -> Result<Document, Unreadable> {
    let HtmlReader { assembly, extras, .. } = HtmlReader::feed(text, DocumentBuilder::default(), 1);
    let cut = extras.began && !extras.ended && assembly.is_open();
    let (blocks, head_title) = assembly.finish()?;
    let document = Document {
        title: super::first_heading(&blocks).or(extras.og_title).or((!head_title.is_empty()).then_some(head_title)),
        url: extras.saved_from.or(extras.canonical).or(extras.og_url),
        blocks,
        unread: Vec::new(),
    };
    document.refuse_shell(extras.scripts > 0, extras.has_password)?;
    if cut {
        return Err(Unreadable::Truncated { within: "its markup" });
    }
    Ok(document)
}

/// Reads an HTML fragment into an existing builder. `line` is its first line.
pub(super) fn read_piece(text: &str, assembly: DocumentBuilder, line: usize) -> DocumentBuilder {
    HtmlReader::feed(text, assembly, line).assembly
}

struct HtmlReader<'a> {
    text: &'a str,
    assembly: DocumentBuilder,
    extras: HtmlMetadata,
    tag: StartTag,
    /// Offset of the last event, and its line.
    at: usize,
    line: usize,
}

/// Start tag under construction.
#[derive(Default)]
struct StartTag {
    name: String,
    attributes: BTreeMap<&'static str, String>,
    /// Attribute whose value follows, if it is read.
    attribute: Option<&'static str>,
}

impl<'a> HtmlReader<'a> {
    fn feed(text: &'a str, assembly: DocumentBuilder, line: usize) -> Self {
        let (extras, tag) = (HtmlMetadata::default(), StartTag::default());
        let mut reader = Self { text, assembly, extras, tag, at: 0, line };
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span| -> Option<Infallible> {
            reader.take(&event, span);
            None
        });
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(text, emitter).finish();
        reader
    }

    fn take(&mut self, event: &CallbackEvent<'_>, span: Span) {
        if self.assembly.failed() {
            return;
        }
        match event {
            CallbackEvent::String { value } => self.text(value, span.start),
            CallbackEvent::OpenStartTag { name } => self.tag = StartTag { name: text_of(name), ..StartTag::default() },
            CallbackEvent::AttributeName { name } => self.tag.begin_attribute(name),
            CallbackEvent::AttributeValue { value } => self.tag.end_attribute(value),
            CallbackEvent::CloseStartTag { .. } => {
                self.move_to(span.start);
                self.extras.note_tag(&self.tag);
                self.assembly.open(&self.tag.element());
            }
            CallbackEvent::EndTag { name } => {
                self.move_to(span.start);
                self.extras.ended |= *name == b"html";
                self.assembly.close(&text_of(name));
            }
            CallbackEvent::Comment { value } => self.extras.note_comment(&text_of(value)),
            CallbackEvent::Doctype { .. } => self.extras.began = true,
            CallbackEvent::Error(_) => {}
        }
    }

    /// Counts the lines up to an offset.
    fn move_to(&mut self, offset: usize) {
        self.line += self.text.get(self.at..offset).map_or(0, |passed| passed.matches('\n').count());
        self.at = self.at.max(offset);
        self.assembly.line = Some(self.line);
    }

    /// Adds text line by line.
    fn text(&mut self, value: &[u8], start: usize) {
        self.move_to(start);
        for (number, line) in text_of(value).split_inclusive('\n').enumerate() {
            self.assembly.line = Some(self.line + number);
            self.assembly.text(line);
        }
    }
}

/// Returns text of the page, which is UTF-8.
fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl StartTag {
    fn begin_attribute(&mut self, name: &[u8]) {
        self.attribute = ATTRIBUTES.into_iter().find(|known| known.as_bytes() == name);
    }

    /// The first of duplicate attributes counts.
    fn end_attribute(&mut self, value: &[u8]) {
        if let Some(name) = self.attribute.take() {
            self.attributes.entry(name).or_insert_with(|| text_of(value));
        }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    fn element(&self) -> Element<'_> {
        let number = |name| self.attribute(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1);
        let stated = self.attribute("role").and_then(|word| stated_role(word.trim()));
        let by_name = role(&self.name);
        let role = match stated {
            // A `<table>` keeps its role.
            Some(stated)
                if matches!(by_name, ElementRole::Block | ElementRole::Inline) || stated == ElementRole::Skipped =>
            {
                stated
            }
            _ => by_name,
        };
        Element { name: &self.name, role, columns: number("colspan"), rows: number("rowspan") }
    }
}

impl HtmlMetadata {
    fn note_tag(&mut self, tag: &StartTag) {
        let get = |name| tag.attribute(name);
        match tag.name.as_str() {
            "html" => self.began = true,
            "script" => self.scripts += 1,
            "input" => self.has_password |= get("type").is_some_and(|kind| kind.eq_ignore_ascii_case("password")),
            "link" if get("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                note(&mut self.canonical, get("href"));
            }
            "meta" => match get("property").or(get("name")) {
                Some("og:url") => note(&mut self.og_url, get("content")),
                Some("og:title") => note(&mut self.og_title, get("content")),
                _ => {}
            },
            _ => {}
        }
    }

    /// Reads the comment that browsers put into saved pages: `saved from url=(0055)https://…`.
    fn note_comment(&mut self, text: &str) {
        let Some((_, rest)) = text.split_once("saved from url=(") else { return };
        let Some((_, url)) = rest.split_once(')') else { return };
        note(&mut self.saved_from, Some(url.trim()));
    }
}

fn note(slot: &mut Option<String>, value: Option<&str>) {
    if let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) {
        slot.get_or_insert_with(|| value.to_owned());
    }
}
