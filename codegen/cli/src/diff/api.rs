//! The changes of what all endpoints share.

use super::change::Group;
use super::pairs::{Pair, pairs};
use super::retries::{Call, Rows};
use super::{Bump, errors, keywords};
use dingtalk_codegen::model::{Api, Envelope, GLOBAL_ERROR, Host, Identifier, Model, Service, TokenOperation};

/// What every call is made with or read by, which is the client's to know.
const READ: &str = "callers' code is the same, calls are made or read otherwise";

/// The group of `api.yaml`. `shared` are the rows that all endpoints share.
pub(super) fn compare(old: &Model, new: &Model, shared: &[Rows<'_>; 2]) -> Group {
    let mut group = Group::new("api", "api.yaml");
    let (before, after) = (&old.api, &new.api);
    if before.name != after.name {
        let names = (before.name.as_str(), after.name.as_str());
        group.changed("name", names, Bump::Major, "the type that stands for the API has another name");
    }
    group.described("doc", &before.doc, &after.doc);
    hosts(before, after, &mut group);
    token(before.token_operation.as_ref(), after.token_operation.as_ref(), &mut group);
    group.data("header of the token", &before.token_header, &after.token_header, READ);
    group.data("header of the request id", &before.request_id_header, &after.request_id_header, READ);
    group.data("header of the trace id", &before.trace_id_header, &after.trace_id_header, READ);
    envelope(&before.envelope, &after.envelope, &mut group);
    identifiers(&old.identifiers, &new.identifiers, &mut group);
    services(&old.services, &new.services, &mut group);
    // Any call may get these codes.
    let (own, [old, new]) = (Rows::default(), shared);
    let calls = [false, true].map(|idempotent| Call { old: [&own, old], new: [&own, new], idempotent, token: true });
    errors::compare(GLOBAL_ERROR, (&before.errors, &after.errors), &calls, &mut group);
    group
}

fn hosts(old: &Api, new: &Api, group: &mut Group) {
    let constant = |host: &Host| host.constant.to_string();
    let url = |host: &Host| host.url.clone();
    let pairs = pairs(&old.hosts, &new.hosts, &[&constant, &url]);
    for pair in &pairs {
        match pair {
            Pair::Added(host) => {
                let why = format!("a constant `{}::{}`", new.name, host.constant);
                group.added(format!("host {}", host.constant), &*host.url, Bump::Minor, why);
            }
            Pair::Removed(host) => {
                let why = format!("the constant `{}::{}` is gone", old.name, host.constant);
                group.removed(format!("host {}", host.constant), &*host.url, Bump::Major, why);
            }
            Pair::Both(old, new) => {
                let fact = format!("host {}", new.constant);
                if old.constant != new.constant {
                    let names = (old.constant.as_str(), new.constant.as_str());
                    group.changed(format!("{fact} rename"), names, Bump::Major, "the constant has another name");
                }
                if old.url != new.url {
                    let why = "calls go elsewhere, with their tokens";
                    group.changed(format!("{fact} url"), (&*old.url, &*new.url), Bump::Major, why);
                }
                group.described(fact, &old.doc, &new.doc);
            }
        }
    }
    let default = |api: &Api| api.hosts.first().map_or(String::new(), |host| host.constant.to_string());
    if default(old) != default(new) {
        let why = "callers that choose no host call another one";
        group.changed("default host", (default(old), default(new)), Bump::Major, why);
    } else if super::pairs::is_reordered(&pairs, &old.hosts) {
        let order = |api: &Api| api.hosts.iter().map(constant).collect::<Vec<_>>().join(", ");
        group.changed("hosts order", (order(old), order(new)), Bump::Patch, "constants stand in another order");
    }
}

fn token(old: Option<&TokenOperation>, new: Option<&TokenOperation>, group: &mut Group) {
    let text = |fetch: &TokenOperation| {
        let takes: Vec<&str> = fetch.takes.iter().map(|takes| keywords::credential(*takes)).collect();
        let expires = fetch.expires_in.as_ref().map(|expires| format!(", expires in {}", expires.member));
        format!(
            "{}::{} takes {}, gives {}{}",
            fetch.service.bare(),
            fetch.operation.bare(),
            takes.join(", "),
            fetch.token,
            expires.unwrap_or_default()
        )
    };
    match (old, new) {
        (None, Some(new)) => group.added("token fetch", text(new), Bump::Minor, "clients take an app's credentials"),
        (Some(old), None) => {
            group.removed("token fetch", text(old), Bump::Major, "clients take no app's credentials any more");
        }
        (Some(old), Some(new)) if old.service != new.service || old.operation != new.operation => {
            let why = "`AppCredentials::Request` is another type";
            group.changed("token fetch", (text(old), text(new)), Bump::Major, why);
        }
        (Some(old), Some(new)) => group.data("token fetch", &text(old), &text(new), READ),
        (None, None) => {}
    }
}

fn envelope(old: &Envelope, new: &Envelope, group: &mut Group) {
    let parts = [
        ("code", &old.code, &new.code),
        ("message", &old.message, &new.message),
        ("request id", &old.request_id, &new.request_id),
        ("scopes", &old.scopes, &new.scopes),
        ("throttle", &old.throttle, &new.throttle),
        ("success", &old.success, &new.success),
    ];
    for (part, old, new) in parts {
        group.data(format!("envelope {part}"), &old.join(", "), &new.join(", "), READ);
    }
}

fn identifiers(old: &[Identifier], new: &[Identifier], group: &mut Group) {
    let name = |identifier: &Identifier| identifier.name.to_string();
    let fact = |identifier: &Identifier| format!("identifier {}", identifier.name);
    let pairs = pairs(old, new, &[&name]);
    for pair in &pairs {
        match pair {
            Pair::Added(new) => group.added(fact(new), "", Bump::Minor, "a type of its own"),
            Pair::Removed(old) => group.removed(fact(old), "", Bump::Major, "the type is gone"),
            Pair::Both(old, new) => group.described(fact(new), &old.doc, &new.doc),
        }
    }
    group.order("identifiers", &pairs, old);
}

fn services(old: &[Service], new: &[Service], group: &mut Group) {
    let module = |service: &Service| service.module.to_string();
    let fact = |service: &Service| format!("service {}", service.module.bare());
    for pair in pairs(old, new, &[&module]) {
        match pair {
            Pair::Added(new) => group.added(fact(new), "", Bump::Minor, "a module, and a method of the client"),
            Pair::Removed(old) => group.removed(fact(old), "", Bump::Major, "module and method of the client are gone"),
            Pair::Both(old, new) => group.described(fact(new), &old.doc, &new.doc),
        }
    }
}
