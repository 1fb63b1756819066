//! HTTP statuses of pages: one, or several such as `400/502`.

/// Separators of statuses.
const SEPARATORS: &[char] = &['/', ',', '，', '、', '|', ';'];

/// Parses a cell. Returns none if it holds anything else.
pub(crate) fn parse(text: &str) -> Vec<u16> {
    let parts = text.split(|c: char| SEPARATORS.contains(&c) || c.is_whitespace());
    let parts = parts.filter(|part| !part.is_empty() && !matches!(*part, "or" | "和" | "或" | "and"));
    let statuses = parts.map(|part| part.parse().ok().filter(|status| (100..1000).contains(status)));
    statuses.collect::<Option<_>>().unwrap_or_default()
}

/// Splits the statuses off the start of a text.
pub(crate) fn split(text: &str) -> (&str, &str) {
    let digits = |text: &str| text.len() >= 3 && text.bytes().take(3).all(|byte| byte.is_ascii_digit());
    let mut end = 0;
    while digits(&text[end..]) {
        end += 3;
        match text[end..].strip_prefix(SEPARATORS) {
            Some(rest) if digits(rest) => end = text.len() - rest.len(),
            _ => break,
        }
    }
    text.split_at(end)
}

/// Sorts statuses and removes duplicates.
pub(crate) fn distinct(statuses: impl IntoIterator<Item = u16>) -> Vec<u16> {
    let mut statuses: Vec<u16> = statuses.into_iter().collect();
    statuses.sort_unstable();
    statuses.dedup();
    statuses
}
