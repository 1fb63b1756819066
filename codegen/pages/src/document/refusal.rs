//! Rejects files that are not a complete API page.

use super::text::{BracketDepth, is_languages};
use super::{Block, Document, RequestLine, TableCells, TableRow};
use crate::labels::{self, BasicLabel, SectionKind};
use crate::unreadable::Unreadable;

/// Pages with less text than this are an empty shell.
const MIN_TEXT: usize = 400;

impl Document {
    /// Rejects a login page or an unrendered page. The flags state whether the markup has scripts and a password field.
    pub(super) fn refuse_shell(&self, has_scripts: bool, has_password: bool) -> Result<(), Unreadable> {
        let has_tables = self.blocks.iter().any(|block| matches!(block, Block::Table(_) | Block::Code { .. }));
        let text: usize = self.blocks.iter().map(|block| block.text().map_or(0, str::len)).sum();
        match () {
            () if has_tables => Ok(()),
            () if has_password || (text < MIN_TEXT && self.asks_for_login()) => Err(Unreadable::Login),
            () if has_scripts && text < MIN_TEXT => Err(Unreadable::NotRendered),
            () => Ok(()),
        }
    }

    /// Rejects pages that do not describe an operation.
    pub(super) fn refuse(&self) -> Result<(), Unreadable> {
        let other = self.url.as_deref().and_then(host).filter(|host| !host.contains("dingtalk"));
        if self.blocks.iter().any(is_known) && (other.is_none() || self.blocks.iter().any(names_the_service)) {
            return self.refuse_rest();
        }
        let text: usize = self.blocks.iter().map(|block| block.text().map_or(0, str::len)).sum();
        if text < MIN_TEXT && self.asks_for_login() {
            return Err(Unreadable::Login);
        }
        Err(other.map_or(Unreadable::NotAPage, |host| Unreadable::OtherSite { host: host.to_owned() }))
    }

    /// Rejects a page that ends before its response section.
    fn refuse_rest(&self) -> Result<(), Unreadable> {
        use SectionKind as S;
        let has = |kinds: &[S]| self.blocks.iter().filter_map(Block::section).any(|section| kinds.contains(&section));
        let has_response = has(&[S::Response, S::ResponseBody, S::ResponseExample, S::Examples, S::Errors]);
        let has_request = has(&[S::Request, S::BasicInformation, S::RequestMethod, S::RequestExample]);
        match self.blocks.last() {
            Some(Block::Code { text, .. }) if is_cut_json(text) => Err(Unreadable::Truncated { within: "an example" }),
            Some(last) if last.section().is_some_and(is_never_empty) => {
                Err(Unreadable::Truncated { within: "a part that has only its heading" })
            }
            Some(last) if has_request && !has_response && last.is_of_request() => {
                Err(Unreadable::Truncated { within: "what it says of the request" })
            }
            _ => Ok(()),
        }
    }

    /// Rejects a text without a closing mark that ends in the middle of a section.
    pub(super) fn refuse_end(&self) -> Result<(), Unreadable> {
        let within = match self.blocks.last() {
            // The error table comes last and may be empty.
            Some(Block::Table(rows))
                if matches!(rows.as_slice(), [only] if is_header(only))
                    && self.last_section() != Some(SectionKind::Errors) =>
            {
                "a table that has only its header"
            }
            Some(Block::Code { text, .. }) if is_bare_status(text) && self.describes_response() => "an example",
            Some(last)
                if last.section().is_some_and(|own| !matches!(own, SectionKind::Prose | SectionKind::Errors)) =>
            {
                "a part that has only its heading"
            }
            _ => return Ok(()),
        };
        Err(Unreadable::Truncated { within })
    }

    fn last_section(&self) -> Option<SectionKind> {
        self.blocks.iter().rev().find(|block| matches!(block, Block::Heading { .. })).and_then(Block::section)
    }

    /// Returns `true` if a table describes response fields.
    fn describes_response(&self) -> bool {
        let mut section = None;
        self.blocks.iter().any(|block| {
            if let Block::Heading { .. } = block {
                section = block.section();
            }
            matches!(block, Block::Table(_))
                && matches!(section, Some(SectionKind::Response | SectionKind::ResponseBody))
        })
    }

    fn asks_for_login(&self) -> bool {
        const WORDS: &[&str] = &["登录", "扫码", "log in", "login", "sign in"];
        let title = self.title.as_deref().unwrap_or_default().to_lowercase();
        let mut texts = self.blocks.iter().filter_map(Block::text).map(str::to_lowercase).chain([title]);
        texts.any(|text| WORDS.iter().any(|word| text.contains(word)))
    }
}

impl Block {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Heading { text, .. } | Self::Paragraph { text, .. } | Self::Code { text, .. } => Some(text),
            Self::Table(_) => None,
        }
    }

    /// Returns `true` if a page that ends with this block and has no response section is truncated.
    fn is_of_request(&self) -> bool {
        match self {
            Self::Code { .. } | Self::Table(_) => true,
            Self::Paragraph { text, .. } => is_languages(text),
            Self::Heading { .. } => false,
        }
    }

    fn section(&self) -> Option<SectionKind> {
        match self {
            Self::Heading { text, .. } => labels::section(text),
            _ => None,
        }
    }
}

/// Returns `true` if a section always has content.
fn is_never_empty(section: SectionKind) -> bool {
    use SectionKind as S;
    let tables = matches!(section, S::Header | S::Path | S::Query | S::Body | S::ResponseBody | S::BasicInformation);
    tables || matches!(section, S::RequestMethod | S::RequestExample | S::ResponseExample)
}

/// Returns `true` for a block that only API pages have.
fn is_known(block: &Block) -> bool {
    match block {
        Block::Table(rows) => rows.iter().take(2).any(|row| is_header(row) || basic_label(row).is_some()),
        Block::Code { text, .. } => RequestLine::of(text).is_some(),
        _ => false,
    }
}

fn is_header(row: &TableRow) -> bool {
    match &row.cells {
        TableCells::Separate(cells) => cells.iter().filter(|cell| labels::column(cell).is_some()).count() > 1,
        TableCells::Joined(text) => labels::joined_columns(text).is_some(),
    }
}

/// Returns the label and value of a basic information row.
fn basic_label(row: &TableRow) -> Option<(BasicLabel, &str)> {
    match &row.cells {
        TableCells::Separate(cells) => match cells.as_slice() {
            [label, value, ..] => labels::basic(label).map(|basic| (basic, value.as_str())),
            _ => None,
        },
        TableCells::Joined(text) => {
            let value = text.find("https://").or_else(|| text.find("http://"))?;
            labels::basic(&text[..value]).map(|basic| (basic, &text[value..]))
        }
    }
}

/// Returns `true` if the operation's URL, or the host of a sample request, belongs to the service.
fn names_the_service(block: &Block) -> bool {
    match block {
        Block::Table(rows) => rows.iter().filter_map(basic_label).any(|(_, value)| value.contains(".dingtalk.")),
        Block::Code { text, .. } => RequestLine::of(text).is_some() && text.contains(".dingtalk."),
        Block::Heading { .. } | Block::Paragraph { .. } => false,
    }
}

/// Returns the host of a URL, if it is valid.
fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let is_host = !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    is_host.then_some(host)
}

/// Returns `true` for a response without a body.
fn is_bare_status(text: &str) -> bool {
    let is_head =
        |line: &str| line.trim().is_empty() || line.split_once(':').is_some_and(|(name, _)| !name.contains('"'));
    text.starts_with("HTTP/") && text.lines().skip(1).all(is_head)
}

/// Returns `true` if a code block ends inside a JSON object or array.
fn is_cut_json(text: &str) -> bool {
    let Some(start) = text.lines().position(|line| line.trim_start().starts_with(['{', '['])) else { return false };
    let is_data = start == 0 || RequestLine::of(text).is_some() || text.starts_with("HTTP/");
    let mut brackets = BracketDepth::default();
    text.lines().skip(start).for_each(|line| brackets.take(line));
    is_data && brackets.depth > 0
}
