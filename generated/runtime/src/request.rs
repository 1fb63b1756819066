//! Encoding of a request's fields as an HTTP request. No IO.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{ACCEPT, HeaderName, HeaderValue, USER_AGENT};

use super::Operation;
use super::client::ClientShared;
use super::encoded_request::UnsentRequest;
use super::endpoint::ResponseKind;
use super::parameter::{Parameter, encoded};
use super::path_template::{TemplatePart, parts};
use super::wire::{Fields, Path, Place, View, Wire, body_json, to_json};

// Content types. Their characters are checked once, at compile time.
static ANY: HeaderValue = HeaderValue::from_static("*/*");
static BYTES: HeaderValue = HeaderValue::from_static("application/octet-stream");
static FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");
pub(super) static JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The space for headers: those of each request, the content type, and one more. It grows if there are more.
const TYPICAL_HEADERS: usize = 4;

/// The space for the values of parameters in a URL. It grows if they are longer.
const TYPICAL_PARAMETERS: usize = 100;

/// The fields of a request and their values.
pub(super) struct RequestFields<'a> {
    pub(super) fields: Fields<'a>,
    pub(super) values: &'a [&'a dyn Wire],
}

impl RequestFields<'_> {
    /// Builds the request.
    pub(super) fn build(&self, client: &ClientShared, operation: &Operation) -> Result<UnsentRequest, String> {
        let mut request = self.build_without_body(client, operation)?;
        request.set_body(self.content(operation)?);
        Ok(request)
    }

    /// Builds the request without its body.
    pub(super) fn build_without_body(
        &self,
        client: &ClientShared,
        operation: &Operation,
    ) -> Result<UnsentRequest, String> {
        let base_url = &client.dialect(operation)?.base_url;
        let prefix = base_url.prefix();
        let mut target = String::with_capacity(prefix.len() + operation.path.len() + TYPICAL_PARAMETERS);
        target.push_str(prefix);
        self.path(operation.path, &mut target)?;
        self.pairs(Place::Query, "?", &mut target)?;
        let uri = base_url.join(target).map_err(|error| format!("the URL is invalid: {error}"))?;
        let accepted = if operation.response == ResponseKind::Bytes { &ANY } else { &JSON };
        let mut headers = Vec::with_capacity(TYPICAL_HEADERS);
        headers.push((ACCEPT, accepted.clone()));
        headers.push((USER_AGENT, client.user_agent.clone()));
        self.headers(operation, &mut headers)?;
        Ok(UnsentRequest { method: operation.method.clone(), uri, headers, body: Bytes::new(), progress: None })
    }

    /// The parameters in one place.
    fn at(&self, place: Place) -> impl Iterator<Item = Parameter<'_>> {
        let fields = self.fields.iter().zip(self.values).filter(move |(field, _)| field.place == place);
        fields.map(|(field, value)| Parameter { field, value: *value })
    }

    /// Builds the path. No parameter can add or remove segments: special characters are encoded, and segments that URL
    /// libraries collapse even in encoded form are rejected.
    fn path(&self, template: &str, path: &mut String) -> Result<(), String> {
        // Without an early exit, the check is compiled to vector instructions.
        if template.bytes().fold(0, |any, byte| any | u8::from(byte == b'{')) == 0 {
            path.push('/');
            path.push_str(template.trim_start_matches('/'));
            return Ok(());
        }
        for segment in template.trim_start_matches('/').split('/') {
            path.push('/');
            self.segment(segment, path)?;
        }
        Ok(())
    }

    fn segment(&self, template: &str, path: &mut String) -> Result<(), String> {
        let start = path.len();
        let mut last = None;
        for part in parts(template) {
            match part? {
                TemplatePart::Text(text) => path.push_str(text),
                TemplatePart::Parameter(name) => {
                    path.extend(encoded(&self.parameter(name)?));
                    last = Some(name);
                }
            }
        }
        match (last, &path[start..]) {
            (Some(name), segment @ ("." | "..")) => {
                Err(format!("the path parameter `{name}` makes the segment `{segment}`"))
            }
            _ => Ok(()),
        }
    }

    fn parameter(&self, name: &str) -> Result<Cow<'_, str>, String> {
        let found = self.at(Place::Path).find(|parameter| parameter.name() == name);
        let parameter = found.ok_or_else(|| format!("the path parameter `{name}` is unknown"))?;
        match parameter.single()? {
            Some(text) if text.is_empty() => Err(format!("the path parameter `{name}` is empty")),
            Some(text) => Ok(text),
            None => Err(format!("the path parameter `{name}` is not a scalar")),
        }
    }

    /// Appends the parameters in a place as `a=b&c=d`, the first one after `before`.
    fn pairs(&self, place: Place, before: &str, pairs: &mut String) -> Result<(), String> {
        let mut separator = before;
        for parameter in self.at(place) {
            parameter.each_text(&mut |text| {
                pairs.push_str(separator);
                separator = "&";
                pairs.extend(encoded(parameter.name()));
                pairs.push('=');
                pairs.extend(encoded(text));
                Ok(())
            })?;
        }
        Ok(())
    }

    fn headers(&self, operation: &Operation, headers: &mut Vec<(HeaderName, HeaderValue)>) -> Result<(), String> {
        for (name, text) in operation.headers {
            headers.push(header(name, text)?);
        }
        for parameter in self.at(Place::Header) {
            parameter.each_text(&mut |text| {
                headers.push(header(parameter.name(), text)?);
                Ok(())
            })?;
        }
        Ok(())
    }

    /// The body and its content type; `None` if the request has no body.
    fn content(&self, operation: &Operation) -> Result<Option<(HeaderValue, Bytes)>, String> {
        let json = |body: serde_json::Result<Vec<u8>>| {
            body.map(|body| Some((JSON.clone(), body.into()))).map_err(|error| error.to_string())
        };
        if let Some(whole) = self.at(Place::Whole).next() {
            return match whole.value.view() {
                View::Absent => Ok(None),
                View::Bytes(bytes) => Ok(Some((BYTES.clone(), bytes.clone().into()))),
                _ => json(to_json(whole.value, &Path::Root).map(String::into_bytes)),
            };
        }
        if self.at(Place::Body).next().is_none() {
            return Ok(None);
        }
        if operation.form {
            let mut body = String::new();
            self.pairs(Place::Body, "", &mut body)?;
            return Ok(Some((FORM.clone(), body.into())));
        }
        json(body_json(self.fields, self.values))
    }
}

/// A header of this name and value.
fn header(name: &str, text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let value = header_value(name, text)?;
    Ok((header_name(name)?, value))
}

/// Parses the name of a header.
pub(super) fn header_name(name: &str) -> Result<HeaderName, String> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("`{name}` is not a header name"))
}

/// The value of a header. Fails if it would not be sent unchanged. Values are marked as sensitive, which keeps them out
/// of logs.
pub(super) fn header_value(name: &str, text: &str) -> Result<HeaderValue, String> {
    // Without an early exit, the check is compiled to vector instructions.
    let visible = text.bytes().fold(true, |all, byte| all & (byte == b' ' || byte.is_ascii_graphic()));
    if !visible || text.starts_with(' ') || text.ends_with(' ') {
        return Err(format!(
            "the header `{name}` has characters other than visible ASCII, or starts or ends with a space"
        ));
    }
    sensitive_value(name, text)
}

/// The value of a header, marked as sensitive.
pub(super) fn sensitive_value(name: &str, text: &str) -> Result<HeaderValue, String> {
    let mut value = HeaderValue::from_str(text).map_err(|_| format!("the header `{name}` cannot be sent"))?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::RequestFields;
    use crate::wire::{Field, Fields, Place, Wire};

    const FIELDS: Fields<'_> = Fields::Placed(&[Field::new("a", Place::Path), Field::new("b", Place::Path)]);

    fn path(template: &str, a: &String, b: &String) -> Result<String, String> {
        let values: [&dyn Wire; 2] = [a, b];
        let mut path = String::new();
        RequestFields { fields: FIELDS, values: &values }.path(template, &mut path).map(|()| path)
    }

    proptest! {
        #[test]
        fn parameters_do_not_change_segments(a in ".{0,3}|[./%2e]{0,4}", b in ".{0,3}|[./%2e]{0,4}") {
            if let Ok(path) = path("/v1/{a}{b}/x-{b}", &a, &b) {
                let segments: Vec<&str> = path.split('/').collect();
                prop_assert_eq!(segments.len(), 4);
                prop_assert!(segments.iter().skip(1).all(|segment| !matches!(*segment, "" | "." | "..")));
                prop_assert!(!path.contains(['?', '#', '\\']));
            } else {
                prop_assert!(a.is_empty() || b.is_empty() || (a == "." && b == "."));
            }
        }
    }

    #[test]
    fn rejects_dot_segments() {
        let (dot, other) = (".".to_owned(), "x".to_owned());
        assert_eq!(path("/{a}{b}", &dot, &other).as_deref(), Ok("/.x"));
        assert_eq!(path("/{a}{b}", &dot, &dot), Err("the path parameter `b` makes the segment `..`".to_owned()));
        assert_eq!(path("/.{a}/", &other, &other).as_deref(), Ok("/.x/"));
        assert_eq!(path("/.{a}", &dot, &other), Err("the path parameter `a` makes the segment `..`".to_owned()));
    }

    #[test]
    fn rejects_invalid_templates() {
        let value = "x".to_owned();
        assert_eq!(path("/{c}", &value, &value), Err("the path parameter `c` is unknown".to_owned()));
        assert_eq!(path("/{a", &value, &value), Err("the path has unbalanced braces".to_owned()));
    }
}
