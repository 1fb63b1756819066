//! Language of a page.

use super::page_sections::PageSection;
use crate::document::Block;

/// Language of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Chinese,
}

impl Language {
    /// Language tag, as in a spec.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }
}

/// Detects the language by labels, since texts may quote the other language. Falls back to the script.
pub(super) fn of(sections: &[PageSection<'_>]) -> Language {
    let (mut chinese, mut english) = (0_usize, 0_usize);
    let headings = sections
        .iter()
        .filter(|page_section| page_section.kind.is_some())
        .filter_map(|page_section| page_section.heading.as_ref());
    for heading in headings {
        if is_chinese(&heading.text) { chinese += 1 } else { english += 1 }
    }
    if chinese != english {
        return if chinese > english { Language::Chinese } else { Language::English };
    }
    let (mut chinese, mut letters) = (0_usize, 0_usize);
    for block in sections.iter().flat_map(|page_section| &page_section.blocks) {
        let text = match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => text.clone(),
            Block::Table(rows) => rows.iter().map(|row| row.written().text).collect(),
            Block::Code { .. } => continue,
        };
        chinese += text.chars().filter(|c| ideograph(*c)).count();
        letters += text.chars().filter(char::is_ascii_alphabetic).count();
    }
    if chinese * 8 > letters { Language::Chinese } else { Language::English }
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(ideograph)
}

fn ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}
