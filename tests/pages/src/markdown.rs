//! A page that was turned into Markdown.

use crate::html;
use crate::inline::{Span, Text};
use crate::outline::{Piece, Table};
use crate::page::Page;
use crate::style::Form;
use std::fmt::Write as _;

pub(crate) fn page(page: &Page, outline: &[Piece], form: Form) -> String {
    let mut text = front_matter(page, form);
    let _ = writeln!(text, "# {}\n", escaped(&page.title, form));
    for piece in outline {
        match piece {
            Piece::Heading(level, label) => {
                let marks = "#".repeat(*level);
                let bold = if form == Form::MarkdownBold { "**" } else { "" };
                let _ = writeln!(text, "{marks} {bold}{label}{bold}\n");
            }
            Piece::Paragraph(paragraph) => {
                let _ = writeln!(text, "{}\n", cell(paragraph, form));
            }
            Piece::Listings(listings) => {
                for (label, listing) in listings {
                    if let Some(label) = label {
                        let _ = writeln!(text, "{label}\n");
                    }
                    let _ = writeln!(text, "```\n{listing}\n```\n");
                }
            }
            Piece::Table(table) if form == Form::MarkdownHtml => {
                let _ = writeln!(text, "{}", html::table(table, form));
            }
            Piece::Table(table) => {
                let _ = writeln!(text, "{}", self::table(table, form));
            }
        }
    }
    text
}

fn front_matter(page: &Page, form: Form) -> String {
    let Page { title, address, .. } = page;
    match form {
        Form::MarkdownBare => format!("---\ntitle: \"{title}\"\nsource: \"{address}\"\ntags:\n  - library\n---\n"),
        Form::MarkdownHtml => format!("---\nurl: {address}\n---\n\n"),
        Form::MarkdownBold => format!(
            "---\ntitle: \"{title}\"\nsource_url: \"{address}\"\nslug: \"x\"\n---\n\n> Source: {address}\n> Path: Library / {title}\n\n"
        ),
        _ => format!("---\ntitle: {title}\nsource_url: {address}\nupdated_at: \"2026-11-01 10:00:00\"\n---\n\n"),
    }
}

fn table(table: &Table, form: Form) -> String {
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let labels = |mark: &str| -> Vec<String> {
        let marked = |label: &&str| if label.is_empty() { String::new() } else { format!("{mark}{label}{mark}") };
        table.head.iter().map(marked).collect()
    };
    let mut text = match form {
        Form::MarkdownBare => row(&vec![String::new(); table.head.len()]),
        // Only what is merged over the table is bold.
        Form::MarkdownBold if table.head.contains(&"") => row(&labels("**")),
        _ => row(&labels("")),
    };
    text.push_str(&row(&vec!["---".to_owned(); table.head.len()]));
    if form == Form::MarkdownBare {
        text.push_str(&row(&labels("")));
    }
    for cells in &table.rows {
        text.push_str(&row(&cells.iter().map(|text| cell(text, form)).collect::<Vec<_>>()));
    }
    text
}

fn cell(text: &Text, form: Form) -> String {
    let mut out: String = text.lead.iter().map(|part| span(part, form)).collect();
    let bullet = if form == Form::MarkdownBare { '*' } else { '-' };
    for (index, item) in text.items.iter().enumerate() {
        out.push_str(if index == 0 { "   " } else { " " });
        let item: String = item.iter().map(|part| span(part, form)).collect();
        let _ = write!(out, "{bullet} {item}");
    }
    out
}

fn span(span: &Span, form: Form) -> String {
    match span {
        Span::Plain(text) => escaped(text, form),
        Span::Code(text) => format!("`{text}`"),
        Span::Bold(text) => format!("**{}**", escaped(text, form)),
        Span::Link { text, address } => format!("[{}]({address})", escaped(text, form)),
    }
}

/// Text in which no mark means anything; how much is escaped differs between the programs that write it.
fn escaped(text: &str, form: Form) -> String {
    let marks: &[char] = match form {
        Form::MarkdownBold => &['\\', '*', '_', '|', '<', '[', ']'],
        // `List<Object>` stands there as it is.
        Form::MarkdownBare => &['\\', '*', '_', '|'],
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
