//! Renders a page as Markdown.

use crate::html;
use crate::inline::{InlineSpan, InlineText};
use crate::outline::{OutlinePiece, OutlineTable};
use crate::page::Page;
use crate::style::SavedFormat;
use std::fmt::Write as _;

pub(crate) fn page(page: &Page, outline: &[OutlinePiece], form: SavedFormat) -> String {
    let mut text = front_matter(page, form);
    let _ = writeln!(text, "# {}\n", escaped(&page.title, form));
    for piece in outline {
        match piece {
            OutlinePiece::Heading(level, label) => {
                let marks = "#".repeat(*level);
                let bold = if form == SavedFormat::MarkdownBold { "**" } else { "" };
                let _ = writeln!(text, "{marks} {bold}{label}{bold}\n");
            }
            OutlinePiece::Paragraph(paragraph) => {
                let _ = writeln!(text, "{}\n", cell(paragraph, form));
            }
            OutlinePiece::Listings(listings) => {
                for (label, listing) in listings {
                    if let Some(label) = label {
                        let _ = writeln!(text, "{label}\n");
                    }
                    let _ = writeln!(text, "```\n{listing}\n```\n");
                }
            }
            OutlinePiece::Table(table) if form == SavedFormat::MarkdownHtml => {
                let _ = writeln!(text, "{}", html::table(table, form));
            }
            OutlinePiece::Table(table) => {
                let _ = writeln!(text, "{}", self::table(table, form));
            }
        }
    }
    text
}

fn front_matter(page: &Page, form: SavedFormat) -> String {
    let Page { title, address, .. } = page;
    match form {
        SavedFormat::MarkdownBare => {
            format!("---\ntitle: \"{title}\"\nsource: \"{address}\"\ntags:\n  - library\n---\n")
        }
        SavedFormat::MarkdownHtml => format!("---\nurl: {address}\n---\n\n"),
        SavedFormat::MarkdownBold => format!(
            "---\ntitle: \"{title}\"\nsource_url: \"{address}\"\nslug: \"x\"\n---\n\n> Source: {address}\n> Path: Library / {title}\n\n"
        ),
        _ => format!("---\ntitle: {title}\nsource_url: {address}\nupdated_at: \"2026-11-01 10:00:00\"\n---\n\n"),
    }
}

fn table(table: &OutlineTable, form: SavedFormat) -> String {
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let labels = |mark: &str| -> Vec<String> {
        let marked = |label: &&str| if label.is_empty() { String::new() } else { format!("{mark}{label}{mark}") };
        table.head.iter().map(marked).collect()
    };
    let mut text = match form {
        SavedFormat::MarkdownBare => row(&vec![String::new(); table.head.len()]),
        // Only the label that is merged into the table is bold.
        SavedFormat::MarkdownBold if table.head.contains(&"") => row(&labels("**")),
        _ => row(&labels("")),
    };
    text.push_str(&row(&vec!["---".to_owned(); table.head.len()]));
    if form == SavedFormat::MarkdownBare {
        text.push_str(&row(&labels("")));
    }
    for cells in &table.rows {
        text.push_str(&row(&cells.iter().map(|text| cell(text, form)).collect::<Vec<_>>()));
    }
    text
}

fn cell(text: &InlineText, form: SavedFormat) -> String {
    let mut out: String = text.lead.iter().map(|part| span(part, form)).collect();
    let bullet = if form == SavedFormat::MarkdownBare { '*' } else { '-' };
    for (index, item) in text.items.iter().enumerate() {
        out.push_str(if index == 0 { "   " } else { " " });
        let item: String = item.iter().map(|part| span(part, form)).collect();
        let _ = write!(out, "{bullet} {item}");
    }
    out
}

fn span(span: &InlineSpan, form: SavedFormat) -> String {
    match span {
        InlineSpan::Plain(text) => escaped(text, form),
        InlineSpan::Code(text) => format!("`{text}`"),
        InlineSpan::Bold(text) => format!("**{}**", escaped(text, form)),
        InlineSpan::Link { text, address } => format!("[{}]({address})", escaped(text, form)),
    }
}

/// Escapes markup. Converters differ in what they escape.
fn escaped(text: &str, form: SavedFormat) -> String {
    let marks: &[char] = match form {
        SavedFormat::MarkdownBold => &['\\', '*', '_', '|', '<', '[', ']'],
        // `List<Object>` is not escaped.
        SavedFormat::MarkdownBare => &['\\', '*', '_', '|'],
        _ => &['\\', '*', '_', '|', '<'],
    };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if marks.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
