//! Doc comments, constraints of fields as sentences, and deprecation.

use super::table;
use crate::markdown::{self, sentence};
use crate::model::{FieldDocs, FieldFact};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The lines of a doc comment. Text of a spec is escaped by [`markdown`] before it gets here.
#[derive(Default)]
pub(crate) struct DocComment {
    lines: Vec<String>,
}

impl DocComment {
    /// A comment that begins with a description.
    pub(crate) fn of(text: &str) -> Self {
        let mut docs = Self::default();
        docs.text(text);
        docs
    }

    /// A comment that begins with a text of the wire and its meaning.
    pub(crate) fn of_wire<'a>(wire: &str, meanings: impl IntoIterator<Item = &'a str>) -> Self {
        let mut docs = Self::default();
        let mut meanings = meanings.into_iter().filter(|meaning| !meaning.is_empty());
        match meanings.next() {
            Some(first) => docs.block(markdown::paragraphs_after(wire, first)),
            None => docs.line(markdown::code(wire)),
        };
        for meaning in meanings {
            docs.text(meaning);
        }
        docs
    }

    /// Adds a description as a paragraph of its own.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.block(markdown::paragraphs(text))
    }

    /// Adds lines of Markdown as a block of their own. Line breaks within a line become spaces: they would end the comment.
    pub(crate) fn block(&mut self, lines: impl IntoIterator<Item = String>) -> &mut Self {
        let mut lines = lines.into_iter().map(|line| line.replace(['\n', '\r'], " ")).peekable();
        if lines.peek().is_some() {
            if !self.lines.is_empty() {
                self.lines.push(String::new());
            }
            self.lines.extend(lines);
        }
        self
    }

    /// Adds one line of Markdown as a block of its own.
    pub(crate) fn line(&mut self, line: impl Into<String>) -> &mut Self {
        self.block([line.into()])
    }

    pub(crate) fn into_lines(self) -> Vec<String> {
        self.lines
    }
}

impl ToTokens for DocComment {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for line in &self.lines {
            // The space is the one that a person types after `///`.
            let line = if line.is_empty() { String::new() } else { format!(" {line}") };
            quote!(#[doc = #line]).to_tokens(tokens);
        }
    }
}

/// The facts, one sentence each.
pub(crate) fn constraints(field_docs: &FieldDocs) -> Vec<String> {
    let facts = field_docs.facts().map(|(label, fact)| match fact {
        FieldFact::Text(text) => format!("{label}: {}", sentence(text)),
        FieldFact::Value(value) => format!("{label}: `{}`.", value.written()),
    });
    let items = field_docs.items.iter().filter_map(|items| {
        let each: Vec<String> = items.doc.iter().map(|doc| sentence(doc)).chain(constraints(items)).collect();
        (!each.is_empty()).then(|| format!("Each item: {}", each.join(" ")))
    });
    facts.chain(items).collect()
}

/// The attribute that says what to use instead.
pub(crate) fn deprecated_attribute(instead: Option<&String>) -> Option<TokenStream> {
    let instead = markdown::inline(instead?);
    Some(quote!(#[deprecated = #instead]))
}

/// The same attribute in a table.
pub(crate) fn deprecated_row(instead: &str) -> String {
    format!("#[deprecated = {}]", table::text(&markdown::inline(instead)))
}
