//! Matches a saved page to an entry under `pages`.

use crate::facts::OperationFacts;
use dingtalk_spec::address::is_same_page;
use dingtalk_spec::title::is_same_title;

/// Returns the index of the entry under `pages` in the same language that has the same URL, else the same title, else
/// is the only one.
pub(crate) fn entry_of(
    operation: &OperationFacts,
    language: &str,
    url: Option<&str>,
    title: Option<&str>,
) -> Option<usize> {
    let pages = operation.file.pages.iter().flatten().enumerate();
    let own: Vec<_> = pages.filter(|(_, page)| page.language.value == language).collect();
    let by_url =
        own.iter().find(|(_, page)| page.url.as_ref().zip(url).is_some_and(|(own, url)| is_same_page(&own.value, url)));
    let by_title = || own.iter().find(|(_, page)| title.is_some_and(|title| is_same_title(&page.title.value, title)));
    let only = || if let [only] = own.as_slice() { Some(only) } else { None };
    by_url.or_else(by_title).or_else(only).map(|(index, _)| *index)
}
