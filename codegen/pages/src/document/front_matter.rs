//! Front matter: lines between `---` at the start of a file of any format.

use std::borrow::Cow;

/// Front matter fields.
#[derive(Default)]
pub(super) struct FrontMatter {
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
}

/// Splits the front matter off a text. Empty lines take its place, so that the lines behind it keep their numbers.
pub(super) fn split(text: &str) -> (FrontMatter, Cow<'_, str>) {
    let Some((inside, behind)) = parts(text) else { return (FrontMatter::default(), Cow::Borrowed(text)) };
    let lines = text[..text.len() - behind.len()].matches('\n').count();
    (FrontMatter::read(inside), Cow::Owned("\n".repeat(lines) + behind))
}

/// Returns the text between the two `---`, and the text behind them.
fn parts(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.trim_start().strip_prefix("---")?.split_once('\n')?;
    let begins = first.trim().is_empty() && !rest.starts_with(['\n', '\r']);
    let fence = |(at, _): (usize, &str)| rest[at + 1..].lines().next().is_some_and(|line| line.trim_end() == "---");
    let (end, _) = rest.match_indices("\n---").filter(|_| begins).find(|found| fence(*found))?;
    let behind = &rest[end + "\n---".len()..];
    Some((&rest[..end], behind.find('\n').map_or("", |at| &behind[at..])))
}

impl FrontMatter {
    fn read(text: &str) -> Self {
        let mut found = Self::default();
        for (key, value) in text.lines().filter_map(|line| line.split_once(':')) {
            let value = value.trim().trim_matches(['"', '\'']).trim();
            let slot = match key.trim() {
                "title" => &mut found.title,
                "source_url" | "url" | "source" | "canonical" | "canonical_url" => &mut found.url,
                _ => continue,
            };
            if !value.is_empty() {
                slot.get_or_insert_with(|| value.to_owned());
            }
        }
        found
    }
}
