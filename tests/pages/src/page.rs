//! A page as data.

use crate::cells::{ErrorRow, Field, Part, Permission};
use crate::row_syntax;
use crate::style::{SavedFormat, Style};
use crate::{html, markdown, outline, text};
use serde::Deserialize;

/// The language that a page is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Language {
    /// With `Yes` and `No`.
    #[serde(rename = "en")]
    English,
    /// With `是` and `否`.
    #[serde(rename = "zh")]
    Chinese,
}

/// A page of documentation, before anybody saves it.
#[derive(Clone, Debug)]
pub struct Page {
    /// The operation that the page describes, and its language: `lend_copies.en`.
    pub name: String,
    /// The language of its labels and sentences.
    pub language: Language,
    /// What stands at its top.
    pub title: String,
    /// Where it is on the web.
    pub address: String,
    /// What it says before its tables.
    pub prose: Vec<String>,
    /// Where the interface is called.
    pub url: String,
    /// How it is called.
    pub method: String,
    /// The kinds of app that may call it, in the page's words.
    pub apps: Vec<String>,
    /// What callers need.
    pub permissions: Vec<Permission>,
    /// The tables of members in their order; a part without a table is missing.
    pub tables: Vec<(Part, Vec<Field>)>,
    /// An example of a request, as it is sent.
    pub request_example: String,
    /// An example of an answer, as it comes.
    pub response_example: String,
    /// The table of errors.
    pub errors: Vec<ErrorRow>,
}

/// The file that a page is written in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageFile {
    language: Language,
    title: String,
    address: String,
    prose: String,
    /// Whether its tables have a column of examples.
    #[serde(default)]
    examples: bool,
    url: String,
    method: String,
    apps: Vec<String>,
    permissions: String,
    header: Option<String>,
    path: Option<String>,
    query: Option<String>,
    body: Option<String>,
    request_example: String,
    response: Option<String>,
    response_example: String,
    errors: String,
}

impl Page {
    /// Reads one of our own files.
    pub(crate) fn parse(name: &str, text: &str) -> Self {
        let file: PageFile = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let parts = [
            (Part::Header, file.header),
            (Part::Path, file.path),
            (Part::Query, file.query),
            (Part::Body, file.body),
            (Part::Response, file.response),
        ];
        let tables = parts.into_iter().filter_map(|(part, text)| text.map(|text| (part, text)));
        let examples = file.examples;
        Self {
            name: name.to_owned(),
            language: file.language,
            title: file.title,
            address: file.address,
            prose: file.prose.lines().map(str::to_owned).collect(),
            url: file.url,
            method: file.method,
            apps: file.apps,
            permissions: row_syntax::permissions(&file.permissions),
            tables: tables.map(|(part, text)| (part, row_syntax::fields(&text, part, examples))).collect(),
            request_example: file.request_example,
            response_example: file.response_example,
            errors: row_syntax::errors(&file.errors),
        }
    }

    /// The page as a file that somebody saved.
    #[must_use]
    pub fn saved(&self, style: Style) -> String {
        let outline = outline::of(self, style);
        match style.form {
            SavedFormat::Html | SavedFormat::HtmlFlat => html::page(self, &outline, style.form),
            SavedFormat::Markdown
            | SavedFormat::MarkdownBold
            | SavedFormat::MarkdownBare
            | SavedFormat::MarkdownHtml => markdown::page(self, &outline, style.form),
            _ => text::page(self, &outline, style),
        }
    }

    /// The rows of a part; none if the page has no table of it.
    #[must_use]
    pub fn fields(&self, part: Part) -> &[Field] {
        self.tables.iter().find(|(of, _)| *of == part).map_or(&[], |(_, fields)| fields)
    }
}
