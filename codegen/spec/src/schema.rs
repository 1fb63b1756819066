//! The JSON Schema of the files, made from the types that read them: what editors complete and mark.

use crate::json::{Json, Object};

use super::api_file::ApiDecl;
use super::content::ContentDecl;
use super::error_row::MessageDecl;
use super::field::FieldDecl;
use super::node::Node;
use super::operation_file::OperationDecl;
use super::types_file::TypesDecl;
use super::values::{Int, Map, OneOrMany, Placed, Scalar, Text};

/// Draft 7 is the one that editors know best.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// A text with something to see in it.
const NOT_BLANK: &str = r"\S";

/// What has a place in a schema.
pub trait Described {
    /// The schema of what can be read; what it consists of is defined once, by its name.
    fn schema(definitions: &mut Definitions) -> Json;
}

/// The words that some texts of a spec are taken from. This room reads texts; those above know what they mean.
#[derive(Debug)]
pub struct Words {
    /// How a body is written.
    pub body_formats: Vec<&'static str>,
    /// HTTP methods.
    pub methods: Vec<&'static str>,
    /// What helps after an error.
    pub retries: Vec<&'static str>,
    /// How a value that is more than one text is written outside JSON.
    pub styles: Vec<&'static str>,
    /// The types that need no declaration, beside those that a spec declares.
    pub types: Vec<&'static str>,
}

/// The schemas of the types that have names, in the order in which they first occur.
#[derive(Debug)]
pub struct Definitions {
    words: Words,
    list: Vec<(&'static str, Option<Json>)>,
}

impl Definitions {
    /// A reference to a definition, which is made if it is not there yet. One that is being made can be referred to: that
    /// is how a field holds fields.
    pub(super) fn refer(&mut self, declaration: &'static str, make: impl FnOnce(&mut Self) -> Json) -> Json {
        let name = declaration.strip_suffix("Decl").unwrap_or(declaration);
        if self.list.iter().all(|(defined, _)| *defined != name) {
            let index = self.list.len();
            self.list.push((name, None));
            let schema = make(self);
            if let Some((_, slot)) = self.list.get_mut(index) {
                *slot = Some(schema);
            }
        }
        Object::new().with("$ref", format!("#/definitions/{name}")).into()
    }
}

/// The schema of every file of a spec. It is one for all of them, so that no editor has to be told which is which.
pub fn schema(words: Words) -> String {
    let mut definitions = Definitions { words, list: Vec::new() };
    let kinds = vec![
        ApiDecl::schema(&mut definitions),
        OperationDecl::schema(&mut definitions),
        TypesDecl::schema(&mut definitions),
    ];
    let definitions: Object = definitions.list.into_iter().filter_map(|(name, made)| Some((name, made?))).collect();
    let schema = Object::new()
        .with("$schema", DRAFT)
        .with("title", "A file of a spec: api.yaml, <service>/<operation>.yaml or <service>/types.yaml")
        .with("anyOf", kinds)
        .with("definitions", definitions);
    format!("{}\n", Json::from(schema))
}

/// A member of a struct that mirrors a map.
pub(super) struct Entry {
    pub(super) key: &'static str,
    pub(super) required: bool,
    /// The lines of its documentation.
    pub(super) about: &'static [&'static str],
    pub(super) schema: Json,
}

/// A map with these members and no others; `short` is the key that a text alone stands for.
pub(super) fn mirror(about: &[&str], short: Option<&str>, entries: Vec<Entry>) -> Json {
    let required: Vec<&str> = entries.iter().filter(|entry| entry.required).map(|entry| entry.key).collect();
    let properties: Object =
        entries.into_iter().map(|entry| (entry.key, described(entry.schema, entry.about))).collect();
    let map = Object::new()
        .with("type", "object")
        .with("properties", properties)
        .with_any("required", required)
        .with("additionalProperties", false);
    let schema = match short {
        Some(_) => Object::new().with("anyOf", vec![text(), map.into()]).into(),
        None => map.into(),
    };
    described(schema, about)
}

/// The schema with a description before it. What stands beside a reference is not read, so that one is wrapped.
fn described(schema: Json, about: &[&str]) -> Json {
    let lines: Vec<&str> = about.iter().map(|line| line.trim()).collect();
    let description = Object::new().with("description", lines.join(" "));
    match schema {
        Json::Object(object) if object.has("$ref") => description.with("allOf", vec![object]).into(),
        Json::Object(object) => description.and(object).into(),
        // Anything at all.
        _ => description.into(),
    }
}

/// What the checks of `checks.rs` ask for, by their names.
pub(super) mod limits {
    use crate::json::Json;

    pub(crate) fn not_empty(schema: Json) -> Json {
        let Json::Object(object) = schema else { return schema };
        let keyword = if object.has("additionalProperties") { "minProperties" } else { "minItems" };
        object.with(keyword, 1).into()
    }

    /// What white space cannot be seen is left to the generator.
    pub(crate) fn exact(schema: Json) -> Json {
        schema
    }

    pub(crate) fn date(schema: Json) -> Json {
        let Json::Object(object) = schema else { return schema };
        object.with("format", "date").into()
    }
}

/// The lists of words, by the names that members are declared with.
pub(super) mod words {
    use super::{Definitions, NOT_BLANK};
    use crate::json::{Json, Object};

    pub(crate) fn body_format(definitions: &Definitions) -> Json {
        closed(&definitions.words.body_formats)
    }

    pub(crate) fn method(definitions: &Definitions) -> Json {
        closed(&definitions.words.methods)
    }

    pub(crate) fn retry(definitions: &Definitions) -> Json {
        closed(&definitions.words.retries)
    }

    pub(crate) fn style(definitions: &Definitions) -> Json {
        closed(&definitions.words.styles)
    }

    /// The types of a spec are not known here, so that any other text may stand there.
    pub(crate) fn type_word(definitions: &Definitions) -> Json {
        let other = Object::new().with("type", "string").with("pattern", NOT_BLANK);
        Object::new().with("anyOf", vec![closed(&definitions.words.types), other.into()]).into()
    }

    fn closed(words: &[&str]) -> Json {
        Object::new().with("enum", words.to_vec()).into()
    }
}

fn text() -> Json {
    Object::new().with("type", "string").with("pattern", NOT_BLANK).into()
}

impl Described for Text {
    fn schema(_: &mut Definitions) -> Json {
        text()
    }
}

impl Described for bool {
    fn schema(_: &mut Definitions) -> Json {
        Object::new().with("type", "boolean").into()
    }
}

impl Described for Int {
    fn schema(_: &mut Definitions) -> Json {
        Object::new().with("type", "integer").into()
    }
}

impl Described for Scalar {
    fn schema(_: &mut Definitions) -> Json {
        Object::new().with("type", vec!["string", "number", "boolean"]).into()
    }
}

impl Described for Placed<Node> {
    fn schema(_: &mut Definitions) -> Json {
        true.into()
    }
}

/// A member of the name `type` is a map, so that a text there is the type of the whole.
impl Described for ContentDecl {
    fn schema(definitions: &mut Definitions) -> Json {
        let word = Object::new().with("type", Object::new().with("type", "string"));
        let whole = Object::new().with("properties", word).with("required", vec!["type"]);
        Object::new()
            .with("if", whole)
            .with("then", FieldDecl::schema(definitions))
            .with("else", Map::<FieldDecl>::schema(definitions))
            .into()
    }
}

impl Described for MessageDecl {
    fn schema(definitions: &mut Definitions) -> Json {
        Object::new().with("anyOf", vec![text(), Map::<Text>::schema(definitions)]).into()
    }
}

impl<T: Described> Described for Box<T> {
    fn schema(definitions: &mut Definitions) -> Json {
        T::schema(definitions)
    }
}

impl<T: Described> Described for Vec<T> {
    fn schema(definitions: &mut Definitions) -> Json {
        Object::new().with("type", "array").with("items", T::schema(definitions)).into()
    }
}

impl<T: Described> Described for OneOrMany<T> {
    fn schema(definitions: &mut Definitions) -> Json {
        let many = Vec::<T>::schema(definitions);
        Object::new().with("anyOf", vec![T::schema(definitions), many]).into()
    }
}

impl<T: Described> Described for Map<T> {
    fn schema(definitions: &mut Definitions) -> Json {
        Object::new().with("type", "object").with("additionalProperties", T::schema(definitions)).into()
    }
}
