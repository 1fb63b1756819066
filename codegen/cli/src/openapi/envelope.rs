//! The error envelope as a schema: every spelling of each of its parts.

use dingtalk_codegen::model::Envelope;
use dingtalk_spec::json::Object;

/// The envelope. No field is required: services send different ones.
pub(super) fn schema(envelope: &Envelope) -> Object {
    let typed = |name: &str| Object::new().with("type", name);
    let nullable = |schema: Object| schema.with("nullable", true);
    let text = || nullable(typed("string"));
    let number = || nullable(typed("number"));
    let texts = || nullable(typed("array").with("items", typed("string")));
    // One of both takes the null: `oneOf` refuses what fits twice.
    let code = || Object::new().with("oneOf", vec![text(), typed("number")]);
    let mut fields = EnvelopeObject::default();
    fields.add(&envelope.code, "The code, which identifies the error.", code);
    fields.add(&envelope.message, "The message for people.", text);
    fields.add(&envelope.request_id, "The id of the request.", text);
    fields.add(&envelope.scopes, "The permissions that the app lacks.", texts);
    fields.add(&envelope.throttle, "A number here, with no code beside it: the calls come too fast.", number);
    fields.add(&envelope.success, "Whether the call succeeded.", || nullable(typed("boolean")));
    fields.schema("An error.")
}

/// Fields by name, in order, with nested ones.
#[derive(Default)]
struct EnvelopeObject(Vec<(String, EnvelopeField)>);

enum EnvelopeField {
    Value(Object),
    Object(EnvelopeObject),
}

impl EnvelopeObject {
    /// Adds every spelling of a part. The first one is the one to expect.
    fn add(&mut self, spellings: &[String], description: &str, schema: impl Fn() -> Object) {
        for (index, path) in spellings.iter().enumerate() {
            let description = match spellings.first() {
                Some(first) if index > 0 => format!("Another spelling of `{first}`."),
                _ => description.to_owned(),
            };
            self.insert(path, schema().with("description", description));
        }
    }

    /// Inserts a value at a path of names with dots between them, unless the path is taken.
    fn insert(&mut self, path: &str, value: Object) {
        let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
        let index = self.0.iter().position(|(taken, _)| taken == name).unwrap_or_else(|| {
            let field = if rest.is_some() {
                EnvelopeField::Object(Self::default())
            } else {
                EnvelopeField::Value(value.clone())
            };
            self.0.push((name.to_owned(), field));
            self.0.len() - 1
        });
        if let (Some((_, EnvelopeField::Object(inner))), Some(rest)) = (self.0.get_mut(index), rest) {
            inner.insert(rest, value);
        }
    }

    fn schema(self, description: &str) -> Object {
        let properties: Object = self
            .0
            .into_iter()
            .map(|(name, field)| match field {
                EnvelopeField::Value(schema) => (name, schema),
                EnvelopeField::Object(inner) => (name, inner.schema("").with("nullable", true)),
            })
            .collect();
        Object::new()
            .with("type", "object")
            .with_some("description", (!description.is_empty()).then_some(description))
            .with_any("properties", properties)
    }
}
