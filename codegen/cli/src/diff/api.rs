//! The changes of what all operations share.

use super::change::ChangeGroup;
use super::effects::{API, AffectedItem};
use super::pairs::pairs;
use super::retries::{CallTables, RetryRows};
use super::{error_tables, keywords};
use dingtalk_codegen::model::{Api, Dialect, Envelope, Host, Identifier, Model, Service, TokenOperation, TokenPlace};

/// The group of `api.yaml`.
pub(super) fn compare(old: &Model, new: &Model) -> ChangeGroup {
    let mut group = ChangeGroup::new(API, "api.yaml");
    let (before, after) = (&old.api, &new.api);
    // The clients name the type of the API as well.
    let affects =
        [before.name.as_str(), after.name.as_str(), "Client::builder", "Client.call", "Client.raw", "Client: From"];
    group.changed("name", (before.name.as_str(), after.name.as_str()), affects.map(AffectedItem::item).into());
    group.described("doc", &before.doc, &after.doc);
    let token = |api: &Api| api.token_operation.as_ref().map(token);
    group.optional(
        "token fetch",
        (token(before), token(after)),
        vec![AffectedItem::Item(format!("{}: AppCredentials", after.name))],
    );
    dialects(before, after, &mut group);
    identifiers(&old.identifiers, &new.identifiers, &mut group);
    services(before, after, (&old.services, &new.services), &mut group);
    group
}

/// The default dialects, and the others by their keys.
fn dialects(old: &Api, new: &Api, group: &mut ChangeGroup) {
    let [(old_default, old_others), (new_default, new_others)] =
        [old, new].map(|api| (api.dialect(), api.dialects.get(1..).unwrap_or_default()));
    dialect(new, (old_default, new_default), "", group);
    let affects = |dialect: &Dialect| {
        let constant = dialect.constant.iter().map(|constant| format!("{}::{constant}", new.name));
        let items = constant.chain([dialect.error_code.to_string()]);
        items.map(AffectedItem::Item).collect()
    };
    let key = |dialect: &Dialect| dialect.key.clone();
    let name = |dialect: &Dialect| (format!("dialect {}", dialect.key), String::new(), affects(dialect));
    group.each(pairs(old_others, new_others, &[&key]), name, |group, old, dialect| {
        let fact = format!("dialect {}", dialect.key);
        group.described(&fact, &old.doc, &dialect.doc);
        self::dialect(new, (old, dialect), &format!("{fact} "), group);
    });
}

/// The facts of a dialect that both specs have. `prefix` begins the names of the facts.
fn dialect(api: &Api, (old, new): (&Dialect, &Dialect), prefix: &str, group: &mut ChangeGroup) {
    hosts(api, (old, new), prefix, group);
    let place = |dialect: &Dialect| {
        Some(match dialect.token.as_ref()? {
            TokenPlace::Header { name, prefix } => format!("header {name} {prefix}").trim_end().to_owned(),
            TokenPlace::Query(name) => format!("query {name}"),
        })
    };
    let values = [
        ("token", place(old), place(new)),
        ("header of the request id", old.request_id_header.clone(), new.request_id_header.clone()),
        ("header of the trace id", old.trace_id_header.clone(), new.trace_id_header.clone()),
        ("payload", old.payload.clone(), new.payload.clone()),
    ];
    for (fact, old, new) in values {
        group.optional(format!("{prefix}{fact}"), (old, new), Vec::new());
    }
    envelope(&old.envelope, &new.envelope, prefix, group);
    // Any call may get these codes.
    let (own, [before, after]) = (RetryRows::default(), [&old.errors, &new.errors].map(RetryRows::of));
    let calls = [false, true].map(|idempotent| CallTables {
        old: [&own, &before],
        new: [&own, &after],
        idempotent,
        token: true,
    });
    error_tables::compare(new.error_code.as_str(), (&old.errors, &new.errors), &calls, group);
}

fn hosts(api: &Api, (old, new): (&Dialect, &Dialect), prefix: &str, group: &mut ChangeGroup) {
    let constant = |host: &Host| host.constant.to_string();
    let url = |host: &Host| host.url.clone();
    let pairs = pairs(&old.hosts, &new.hosts, &[&constant, &url]);
    let affects = |host: &Host| match &new.constant {
        None => vec![AffectedItem::Item(format!("{}::{}", api.name, host.constant))],
        Some(dialect) => vec![AffectedItem::Item(format!("{}::{dialect} at {}", api.name, host.constant))],
    };
    let default = |dialect: &Dialect| dialect.hosts.first().map(|host| host.constant.to_string());
    let default_item = new.constant.is_none().then(|| AffectedItem::Item(format!("{}: default host", api.name)));
    group.optional(format!("{prefix}default host"), (default(old), default(new)), default_item.into_iter().collect());
    group.order(&format!("{prefix}hosts"), &pairs, (&old.hosts, &new.hosts), constant);
    let name = |host: &Host| (format!("{prefix}host {}", host.constant), host.url.clone(), affects(host));
    group.each(pairs, name, |group, old, new| {
        let fact = format!("{prefix}host {}", new.constant);
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

fn envelope(old: &Envelope, new: &Envelope, prefix: &str, group: &mut ChangeGroup) {
    for ((part, old), (_, new)) in old.parts().into_iter().zip(new.parts()) {
        let part = part.replace('_', " ");
        group.data(format!("{prefix}envelope {part}"), (&old.join(", "), &new.join(", ")));
    }
    let flags = |envelope: &Envelope| {
        let flags = envelope.success.iter().map(|flag| format!("{} = {}", flag.field, flag.equals.join(" or ")));
        flags.collect::<Vec<_>>().join(", ")
    };
    group.data(format!("{prefix}envelope success"), (&flags(old), &flags(new)));
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

fn services(old_api: &Api, new_api: &Api, (old, new): (&[Service], &[Service]), group: &mut ChangeGroup) {
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
        |group, old, new| {
            group.described(fact(new), &old.doc, &new.doc);
            let keys = (&old_api.dialect_of(old).key, &new_api.dialect_of(new).key);
            let key = |key: &String| (!key.is_empty()).then(|| key.clone());
            group.optional(format!("{} dialect", fact(new)), (key(keys.0), key(keys.1)), Vec::new());
        },
    );
}
