//! The JSON Schema of the files, made from the declarations that read them: what editors complete and mark.

use dingtalk_codegen::resolve::words;
use dingtalk_pages::json::{Json, JsonObject};
use dingtalk_spec::{Check, Declaration, DeclaredKey, KeywordList, ValueType, file_types};

/// Draft 7 is the one that editors know best.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// Matches texts that are not blank.
const NOT_BLANK: &str = r"\S";

/// The schema of every file of a spec. One schema covers all files, so that editors need one setting.
pub(crate) fn document() -> String {
    let mut definitions = SchemaDefinitions::default();
    let kinds = file_types().iter().map(|file| definitions.schema(file)).collect::<Vec<_>>();
    let definitions: JsonObject = definitions.list.into_iter().filter_map(|(name, made)| Some((name, made?))).collect();
    let schema = JsonObject::new()
        .with("$schema", DRAFT)
        .with("title", "A file of a spec: api.yaml, <service>/<operation>.yaml or <service>/types.yaml")
        .with("anyOf", kinds)
        .with("definitions", definitions);
    format!("{}\n", Json::from(schema))
}

/// The schemas of the types that have names, in the order in which they first occur.
#[derive(Default)]
struct SchemaDefinitions {
    list: Vec<(&'static str, Option<Json>)>,
}

impl SchemaDefinitions {
    /// The schema of a type; each declaration is defined once, by its name.
    fn schema(&mut self, value_type: &ValueType) -> Json {
        let kind = |name: &str| JsonObject::new().with("type", name);
        match value_type {
            ValueType::Text => text(),
            ValueType::Pattern(pattern) => kind("string").with("pattern", pattern.clone()).into(),
            ValueType::Bool => kind("boolean").into(),
            ValueType::Integer => kind("integer").into(),
            ValueType::Scalar => JsonObject::new().with("type", vec!["string", "number", "boolean"]).into(),
            ValueType::Any => true.into(),
            ValueType::List(items) => kind("array").with("items", self.schema(items)).into(),
            ValueType::Map(values) => self.map(values),
            ValueType::AnyOf(types) => {
                let schemas: Vec<Json> = types.iter().map(|one| self.schema(one)).collect();
                JsonObject::new().with("anyOf", schemas).into()
            }
            ValueType::FieldOrFields(field) => self.field_or_fields(field),
            ValueType::Declaration(declaration) => self.refer(declaration),
        }
    }

    fn map(&mut self, values: &ValueType) -> Json {
        JsonObject::new().with("type", "object").with("additionalProperties", self.schema(values)).into()
    }

    /// A field with the name `type` is a map, so that a text there is the type of the whole value.
    fn field_or_fields(&mut self, field: &ValueType) -> Json {
        let word = JsonObject::new().with("type", JsonObject::new().with("type", "string"));
        let whole = JsonObject::new().with("properties", word).with("required", vec!["type"]);
        JsonObject::new().with("if", whole).with("then", self.schema(field)).with("else", self.map(field)).into()
    }

    /// A reference to a definition, which is made if it is not there yet. One that is being made can be referred to: that
    /// is how a field holds fields.
    fn refer(&mut self, declaration: &'static Declaration) -> Json {
        let name = declaration.name.strip_suffix("Decl").unwrap_or(declaration.name);
        if self.list.iter().all(|(defined, _)| *defined != name) {
            let index = self.list.len();
            self.list.push((name, None));
            let schema = self.object(declaration);
            if let Some((_, slot)) = self.list.get_mut(index) {
                *slot = Some(schema);
            }
        }
        JsonObject::new().with("$ref", format!("#/definitions/{name}")).into()
    }

    /// An object with these properties and no others.
    fn object(&mut self, declaration: &Declaration) -> Json {
        let required = declaration.keys.iter().filter(|key| key.required).map(|key| key.key).collect::<Vec<_>>();
        let properties: JsonObject =
            declaration.keys.iter().map(|key| (key.key, described(self.property(key), key.doc))).collect();
        let map = JsonObject::new()
            .with("type", "object")
            .with("properties", properties)
            .with_any("required", required)
            .with("additionalProperties", false);
        let schema = match declaration.short {
            Some(_) => JsonObject::new().with("anyOf", vec![text(), map.into()]).into(),
            None => map.into(),
        };
        described(schema, declaration.doc)
    }

    fn property(&mut self, key: &DeclaredKey) -> Json {
        let schema = match key.keywords {
            Some(list) => keywords(list),
            None => self.schema(&(key.value_type)()),
        };
        key.checks.iter().fold(schema, |schema, check| checked(schema, *check))
    }
}

/// The schema with a description. References are wrapped, since keywords beside `$ref` are ignored.
fn described(schema: Json, doc: &[&str]) -> Json {
    let lines: Vec<&str> = doc.iter().map(|line| line.trim()).collect();
    let description = JsonObject::new().with("description", lines.join(" "));
    match schema {
        Json::Object(object) if object.has("$ref") => description.with("allOf", vec![object]).into(),
        Json::Object(object) => description.and(object).into(),
        // Anything at all.
        _ => description.into(),
    }
}

/// The schema with the keyword for a check.
fn checked(schema: Json, check: Check) -> Json {
    let Json::Object(object) = schema else { return schema };
    match check {
        Check::NotEmpty if object.has("additionalProperties") => object.with("minProperties", 1),
        Check::NotEmpty => object.with("minItems", 1),
        Check::Date => object.with("format", "date"),
        // The generator checks for invisible white space.
        Check::Exact => object,
    }
    .into()
}

/// The allowed values of a text. A schema does not know the types of a spec, so it allows any other text as a type.
fn keywords(list: KeywordList) -> Json {
    let listed = JsonObject::new().with("enum", words(list));
    match list {
        KeywordList::TypeWord => JsonObject::new().with("anyOf", vec![listed.into(), text()]).into(),
        _ => listed.into(),
    }
}

fn text() -> Json {
    JsonObject::new().with("type", "string").with("pattern", NOT_BLANK).into()
}
