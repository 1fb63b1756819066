//! Drafts method and path.

use super::review_marks::quoted;
use crate::page::Page;
use dingtalk_codegen::model::Method;
use dingtalk_codegen::resolve::path;

/// Placeholder for a missing path.
const NO_PATH: &str = "/path";

/// Returns the method, and a mark if it is uncertain.
pub(super) fn method(page: &Page) -> (&'static str, Option<String>) {
    let known = |text: &str| {
        let text = text.trim().to_ascii_uppercase();
        Method::WORDS.iter().map(|(word, _)| *word).find(|word| *word == text)
    };
    let said = page.basics.method.as_ref().map(|method| method.text.as_str());
    if let Some(word) = said.and_then(known) {
        return (word, None);
    }
    let shown = page.requests.iter().find_map(|example| known(&example.method)).unwrap_or("POST");
    let why = match said {
        Some(said) => format!("the page says {}", quoted(said)),
        None => "the page does not say".to_owned(),
    };
    (shown, Some(why))
}

/// Returns the path, and a mark if it is uncertain.
pub(super) fn path(page: &Page) -> (String, Option<String>) {
    let said = page.basics.path.as_ref().map(|path| path.text.as_str());
    if let Some(said) = said {
        if path::parameters(said).is_ok_and(|names| is_each_once(&names)) {
            return (said.to_owned(), None);
        }
        let why = format!("the page gives the path {}", quoted(said));
        return (fit(said).unwrap_or_else(|| NO_PATH.to_owned()), Some(why));
    }
    let shown = page.requests.iter().find_map(|example| fit(&example.path));
    (shown.unwrap_or_else(|| NO_PATH.to_owned()), Some("the page gives no path".to_owned()))
}

/// Returns the parameter names of a path, or none if it is malformed.
pub(super) fn names(path: &str) -> Vec<&str> {
    path::parameters(path).unwrap_or_default()
}

fn is_each_once(names: &[&str]) -> bool {
    names.iter().enumerate().all(|(index, name)| !names[..index].contains(name))
}

/// Removes what a path cannot have: empty segments, a query, characters that need encoding.
fn fit(path: &str) -> Option<String> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let allowed = |c: &char| c.is_ascii_alphanumeric() || "/-._~!$&'()*+,;=:@{}".contains(*c);
    let allowed: String = path.chars().filter(allowed).collect();
    let segments = allowed.split('/').filter(|segment| !matches!(*segment, "" | "." | ".."));
    let fit: String = segments.flat_map(|segment| ["/", segment]).collect();
    path::parameters(&fit).is_ok_and(|names| is_each_once(&names)).then_some(fit)
}

/// Returns the parameter values of an example path, or `None` if it does not match.
pub(super) fn values<'p>(path: &'p str, shown: &'p str) -> Option<Vec<(&'p str, &'p str)>> {
    let (places, shown): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), shown.split('/').collect());
    if places.len() != shown.len() {
        return None;
    }
    let mut values = Vec::new();
    for (place, shown) in places.into_iter().zip(shown) {
        let Some((before, rest)) = place.split_once('{') else {
            if place == shown {
                continue;
            }
            return None;
        };
        // Several parameters in one segment cannot be separated.
        let (name, after) = rest.split_once('}').filter(|(_, after)| !after.contains('{'))?;
        let value = shown.strip_prefix(before)?.strip_suffix(after)?;
        if value.is_empty() {
            return None;
        }
        values.push((name, value));
    }
    Some(values)
}
