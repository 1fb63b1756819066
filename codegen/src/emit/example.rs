//! The example of a call, which is compiled as a test of the documentation.

use super::types::SHARED_TYPES;
use crate::model::{Definition, EnumRepr, EnumValue, Field, Name, ObjectType, Operation, Service, Type};
use dingtalk_spec::{Node, WrittenNumber};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use std::collections::{BTreeMap, BTreeSet};

/// The maximum number of values of an example: required fields can multiply.
const MAX_VALUES: usize = 2000;

/// The example as a fenced block: a request with the page's values, sent.
pub(crate) fn request(service: &Service, operation: &Operation, module: &str) -> Vec<String> {
    let own = format!("{module}::{}::{}", service.module, operation.name);
    let deprecated = operation.deprecated.is_some();
    let imports = BTreeMap::new();
    let mut example = ExampleWriter { service, operation, module, own, imports, deprecated, budget: MAX_VALUES };
    example.import(module, "Client");
    let values: Vec<_> = operation.example.request.iter().map(|(wire, value)| (wire.as_str(), value)).collect();
    let request = example.object(&operation.request, &values);
    if example.budget == 0 {
        return vec!["The request has too many required values to show.".to_owned()];
    }
    let mut lines = vec!["```no_run".to_owned()];
    if example.deprecated {
        lines.push("# #![allow(deprecated)]".to_owned());
    }
    for (path, names) in &example.imports {
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        lines.push(match names.as_slice() {
            [name] => format!("use {path}::{name};"),
            names => format!("use {path}::{{{}}};", names.join(", ")),
        });
    }
    lines.push(String::new());
    lines.push("# async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {".to_owned());
    lines.extend(formatted(&quote!(let request = #request;)));
    lines.push(format!("let response = client.{}().{}(&request).await?;", service.module, operation.name));
    lines.extend(["println!(\"{response:?}\");", "# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

/// A statement as lines, formatted as in a function's body.
fn formatted(statement: &TokenStream) -> Vec<String> {
    match syn::parse2(quote!(fn example() { #statement })) {
        Ok(file) => {
            let text = prettyplease::unparse(&file);
            let body = text.lines().skip(1).filter(|line| line.starts_with(' '));
            body.map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned()).collect()
        }
        Err(_) => vec![statement.to_string()],
    }
}

/// An example under construction.
struct ExampleWriter<'a> {
    service: &'a Service,
    operation: &'a Operation,
    module: &'a str,
    /// The path of the operation's own module.
    own: String,
    /// The names that the example uses, by the path of their module.
    imports: BTreeMap<String, BTreeSet<String>>,
    /// True if it uses something deprecated.
    deprecated: bool,
    /// The number of values left.
    budget: usize,
}

impl ExampleWriter<'_> {
    fn import(&mut self, path: &str, name: &str) {
        self.imports.entry(path.to_owned()).or_default().insert(name.to_owned());
    }

    /// Takes a type from the operation's own module, or from the one with the types that operations share.
    fn import_type(&mut self, name: &Name) {
        self.import_beside(name, name);
    }

    /// Takes `name` from the module of a type.
    fn import_beside(&mut self, ty: &Name, name: &Name) {
        let path = match self.service.shared(ty) {
            Some(_) => format!("{}::{}::{}", self.module, self.service.module, SHARED_TYPES),
            None => self.own.clone(),
        };
        self.import(&path, name.as_str());
    }

    /// An object with its required fields, and the optional ones that the page shows.
    fn object(&mut self, object: &ObjectType, values: &[(&str, &Node)]) -> TokenStream {
        self.import_type(&object.name);
        let name = &object.name;
        let shown = |field: &Field| values.iter().find(|(key, _)| *key == field.key).map(|(_, value)| *value);
        let fields_struct = object.fields_struct();
        let mut arguments = Vec::new();
        let mut setters = Vec::new();
        for field in &object.fields {
            if self.budget == 0 {
                break;
            }
            let value = shown(field);
            if field.required {
                arguments.push(match &fields_struct {
                    Some(_) => {
                        // Unlike the arguments of a function, fields are named.
                        self.deprecated |= field.docs.deprecated.is_some();
                        let (name, value) = (&field.name, self.value(&field.ty, value, &field.wire));
                        quote!(#name: #value)
                    }
                    None => self.argument(field, value),
                });
            } else if let Some(setter) = object.setter(field)
                && value.is_some_and(|value| *value != Node::Null)
            {
                let setter = format_ident!("{setter}");
                let value = self.argument(field, value);
                self.deprecated |= field.docs.deprecated.is_some();
                setters.push(quote!(.#setter(#value)));
            }
        }
        let created = match &fields_struct {
            Some(fields) => {
                self.import_beside(name, fields);
                quote!(from(#fields { #(#arguments),* }))
            }
            None => quote!(new(#(#arguments),*)),
        };
        quote!(#name::#created #(#setters)*)
    }

    /// Counts a value. Returns false if the budget is exhausted.
    fn spend(&mut self) -> bool {
        let has_budget = self.budget > 0;
        self.budget = self.budget.saturating_sub(1);
        has_budget
    }

    fn argument(&mut self, field: &Field, value: Option<&Node>) -> TokenStream {
        if !self.spend() {
            return TokenStream::new();
        }
        match field.ty {
            Type::String => {
                let text = text_of(value, &field.wire);
                quote!(#text)
            }
            _ => self.value(&field.ty, value, &field.wire),
        }
    }

    fn value(&mut self, ty: &Type, value: Option<&Node>, wire: &str) -> TokenStream {
        if !self.spend() {
            return TokenStream::new();
        }
        let text = text_of(value, wire);
        match ty {
            Type::String => quote!(#text.to_owned()),
            Type::Bool => {
                let value = !matches!(value, Some(Node::Bool(false)));
                quote!(#value)
            }
            Type::Int32 | Type::Int64 => {
                let number = number_of(value).and_then(WrittenNumber::as_i64);
                let value = Literal::i64_unsuffixed(number.unwrap_or(1));
                quote!(#value)
            }
            Type::Float64 => {
                let value = Literal::f64_unsuffixed(number_of(value).map_or(1.0, WrittenNumber::as_f64));
                quote!(#value)
            }
            // Without the runtime's types, to which a caller may have no path.
            Type::Secret | Type::DateTime | Type::Bytes => quote!(#text.into()),
            Type::Any => {
                let json = value.map_or_else(|| "null".to_owned(), Node::compact_json);
                quote!(#json.parse()?)
            }
            Type::Identifier(name) => {
                self.import(self.module, name.as_str());
                quote!(#name::new(#text))
            }
            Type::Enum(name, repr) => self.enumerated(name, *repr, value, wire),
            Type::Object(name) => self.named_object(name, value),
            Type::Array(items) => self.list(items, value, wire),
            Type::Map(items) => self.map(items, value),
        }
    }

    fn entry(&mut self, key: &str, items: &Type, value: Option<&Node>) -> TokenStream {
        let value = self.value(items, value, key);
        quote!((#key.to_owned(), #value))
    }

    /// The documented variant, or else the text or number as it is: the page may show a value that it does not list.
    fn enumerated(&mut self, name: &Name, repr: EnumRepr, value: Option<&Node>, wire: &str) -> TokenStream {
        self.import_type(name);
        let text = text_of(value, wire);
        let variant = match self.definition(name) {
            Some(Definition::Enum(open_enum)) if value.is_none() => open_enum.values.first(),
            Some(Definition::Enum(open_enum)) => open_enum.read(&text),
            _ => None,
        };
        match variant {
            Some(EnumValue { name: variant, deprecated, .. }) => {
                self.deprecated |= deprecated.is_some();
                quote!(#name::#variant)
            }
            None => {
                let value = if repr.is_number() { self.value(&repr.scalar(), value, wire) } else { quote!(#text) };
                quote!(#name::from(#value))
            }
        }
    }

    fn list(&mut self, items: &Type, value: Option<&Node>, wire: &str) -> TokenStream {
        let values: Vec<_> = match value {
            Some(Node::List(given)) => given.iter().map(|item| self.value(items, Some(item), wire)).collect(),
            _ if items.is_single() => vec![self.value(items, None, wire)],
            // An invented item may contain such a list again.
            _ => return quote!(Vec::new()),
        };
        quote!(Vec::from([#(#values),*]))
    }

    fn map(&mut self, items: &Type, value: Option<&Node>) -> TokenStream {
        let values: Vec<_> = match value {
            Some(Node::Map(given)) => given.iter().map(|(key, item)| self.entry(key, items, Some(item))).collect(),
            _ if items.is_single() => vec![self.entry("key", items, None)],
            _ => {
                self.import("std::collections", "BTreeMap");
                return quote!(BTreeMap::new());
            }
        };
        quote!([#(#values),*].into())
    }

    fn named_object(&mut self, name: &Name, value: Option<&Node>) -> TokenStream {
        let fields = match value {
            Some(Node::Map(fields)) => fields.as_slice(),
            _ => &[],
        };
        let values: Vec<_> = fields.iter().map(|(wire, value)| (wire.as_str(), value)).collect();
        match self.definition(name) {
            Some(Definition::Object(object)) => self.object(object, &values),
            _ => quote!(#name::default()),
        }
    }
}

impl<'a> ExampleWriter<'a> {
    fn definition(&self, wanted: &Name) -> Option<&'a Definition> {
        let own = self.operation.definitions.iter().find(|definition| definition.name() == wanted);
        own.or_else(|| self.service.shared(wanted))
    }
}

/// The text of a value; where the page shows none, the wire name in its stead.
fn text_of(value: Option<&Node>, wire: &str) -> String {
    match value {
        Some(Node::Text(text)) => text.clone(),
        Some(Node::Null) | None => wire.to_owned(),
        Some(other) => other.compact_json(),
    }
}

fn number_of(value: Option<&Node>) -> Option<&WrittenNumber> {
    match value {
        Some(Node::Number(number)) => Some(number),
        _ => None,
    }
}
