//! Parses example requests that are written as a `curl` command.

use super::super::TOKEN_PARAMETER;
use super::super::page_tables::FieldRow;
use super::{RequestExample, body, pairs};
use crate::document::RequestLine;
use crate::json::Json;
use crate::labels::type_word::TypeMeaning;
use crate::page::ExampleBody;
use serde_json::Value;

/// Media type of a form.
const FORM: &str = "x-www-form-urlencoded";

/// Parses a command. The access token of a form is moved to the query, which takes it as well.
pub(super) fn request(text: &str, line: Option<usize>) -> Option<RequestExample> {
    let mut words = shlex::split(text.trim_start().strip_prefix("curl ")?)?.into_iter();
    let (mut method, mut url, mut headers, mut data) = (None, None, Vec::new(), Vec::new());
    while let Some(word) = words.next() {
        match word.as_str() {
            "-X" | "--request" => method = words.next(),
            "-H" | "--header" => headers.extend(words.next()),
            "-d" | "--data" | "--data-raw" | "--data-binary" => data.extend(words.next()),
            // curl encodes the value.
            "--data-urlencode" => data.extend(words.next().map(|pair| pair.replace('%', "%25"))),
            word if word.starts_with("https://") || word.starts_with("http://") => url = Some(word.to_owned()),
            _ => {}
        }
    }
    let method = method.unwrap_or_else(|| if data.is_empty() { "GET" } else { "POST" }.to_owned());
    let request = format!("{method} {}", url?);
    let first = RequestLine::of(&request)?;
    let split = headers.iter().filter_map(|header| header.split_once(':'));
    let mut headers: Vec<_> = split.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect();
    headers.extend(first.host.map(|host| ("Host".to_owned(), host.to_owned())));
    let mut query = pairs(first.query);
    let is_form = !data.is_empty() && data.iter().all(|pair| pair.contains('=') && !pair.starts_with(['{', '[']));
    let body = if is_form {
        let pairs = pairs(&data.join("&")).into_iter();
        let (token, fields): (Vec<_>, Vec<_>) = pairs.partition(|(name, _)| name == TOKEN_PARAMETER);
        query.extend(token);
        headers.retain(|(name, _)| !name.eq_ignore_ascii_case("Content-Type"));
        headers.push(("Content-Type".to_owned(), FORM.to_owned()));
        ExampleBody::Json(Json::Object(fields.into_iter().collect()))
    } else {
        body(&data.concat())
    };
    let (method, path) = (first.method.to_owned(), first.path.to_owned());
    Some(RequestExample { method, path, query, headers, body, line })
}

impl RequestExample {
    /// Returns `true` if the body is a form, whose values are texts.
    pub(crate) fn is_form(&self) -> bool {
        self.headers.iter().any(|(name, value)| name.eq_ignore_ascii_case("Content-Type") && value.contains(FORM))
    }

    /// Gives the values of a form the types of their rows.
    pub(super) fn type_form(&mut self, rows: &[FieldRow]) {
        if let (true, ExampleBody::Json(Json::Object(fields))) = (self.is_form(), &self.body) {
            let typed = fields.fields().map(|(name, value)| {
                let row = rows.iter().find(|row| row.parent.is_none() && row.name() == name);
                (name.to_owned(), typed(row.and_then(FieldRow::meaning), value))
            });
            self.body = ExampleBody::Json(Json::Object(typed.collect()));
        }
    }
}

fn typed(meaning: Option<&TypeMeaning>, value: &Json) -> Json {
    let is_text = matches!(meaning, None | Some(TypeMeaning::String | TypeMeaning::Date | TypeMeaning::Bytes));
    let Json::Value(Value::String(text)) = value else { return value.clone() };
    let read = if is_text { None } else { serde_json::from_str(text).ok() };
    read.unwrap_or_else(|| value.clone())
}

#[cfg(test)]
mod tests {
    use super::{Json, request};

    #[test]
    fn quotes_are_those_of_a_shell() {
        let text = r#"curl https://api.example.com/a -d "{\"a\": \"b\\n\"}""#;
        let read = request(text, None).expect("a request");
        let body: Json = serde_json::from_str(r#"{"a": "b\n"}"#).expect("JSON");
        assert_eq!((read.method.as_str(), read.body.json()), ("POST", Some(&body)));
        assert!(request("curl 'https://api.example.com/a", None).is_none(), "the quote does not end");
    }
}
