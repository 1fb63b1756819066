//! Compares method, URL, app types and permissions.

use super::comparison::Comparison;
use crate::labels;
use crate::page::{PagePermission, StatedText};
use dingtalk_spec::address::Address;
use dingtalk_spec::{PermissionDecl, PlacedText};

/// Maximum length of a label, in characters.
const MAX_LABEL: usize = 40;

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    rows(comparison);
    let basics = &comparison.page.basics;
    if basics.method.is_none() && basics.path.is_none() && basics.apps.is_none() && basics.permissions.is_none() {
        let path = comparison.operation.path();
        comparison.removed("url", format!("{} (the page has no basic information)", path.value), &path.place);
        return;
    }
    let (method, path) = (comparison.operation.method(), comparison.operation.path());
    stated(comparison, "method", basics.method.as_ref(), method, str::eq_ignore_ascii_case);
    let trimmed = |path: &str| path.trim_end_matches('/').to_owned();
    stated(comparison, "url", basics.path.as_ref(), path, |listed, own| trimmed(listed) == trimmed(own));
    host(comparison);
    apps(comparison);
    permissions(comparison);
}

fn rows(comparison: &mut Comparison<'_>) {
    for row in &comparison.page.basics.rows {
        comparison.record_row(&format!("basic {}", label(&row.text)), row, true);
    }
}

/// Returns the label at the start of a row, or the row's first characters.
fn label(text: &str) -> &str {
    let ends = text.char_indices().map(|(start, c)| start + c.len_utf8()).take(MAX_LABEL);
    let known = ends.clone().filter(|end| labels::basic(&text[..*end]).is_some()).last();
    let end = known.or_else(|| ends.last()).unwrap_or_default();
    text[..end].trim().trim_end_matches([':', '：'])
}

/// Compares a text that both state.
fn stated(
    comparison: &mut Comparison<'_>,
    fact: &str,
    listed: Option<&StatedText>,
    own: &PlacedText,
    agrees: impl Fn(&str, &str) -> bool,
) {
    match listed {
        Some(listed) if agrees(&listed.text, &own.value) => {}
        Some(listed) => comparison.changed(fact, &listed.text, listed.line, &own.value, &own.place),
        None => comparison.removed(fact, &own.value, &own.place),
    }
}

fn host(comparison: &mut Comparison<'_>) {
    let Some(fact) = &comparison.page.basics.host else { return };
    let hosts: Vec<&str> = comparison.spec.hosts.iter().map(|url| Address::of(&url.value).host()).collect();
    if hosts.iter().any(|host| host.eq_ignore_ascii_case(Address::of(&fact.text).host())) {
        return;
    }
    if let Some(first) = comparison.spec.hosts.first() {
        comparison.changed("host", &fact.text, fact.line, hosts.join(", "), &first.place);
    }
}

fn apps(comparison: &mut Comparison<'_>) {
    let (own, place) = comparison.operation.apps();
    let listed = comparison.page.basics.apps.as_deref().unwrap_or_default();
    for app in listed {
        if !own.iter().any(|own| own.value == app.word) {
            comparison.added(&format!("app {}", app.word), &app.text, app.line, &place);
        }
    }
    for own in own {
        if !comparison.page.basics.apps_open && !listed.iter().any(|app| app.word == own.value) {
            comparison.removed(&format!("app {}", own.value), "", &own.place);
        }
    }
}

fn permissions(comparison: &mut Comparison<'_>) {
    let (own, place) = comparison.operation.permissions();
    let listed = comparison.page.basics.permissions.as_deref().unwrap_or_default();
    for permission in listed {
        if own.iter().any(|own| is_same(own, permission)) {
            continue;
        }
        match (&permission.code, &permission.name) {
            (Some(code), name) => {
                let says = name.as_deref().unwrap_or_default();
                comparison.added(&format!("permission {code}"), says, permission.line, &place);
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
        let name = own.name.as_ref().map(PlacedText::as_str).unwrap_or_default();
        comparison.removed(&format!("permission {}", own.code.value), name, &own.place);
    }
}

fn is_same(own: &PermissionDecl, listed: &PagePermission) -> bool {
    match &listed.code {
        Some(code) => *code == own.code.value,
        None => listed.name.is_some() && listed.name.as_deref() == own.name.as_ref().map(PlacedText::as_str),
    }
}
