//! A page as data.

use crate::cells::{ErrorRow, Field, Part, Permission};
use crate::row_syntax;
use crate::style::{SavedFormat, Style};
use crate::{html, markdown, outline, text};
use serde::Deserialize;

/// Language of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Language {
    /// English, with `Yes` and `No`.
    #[serde(rename = "en")]
    English,
    /// Chinese, with `是` and `否`.
    #[serde(rename = "zh")]
    Chinese,
}

/// A page of documentation.
#[derive(Clone, Debug)]
pub struct Page {
    /// Operation and language: `lend_copies.en`.
    pub name: String,
    /// Language of labels and sentences.
    pub language: Language,
    /// Title.
    pub title: String,
    /// URL of the page, or empty.
    pub address: String,
    /// Paragraphs before the tables.
    pub prose: Vec<String>,
    /// URL of the operation.
    pub url: String,
    /// HTTP method.
    pub method: String,
    /// App types that may call it, as on the page.
    pub apps: Vec<String>,
    /// Required permissions.
    pub permissions: Vec<Permission>,
    /// Field tables in order. Parts without a table are absent.
    pub tables: Vec<(Part, Vec<Field>)>,
    /// Example request.
    pub request_example: String,
    /// Example response.
    pub response_example: String,
    /// Error table.
    pub errors: Vec<ErrorRow>,
}

/// File of a page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageFile {
    language: Language,
    title: String,
    #[serde(default)]
    address: String,
    prose: String,
    /// Set if the tables have an example column.
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
    /// Parses a page file.
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

    /// Renders the page in a style.
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

    /// Returns `true` for an operation of the older host, whose errors have no status on pages.
    pub(crate) fn is_of_older_host(&self) -> bool {
        self.url.contains("://oapi.")
    }

    /// Returns the rows of a part, or none without a table.
    #[must_use]
    pub fn fields(&self, part: Part) -> &[Field] {
        self.tables.iter().find(|(of, _)| *of == part).map_or(&[], |(_, fields)| fields)
    }
}
