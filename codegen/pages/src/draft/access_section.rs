//! Where the facts come from, and who may call the interface.

use super::review_marks::{self, quoted};
use super::yaml_layout::{Item, Map, Value};
use crate::page::{Basics, Page, Permission};

/// The page, as the spec names it.
pub(super) fn page(page: &Page, title: &str, reviewed: &str) -> Value {
    let url = page.url.as_deref().and_then(review_marks::clean);
    let url = url.filter(|url| ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme)));
    let map = Map::new()
        .with("language", Value::word(page.language.tag()))
        .with("title", Value::text(title))
        .with_some("url", url.map(Value::Text))
        .with("reviewed", Value::text(reviewed));
    Value::list([Value::Map(map)])
}

/// Who may call it, as far as the page says so.
pub(super) fn access(basics: &Basics) -> Map {
    let mut map = Map::spread();
    let mut marks = Vec::new();
    let mut apps = Vec::new();
    for app in basics.apps.iter().flatten() {
        match review_marks::clean(&app.word) {
            Some(word) => apps.push(Value::Text(word)),
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
        map.put("apps", Value::list(apps), std::mem::take(&mut marks));
    }
    let permissions = basics.permissions.iter().flatten();
    let items: Vec<Item> = permissions.filter_map(|one| permission(one, &mut marks)).collect();
    if !items.is_empty() {
        map.put("permissions", Value::List(items), Vec::new());
    }
    map.mark(marks);
    map
}

fn permission(permission: &Permission, marks: &mut Vec<String>) -> Option<Item> {
    let name = permission.name.as_deref().and_then(review_marks::clean);
    let Some(code) = permission.code.as_deref().and_then(review_marks::clean) else {
        marks.push(format!(
            "the page names a permission without its code: {}",
            quoted(name.as_deref().unwrap_or_default())
        ));
        return None;
    };
    let map = Map::new().with("code", Value::Text(code)).with_some("name", name.map(Value::Text));
    Some(Item { value: Value::Map(map), marks: Vec::new() })
}
