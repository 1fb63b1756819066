//! Inline markup of cells and sentences: `code`, **bold**, [a link](and its address), and a list that starts with the
//! first ` - ` and runs to the end.

/// A text with its list.
pub(crate) struct InlineText {
    pub(crate) lead: Vec<InlineSpan>,
    pub(crate) items: Vec<Vec<InlineSpan>>,
}

/// A piece of text.
pub(crate) enum InlineSpan {
    Plain(String),
    Code(String),
    Bold(String),
    Link { text: String, address: String },
}

impl InlineText {
    pub(crate) fn parse(text: &str) -> Self {
        let mut parts = text.split(" - ");
        let lead = spans(parts.next().unwrap_or_default());
        Self { lead, items: parts.map(spans).collect() }
    }

    /// Creates a text without markup.
    pub(crate) fn verbatim(text: &str) -> Self {
        Self { lead: vec![InlineSpan::Plain(text.to_owned())], items: Vec::new() }
    }
}

fn spans(text: &str) -> Vec<InlineSpan> {
    let mut spans = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '*', '[']) {
        let Some((span, end)) = marked(&rest[at..]) else { break };
        if at > 0 {
            spans.push(InlineSpan::Plain(rest[..at].to_owned()));
        }
        spans.push(span);
        rest = &rest[at + end..];
    }
    if !rest.is_empty() {
        spans.push(InlineSpan::Plain(rest.to_owned()));
    }
    spans
}

/// Parses the span at the start of a text, and returns its length.
fn marked(text: &str) -> Option<(InlineSpan, usize)> {
    if let Some(inner) = text.strip_prefix('`') {
        let end = inner.find('`')?;
        return Some((InlineSpan::Code(inner[..end].to_owned()), end + 2));
    }
    if let Some(inner) = text.strip_prefix("**") {
        let end = inner.find("**")?;
        return Some((InlineSpan::Bold(inner[..end].to_owned()), end + 4));
    }
    let (label, address) = text.strip_prefix('[')?.split_once("](")?;
    let end = address.find(')')?;
    let span = InlineSpan::Link { text: label.to_owned(), address: address[..end].to_owned() };
    Some((span, label.len() + end + 4))
}

impl InlineSpan {
    /// Returns the text without markup.
    pub(crate) fn plain(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Code(text) | Self::Bold(text) | Self::Link { text, .. } => text,
        }
    }
}
