//! Parsing of error envelopes, in any of their spellings.

use std::time::Duration;

use http::StatusCode;
use serde_json::Value;

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

/// The values of some spellings, each with its spelling.
type Found = Vec<(&'static str, ScannedValue)>;

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
        let [codes, markers, waits, flags, messages, ids, scopes, sub_codes, sub_messages] = self.scan(body, deadline);
        let is_free = |name: &str| documented.iter().all(|field| !has_key(name, field.name));
        let free = |found: Found| {
            found.into_iter().filter(|(name, _)| is_free(name)).map(|(_, found)| found).collect::<Vec<_>>()
        };
        let codes = free(codes);
        let flags: Vec<bool> =
            flags.into_iter().filter(|(name, _)| is_free(name)).filter_map(|it| self.flag(&it)).collect();
        // An explicit success overrides the throttling marker.
        let is_success = status.is_success() && flags.contains(&true);
        let says_success = is_success || codes.iter().any(ScannedValue::says_success);
        let found_code = codes.into_iter().filter(|_| !is_success).find_map(|found| code(found, status));
        let may_throttle = found_code.is_none() && !says_success;
        let marker = free(markers).into_iter().filter(|_| may_throttle).find_map(throttle);
        let throttled = marker.is_some();
        // Another code decides, if it is there.
        let defers = found_code.as_deref().is_some_and(|code| self.deferring.contains(&code));
        let sub_code = sub_codes.into_iter().filter(|_| defers).find_map(|(_, found)| code(found, status));
        let sub_message = sub_messages.into_iter().filter(|_| sub_code.is_some()).find_map(|(_, found)| filled(found));
        let message = messages.into_iter().find_map(|(_, found)| filled(found));
        ParsedEnvelope {
            code: sub_code.or(found_code).or(marker),
            message: sub_message.or(message),
            request_id: ids.into_iter().find_map(|(_, found)| filled(found)),
            scopes: scopes.into_iter().find_map(|(_, found)| texts(found)).unwrap_or_default(),
            throttled,
            wait: free(waits).into_iter().filter(|_| throttled).find_map(minutes),
            is_failure: !is_success && flags.contains(&false),
        }
    }

    /// Scans the body once for all spellings of all fields. Returns the values with their spellings, the preferred one
    /// first.
    fn scan(&self, body: &str, deadline: StepDeadline) -> [Found; 9] {
        let flags: Vec<&'static str> = self.success.iter().map(|(name, _)| *name).collect();
        let names = [
            self.code,
            self.throttle,
            self.wait_minutes,
            &flags,
            self.message,
            self.request_id,
            self.scopes,
            self.sub_code,
            self.sub_message,
        ];
        let paths: Vec<Vec<&str>> = names.into_iter().flatten().map(|path| path.split('.').collect()).collect();
        let mut found = scan(body, &paths, deadline).into_iter();
        names.map(|names| {
            let found = names.iter().zip(found.by_ref().take(names.len()));
            found.filter_map(|(name, found)| Some((*name, found?))).collect()
        })
    }

    /// Returns whether a field says success or failure; `None` if its value is of another JSON type than those for
    /// success.
    fn flag(&self, (name, found): &(&'static str, ScannedValue)) -> Option<bool> {
        let (_, values) = self.success.iter().find(|(flag, _)| flag == name)?;
        let mut same_type = values.iter().filter_map(|value| found.equals(value)).peekable();
        same_type.peek()?;
        Some(same_type.any(|is_equal| is_equal))
    }

    /// Returns true if a field of this name belongs to an error. Flags do not: responses without an error have them, too.
    pub(super) fn has(&self, name: &str) -> bool {
        let fields =
            [self.code, self.message, self.request_id, self.throttle, self.scopes, self.sub_code, self.sub_message];
        fields.iter().any(|spellings| spellings.iter().any(|path| has_key(path, name)))
    }
}

/// Returns true if a path with dots between its keys starts with this key.
fn has_key(path: &str, key: &str) -> bool {
    // Most keys differ in their first letters, which is cheaper to see than to split the path.
    path.as_bytes().first() == key.as_bytes().first() && path.split('.').next() == Some(key)
}

impl ScannedValue {
    /// Returns whether the value equals a scalar in JSON; `None` if that is of another type.
    fn equals(&self, json: &str) -> Option<bool> {
        let json: Value = serde_json::from_str(json).ok()?;
        match (self, json) {
            (Self::Bool(found), Value::Bool(value)) => Some(*found == value),
            (Self::Number(found), Value::Number(value)) => Some(found.parse().ok() == value.as_f64()),
            (Self::Text(found), Value::String(value)) => Some(*found == value),
            _ => None,
        }
    }

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
            .success(&[("success", &["true"])]);
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
        let envelope = Envelope::new().code(&["code"]).success(&[("success", &["true"])]);
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

    #[test]
    fn values_tell_success() {
        let envelope = Envelope::new().code(&["errcode"]).success(&[("errcode", &["0", "\"0\""])]);
        let read =
            |body: Value| envelope.read(&body.to_string(), Fields::NONE, StatusCode::OK, StepDeadline::new(None));
        for success in [json!({"errcode": 0}), json!({"errcode": "0"}), json!({"errcode": null}), json!({})] {
            assert_eq!(read(success.clone()), ParsedEnvelope::default(), "{success}");
        }
        for (failure, code) in [(json!({"errcode": 88}), "88"), (json!({"errcode": "88"}), "88")] {
            let read = read(failure);
            assert_eq!((read.code.as_deref(), read.is_failure), (Some(code), true));
        }
    }

    #[test]
    fn code_may_defer_to_another() {
        let envelope = Envelope::new().code(&["errcode"]).message(&["errmsg"]).deferring(&["88"]);
        let envelope = envelope.sub_code(&["sub_code"]).sub_message(&["sub_msg"]);
        let read = |body: Value| {
            let read = envelope.read(&body.to_string(), Fields::NONE, StatusCode::OK, StepDeadline::new(None));
            (read.code.unwrap_or_default(), read.message.unwrap_or_default())
        };
        let sub = json!({"errcode": 88, "errmsg": "outer", "sub_code": "60011", "sub_msg": "inner"});
        assert_eq!(read(sub), ("60011".to_owned(), "inner".to_owned()));
        let own = json!({"errcode": 40014, "errmsg": "outer", "sub_code": "60011", "sub_msg": "inner"});
        assert_eq!(read(own), ("40014".to_owned(), "outer".to_owned()));
        let empty = json!({"errcode": 88, "errmsg": "outer", "sub_code": "", "sub_msg": "inner"});
        assert_eq!(read(empty), ("88".to_owned(), "outer".to_owned()));
    }

    #[test]
    fn any_field_may_be_nested() {
        let envelope = Envelope::new()
            .code(&["error.code"])
            .message(&["error.text"])
            .request_id(&["meta.id"])
            .success(&[("meta.ok", &["true"])]);
        let body = json!({"error": {"code": 7, "text": "b"}, "meta": {"id": "c", "ok": false}});
        let read = |documented| envelope.read(&body.to_string(), documented, StatusCode::OK, StepDeadline::new(None));
        let expected = ParsedEnvelope {
            code: Some("7".into()),
            message: Some("b".into()),
            request_id: Some("c".into()),
            is_failure: true,
            ..ParsedEnvelope::default()
        };
        assert_eq!(read(Fields::NONE), expected);
        assert_eq!(read(Fields::Body(&["error"])).code, None);
        assert!(envelope.has("error") && !envelope.has("code"));
    }
}
