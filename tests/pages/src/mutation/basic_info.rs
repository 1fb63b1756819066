//! Changes of basic information.

use super::{Mutation, Visibility, words};
use crate::cells::Permission;
use crate::labels::Labels;
use crate::page::Page;

pub(super) fn of(page: &Page) -> Vec<Mutation> {
    let mut all = methods(page);
    all.extend(urls(page));
    all.extend(apps(page));
    all.extend(permissions(page));
    all
}

fn methods(page: &Page) -> Vec<Mutation> {
    let others = ["GET", "POST", "PUT", "PATCH", "DELETE"].into_iter().filter(|method| *method != page.method);
    let mutation = |method: &str| {
        page.mutated("method", format!("{} -> {method}", page.method), ["method".to_owned()], |page| {
            method.clone_into(&mut page.method);
        })
    };
    others.map(mutation).collect()
}

fn urls(page: &Page) -> Vec<Mutation> {
    let url = &page.url;
    let (start, last) = url.rsplit_once('/').unwrap_or((url, ""));
    let shorter = &url[..url.len() - 1];
    let mut others = vec![
        ("url", format!("{start}/other{last}")),
        ("url", format!("{url}/more")),
        ("url", url.replace("/v1.0/", "/v2.0/")),
        ("host", url.replace("api.dingtalk", "api2.dingtalk")),
        ("host", url.replace("api.dingtalk", "dingtalk")),
    ];
    // An unclosed brace would be an invalid path.
    if !last.ends_with('}') {
        others.push(("url", format!("{url}s")));
        others.push(("url", shorter.to_owned()));
    }
    if url.contains('{') {
        others.push(("url", url.replace("Id}", "Key}")));
    }
    let mutation = |(cell, other): (&'static str, String)| {
        page.mutated(cell, format!("{url} -> {other}"), [cell.to_owned()], |page| page.url = other)
    };
    others.into_iter().map(mutation).collect()
}

fn apps(page: &Page) -> Vec<Mutation> {
    let labels = Labels::of(page.language, 0);
    let fact = |kind: &str| {
        let words = ["internal_app", "third_party_app", "third_party_personal_app"];
        let at = labels.kinds.iter().position(|of| *of == kind).unwrap_or_default();
        format!("app {}", words[at])
    };
    let mut all = Vec::new();
    for kind in labels.kinds.iter().filter(|kind| !page.apps.iter().any(|app| app == *kind)) {
        for at in [0, page.apps.len()] {
            let change = format!("{kind} added at {at}");
            all.push(page.mutated("app added", change, [fact(kind)], |page| page.apps.insert(at, (*kind).to_owned())));
        }
        for at in 0..page.apps.len() {
            let change = format!("{} -> {kind}", page.apps[at]);
            let facts = [fact(kind), fact(&page.apps[at])];
            all.push(page.mutated("app", change, facts, |page| (*kind).clone_into(&mut page.apps[at])));
        }
    }
    for at in (0..page.apps.len()).filter(|_| page.apps.len() > 1) {
        let change = format!("{} removed", page.apps[at]);
        all.push(page.mutated("app removed", change, [fact(&page.apps[at])], |page| drop(page.apps.remove(at))));
    }
    all
}

fn permissions(page: &Page) -> Vec<Mutation> {
    let fact = |code: &str| format!("permission {code}");
    let mut all = Vec::new();
    for (at, permission) in page.permissions.iter().enumerate() {
        for other in words(&permission.code) {
            let change = format!("{} -> {other}", permission.code);
            let facts = [fact(&other), fact(&permission.code)];
            all.push(page.mutated("permission", change, facts, |page| page.permissions[at].code = other));
        }
        let change = format!("{} removed", permission.code);
        let facts = [fact(&permission.code)];
        all.push(page.mutated("permission removed", change, facts, |page| drop(page.permissions.remove(at))));
        let change = format!("name of {} grown", permission.code);
        // The text of the row changes.
        let label = |wording| format!("basic {}", Labels::of(page.language, wording).permissions);
        let facts = ["permission".to_owned(), fact(&permission.code), label(0), label(1)];
        let grown = page.mutated("permission's name", change, facts, |page| page.permissions[at].name.push('x'));
        all.push(grown.visibility(Visibility::Accepted));
    }
    for at in 0..=page.permissions.len() {
        let added = Permission { code: "Library.Added.Read".to_owned(), name: "added".to_owned() };
        let change = format!("{} added at {at}", added.code);
        let facts = [fact(&added.code)];
        all.push(page.mutated("permission added", change, facts, |page| page.permissions.insert(at, added)));
    }
    all
}
