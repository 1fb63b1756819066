//! Outline of a page, independent of the format.

use crate::cells::{ErrorRow, Field, Part};
use crate::inline::InlineText;
use crate::labels::Labels;
use crate::page::{Language, Page};
use crate::samples;
use crate::style::{PageLayout, SavedFormat, Style};

/// A piece of a page.
pub(crate) enum OutlinePiece {
    /// Level 2 or higher. The title is not a piece.
    Heading(usize, &'static str),
    Paragraph(InlineText),
    /// Code blocks in tabs, with optional labels.
    Listings(Vec<(Option<&'static str>, String)>),
    Table(OutlineTable),
}

/// A table.
pub(crate) struct OutlineTable {
    pub(crate) head: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<InlineText>>,
}

/// Returns the pieces of a page in order.
pub(crate) fn of(page: &Page, style: Style) -> Vec<OutlinePiece> {
    let labels = Labels::of(page.language, style.wording);
    let outline = Outline { page, labels, style, pieces: Vec::new() };
    match style.layout {
        PageLayout::Current => outline.current(),
        PageLayout::Older => outline.older(),
    }
}

struct Outline<'a> {
    page: &'a Page,
    labels: &'static Labels,
    style: Style,
    pieces: Vec<OutlinePiece>,
}

impl Outline<'_> {
    fn current(mut self) -> Vec<OutlinePiece> {
        self.prose();
        self.heading(2, self.labels.request);
        self.basics();
        for part in [Part::Header, Part::Path, Part::Query, Part::Body] {
            self.fields(3, self.labels.part(part), part);
        }
        self.heading(3, self.labels.request_example);
        self.request();
        self.heading(2, self.labels.response);
        self.fields(3, self.labels.part(Part::Response), Part::Response);
        self.heading(3, self.labels.response_example);
        self.listing(&self.page.response_example);
        self.errors();
        self.pieces
    }

    fn older(mut self) -> Vec<OutlinePiece> {
        self.prose();
        self.access();
        self.heading(2, self.labels.request_line);
        self.listing(&samples::request_line(self.page));
        for part in [Part::Header, Part::Path, Part::Query, Part::Body, Part::Response] {
            self.fields(2, self.labels.older_part(part), part);
        }
        self.heading(2, self.labels.examples);
        self.paragraph(&format!("**{}**", self.labels.request_example));
        self.request();
        let label = if self.page.language == Language::Chinese { "返回示例" } else { self.labels.response_example };
        self.paragraph(&format!("**{label}**"));
        self.listing(&self.page.response_example);
        self.errors();
        self.pieces
    }

    fn heading(&mut self, level: usize, text: &'static str) {
        self.pieces.push(OutlinePiece::Heading(level, text));
    }

    fn paragraph(&mut self, text: &str) {
        self.pieces.push(OutlinePiece::Paragraph(InlineText::parse(text)));
    }

    fn listing(&mut self, text: &str) {
        self.pieces.push(OutlinePiece::Listings(vec![(None, text.trim_end().to_owned())]));
    }

    fn table(&mut self, head: Vec<&'static str>, rows: Vec<Vec<InlineText>>) {
        self.pieces.push(OutlinePiece::Table(OutlineTable { head, rows }));
    }

    fn prose(&mut self) {
        for text in &self.page.prose {
            self.paragraph(text);
        }
    }

    fn basics(&mut self) {
        let [title, field, value] = self.labels.basics;
        let row = |label: &str, value: &str| vec![InlineText::verbatim(label), InlineText::verbatim(value)];
        let between = if self.style.wording == 0 { "\u{3000}" } else { "" };
        let apps: Vec<_> = self.page.apps.iter().map(|app| format!("appType-{app}")).collect();
        let permissions = self.page.permissions.iter();
        let mut needed: Vec<_> = permissions.map(|of| format!("permission-{}-{}", of.code, of.name)).collect();
        if needed.is_empty() {
            needed.push(self.labels.no_permission.to_owned());
        }
        // Some pages write the URL in backticks.
        let mark = if self.style.wording == 0 { "" } else { "`" };
        let rows = vec![
            row(self.labels.url, &format!("{mark}{}{mark}", self.page.url)),
            row(self.labels.method, &self.page.method),
            row(self.labels.apps, &apps.join(between)),
            row(self.labels.permissions, &needed.join(between)),
        ];
        if self.style.form == SavedFormat::MarkdownBold {
            self.table(vec![title, ""], rows);
        } else {
            self.heading(3, title);
            self.table(vec![field, value], rows);
        }
    }

    fn access(&mut self) {
        self.heading(2, self.labels.access);
        self.paragraph(self.labels.access_prose);
        let names: Vec<_> = self.page.permissions.iter().map(|permission| permission.name.as_str()).collect();
        let [yes, no] = self.labels.supported;
        let permission = if names.is_empty() { self.labels.no_permission.to_owned() } else { names.join("、") };
        let row = |app: &str, supported: bool| {
            let [supported, permission, explorer] =
                if supported { [yes, &permission, "[API Explorer](https://open-dev.dingtalk.com/)"] } else { [no; 3] };
            vec![
                InlineText::verbatim(app),
                InlineText::parse(supported),
                InlineText::parse(permission),
                InlineText::parse(explorer),
            ]
        };
        let others = self.labels.kinds.iter().filter(|kind| !self.page.apps.iter().any(|app| app == *kind));
        let rows = self.page.apps.iter().map(|app| row(app, true)).chain(others.map(|app| row(app, false))).collect();
        self.table(self.labels.access_columns.to_vec(), rows);
    }

    fn fields(&mut self, level: usize, heading: &'static str, part: Part) {
        let fields = self.page.fields(part);
        let Some(first) = fields.first() else { return };
        let labels = self.labels;
        let mut head = vec![labels.name, labels.ty];
        head.extend(first.required.is_some().then_some(labels.required));
        head.extend(first.example.is_some().then_some(labels.example));
        head.push(labels.description);
        self.heading(level, heading);
        self.table(head, fields.iter().map(field).collect());
    }

    fn request(&mut self) {
        let label = if self.page.request_example.starts_with("curl") { "curl" } else { "HTTP" };
        let call = (Some(label), self.page.request_example.trim_end().to_owned());
        let samples = samples::of(self.page).into_iter().map(|(label, text)| (Some(label), text));
        self.pieces.push(OutlinePiece::Listings(std::iter::once(call).chain(samples).collect()));
    }

    fn errors(&mut self) {
        let Some(first) = self.page.errors.first() else { return };
        self.heading(2, self.labels.errors);
        self.paragraph(self.labels.errors_prose);
        let [status, code, message, description] = self.labels.error_columns;
        let is_older = self.page.is_of_older_host();
        let head = if is_older {
            self.labels.older_error_columns.to_vec()
        } else if first.message.is_some() {
            vec![status, code, message, description]
        } else {
            vec![status, code, description]
        };
        let rows = self.page.errors.iter().map(|row| error(row).split_off(usize::from(is_older))).collect();
        self.table(head, rows);
    }
}

fn field(field: &Field) -> Vec<InlineText> {
    let mut cells = vec![InlineText::verbatim(&field.name), InlineText::verbatim(&field.ty)];
    cells.extend(field.required.as_deref().map(InlineText::verbatim));
    cells.extend(field.example.as_deref().map(InlineText::verbatim));
    cells.push(InlineText::parse(&field.description));
    cells
}

fn error(row: &ErrorRow) -> Vec<InlineText> {
    let mut cells = vec![InlineText::verbatim(&row.status), InlineText::verbatim(&row.code)];
    cells.extend(row.message.as_deref().map(InlineText::verbatim));
    cells.push(InlineText::parse(&row.description));
    cells
}
