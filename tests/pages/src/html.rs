//! Renders a page as saved by a browser.

use crate::inline::{InlineSpan, InlineText};
use crate::outline::{OutlinePiece, OutlineTable};
use crate::page::{Language, Page};
use crate::style::SavedFormat;
use std::fmt::Write as _;

/// Boilerplate around every page, with labels that also occur on pages.
const MENU: &str = "<ul class=\"menu_x1\"><li><a href=\"#\">Request example</a></li><li><a href=\"#\">错误码</a></li>\
                    <li><a href=\"#\">API Explorer</a></li></ul>";

const SCRIPT: &str = "<script>window.__DATA__={\"title\":\"Error codes\",\"html\":\"<table><tr><td>Name</td></tr></table>\"};\
                      if (1 < 2 && \"<h2>\") {}</script>";

pub(crate) fn page(page: &Page, outline: &[OutlinePiece], form: SavedFormat) -> String {
    let tag = if page.language == Language::English { "en" } else { "zh" };
    let mut text = format!(
        "<!DOCTYPE html>\n<!-- saved from url=({:04}){} -->\n<html lang=\"{tag}\"><head>\
         <meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\">\n\
         <title>{} - Library</title>\n<link rel=\"stylesheet\" href=\"./page_files/a.css\">\n\
         <style>.t td {{ color: red }} h2 > b {{}}</style>\n{SCRIPT}</head>\n<body class=\"vs-theme\">\
         <div id=\"root\"><header><nav>{MENU}</nav></header><aside>{MENU}</aside>\n\
         <main><article class=\"doc-content_a1b2\">\n<h1 id=\"title\">{}</h1>\n",
        page.address.len(),
        page.address,
        escaped(&page.title),
        escaped(&page.title)
    );
    for piece in outline {
        match piece {
            OutlinePiece::Heading(level, label) => heading(&mut text, *level, label, form),
            OutlinePiece::Paragraph(paragraph) => {
                let _ = writeln!(text, "<div class=\"p\"><p>{}</p></div>", cell(paragraph, form));
            }
            OutlinePiece::Listings(listings) => listing(&mut text, listings, form),
            OutlinePiece::Table(table) => text.push_str(&self::table(table, form)),
        }
    }
    let _ = write!(text, "</article></main><footer>{MENU}<p>&copy; 2026</p></footer></div>{SCRIPT}</body></html>");
    text
}

fn heading(text: &mut String, level: usize, label: &str, form: SavedFormat) {
    let label = escaped(label);
    let _ = if form == SavedFormat::Html {
        writeln!(
            text,
            "<h{level} id=\"x\"><a class=\"anchor\" href=\"#x\" aria-hidden=\"true\"></a><span>{label}</span></h{level}>"
        )
    } else if level == 2 {
        writeln!(text, "<h{level}><strong>{label}</strong></h{level}>")
    } else {
        writeln!(text, "<div class=\"h{level}\"><b>{label}</b><a class=\"anchor\" href=\"#x\">#</a></div>")
    };
}

fn listing(text: &mut String, listings: &[(Option<&str>, String)], form: SavedFormat) {
    let mut panes = String::new();
    let mut tabs = String::new();
    for (label, listing) in listings {
        if form == SavedFormat::Html {
            if let Some(label) = label {
                let _ = write!(tabs, "<li role=\"tab\">{label}</li>");
            }
            let code = coloured(listing);
            let _ = write!(
                panes,
                "<div class=\"pane\"><button>Copy</button><pre><code class=\"hljs\">{code}\n</code></pre></div>"
            );
        } else {
            if let Some(label) = label {
                let _ = writeln!(panes, "<p>{label}</p>");
            }
            let _ = writeln!(panes, "<pre class=\"pre codeblock\">{}</pre>", escaped(listing));
        }
    }
    let tabs = if tabs.is_empty() { tabs } else { format!("<ul class=\"tabs\">{tabs}</ul>") };
    let _ = writeln!(text, "<div class=\"code-tabs\">{tabs}{panes}</div>");
}

/// Wraps strings in spans, like syntax highlighters.
fn coloured(code: &str) -> String {
    let mut out = String::new();
    for (index, part) in code.split('"').enumerate() {
        if index > 0 {
            out.push_str(if index % 2 == 1 { "<span class=\"hljs-string\">&quot;" } else { "&quot;</span>" });
        }
        out.push_str(&escaped(part));
    }
    out
}

/// Renders a table, for Markdown as well.
pub(crate) fn table(table: &OutlineTable, form: SavedFormat) -> String {
    let mut text = String::new();
    let row = |cells: Vec<String>, tag: &str| {
        let cells: Vec<_> = cells.iter().map(|cell| format!("<{tag}>{cell}</{tag}>")).collect();
        if form == SavedFormat::HtmlFlat { cells.concat() } else { format!("\n{}\n", cells.join("\n")) }
    };
    let rows = table.rows.iter().map(|cells| cells.iter().map(|text| cell(text, form)).collect());
    let body: Vec<_> = rows.map(|cells| format!("<tr>{}</tr>", row(cells, "td"))).collect();
    if form == SavedFormat::HtmlFlat {
        let head = row(table.head.iter().map(|label| format!("<b>{label}</b>")).collect(), "td");
        let _ = writeln!(text, "<table border=\"1\"><tbody><tr>{head}</tr>{}</tbody></table>", body.concat());
    } else {
        let columns = "<col style=\"width: 20%\">".repeat(table.head.len());
        let head = row(table.head.iter().map(|label| format!("<p>{label}</p>")).collect(), "th");
        let _ = writeln!(
            text,
            "<div class=\"table-wrap\"><table class=\"t\"><colgroup>{columns}</colgroup>\n<thead><tr>{head}</tr></thead>\n\
             <tbody>\n{}\n</tbody></table></div>",
            body.join("\n")
        );
    }
    text
}

fn cell(text: &InlineText, form: SavedFormat) -> String {
    let lead: String = text.lead.iter().map(span).collect();
    let items = text.items.iter().map(|item| item.iter().map(span).collect::<String>());
    if form == SavedFormat::HtmlFlat {
        // With a no-break space, as editors insert it.
        return items.fold(lead, |text, item| format!("{text}<br>-&nbsp;{item}"));
    }
    let items: Vec<_> = items.map(|item| format!("<li><p>{item}</p></li>")).collect();
    if items.is_empty() { lead } else { format!("<p>{lead}</p>\n<ul>\n{}</ul>", items.join("\n")) }
}

fn span(span: &InlineSpan) -> String {
    let text = escaped(span.plain());
    match span {
        InlineSpan::Plain(_) => text,
        InlineSpan::Code(_) => format!("<code>{text}</code>"),
        InlineSpan::Bold(_) => format!("<strong>{text}</strong>"),
        InlineSpan::Link { address, .. } => format!("<a href=\"{}\" target=\"_blank\">{text}</a>", escaped(address)),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\'', "&#39;")
}
