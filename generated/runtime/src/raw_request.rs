//! The request of a raw call: a path with parameters, a query and a JSON body. No IO.

use std::fmt::Display;

use bytes::Bytes;
use http::Method;
use serde_core::Serialize;

use super::client::ClientShared;
use super::encoded_request::{EncodedRequest, TokenTarget, UnsentRequest};
use super::path_template::{TemplatePart, parts};
use super::request::{JSON, RequestFields};
use super::wire::{Field, Fields, Place, Wire};
use super::{Operation, Secret};

/// The parameters and the body of a request.
#[derive(Default)]
pub(super) struct RawRequest {
    fields: Vec<Field>,
    values: Vec<String>,
    /// The encoded body, or the reason why it cannot be encoded.
    json: Option<Result<Bytes, String>>,
    secrets: Vec<Secret>,
}

impl RawRequest {
    pub(super) fn add(&mut self, name: &'static str, place: Place, value: &dyn Display) {
        self.fields.push(Field::new(name, place));
        self.values.push(value.to_string());
    }

    pub(super) fn set_json(&mut self, body: &impl Serialize) {
        let body = serde_json::to_vec(body).map(Bytes::from);
        // Its message may quote the body.
        let reason = "the body cannot be encoded as JSON: its `Serialize` fails, or a map has a key that is not a text";
        self.json = Some(body.map_err(|_| reason.to_owned()));
    }

    pub(super) fn add_secret(&mut self, secret: Secret) {
        self.secrets.push(secret);
    }

    /// Encodes the request.
    pub(super) fn encode(self, client: &ClientShared, operation: &Operation) -> EncodedRequest {
        EncodedRequest::raw(self.build(client, operation), self.secrets)
    }

    fn build(&self, client: &ClientShared, operation: &Operation) -> Result<UnsentRequest, String> {
        if operation.method == Method::CONNECT {
            return Err("the method `CONNECT` cannot be sent".to_owned());
        }
        let names = template_parameters(operation.path)?;
        self.check_path_parameters(&names)?;
        self.check_token_parameter(client, operation)?;
        let values: Vec<&dyn Wire> = self.values.iter().map(|value| value as _).collect();
        let fields = RequestFields { fields: Fields::Placed(&self.fields), values: &values };
        let mut request = fields.build_without_body(client, operation)?;
        let body = self.json.clone().transpose()?;
        request.set_body(body.map(|body| (JSON.clone(), body)));
        Ok(request)
    }

    /// The client itself sets the parameter of the query that carries the token.
    fn check_token_parameter(&self, client: &ClientShared, operation: &Operation) -> Result<(), String> {
        let Ok(TokenTarget::Query(token)) = &client.dialect(operation)?.token else { return Ok(()) };
        if self.fields.iter().any(|field| field.place == Place::Query && field.name == *token) {
            return Err(format!("the parameter `{token}` is set by the client: `token` sets the token of a call"));
        }
        Ok(())
    }

    /// Each parameter of the template must have one value, and each value must belong to a parameter.
    fn check_path_parameters(&self, names: &[&str]) -> Result<(), String> {
        let set = |name: &str| {
            self.fields.iter().filter(move |field| field.place == Place::Path && field.name == name).count()
        };
        if let Some(name) = names.iter().find(|name| set(name) == 0) {
            return Err(format!("the path parameter `{name}` has no value: set it with `path_parameter`"));
        }
        for field in self.fields.iter().filter(|field| field.place == Place::Path) {
            if !names.contains(&field.name) {
                return Err(format!("the path has no parameter `{{{}}}`", field.name));
            }
            if set(field.name) > 1 {
                return Err(format!("the path parameter `{}` has several values", field.name));
            }
        }
        Ok(())
    }
}

/// Checks a path with parameters in braces, and returns their names.
fn template_parameters(template: &str) -> Result<Vec<&str>, String> {
    let segments = template
        .strip_prefix('/')
        .ok_or("the path does not begin with `/`: the host is that of the client, see `ClientBuilder::base_url`")?;
    let mut names = Vec::new();
    let last = segments.split('/').count() - 1;
    for (index, segment) in segments.split('/').enumerate() {
        // The last segment is empty if the path ends with a slash.
        if matches!(segment, "." | "..") || (segment.is_empty() && index < last) {
            return Err(format!("the path has the segment `{segment}`"));
        }
        for part in parts(segment) {
            match part? {
                TemplatePart::Text(text) => check_text(text)?,
                TemplatePart::Parameter(name) => names.push(name),
            }
        }
    }
    Ok(names)
}

/// Checks a part of the path that is sent as it is. An escape could be a slash or a dot.
fn check_text(text: &str) -> Result<(), String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(c);
    match text.chars().find(|c| !is_plain(*c)) {
        None => Ok(()),
        Some('?') => Err("the path has a query: set its parameters with `query`".to_owned()),
        Some('{' | '}') => Err("the path has unbalanced braces".to_owned()),
        Some(c) => Err(format!("the path has the character {c:?}: put the text in a path parameter, which is encoded")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::template_parameters;

    #[test]
    fn parameters_are_found() {
        assert_eq!(template_parameters("/v1.0/{a}/{b}-{c}.x/"), Ok(vec!["a", "b", "c"]));
        assert_eq!(template_parameters("/topapi/v2:get"), Ok(vec![]));
        assert_eq!(template_parameters("/"), Ok(vec![]));
    }

    proptest! {
        #[test]
        fn accepted_paths_are_plain(template in "/?[a-z.{}/?#%\\\\:@ é\n]{0,9}") {
            if template_parameters(&template).is_ok() {
                prop_assert!(template.starts_with('/') && !template.starts_with("//"));
                prop_assert!(!template.split('/').any(|segment| matches!(segment, "." | "..")));
                let literal = template.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
                let is_plain = literal.collect::<String>().chars().all(|c| c.is_ascii_lowercase() || "./:@".contains(c));
                prop_assert!(is_plain);
            }
        }
    }
}
