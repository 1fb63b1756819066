//! Decoding of an HTTP request to the request of an operation: the inverse of the encoding of requests.

use std::collections::BTreeMap;
use std::slice::from_ref;

use bytes::Bytes;
use http::Request;
use percent_encoding::percent_decode_str;
use serde_json::value::RawValue;

use super::request_path::parameters;
use crate::wire::{DecodeState, Field, Fields, Place, Slot, Style, Wire, fields, read_json};
use crate::{Endpoint, Operation, TokenPlace};

/// Decodes a request, or returns the reason why it is not one of the operation.
pub(super) fn read_request<R: Endpoint>(request: &Request<Bytes>) -> Result<R, String> {
    let mut value = R::blank();
    let fields = fields(&value);
    let parts = RequestParts::of(&R::OPERATION, request, fields)?;
    let mut result = Ok(());
    value.slots(&mut |slots: &mut [&mut dyn Wire]| {
        result = fields.iter().zip(slots).try_for_each(|(field, slot)| {
            parts.read(field, *slot).map_err(|reason| format!("`{}`: {reason}", field.key))
        });
    });
    result.map(|()| value)
}

/// The access token of a request.
pub(super) fn token(request: &Request<Bytes>, place: TokenPlace) -> Option<String> {
    match place {
        TokenPlace::Header { name, prefix } => {
            Some(request.headers().get(name)?.to_str().ok()?.strip_prefix(prefix)?.to_owned())
        }
        TokenPlace::Query(name) => pairs(request.uri().query().unwrap_or_default()).remove(name)?.pop(),
    }
}

/// The texts of a request's parameters, by their names.
type Texts = BTreeMap<String, Vec<String>>;

/// A received request, split into the places of its fields.
struct RequestParts<'a> {
    request: &'a Request<Bytes>,
    path: Vec<(&'static str, String)>,
    query: Texts,
    /// The fields of a form.
    form: Texts,
    /// The fields of a JSON object.
    body: BTreeMap<String, &'a RawValue>,
}

impl<'a> RequestParts<'a> {
    fn of(operation: &Operation, request: &'a Request<Bytes>, fields: Fields<'_>) -> Result<Self, String> {
        let uri = request.uri();
        let path = parameters(operation.path, uri.path()).ok_or_else(|| format!("the path is {}", uri.path()))?;
        let query = pairs(uri.query().unwrap_or_default());
        let (mut form, mut body) = (Texts::new(), BTreeMap::new());
        if fields.iter().any(|field| field.place == Place::Body) {
            let text = str::from_utf8(request.body()).map_err(|_| "the body is not UTF-8")?;
            if operation.form {
                form = pairs(text);
            } else {
                body = serde_json::from_str(text).map_err(|error| format!("the body is not a JSON object: {error}"))?;
            }
        }
        Ok(Self { request, path, query, form, body })
    }

    /// Decodes a field into its slot.
    fn read(&self, field: Field, value: &mut dyn Wire) -> Result<(), String> {
        match field.place {
            Place::Path => {
                let texts = self.path.iter().filter(|(name, _)| *name == field.name).map(|(_, text)| text.clone());
                read_texts(&texts.take(1).collect::<Vec<_>>(), field.style, value)
            }
            Place::Query => read_texts(texts(&self.query, field), field.style, value),
            Place::Header => {
                let texts = self.request.headers().get_all(field.name).into_iter();
                let texts = texts.map(|text| String::from_utf8_lossy(text.as_bytes()).into_owned());
                read_texts(&texts.collect::<Vec<_>>(), field.style, value)
            }
            Place::Whole => self.read_whole(value),
            Place::Body => match self.body.get(field.name) {
                Some(json) if field.style == Style::JsonText => {
                    let text: Option<String> = serde_json::from_str(json.get()).map_err(|_| "it is not a string")?;
                    read_value(text.as_deref().unwrap_or("null"), value)
                }
                Some(json) => read_value(json.get(), value),
                None => read_texts(texts(&self.form, field), field.style, value),
            },
        }
    }

    fn read_whole(&self, value: &mut dyn Wire) -> Result<(), String> {
        let body = self.request.body();
        if body.is_empty() && value.optional() {
            return Ok(());
        }
        if let Slot::Bytes(target) = value.slot() {
            *target = body.clone().into();
            return Ok(());
        }
        read_value(str::from_utf8(body).map_err(|_| "the body is not UTF-8")?, value)
    }
}

fn texts(all: &Texts, field: Field) -> &[String] {
    all.get(field.name).map_or(&[], Vec::as_slice)
}

/// Decodes the texts of a parameter.
fn read_texts(texts: &[String], style: Style, value: &mut dyn Wire) -> Result<(), String> {
    let Some(text) = texts.first() else {
        return if value.optional() { Ok(()) } else { Err("it is missing".to_owned()) };
    };
    match (value.slot(), style) {
        (Slot::List(list), Style::Repeated) => {
            texts.iter().try_for_each(|text| read_texts(from_ref(text), Style::Json, list.push()))
        }
        (Slot::List(list), Style::Comma) => {
            text.split(',').try_for_each(|text| read_texts(&[text.to_owned()], Style::Json, list.push()))
        }
        (Slot::Bool(_) | Slot::Any(_) | Slot::List(_) | Slot::Map(_) | Slot::Object(_), _) => read_value(text, value),
        // The codec reads numbers from strings as well.
        _ => read_value(&serde_json::Value::from(text.as_str()).to_string(), value),
    }
}

/// Decodes JSON.
fn read_value(json: &str, value: &mut dyn Wire) -> Result<(), String> {
    let mut state = DecodeState::default();
    read_json(value, &mut state, json).map_err(|error| error.to_string())?;
    if state.errors.is_empty() { Ok(()) } else { Err(state.errors.to_string()) }
}

/// Parses `a=b&c=d`.
fn pairs(text: &str) -> Texts {
    let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let mut pairs = Texts::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        pairs.entry(decoded(name)).or_default().push(decoded(value));
    }
    pairs
}
