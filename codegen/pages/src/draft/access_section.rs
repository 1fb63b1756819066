//! Drafts the `pages` and `access` sections.

use super::review_marks::{self, quoted};
use super::yaml_layout::{YamlMap, YamlValue};
use crate::page::{BasicInfo, Page, PagePermission};

/// Drafts the `pages` entry.
pub(super) fn page(page: &Page, title: &str, reviewed: &str) -> YamlValue {
    let url = page.url.as_deref().and_then(review_marks::clean);
    let url = url.filter(|url| ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme)));
    let map = YamlMap::new()
        .with("language", YamlValue::text(page.language.tag()))
        .with("title", YamlValue::text(title))
        .with_some("url", url.map(YamlValue::text))
        .with("reviewed", YamlValue::text(reviewed));
    YamlValue::list([YamlValue::Map(map)])
}

/// Drafts the `access` section, as far as the page states it.
pub(super) fn access(basics: &BasicInfo) -> YamlMap {
    let mut map = YamlMap::spread();
    let mut marks = Vec::new();
    let mut apps = Vec::new();
    for app in basics.apps.iter().flatten() {
        match review_marks::clean(&app.word) {
            Some(word) => apps.push(YamlValue::text(word)),
            None => marks.push(format!("the page names an app that has no word here: {}", quoted(&app.text))),
        }
        if !app.known {
            marks.push(format!("the page calls a kind of app {}", quoted(&app.text)));
        }
    }
    if basics.apps_open {
        marks.push("the page does not say of each kind of app whether it may call".to_owned());
    }
    if !apps.is_empty() {
        map.put("apps", YamlValue::list(apps), std::mem::take(&mut marks));
    }
    let permissions = basics.permissions.iter().flatten();
    let items: Vec<YamlValue> = permissions.filter_map(|one| permission(one, &mut marks)).collect();
    if !items.is_empty() {
        map.put("permissions", YamlValue::list(items), Vec::new());
    }
    map.mark(marks);
    map
}

fn permission(permission: &PagePermission, marks: &mut Vec<String>) -> Option<YamlValue> {
    let name = permission.name.as_deref().and_then(review_marks::clean);
    let Some(code) = permission.code.as_deref().and_then(review_marks::clean) else {
        marks.push(format!(
            "the page names a permission without its code: {}",
            quoted(name.as_deref().unwrap_or_default())
        ));
        return None;
    };
    let map = YamlMap::new().with("code", YamlValue::text(code)).with_some("name", name.map(YamlValue::text));
    Some(YamlValue::Map(map))
}
