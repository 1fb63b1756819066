//! Types below a request or a response: structs with wire tables, and open enums.

use super::doc_comment::{DocComment, constraints, deprecated_attribute, deprecated_row};
use super::table::{self, MacroTable};
use super::{FileItem, types};
use crate::markdown;
use crate::model::{Definition, EnumValue, Field, Name, ObjectType, OpenEnum, Type};
use crate::module_path::ModulePath;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The items of an object type or an enum.
pub(crate) fn items(definition: &Definition, runtime: &ModulePath) -> Vec<FileItem> {
    match definition {
        Definition::Object(object) => object_items(object, &DocComment::of(&object.doc), runtime),
        Definition::Enum(open_enum) => enum_items(open_enum),
    }
}

/// The struct, its constructor if it is sent, and its table, which has the setters as well.
pub(crate) fn object_items(object: &ObjectType, docs: &DocComment, runtime: &ModulePath) -> Vec<FileItem> {
    let mut items = vec![FileItem::Code(struct_definition(object, docs, runtime))];
    if object.has_constructor() {
        items.push(FileItem::Code(match object.fields_struct() {
            Some(name) => required_fields(object, &name, runtime),
            None => constructor(object, runtime),
        }));
    }
    items.push(FileItem::Table(wire_table(object, runtime)));
    items
}

fn struct_definition(object: &ObjectType, docs: &DocComment, runtime: &ModulePath) -> TokenStream {
    let name = &object.name;
    let fields = object.fields.iter().map(|field| field_definition(field, name, runtime));
    let fields_struct = object.fields_struct().filter(|_| object.has_constructor());
    let created = fields_struct.map(|fields| format!(" Created from its required fields: see [`{fields}`]."));
    let created = created.map(|text| quote!(#[doc = ""] #[doc = #text]));
    quote! {
        #docs
        #created
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
    }
}

fn field_definition(field: &Field, owner: &Name, runtime: &ModulePath) -> TokenStream {
    let docs = field_doc_comment(field);
    let name = &field.name;
    let ty = types::field(field, owner, runtime);
    let deprecated = deprecated_attribute(field.docs.deprecated.as_ref());
    quote!(#docs #deprecated pub #name: #ty,)
}

fn field_doc_comment(field: &Field) -> DocComment {
    let mut docs = match &field.docs.doc {
        Some(doc) => DocComment::of(doc),
        None => DocComment::of(&format!("The field `{}`.", field.wire)),
    };
    for note in constraints(&field.docs) {
        docs.text(&note);
    }
    docs
}

/// `new`, which takes the required fields.
fn constructor(object: &ObjectType, runtime: &ModulePath) -> TokenStream {
    let is_converted = |field: &Field| field.required && matches!(field.ty, Type::String);
    let arguments = object.required().map(|field| {
        let name = &field.name;
        let ty = types::argument(field, &object.name, runtime);
        quote!(#name: #ty)
    });
    let fields = object.fields.iter().map(|field| {
        let name = &field.name;
        match field.required {
            true if is_converted(field) => quote!(#name: #name.into()),
            true => quote!(#name),
            false => {
                let absent = absent(field, runtime);
                quote!(#name: #absent)
            }
        }
    });
    let doc = if object.required().next().is_none() {
        " Creates a value with no field set."
    } else {
        " Creates a value from the required fields."
    };
    let constant = (!object.fields.iter().any(is_converted)).then(|| quote!(const));
    let object = &object.name;
    quote! {
        impl #object {
            #[doc = #doc]
            #[must_use]
            pub #constant fn new(#(#arguments),*) -> Self {
                Self { #(#fields),* }
            }
        }
    }
}

/// The value of an optional field that is not set.
fn absent(field: &Field, runtime: &ModulePath) -> TokenStream {
    if field.nullable { quote!(#runtime::Nullable::Absent) } else { quote!(None) }
}

/// The struct of the required fields and its conversion. No field can be left out of it, or be swapped with another.
fn required_fields(object: &ObjectType, name: &Name, runtime: &ModulePath) -> TokenStream {
    let definitions = object.required().map(|field| field_definition(field, name, runtime));
    let fields = object.fields.iter().map(|field| {
        let name = &field.name;
        let absent = absent(field, runtime);
        if field.required { quote!(#name: fields.#name) } else { quote!(#name: #absent) }
    });
    let object = &object.name;
    let doc = format!(" The required fields of a [`{object}`]. Create one with `{object}::from({name} {{ … }})`.");
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        pub struct #name {
            #(#definitions)*
        }

        impl From<#name> for #object {
            fn from(fields: #name) -> Self {
                Self { #(#fields),* }
            }
        }
    }
}

fn wire_table(object: &ObjectType, runtime: &ModulePath) -> MacroTable {
    let rows = object.fields.iter().map(|field| field_row(object, field, runtime)).collect();
    let default = if object.has_default() { ": Default" } else { "" };
    MacroTable::new("wire", format!("{}{default}", object.name), rows)
}

/// The row of a field: its wire name, location and style, and its setter.
fn field_row(object: &ObjectType, field: &Field, runtime: &ModulePath) -> String {
    let mut row = format!("{} = {}", field.name, field.wire_facts(table::text));
    if let Some(name) = object.setter(field) {
        row = format!("{row} set {}", setter(field, &name, runtime));
    }
    row + ","
}

fn setter(field: &Field, name: &str, runtime: &ModulePath) -> String {
    let deprecated = field.docs.deprecated.as_ref().map(|instead| format!("{} ", deprecated_row(instead)));
    let holder = match field {
        Field { required: true, .. } => " required",
        Field { nullable: true, .. } => " nullable",
        Field { boxed: true, .. } => " boxed",
        _ => "",
    };
    let ty = types::argument_text(field, runtime);
    format!("{}{name}({ty}){holder}", deprecated.unwrap_or_default())
}

/// The enum and its table.
fn enum_items(open_enum: &OpenEnum) -> Vec<FileItem> {
    let name = &open_enum.name;
    let docs = DocComment::of(&open_enum.doc);
    let variants = open_enum.values.iter().map(|value| {
        let docs = variant_docs(value);
        let name = &value.name;
        let deprecated = deprecated_attribute(value.deprecated.as_ref());
        quote!(#docs #deprecated #name,)
    });
    let other = format_ident!("{}", open_enum.repr.rust_type());
    let copy = open_enum.repr.is_number().then(|| quote!(Copy,));
    let definition = quote! {
        #docs
        #[derive(Clone, #copy Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// An undocumented value, as received.
            Other(#other),
        }
    };
    let repr = if open_enum.repr.is_number() { format!(": {other}") } else { String::new() };
    let rows = open_enum.values.iter().map(|value| variant_row(open_enum, value)).collect();
    // Each macro is invoked once a file.
    let macro_name = if open_enum.repr.is_number() { "number_enum" } else { "open_enum" };
    let table = MacroTable::new(macro_name, format!("{name}{repr}"), rows);
    vec![FileItem::Code(definition), FileItem::Table(table)]
}

fn variant_docs(value: &EnumValue) -> DocComment {
    let mut docs = DocComment::of_wire(&value.wire, value.doc.as_deref());
    if !value.also.is_empty() {
        let also: Vec<String> = value.also.iter().map(|text| markdown::code(text)).collect();
        docs.line(format!("Also read from {}.", also.join(", ")));
    }
    docs
}

/// A variant's row: the text or number that is sent, and the other texts that are read as the variant.
fn variant_row(open_enum: &OpenEnum, value: &EnumValue) -> String {
    let wire =
        if open_enum.repr.is_number() { table::number(&value.wire) } else { open_enum.spellings(value, table::text) };
    format!("{} = {wire},", value.name)
}
