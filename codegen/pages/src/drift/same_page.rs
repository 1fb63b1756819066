//! Detects whether two files are saves of the same page.

use super::operation_matching::{common, names};
use crate::page::Page;
use dingtalk_spec::address::{is_same_page, template};
use dingtalk_spec::title::is_same_title;

/// Minimum share of common rows.
const MIN_SHARE: f64 = 0.5;

/// Returns a remark if two pages are not comparable.
pub(super) fn remark(old: &Page, new: &Page) -> Option<String> {
    let both = |one: &Option<String>, other: &Option<String>, same: fn(&str, &str) -> bool| {
        one.as_ref().zip(other.as_ref()).is_some_and(|(one, other)| same(one, other))
    };
    let path = |page: &Page| page.basics.path.as_ref().map(|path| path.text.clone());
    let is_same = both(&old.url, &new.url, is_same_page)
        || both(&old.title, &new.title, is_same_title)
        || both(&path(old), &path(new), |one, other| template(one) == template(other))
        || common(&names(old), &names(new)) > MIN_SHARE;
    if !is_same {
        return Some(
            "these are pages of two operations: neither address, title, path nor most rows are the same".to_owned(),
        );
    }
    let (one, other) = (old.language.tag(), new.language.tag());
    (one != other).then(|| format!("the older page is in {one} and the newer one in {other}: all texts differ"))
}
