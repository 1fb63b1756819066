//! Renders a page as copied text.

use crate::inline::{InlineSpan, InlineText};
use crate::outline::{OutlinePiece, OutlineTable};
use crate::page::Page;
use crate::style::{SavedFormat, Style};
use std::fmt::Write as _;

pub(crate) fn page(page: &Page, outline: &[OutlinePiece], style: Style) -> String {
    let mut text = "Skip to main content\n".to_owned();
    if style.wording == 0 {
        let _ = writeln!(text, "\n{}\n", page.title);
    } else {
        // Copying from the first paragraph on omits the title.
        text.insert_str(0, &format!("---\ntitle: \"{}\"\nsource_url: {}\n---\n\n", page.title, page.address));
    }
    for piece in outline {
        match piece {
            OutlinePiece::Heading(_, label) => {
                let _ = writeln!(text, "{label}\n");
            }
            OutlinePiece::Paragraph(paragraph) => {
                let _ = writeln!(text, "{}\n", plain(paragraph, INLINE));
            }
            OutlinePiece::Listings(listings) => {
                for (label, listing) in listings {
                    if let Some(label) = label {
                        let _ = writeln!(text, "{label}");
                    }
                    let _ = writeln!(text, "{listing}");
                }
                text.push('\n');
            }
            OutlinePiece::Table(table) => text.push_str(&self::table(table, style)),
        }
    }
    text
}

fn table(table: &OutlineTable, style: Style) -> String {
    let between = match style.form {
        SavedFormat::Tabs | SavedFormat::TabsListed => "\t",
        SavedFormat::Lines | SavedFormat::LinesListed => "\n",
        _ => "",
    };
    // A list may be set apart from its introduction.
    let marks = match (style.form.lists(), style.wording) {
        (false, _) => INLINE,
        (true, 0) => ["\n"; 2],
        (true, _) => ["\n\n", "\n"],
    };
    let mut text = table.head.join(between) + "\n";
    for row in &table.rows {
        let cells: Vec<_> = row.iter().map(|cell| plain(cell, marks)).collect();
        let _ = writeln!(text, "{}", cells.join(between));
    }
    text.push('\n');
    text
}

/// Separators before the first and the other items of a list.
type ListMarkers = [&'static str; 2];

/// A list on one line.
const INLINE: ListMarkers = [" - "; 2];

fn plain(text: &InlineText, [first, other]: ListMarkers) -> String {
    let mut out: String = text.lead.iter().map(InlineSpan::plain).collect();
    for (number, item) in text.items.iter().enumerate() {
        out.push_str(if number == 0 { first } else { other });
        out.extend(item.iter().map(InlineSpan::plain));
    }
    out
}
