//! The pages of an operation, and the languages that the file mentions.

use super::{fact_names, words};
use crate::model::DocsPage;
use dingtalk_spec::address::is_same_page;
use dingtalk_spec::diag::{Code, Sink};
use dingtalk_spec::title::is_same_title;
use dingtalk_spec::{OperationDecl, PlacedText};
use std::collections::HashSet;

pub(crate) fn resolve(file: &OperationDecl, sink: &mut Sink) -> Vec<DocsPage> {
    let entries = file.pages.as_deref().unwrap_or_default();
    let pages = entries.iter().map(|entry| page(entry, sink)).collect();
    report_duplicates(entries, sink);
    report_languages(file, entries, sink);
    pages
}

fn page(page: &dingtalk_spec::PageDecl, sink: &mut Sink) -> DocsPage {
    if let Some(url) = &page.url
        && !["https://", "http://"].iter().any(|scheme| url.value.starts_with(scheme))
        && !url.is_placeholder()
    {
        sink.report(Code::MalformedUrl, &url.place, format!("`{}` is not the address of a page", url.value))
            .help("write it as `https://docs.example.com/page`");
    }
    for row in page.rows.iter().flatten() {
        fact_names::report_row(&row.key, sink);
    }
    DocsPage {
        language: words::language(&page.language, sink),
        title: page.title.value.clone(),
        url: page.url.as_ref().map(|url| url.value.clone()),
        reviewed: page.reviewed.value.clone(),
    }
}

/// Names pages of one language that have the address of one above; or its title, where an address does not tell them apart.
fn report_duplicates(entries: &[dingtalk_spec::PageDecl], sink: &mut Sink) {
    for (number, entry) in entries.iter().enumerate() {
        let same_language = |other: &&dingtalk_spec::PageDecl| other.language.value == entry.language.value;
        let duplicate =
            entries[..number].iter().filter(same_language).find_map(|other| match (&other.url, &entry.url) {
                (Some(own), Some(url)) => is_same_page(&own.value, &url.value).then_some(("address", url)),
                _ => is_same_title(&other.title.value, &entry.title.value).then_some(("title", &entry.title)),
            });
        if let Some((what, text)) =
            duplicate.filter(|(_, text)| !text.is_placeholder() && !entry.language.is_placeholder())
        {
            let message = format!("a page above has this {what} and this language");
            sink.report(Code::RepeatedPage, &text.place, message).help("remove one of them");
        }
    }
}

/// Names languages of error rows and of exceptions in which the operation has no page, if it has any.
fn report_languages(file: &OperationDecl, entries: &[dingtalk_spec::PageDecl], sink: &mut Sink) {
    let known: HashSet<&str> = entries.iter().map(|entry| entry.language.value.as_str()).collect();
    if known.is_empty() || entries.iter().any(|entry| entry.language.is_placeholder()) {
        return;
    }
    let of_rows = file.errors.iter().flatten().flat_map(|row| &row.on);
    let of_exceptions = file.except.iter().flatten().flat_map(|entry| &entry.on);
    let is_unknown = |text: &&PlacedText| !known.contains(text.value.as_str()) && words::is_language(&text.value);
    for language in of_rows.chain(of_exceptions).flatten().filter(is_unknown) {
        let message = format!("the operation has no page in `{}`", language.value);
        sink.report(Code::MissingPage, &language.place, message)
            .help("correct the language, or name the page under `pages`");
    }
}
