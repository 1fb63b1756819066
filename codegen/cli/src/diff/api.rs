//! The changes of what all operations share.

use super::change::ChangeGroup;
use super::effects::{API, AffectedItem};
use super::pairs::pairs;
use super::retries::{CallTables, RetryRows};
use super::{error_tables, keywords};
use dingtalk_codegen::model::{Api, Envelope, GLOBAL_ERROR_CODE, Host, Identifier, Model, Service, TokenOperation};

/// The group of `api.yaml`. `shared` are the rows that all operations share.
pub(super) fn compare(old: &Model, new: &Model, shared: &[RetryRows<'_>; 2]) -> ChangeGroup {
    let mut group = ChangeGroup::new(API, "api.yaml");
    let (before, after) = (&old.api, &new.api);
    // The clients name the type of the API as well.
    let affects =
        [before.name.as_str(), after.name.as_str(), "Client::builder", "Client.call", "Client.raw", "Client: From"];
    group.changed("name", (before.name.as_str(), after.name.as_str()), affects.map(AffectedItem::item).into());
    group.described("doc", &before.doc, &after.doc);
    hosts(before, after, &mut group);
    let token = |api: &Api| api.token_operation.as_ref().map(token);
    group.optional(
        "token fetch",
        (token(before), token(after)),
        vec![AffectedItem::Item(format!("{}: AppCredentials", after.name))],
    );
    group.data("header of the token", (&before.token_header, &after.token_header));
    group.data("header of the request id", (&before.request_id_header, &after.request_id_header));
    group.data("header of the trace id", (&before.trace_id_header, &after.trace_id_header));
    envelope(&before.envelope, &after.envelope, &mut group);
    identifiers(&old.identifiers, &new.identifiers, &mut group);
    services(&old.services, &new.services, &mut group);
    // Any call may get these codes.
    let (own, [old, new]) = (RetryRows::default(), shared);
    let calls =
        [false, true].map(|idempotent| CallTables { old: [&own, old], new: [&own, new], idempotent, token: true });
    error_tables::compare(GLOBAL_ERROR_CODE, (&before.errors, &after.errors), &calls, &mut group);
    group
}

fn hosts(old: &Api, new: &Api, group: &mut ChangeGroup) {
    let constant = |host: &Host| host.constant.to_string();
    let url = |host: &Host| host.url.clone();
    let pairs = pairs(&old.hosts, &new.hosts, &[&constant, &url]);
    let affects = |host: &Host| vec![AffectedItem::Item(format!("{}::{}", new.name, host.constant))];
    let default = |api: &Api| api.hosts.first().map(|host| host.constant.to_string());
    group.optional(
        "default host",
        (default(old), default(new)),
        vec![AffectedItem::Item(format!("{}::BASE_URL", new.name))],
    );
    group.order("hosts", &pairs, (&old.hosts, &new.hosts), constant);
    let name = |host: &Host| (format!("host {}", host.constant), host.url.clone(), affects(host));
    group.each(pairs, name, |group, old, new| {
        let fact = format!("host {}", new.constant);
        let names = (old.constant.as_str(), new.constant.as_str());
        group.changed(format!("{fact} rename"), names, [affects(old), affects(new)].concat());
        group.changed(format!("{fact} url"), (&old.url, &new.url), affects(new));
        group.described(fact, &old.doc, &new.doc);
    });
}

fn token(fetch: &TokenOperation) -> String {
    let takes: Vec<&str> = fetch.takes.iter().map(|takes| keywords::credential(*takes)).collect();
    let expires = fetch.expires_in.as_ref().map(|expires| format!(", expires in {}", expires.field));
    let operation = format!("{}::{}", fetch.service.bare(), fetch.operation.bare());
    format!("{operation} takes {}, gives {}{}", takes.join(", "), fetch.token, expires.unwrap_or_default())
}

fn envelope(old: &Envelope, new: &Envelope, group: &mut ChangeGroup) {
    let parts = [
        ("code", &old.code, &new.code),
        ("message", &old.message, &new.message),
        ("request id", &old.request_id, &new.request_id),
        ("scopes", &old.scopes, &new.scopes),
        ("throttle", &old.throttle, &new.throttle),
        ("wait minutes", &old.wait_minutes, &new.wait_minutes),
        ("success", &old.success, &new.success),
    ];
    for (part, old, new) in parts {
        group.data(format!("envelope {part}"), (&old.join(", "), &new.join(", ")));
    }
}

fn identifiers(old: &[Identifier], new: &[Identifier], group: &mut ChangeGroup) {
    let name = |identifier: &Identifier| identifier.name.to_string();
    let fact = |identifier: &Identifier| format!("identifier {}", identifier.name);
    let pairs = pairs(old, new, &[&name]);
    group.order("identifiers", &pairs, (old, new), name);
    group.each(
        pairs,
        |identifier| (fact(identifier), String::new(), vec![AffectedItem::item(&identifier.name)]),
        |group, old, new| group.described(fact(new), &old.doc, &new.doc),
    );
}

fn services(old: &[Service], new: &[Service], group: &mut ChangeGroup) {
    let fact = |service: &Service| format!("service {}", service.module.bare());
    let affects = |service: &Service| {
        let module = service.module.bare();
        vec![
            AffectedItem::item(module),
            AffectedItem::item(&service.client),
            AffectedItem::Item(format!("Client.{module}")),
        ]
    };
    group.each(
        pairs(old, new, &[&|service: &Service| service.module.to_string()]),
        |service| (fact(service), String::new(), affects(service)),
        |group, old, new| group.described(fact(new), &old.doc, &new.doc),
    );
}
