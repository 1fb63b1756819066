//! Reading an error envelope, in any of its spellings.

use serde_json::Value;

use super::Envelope;
use super::wire::Member;

/// What a body tells of an error.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) request_id: Option<String>,
    pub(super) scopes: Vec<String>,
    /// The code is a gateway's, which throttles.
    pub(super) throttled: bool,
}

impl Envelope {
    /// What a body tells. Members that the endpoint documents are never taken for a code.
    pub(super) fn read(&self, body: &Value, documented: &[Member], status: u16) -> Told {
        let free = |name: &&&str| documented.iter().all(|member| member.name != **name);
        let mut code = self.code.iter().filter(free).find_map(|name| code(body.get(name)?));
        let mut throttled = false;
        if code.is_none() {
            code = self.throttle.iter().filter(free).find_map(|name| throttle(body.get(name)?, status));
            throttled = code.is_some();
        }
        let text = |names: &[&str]| names.iter().find_map(|name| filled(body.get(name)?.as_str()?));
        Told {
            code,
            message: text(self.message),
            request_id: text(self.request_id),
            scopes: self.scopes.iter().find_map(|path| texts(body, path)).unwrap_or_default(),
            throttled,
        }
    }
}

/// An error's code. Neither 0 nor an empty text is one.
fn code(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if text != "0" => filled(text),
        Value::Number(number) if number.as_f64() != Some(0.0) => Some(number.to_string()),
        _ => None,
    }
}

/// The number that a throttling gateway answers. One that repeats the HTTP status is not meant so.
fn throttle(value: &Value, status: u16) -> Option<String> {
    if value.as_u64() == Some(status.into()) || !value.is_number() { None } else { code(value) }
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The list of texts at a path of names with dots between them.
fn texts(body: &Value, path: &str) -> Option<Vec<String>> {
    let list = path.split('.').try_fold(body, |value, name| value.get(name))?.as_array()?;
    Some(list.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Envelope, Told};
    use crate::runtime::wire::{Member, Place};

    fn read(body: &Value) -> Told {
        let envelope = Envelope {
            code: &["code", "Code", "errcode"],
            message: &["message", "Message", "errmsg"],
            request_id: &["requestid", "RequestId"],
            scopes: &["detail.scopes", "Detail.Scopes"],
            throttle: &["status"],
        };
        envelope.read(body, &[], 400)
    }

    #[test]
    fn every_spelling() {
        let told = read(&json!({"Code": "a", "Message": "b", "RequestId": "c", "Detail": {"Scopes": ["d", 1, "e"]}}));
        let expected = Told {
            code: Some("a".into()),
            message: Some("b".into()),
            request_id: Some("c".into()),
            scopes: vec!["d".into(), "e".into()],
            throttled: false,
        };
        assert_eq!(told, expected);
    }

    #[test]
    fn what_is_a_code() {
        assert_eq!(read(&json!({"errcode": 40014})).code.as_deref(), Some("40014"));
        assert_eq!(read(&json!({"errcode": 0})).code, None);
        assert_eq!(read(&json!({"errcode": "0"})).code, None);
        assert_eq!(read(&json!({"code": "", "errcode": -1})).code.as_deref(), Some("-1"));
        assert_eq!(read(&json!({"code": null})).code, None);
        assert_eq!(read(&json!(["code"])), Told::default());
        assert_eq!(read(&json!("code")), Told::default());
    }

    #[test]
    fn what_is_a_throttle() {
        let told = read(&json!({"status": 1111, "wait": 5, "punish": "deny"}));
        assert_eq!((told.code.as_deref(), told.throttled), (Some("1111"), true));
        assert_eq!(read(&json!({"status": 400, "error": "Bad Request"})).code, None);
        assert_eq!(read(&json!({"status": "NORMAL"})).code, None);
    }

    #[test]
    fn a_documented_member_is_no_code() {
        let envelope =
            Envelope { code: &["code", "errcode"], message: &[], request_id: &[], scopes: &[], throttle: &[] };
        let documented = [Member::new("code", Place::Body)];
        assert_eq!(envelope.read(&json!({"code": "ABC"}), &documented, 200).code, None);
        assert_eq!(envelope.read(&json!({"code": "ABC", "errcode": 7}), &documented, 200).code.as_deref(), Some("7"));
    }
}
