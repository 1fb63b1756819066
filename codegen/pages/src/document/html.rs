//! Reads a page saved by a browser, as a stream of tags.

use super::document_builder::DocumentBuilder;
use super::elements::{Element, ElementRole, role, stated_role};
use super::{Document, attribute_limit};
use crate::unreadable::Unreadable;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use std::cell::RefCell;

/// Metadata of a saved page.
#[derive(Debug, Default)]
pub(super) struct HtmlMetadata {
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
    let sink = feed(text, DocumentBuilder::default(), 0)?;
    let (assembly, extras) = (sink.assembly.into_inner(), sink.extras.into_inner());
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
pub(super) fn read_piece(text: &str, assembly: DocumentBuilder, line: usize) -> Result<DocumentBuilder, Unreadable> {
    Ok(feed(text, assembly, line.saturating_sub(1))?.assembly.into_inner())
}

fn feed(text: &str, assembly: DocumentBuilder, line: usize) -> Result<HtmlSink, Unreadable> {
    if attribute_limit::are_too_many(text) {
        return Err(Unreadable::TooMuch);
    }
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    let sink = HtmlSink { assembly: RefCell::new(assembly), extras: RefCell::default(), line };
    let tokenizer = Tokenizer::new(sink, html5ever::tokenizer::TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    Ok(tokenizer.sink)
}

struct HtmlSink {
    assembly: RefCell<DocumentBuilder>,
    extras: RefCell<HtmlMetadata>,
    /// Number of lines before the text.
    line: usize,
}

impl TokenSink for HtmlSink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut assembly = self.assembly.borrow_mut();
        if assembly.failed() {
            // The attribute limit was checked with raw text elements in mind, so they stay raw after a failure.
            return if let Token::TagToken(tag) = &token { raw(tag) } else { TokenSinkResult::Continue };
        }
        assembly.line = usize::try_from(line).ok().map(|line| self.line + line);
        match token {
            Token::CharacterTokens(text) => assembly.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                self.extras.borrow_mut().note_tag(&tag);
                assembly.open(&element(&tag));
                return raw(&tag);
            }
            Token::TagToken(tag) => {
                self.extras.borrow_mut().ended |= &*tag.name == "html";
                assembly.close(&tag.name);
            }
            Token::CommentToken(text) => self.extras.borrow_mut().note_comment(&text),
            Token::DoctypeToken(_) => self.extras.borrow_mut().began = true,
            Token::NullCharacterToken | Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

/// Returns the tokenizer state for raw text elements.
pub(super) fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        "title" | "textarea" => Some(RawKind::Rcdata),
        _ => None,
    }
}

fn raw(tag: &Tag) -> TokenSinkResult<()> {
    match raw_kind(&tag.name).filter(|_| tag.kind == TagKind::StartTag) {
        Some(kind) => TokenSinkResult::RawData(kind),
        None => TokenSinkResult::Continue,
    }
}

fn element(tag: &Tag) -> Element {
    let number = |name| attribute(tag, name).and_then(|value| value.trim().parse().ok()).unwrap_or(1);
    let stated = attribute(tag, "role").and_then(|word| stated_role(word.trim()));
    let by_name = role(&tag.name);
    let role = match stated {
        // A `<table>` keeps its role.
        Some(stated)
            if matches!(by_name, ElementRole::Block | ElementRole::Inline) || stated == ElementRole::Skipped =>
        {
            stated
        }
        _ => by_name,
    };
    Element { name: tag.name.clone(), role, columns: number("colspan"), rows: number("rowspan") }
}

fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

impl HtmlMetadata {
    fn note_tag(&mut self, tag: &Tag) {
        let get = |name| attribute(tag, name);
        match &*tag.name {
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
