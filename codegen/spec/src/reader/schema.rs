//! The JSON Schema of the files, made from the types that read them: what editors complete and mark.

use crate::decl::api_file::ApiDecl;
use crate::decl::error_row::MessageDecl;
use crate::decl::field::ContentDecl;
use crate::decl::field::FieldDecl;
use crate::decl::field::TypesDecl;
use crate::decl::operation_file::OperationDecl;
use crate::json::{Json, JsonObject};
use crate::reader::values::{OneOrMany, Placed, PlacedMap, PlacedText, Scalar};
use crate::yaml::node::Node;

/// Draft 7 is the one that editors know best.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// Matches texts that are not blank.
const NOT_BLANK: &str = r"\S";

/// A type with a JSON Schema.
pub trait JsonSchema {
    /// The schema of what can be read; what it consists of is defined once, by its name.
    fn schema(definitions: &mut SchemaDefinitions) -> Json;
}

/// The allowed values of some texts of a spec. This crate reads texts; the crates above it interpret them.
#[derive(Debug)]
pub struct Keywords {
    /// Encodings of a body.
    pub body_formats: Vec<&'static str>,
    /// HTTP methods.
    pub methods: Vec<&'static str>,
    /// Retry policies.
    pub retries: Vec<&'static str>,
    /// Encodings of lists, maps and objects outside JSON.
    pub styles: Vec<&'static str>,
}

/// The schemas of the types that have names, in the order in which they first occur.
#[derive(Debug)]
pub struct SchemaDefinitions {
    keywords: Keywords,
    list: Vec<(&'static str, Option<Json>)>,
}

impl SchemaDefinitions {
    /// A reference to a definition, which is made if it is not there yet. One that is being made can be referred to: that
    /// is how a field holds fields.
    pub(crate) fn refer(&mut self, declaration: &'static str, make: fn(&mut Self) -> Json) -> Json {
        let name = declaration.strip_suffix("Decl").unwrap_or(declaration);
        if self.list.iter().all(|(defined, _)| *defined != name) {
            let index = self.list.len();
            self.list.push((name, None));
            let schema = make(self);
            if let Some((_, slot)) = self.list.get_mut(index) {
                *slot = Some(schema);
            }
        }
        JsonObject::new().with("$ref", format!("#/definitions/{name}")).into()
    }
}

/// The schema of every file of a spec. One schema covers all files, so that editors need one setting.
pub fn schema(keywords: Keywords) -> String {
    let mut definitions = SchemaDefinitions { keywords, list: Vec::new() };
    let kinds = vec![
        ApiDecl::schema(&mut definitions),
        OperationDecl::schema(&mut definitions),
        TypesDecl::schema(&mut definitions),
    ];
    let definitions: JsonObject = definitions.list.into_iter().filter_map(|(name, made)| Some((name, made?))).collect();
    let schema = JsonObject::new()
        .with("$schema", DRAFT)
        .with("title", "A file of a spec: api.yaml, <service>/<operation>.yaml or <service>/types.yaml")
        .with("anyOf", kinds)
        .with("definitions", definitions);
    format!("{}\n", Json::from(schema))
}

/// A property of an object schema.
pub(crate) struct Property {
    pub(crate) key: &'static str,
    pub(crate) required: bool,
    /// The lines of its documentation.
    pub(crate) doc: &'static [&'static str],
    pub(crate) schema: Json,
}

/// An object schema with these properties and no others; a text is short for the key `short`.
pub(crate) fn object(doc: &[&str], short: Option<&str>, properties: Vec<Property>) -> Json {
    let required: Vec<&str> = properties.iter().filter(|entry| entry.required).map(|entry| entry.key).collect();
    let properties: JsonObject =
        properties.into_iter().map(|entry| (entry.key, described(entry.schema, entry.doc))).collect();
    let map = JsonObject::new()
        .with("type", "object")
        .with("properties", properties)
        .with_any("required", required)
        .with("additionalProperties", false);
    let schema = match short {
        Some(_) => JsonObject::new().with("anyOf", vec![text(), map.into()]).into(),
        None => map.into(),
    };
    described(schema, doc)
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

/// The schema keywords for the checks of `checks.rs`, by name.
pub(crate) mod limits {
    use crate::json::Json;

    pub(crate) fn not_empty(schema: Json) -> Json {
        let Json::Object(object) = schema else { return schema };
        let keyword = if object.has("additionalProperties") { "minProperties" } else { "minItems" };
        object.with(keyword, 1).into()
    }

    /// The generator checks for invisible white space.
    pub(crate) fn exact(schema: Json) -> Json {
        schema
    }

    pub(crate) fn date(schema: Json) -> Json {
        let Json::Object(object) = schema else { return schema };
        object.with("format", "date").into()
    }
}

/// The lists of allowed values, by the names in declarations.
pub(crate) mod keywords {
    use super::{NOT_BLANK, SchemaDefinitions};
    use crate::decl::built_in_type::{BuiltInType, words_of};
    use crate::json::{Json, JsonObject};

    pub(crate) fn body_format(definitions: &SchemaDefinitions) -> Json {
        closed(&definitions.keywords.body_formats)
    }

    pub(crate) fn method(definitions: &SchemaDefinitions) -> Json {
        closed(&definitions.keywords.methods)
    }

    pub(crate) fn retry(definitions: &SchemaDefinitions) -> Json {
        closed(&definitions.keywords.retries)
    }

    pub(crate) fn style(definitions: &SchemaDefinitions) -> Json {
        closed(&definitions.keywords.styles)
    }

    /// A schema does not know the types of a spec, so it allows any other text.
    pub(crate) fn type_word(_: &SchemaDefinitions) -> Json {
        let other = JsonObject::new().with("type", "string").with("pattern", NOT_BLANK);
        JsonObject::new().with("anyOf", vec![closed(&words_of(&BuiltInType::WORDS)), other.into()]).into()
    }

    fn closed(keywords: &[&str]) -> Json {
        JsonObject::new().with("enum", keywords.to_vec()).into()
    }
}

fn text() -> Json {
    JsonObject::new().with("type", "string").with("pattern", NOT_BLANK).into()
}

impl JsonSchema for PlacedText {
    fn schema(_: &mut SchemaDefinitions) -> Json {
        text()
    }
}

impl JsonSchema for bool {
    fn schema(_: &mut SchemaDefinitions) -> Json {
        JsonObject::new().with("type", "boolean").into()
    }
}

impl JsonSchema for Placed<i64> {
    fn schema(_: &mut SchemaDefinitions) -> Json {
        JsonObject::new().with("type", "integer").into()
    }
}

impl JsonSchema for Scalar {
    fn schema(_: &mut SchemaDefinitions) -> Json {
        JsonObject::new().with("type", vec!["string", "number", "boolean"]).into()
    }
}

impl JsonSchema for Placed<Node> {
    fn schema(_: &mut SchemaDefinitions) -> Json {
        true.into()
    }
}

/// A field with the name `type` is a map, so that a text there is the type of the whole value.
impl JsonSchema for ContentDecl {
    fn schema(definitions: &mut SchemaDefinitions) -> Json {
        let word = JsonObject::new().with("type", JsonObject::new().with("type", "string"));
        let whole = JsonObject::new().with("properties", word).with("required", vec!["type"]);
        JsonObject::new()
            .with("if", whole)
            .with("then", FieldDecl::schema(definitions))
            .with("else", PlacedMap::<FieldDecl>::schema(definitions))
            .into()
    }
}

impl JsonSchema for MessageDecl {
    fn schema(definitions: &mut SchemaDefinitions) -> Json {
        JsonObject::new().with("anyOf", vec![text(), PlacedMap::<PlacedText>::schema(definitions)]).into()
    }
}

impl<T: JsonSchema> JsonSchema for Box<T> {
    fn schema(definitions: &mut SchemaDefinitions) -> Json {
        T::schema(definitions)
    }
}

impl<T: JsonSchema> JsonSchema for Vec<T> {
    fn schema(definitions: &mut SchemaDefinitions) -> Json {
        JsonObject::new().with("type", "array").with("items", T::schema(definitions)).into()
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn schema(definitions: &mut SchemaDefinitions) -> Json {
        let many = Vec::<T>::schema(definitions);
        JsonObject::new().with("anyOf", vec![T::schema(definitions), many]).into()
    }
}

impl<T: JsonSchema> JsonSchema for PlacedMap<T> {
    fn schema(definitions: &mut SchemaDefinitions) -> Json {
        JsonObject::new().with("type", "object").with("additionalProperties", T::schema(definitions)).into()
    }
}
