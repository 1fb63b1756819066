//! Names of service types, such as `ShelfVo`, in text without separators.

use super::MAX_NAME;
use super::type_word::name_length;

/// Words that the names of service types end with.
const CLASS_ENDS: &str = "VO Vo DTO Dto DO Do DObject Model Info Item Result Wrapper Page Param Request Response Rq Rs Component \
    Contact Event Attendee Entity Task Card Markdown Quota";

/// Returns the possible ends of the name of a service type, or of a list of it, from an offset.
pub(crate) fn ends(text: &str, at: usize) -> Vec<usize> {
    let rest = &text[at..];
    let of = ["Array of ", "List<", "Array<", "array of "].into_iter().find(|of| rest.starts_with(of)).unwrap_or("");
    let name = &rest[of.len()..];
    if !name.starts_with(|c: char| c.is_ascii_uppercase()) {
        return Vec::new();
    }
    let run = name_length(name).min(MAX_NAME);
    let mut ends: Vec<usize> = (2..=run).collect();
    if let Some(list) = ["[]", ">"].into_iter().find(|list| name[run..].starts_with(list)) {
        ends = vec![run + list.len()];
    }
    ends.into_iter().map(|end| at + of.len() + end).filter(|end| is_boundary(text, *end)).collect()
}

/// Returns `true` if a cell may start at an offset: at a capital outside of an acronym, at another script, a digit, or
/// the end.
fn is_boundary(text: &str, at: usize) -> bool {
    let mut after = text[at..].chars();
    let Some(first) = after.next() else { return true };
    if first.is_ascii_uppercase() && text[..at].ends_with(|c: char| c.is_ascii_uppercase()) {
        return after.next().is_some_and(|c| c.is_ascii_lowercase());
    }
    first.is_ascii_uppercase() || !first.is_ascii() || first.is_ascii_digit()
}

/// Returns `true` for a name that ends like that of a service type, or a list.
pub(crate) fn is_class(ty: &str) -> bool {
    let ends_with = |end: &str| ty.len() >= end.len().max(4) && ty.ends_with(end);
    ty.ends_with("[]") || ty.ends_with('>') || CLASS_ENDS.split(' ').any(ends_with)
}

/// Returns `true` if a name of up to this length runs into that of a service type, with more behind: `placeShelfVo` or
/// `placesShelf[]`.
pub(crate) fn runs_into(text: &str, length: usize) -> bool {
    let has_hump = |end: usize| text[1..end].contains(|c: char| c.is_ascii_uppercase());
    let mut ends = (4..=length).filter(|end| *end < text.len() && is_boundary(text, *end));
    ends.any(|end| is_class(&text[..end]) && has_hump(end))
}
