//! Parsing of error envelopes, in any of their spellings.

use std::time::Duration;

use http::StatusCode;

use super::Envelope;
use super::clock::StepDeadline;
use super::scan::{ScannedValue, scan};
use super::wire::Fields;

/// The parsed fields of an error envelope.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ParsedEnvelope {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) request_id: Option<String>,
    pub(super) scopes: Vec<String>,
    /// The code comes from a throttling gateway.
    pub(super) throttled: bool,
    /// The time for which the gateway throttles.
    pub(super) wait: Option<Duration>,
    /// The success flag is `false`.
    pub(super) is_failure: bool,
}

impl Envelope {
    /// Parses the envelope of a body, or the part of it that is read before the deadline. Fields that the endpoint
    /// documents are not error codes.
    pub(super) fn read(
        &self,
        body: &str,
        documented: Fields<'_>,
        status: StatusCode,
        deadline: StepDeadline,
    ) -> ParsedEnvelope {
        let [codes, markers, waits, flags, messages, ids, scopes] = self.scan(body, deadline);
        let is_free = |name: &str| documented.iter().all(|field| field.name != name);
        let free = |found: Vec<(&'static str, ScannedValue)>| {
            found.into_iter().filter(|(name, _)| is_free(name)).map(|(_, found)| found).collect::<Vec<_>>()
        };
        let codes = free(codes);
        // An explicit success overrides the throttling marker.
        let flags = free(flags);
        let is_success = status.is_success() && flags.contains(&ScannedValue::Bool(true));
        let says_success = is_success || codes.iter().any(ScannedValue::says_success);
        let code = codes.into_iter().filter(|_| !is_success).find_map(|found| code(found, status));
        let may_throttle = code.is_none() && !says_success;
        let marker = free(markers).into_iter().filter(|_| may_throttle).find_map(throttle);
        let throttled = marker.is_some();
        ParsedEnvelope {
            code: code.or(marker),
            message: messages.into_iter().find_map(|(_, found)| filled(found)),
            request_id: ids.into_iter().find_map(|(_, found)| filled(found)),
            scopes: scopes.into_iter().find_map(|(_, found)| texts(found)).unwrap_or_default(),
            throttled,
            wait: free(waits).into_iter().filter(|_| throttled).find_map(minutes),
            is_failure: !is_success && flags.contains(&ScannedValue::Bool(false)),
        }
    }

    /// Scans the body once for all spellings of all fields. Returns the values with their spellings, the preferred one
    /// first.
    fn scan(&self, body: &str, deadline: StepDeadline) -> [Vec<(&'static str, ScannedValue)>; 7] {
        let names = [self.code, self.throttle, self.wait_minutes, self.success, self.message, self.request_id];
        let paths = names.into_iter().flatten().map(|name| vec![*name]);
        let paths: Vec<Vec<&str>> = paths.chain(self.scopes.iter().map(|path| path.split('.').collect())).collect();
        let mut found = scan(body, &paths, deadline).into_iter();
        let [code, throttle, wait_minutes, success, message, request_id] = names;
        [code, throttle, wait_minutes, success, message, request_id, self.scopes].map(|names| {
            let found = names.iter().zip(found.by_ref().take(names.len()));
            found.filter_map(|(name, found)| Some((*name, found?))).collect()
        })
    }

    /// Returns true if a field of this name belongs to an error. `success` does not: responses without an error have it, too.
    pub(super) fn has(&self, name: &str) -> bool {
        let others = [self.code, self.message, self.request_id, self.throttle];
        others.iter().any(|spellings| spellings.contains(&name))
            || self.scopes.iter().any(|path| path.bytes().take_while(|byte| *byte != b'.').eq(name.bytes()))
    }
}

impl ScannedValue {
    /// Returns true if a code explicitly reports success.
    fn says_success(&self) -> bool {
        match self {
            Self::Number(digits) => digits.parse() == Ok(0.0),
            Self::Text(text) => text == "0" || ["ok", "success"].iter().any(|word| text.eq_ignore_ascii_case(word)),
            Self::Bool(_) | Self::Texts(_) | Self::Other => false,
        }
    }
}

/// The error code. 0, `ok`, an empty string and a copy of a 2xx status are not error codes.
fn code(found: ScannedValue, status: StatusCode) -> Option<String> {
    if found.says_success() {
        return None;
    }
    let code = match found {
        ScannedValue::Number(code) | ScannedValue::Text(code) => code,
        ScannedValue::Bool(_) | ScannedValue::Texts(_) | ScannedValue::Other => return None,
    };
    let says_nothing = code.trim().is_empty() || (status.is_success() && code == status.as_str());
    (!says_nothing).then_some(code)
}

/// The code of a throttling gateway. Other servers put an HTTP status in this field.
fn throttle(found: ScannedValue) -> Option<String> {
    let ScannedValue::Number(digits) = found else { return None };
    let number: f64 = digits.parse().ok()?;
    (number != 0.0 && !(100.0..600.0).contains(&number)).then_some(digits)
}

/// A number of minutes. Bounded like `retry-after`.
fn minutes(found: ScannedValue) -> Option<Duration> {
    let ScannedValue::Number(digits) = found else { return None };
    let minutes: f64 = digits.parse().ok()?;
    Duration::try_from_secs_f64((minutes * 60.0).min(u32::MAX.into())).ok()
}

fn filled(found: ScannedValue) -> Option<String> {
    match found {
        ScannedValue::Text(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}

fn texts(found: ScannedValue) -> Option<Vec<String>> {
    if let ScannedValue::Texts(texts) = found { Some(texts) } else { None }
}

#[cfg(test)]
mod tests {
    use http::StatusCode;
    use serde_json::{Value, json};

    use super::{Envelope, ParsedEnvelope, StepDeadline};
    use crate::wire::Fields;

    fn read(body: &Value) -> ParsedEnvelope {
        read_with(body, StatusCode::BAD_REQUEST)
    }

    fn read_with(body: &Value, status: StatusCode) -> ParsedEnvelope {
        let envelope = Envelope::new()
            .code(&["code", "Code", "errcode"])
            .message(&["message", "Message", "errmsg"])
            .request_id(&["requestid", "RequestId"])
            .scopes(&["detail.scopes", "Detail.Scopes"])
            .throttle(&["status"])
            .success(&["success"]);
        envelope.read(&body.to_string(), Fields::NONE, status, StepDeadline::new(None))
    }

    #[test]
    fn reads_every_spelling() {
        let envelope =
            read(&json!({"Code": "a", "Message": "b", "RequestId": "c", "Detail": {"Scopes": ["d", 1, "e"]}}));
        let expected = ParsedEnvelope {
            code: Some("a".into()),
            message: Some("b".into()),
            request_id: Some("c".into()),
            scopes: vec!["d".into(), "e".into()],
            ..ParsedEnvelope::default()
        };
        assert_eq!(envelope, expected);
    }

    #[test]
    fn recognizes_codes() {
        assert_eq!(read(&json!({"errcode": 40014})).code.as_deref(), Some("40014"));
        assert_eq!(read(&json!({"errcode": 0})).code, None);
        assert_eq!(read(&json!({"errcode": "0"})).code, None);
        assert_eq!(read(&json!({"code": "", "errcode": -1})).code.as_deref(), Some("-1"));
        assert_eq!(read(&json!({"code": null})).code, None);
        for word in ["OK", "ok", "Success", "SUCCESS"] {
            assert_eq!(read(&json!({ "code": word, "status": 1111 })), ParsedEnvelope::default(), "{word}");
        }
        assert_eq!(read(&json!({"code": "okay"})).code.as_deref(), Some("okay"));
        assert_eq!(read(&json!(["code"])), ParsedEnvelope::default());
        assert_eq!(read(&json!("code")), ParsedEnvelope::default());
    }

    #[test]
    fn recognizes_throttling() {
        let envelope = read(&json!({"status": 1111, "wait": 5, "punish": "deny"}));
        assert_eq!((envelope.code.as_deref(), envelope.throttled), (Some("1111"), true));
        for status in [0, 100, 400, 404, 599] {
            assert_eq!(read(&json!({"status": status, "error": "Bad Request"})).code, None, "{status}");
        }
        assert_eq!(read(&json!({"status": 99})).code.as_deref(), Some("99"));
        assert_eq!(read(&json!({"status": 600})).code.as_deref(), Some("600"));
        assert_eq!(read(&json!({"status": "NORMAL"})).code, None);
    }

    #[test]
    fn documented_field_is_not_a_code() {
        let envelope = Envelope::new().code(&["code", "errcode"]);
        let documented = Fields::Body(&["code"]);
        let code =
            |body: Value| envelope.read(&body.to_string(), documented, StatusCode::OK, StepDeadline::new(None)).code;
        assert_eq!(code(json!({"code": "ABC"})), None);
        assert_eq!(code(json!({"code": "ABC", "errcode": 7})).as_deref(), Some("7"));
    }

    #[test]
    fn success_flag_overrides_code() {
        let code = |body: Value, status| read_with(&body, status).code;
        assert_eq!(code(json!({"success": true, "code": "x", "status": 1111}), StatusCode::OK), None);
        for flag in [json!(false), json!("true"), json!(1), json!(null)] {
            assert_eq!(code(json!({ "success": flag, "code": "x" }), StatusCode::OK).as_deref(), Some("x"), "{flag}");
        }
        assert_eq!(code(json!({"success": true, "code": "x"}), StatusCode::BAD_REQUEST).as_deref(), Some("x"));
        let envelope = Envelope::new().code(&["code"]).success(&["success"]);
        let body = json!({"success": true, "code": "x"}).to_string();
        let envelope = envelope.read(&body, Fields::Body(&["success"]), StatusCode::OK, StepDeadline::new(None));
        assert_eq!(envelope.code.as_deref(), Some("x"));
    }

    #[test]
    fn copy_of_success_status_is_not_a_code() {
        let code = |body: Value, status| read_with(&body, status).code;
        assert_eq!(code(json!({"code": "200", "message": "ok"}), StatusCode::OK), None);
        assert_eq!(code(json!({"code": 200}), StatusCode::OK), None);
        assert_eq!(code(json!({"code": 200, "errcode": 7}), StatusCode::OK).as_deref(), Some("7"));
        assert_eq!(code(json!({"code": "400"}), StatusCode::OK).as_deref(), Some("400"));
        assert_eq!(code(json!({"code": "400"}), StatusCode::BAD_REQUEST).as_deref(), Some("400"));
    }

    #[test]
    fn knows_its_field_names() {
        let envelope = Envelope::new().code(&["code"]).message(&["errmsg"]).scopes(&["detail.scopes"]);
        assert!(["code", "errmsg", "detail"].into_iter().all(|name| envelope.has(name)));
        assert!(["scopes", "detail.scopes", "message"].into_iter().all(|name| !envelope.has(name)));
    }
}
