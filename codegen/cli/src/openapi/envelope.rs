//! The error envelope as a schema: every spelling of each of its parts.

use dingtalk_codegen::model::Envelope;
use dingtalk_spec::json::Object;

/// The envelope. No member is required: which ones are there is not known.
pub(super) fn schema(envelope: &Envelope) -> Object {
    let typed = |name: &str| Object::new().with("type", name);
    let nullable = |schema: Object| schema.with("nullable", true);
    let text = || nullable(typed("string"));
    let number = || nullable(typed("number"));
    let texts = || nullable(typed("array").with("items", typed("string")));
    // One of both takes the null: `oneOf` refuses what fits twice.
    let code = || Object::new().with("oneOf", vec![text(), typed("number")]);
    let mut members = Members::default();
    members.add(&envelope.code, "The code, which identifies the error.", code);
    members.add(&envelope.message, "The message for people.", text);
    members.add(&envelope.request_id, "The id of the request.", text);
    members.add(&envelope.scopes, "The permissions that the app lacks.", texts);
    members.add(&envelope.throttle, "A number here, with no code beside it: the calls come too fast.", number);
    members.add(&envelope.success, "Whether the call succeeded.", || nullable(typed("boolean")));
    members.schema("An error.")
}

/// Members by their names, in order; a part may lie within others.
#[derive(Default)]
struct Members(Vec<(String, Member)>);

enum Member {
    Value(Object),
    Object(Members),
}

impl Members {
    /// Adds every spelling of a part. The first one is the one to expect.
    fn add(&mut self, spellings: &[String], description: &str, schema: impl Fn() -> Object) {
        for (index, way) in spellings.iter().enumerate() {
            let description = match spellings.first() {
                Some(first) if index > 0 => format!("Another spelling of `{first}`."),
                _ => description.to_owned(),
            };
            self.insert(way, schema().with("description", description));
        }
    }

    /// Puts a value at the end of a way of names with dots between them. A name that is taken stays as it is.
    fn insert(&mut self, way: &str, value: Object) {
        let (name, rest) = way.split_once('.').map_or((way, None), |(name, rest)| (name, Some(rest)));
        let index = self.0.iter().position(|(taken, _)| taken == name).unwrap_or_else(|| {
            let member = if rest.is_some() { Member::Object(Self::default()) } else { Member::Value(value.clone()) };
            self.0.push((name.to_owned(), member));
            self.0.len() - 1
        });
        if let (Some((_, Member::Object(inner))), Some(rest)) = (self.0.get_mut(index), rest) {
            inner.insert(rest, value);
        }
    }

    fn schema(self, description: &str) -> Object {
        let properties: Object = self
            .0
            .into_iter()
            .map(|(name, member)| match member {
                Member::Value(schema) => (name, schema),
                Member::Object(inner) => (name, inner.schema("").with("nullable", true)),
            })
            .collect();
        Object::new()
            .with("type", "object")
            .with_some("description", (!description.is_empty()).then_some(description))
            .with_any("properties", properties)
    }
}
