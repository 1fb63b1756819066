//! A page that was copied as text.

use crate::inline::{Span, Text};
use crate::outline::{Piece, Table};
use crate::page::Page;
use crate::style::{Form, Style};
use std::fmt::Write as _;

pub(crate) fn page(page: &Page, outline: &[Piece], style: Style) -> String {
    let mut text = "Skip to main content\n".to_owned();
    // Who copies from the first paragraph on leaves the title behind.
    if style.wording == 0 {
        let _ = writeln!(text, "\n{}\n", page.title);
    }
    for piece in outline {
        match piece {
            Piece::Heading(_, label) => {
                let _ = writeln!(text, "{label}\n");
            }
            Piece::Paragraph(paragraph) => {
                let _ = writeln!(text, "{}\n", plain(paragraph, " - "));
            }
            Piece::Listings(listings) => {
                for (label, listing) in listings {
                    if let Some(label) = label {
                        let _ = writeln!(text, "{label}");
                    }
                    let _ = writeln!(text, "{listing}");
                }
                text.push('\n');
            }
            Piece::Table(table) => text.push_str(&self::table(table, style.form)),
        }
    }
    text
}

fn table(table: &Table, form: Form) -> String {
    let between = match form {
        Form::Tabs | Form::TabsListed => "\t",
        Form::Lines | Form::LinesListed => "\n",
        _ => "",
    };
    let between_items = if form.lists() { "\n" } else { " - " };
    let mut text = table.head.join(between) + "\n";
    for row in &table.rows {
        let cells: Vec<_> = row.iter().map(|cell| plain(cell, between_items)).collect();
        let _ = writeln!(text, "{}", cells.join(between));
    }
    text.push('\n');
    text
}

fn plain(text: &Text, between_items: &str) -> String {
    let mut out: String = text.lead.iter().map(Span::plain).collect();
    for item in &text.items {
        out.push_str(between_items);
        out.extend(item.iter().map(Span::plain));
    }
    out
}
