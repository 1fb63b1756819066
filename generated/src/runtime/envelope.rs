//! Reading an error envelope, in any of its spellings.

use http::StatusCode;

use super::Envelope;
use super::found::{Found, find};
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
    pub(super) fn read(&self, body: &str, documented: &[Member], status: StatusCode) -> Told {
        let is_free = |name: &&&str| documented.iter().all(|member| member.name != **name);
        let spelled: Vec<Found> = self.code.iter().filter(is_free).filter_map(|name| find(body, &[name])).collect();
        // What says that all is well is not asked any further.
        let says_success = spelled.iter().any(Found::says_success);
        let mut code = spelled.into_iter().find_map(|found| code(found, status));
        let mut throttled = false;
        if code.is_none() && !says_success {
            code = self.throttle.iter().filter(is_free).find_map(|name| throttle(find(body, &[name])?));
            throttled = code.is_some();
        }
        let text = |names: &[&str]| names.iter().find_map(|name| filled(find(body, &[name])?));
        Told {
            code,
            message: text(self.message),
            request_id: text(self.request_id),
            scopes: self.scopes.iter().find_map(|path| texts(body, path)).unwrap_or_default(),
            throttled,
        }
    }

    /// Whether an envelope may have a member of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        let scopes = self.scopes.iter().filter_map(|path| path.split('.').next());
        let others = [self.code, self.message, self.request_id, self.throttle];
        others.into_iter().flatten().copied().chain(scopes).any(|spelling| spelling == name)
    }
}

impl Found {
    /// Whether a code says in so many words that nothing is wrong.
    fn says_success(&self) -> bool {
        match self {
            Self::Number(digits) => digits.parse() == Ok(0.0),
            Self::Text(text) => text == "0",
            Self::Texts(_) | Self::Other => false,
        }
    }
}

/// An error's code. Neither 0 nor an empty text is one, nor what only repeats a status of success.
fn code(found: Found, status: StatusCode) -> Option<String> {
    if found.says_success() {
        return None;
    }
    let code = match found {
        Found::Number(code) | Found::Text(code) => code,
        Found::Texts(_) | Found::Other => return None,
    };
    let says_nothing = code.trim().is_empty() || (status.is_success() && code == status.as_str());
    (!says_nothing).then_some(code)
}

/// The number that a throttling gateway answers. Other servers put the HTTP status there, the sent or another.
fn throttle(found: Found) -> Option<String> {
    let Found::Number(digits) = found else { return None };
    let number: f64 = digits.parse().ok()?;
    (number != 0.0 && !(100.0..600.0).contains(&number)).then_some(digits)
}

fn filled(found: Found) -> Option<String> {
    match found {
        Found::Text(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}

/// The list of texts at a path of names with dots between them.
fn texts(body: &str, path: &str) -> Option<Vec<String>> {
    let path: Vec<&str> = path.split('.').collect();
    if let Found::Texts(texts) = find(body, &path)? { Some(texts) } else { None }
}

#[cfg(test)]
mod tests {
    use http::StatusCode;
    use serde_json::{Value, json};

    use super::{Envelope, Told};
    use crate::runtime::wire::{Member, Place};

    fn read(body: &Value) -> Told {
        read_with(body, StatusCode::BAD_REQUEST)
    }

    fn read_with(body: &Value, status: StatusCode) -> Told {
        let envelope = Envelope::new()
            .code(&["code", "Code", "errcode"])
            .message(&["message", "Message", "errmsg"])
            .request_id(&["requestid", "RequestId"])
            .scopes(&["detail.scopes", "Detail.Scopes"])
            .throttle(&["status"]);
        envelope.read(&body.to_string(), &[], status)
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
        for status in [0, 100, 400, 404, 599] {
            assert_eq!(read(&json!({"status": status, "error": "Bad Request"})).code, None, "{status}");
        }
        assert_eq!(read(&json!({"status": 99})).code.as_deref(), Some("99"));
        assert_eq!(read(&json!({"status": 600})).code.as_deref(), Some("600"));
        assert_eq!(read(&json!({"status": "NORMAL"})).code, None);
    }

    #[test]
    fn a_documented_member_is_no_code() {
        let envelope = Envelope::new().code(&["code", "errcode"]);
        let documented = [Member::new("code", Place::Body)];
        let code = |body: Value| envelope.read(&body.to_string(), &documented, StatusCode::OK).code;
        assert_eq!(code(json!({"code": "ABC"})), None);
        assert_eq!(code(json!({"code": "ABC", "errcode": 7})).as_deref(), Some("7"));
    }

    #[test]
    fn a_repeated_status_of_success_is_no_code() {
        let code = |body: Value, status| read_with(&body, status).code;
        assert_eq!(code(json!({"code": "200", "message": "ok"}), StatusCode::OK), None);
        assert_eq!(code(json!({"code": 200}), StatusCode::OK), None);
        assert_eq!(code(json!({"code": 200, "errcode": 7}), StatusCode::OK).as_deref(), Some("7"));
        assert_eq!(code(json!({"code": "400"}), StatusCode::OK).as_deref(), Some("400"));
        assert_eq!(code(json!({"code": "400"}), StatusCode::BAD_REQUEST).as_deref(), Some("400"));
    }

    #[test]
    fn the_names_that_it_may_have() {
        let envelope = Envelope::new().code(&["code"]).message(&["errmsg"]).scopes(&["detail.scopes"]);
        assert!(["code", "errmsg", "detail"].into_iter().all(|name| envelope.has(name)));
        assert!(["scopes", "detail.scopes", "message"].into_iter().all(|name| !envelope.has(name)));
    }
}
