//! Compares method, URL, app types and permissions.

use super::comparison::Comparison;
use crate::facts::PermissionFact;
use crate::labels;
use crate::page::{PagePermission, PageText};
use dingtalk_spec::PlacedText;
use dingtalk_spec::address::Address;

/// Maximum length of a label, in characters.
const MAX_LABEL: usize = 40;

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    rows(comparison);
    let (basics, facts) = (&comparison.page.basics, comparison.facts);
    if basics.method.is_none() && basics.path.is_none() && basics.apps.is_none() && basics.permissions.is_none() {
        if let Some(path) = &facts.path {
            comparison.removed("url", format!("{} (the page has no basic information)", path.value), &path.place);
        }
        return;
    }
    stated(comparison, "method", basics.method.as_ref(), facts.method.as_ref(), str::eq_ignore_ascii_case);
    let trimmed = |path: &str| path.trim_end_matches('/').to_owned();
    let is_same_path = |listed: &str, own: &str| trimmed(listed) == trimmed(own);
    stated(comparison, "url", basics.path.as_ref(), facts.path.as_ref(), is_same_path);
    host(comparison);
    apps(comparison);
    permissions(comparison);
}

fn rows(comparison: &mut Comparison<'_>) {
    for row in &comparison.page.basics.rows {
        comparison.record_row(&format!("basic {}", label(&row.text)), None, row, true);
    }
}

/// Returns the label at the start of a row, or the row's first characters.
fn label(text: &str) -> &str {
    let ends = text.char_indices().map(|(start, c)| start + c.len_utf8()).take(MAX_LABEL);
    let known = ends.clone().filter(|end| labels::basic(&text[..*end]).is_some()).last();
    let end = known.or_else(|| ends.last()).unwrap_or_default();
    text[..end].trim().trim_end_matches([':', '：'])
}

/// Compares a text.
fn stated(
    comparison: &mut Comparison<'_>,
    fact: &str,
    listed: Option<&PageText>,
    own: Option<&PlacedText>,
    agrees: impl Fn(&str, &str) -> bool,
) {
    match (listed, own) {
        (Some(listed), Some(own)) if agrees(&listed.text, &own.value) => {}
        (Some(listed), Some(own)) => comparison.changed(fact, &listed.text, listed.line, &own.value, &own.place),
        (None, Some(own)) => comparison.removed(fact, &own.value, &own.place),
        (Some(listed), None) => comparison.added(fact, &listed.text, listed.line, &comparison.facts.place),
        (None, None) => {}
    }
}

fn host(comparison: &mut Comparison<'_>) {
    let Some(fact) = &comparison.page.basics.host else { return };
    let known = &comparison.facts.dialect.hosts;
    let hosts: Vec<&str> = known.iter().map(|url| Address::of(&url.value).host()).collect();
    if hosts.iter().any(|host| host.eq_ignore_ascii_case(Address::of(&fact.text).host())) {
        return;
    }
    if let Some(first) = known.first() {
        comparison.changed("host", &fact.text, fact.line, hosts.join(" or "), &first.place);
    }
}

fn apps(comparison: &mut Comparison<'_>) {
    let (own, place) = (&comparison.facts.apps, &comparison.facts.place.key("access").key("apps"));
    let listed = comparison.page.basics.apps.as_deref().unwrap_or_default();
    for app in listed {
        if !own.iter().any(|own| own.value == app.word) {
            comparison.added(&format!("app {}", app.word), &app.text, app.line, place);
        }
    }
    for own in own {
        if !comparison.page.basics.apps_open && !listed.iter().any(|app| app.word == own.value) {
            comparison.removed(&format!("app {}", own.value), "", &own.place);
        }
    }
}

fn permissions(comparison: &mut Comparison<'_>) {
    let (own, place) = (&comparison.facts.permissions, &comparison.facts.place.key("access").key("permissions"));
    let listed = comparison.page.basics.permissions.as_deref().unwrap_or_default();
    for permission in listed {
        if own.iter().any(|own| is_same(own, permission)) {
            continue;
        }
        match (&permission.code, &permission.name) {
            (Some(code), name) => {
                let says = name.as_deref().unwrap_or_default();
                comparison.added(&format!("permission {code}"), says, permission.line, place);
            }
            (None, name) => {
                let name = name.as_deref().unwrap_or_default();
                comparison.note(
                    "permission",
                    format!("the page names the permission `{name}` without its code"),
                    permission.line,
                );
            }
        }
    }
    // Permission names identify nothing unless the spec has them too.
    let names_alone = listed.iter().any(|permission| permission.code.is_none());
    for own in own.iter().filter(|own| !names_alone && !listed.iter().any(|permission| is_same(own, permission))) {
        let name = own.name.as_deref().unwrap_or_default();
        let code = own.code.as_deref().unwrap_or(name);
        comparison.removed(&format!("permission {code}"), name, &own.place);
    }
}

fn is_same(own: &PermissionFact, listed: &PagePermission) -> bool {
    own.is_same(listed.code.as_deref(), listed.name.as_deref())
}
