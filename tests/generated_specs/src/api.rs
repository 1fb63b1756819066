//! `api.yaml`, and the names of services.

use crate::dice::Dice;
use crate::names::Names;
use crate::yaml::{list, map, put};
use crate::{errors, text};
use serde_yaml::Mapping;

/// Reserved names of services.
pub(crate) const TAKEN_SERVICES: &[&str] = &["api", "blocking", "types"];

const SERVICES: &str = "\
    storage robot contact calendar doc attendance workflow im crm hrm todo card drive conference live edu project \
    badge notable wiki swform esign jzcrm resident rooms connector diot industry";

const IDENTIFIERS: &str = "\
    UnionId SpaceId DentryId ChatId OpenConversationId UserId DeptId CorpId TaskId ProcessInstanceId RobotCode \
    EventId";

/// The identifier types of the API.
pub(crate) fn identifiers(dice: &mut Dice) -> Vec<String> {
    let identifiers: Vec<&str> = IDENTIFIERS.split_whitespace().collect();
    let count = dice.between(3..=identifiers.len());
    identifiers[..count].iter().map(|&name| name.to_owned()).collect()
}

/// The name of another service, or of another version of one.
pub(crate) fn service_name(names: &mut Names, dice: &mut Dice) -> String {
    let name = dice.word(SERVICES);
    if names.claim(name, "") {
        return name.to_owned();
    }
    let next = format!("{name}_v2");
    if names.claim(&next, "") { next } else { names.invent(name, "_v") }
}

/// The file.
pub(crate) fn file(identifiers: &[String], services: &[String], fetch: Option<Mapping>, dice: &mut Dice) -> Mapping {
    dice.next_file();
    let mut file = map([("name", "Generated".into()), ("doc", text::sentence(dice).into())]);
    let mut hosts = Mapping::new();
    for (name, url) in [("main", "https://api.generated.example"), ("other-1", "https://other.generated.example:8443")]
    {
        put(&mut hosts, name, map([("url", url.into()), ("doc", text::sentence(dice).into())]));
    }
    put(&mut file, "hosts", hosts);
    let mut token = map([("header", "x-generated-access-token".into())]);
    if let Some(fetch) = fetch {
        put(&mut token, "fetch", fetch);
    }
    put(&mut file, "token", token);
    put(&mut file, "headers", map([("request_id", "x-request-id".into()), ("trace_id", "x-trace-id".into())]));
    let envelope = [
        ("code", list(["code", "Code"])),
        ("message", list(["message", "Message"])),
        ("request_id", list(["requestid", "RequestId"])),
        ("scopes", list(["accessdenieddetail.requiredScopes"])),
        ("throttle", list(["status"])),
        ("wait_minutes", list(["wait"])),
        ("success", list(["success"])),
    ];
    put(&mut file, "envelope", map(envelope));
    for (key, names) in [("identifiers", identifiers), ("services", services)] {
        let mut described = Mapping::new();
        for name in names {
            put(&mut described, name, map([("doc", text::sentence(dice).into())]));
        }
        if !described.is_empty() {
            put(&mut file, key, described);
        }
    }
    put(&mut file, "errors", errors::rows(12, dice));
    file
}
