//! The types of emitted files, with another codec or with none.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;
use std::collections::BTreeMap;
use syn::{Attribute, File, Item, ItemMacro, parse_quote};

/// The codec of the types.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// The tables as they are emitted.
    Tables,
    /// serde's derives.
    Derives,
    /// Nothing.
    None,
}

/// The modules that hold no types of the API.
const OTHERS: [&str; 2] = ["api", "blocking"];

/// The types of a client, by file.
pub fn types(emitted: &BTreeMap<String, String>, codec: Codec) -> BTreeMap<String, String> {
    let files = emitted.iter().filter(|(path, _)| !OTHERS.iter().any(|other| **path == format!("{other}.rs")));
    let files = files.map(|(path, text)| {
        // The only type of the runtime without serde.
        let text =
            if codec == Codec::Tables { text.clone() } else { text.replace("::dingtalk_runtime::Bytes", "String") };
        let mut file = syn::parse_file(&text).expect("emitted files are Rust");
        let tables = tables(&file);
        file.items.retain(|item| is_of_a_type(item, codec));
        let is_list_of_modules = path == "mod.rs" || (!path.contains('/') && path != "types.rs");
        if is_list_of_modules {
            file.items
                .retain(|item| matches!(item, Item::Mod(module) if OTHERS.iter().all(|other| module.ident != other)));
        }
        if codec != Codec::Tables {
            file.items.iter_mut().for_each(|item| derive_basics(item, &tables));
            file.items.iter_mut().for_each(|item| derive(item, &tables, codec));
            file.items.extend(tables.iter().map(|(name, table)| spelled_out(name, table)));
        }
        (path.clone(), prettyplease::unparse(&file))
    });
    files.collect()
}

/// The tables by type.
type Tables = BTreeMap<String, Table>;

/// A call of one of the runtime's macros.
struct Table {
    macro_name: String,
    /// True if the table implements `Default`.
    has_default: bool,
    rows: Vec<Row>,
}

/// A row of a table.
struct Row {
    name: String,
    /// The text on the wire, as a literal.
    wire: String,
    /// The setter, if the row has one.
    setter: Option<TokenStream>,
}

fn tables(file: &File) -> Tables {
    let calls = file.items.iter().filter_map(|item| match item {
        Item::Macro(call) if ["number_enum", "open_enum", "wire"].contains(&macro_name(call).as_str()) => Some(call),
        _ => None,
    });
    let tables = |call: &ItemMacro| {
        let tokens: Vec<TokenTree> = call.mac.tokens.clone().into_iter().collect();
        // The name of a type, `: Default` if the table implements it, and the rows in braces.
        let table = |section: &[TokenTree]| {
            let body = section.last().and_then(|token| group(token, Delimiter::Brace)).unwrap_or_default();
            let table = Table { macro_name: macro_name(call), has_default: section.len() > 2, rows: rows(body) };
            (section[0].to_string(), table)
        };
        let is_end = |token: &TokenTree| group(token, Delimiter::Brace).is_some();
        tokens.split_inclusive(is_end).map(table).collect::<Vec<_>>()
    };
    calls.flat_map(tables).collect()
}

fn macro_name(call: &ItemMacro) -> String {
    call.mac.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
}

fn group(token: &TokenTree, delimiter: Delimiter) -> Option<TokenStream> {
    match token {
        TokenTree::Group(group) if group.delimiter() == delimiter => Some(group.stream()),
        _ => None,
    }
}

/// Each row begins with a name, and its first literal is the text on the wire.
fn rows(body: TokenStream) -> Vec<Row> {
    let tokens: Vec<TokenTree> = body.into_iter().collect();
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',');
    let rows = tokens.split(is_comma).filter_map(|row| {
        let name = row.first()?.to_string();
        let literal = |token: &TokenTree| matches!(token, TokenTree::Literal(_)).then(|| token.to_string());
        let wire = row.iter().find_map(literal)?;
        Some(Row { setter: setter(row), name, wire })
    });
    rows.collect()
}

/// The method of `set with_name(Type)`, as written by hand.
fn setter(row: &[TokenTree]) -> Option<TokenStream> {
    let field = row.first()?;
    let set = row.iter().position(|token| matches!(token, TokenTree::Ident(word) if word == "set"))?;
    let after = &row[set + 1..];
    let arguments = after.iter().position(|token| group(token, Delimiter::Parenthesis).is_some())?;
    let ty = group(&after[arguments], Delimiter::Parenthesis)?;
    let (attributes, name) = after[..arguments].split_at(arguments - 1);
    let is_text = ty.to_string() == quote!(impl Into<String>).to_string();
    let value = if is_text { quote!(value.into()) } else { quote!(value) };
    let value = match after.get(arguments + 1).map(ToString::to_string).as_deref() {
        Some("required") => value,
        Some("nullable") => quote!(::dingtalk_runtime::Nullable::Value(#value)),
        Some("boxed") => quote!(Some(Box::new(#value))),
        _ => quote!(Some(#value)),
    };
    Some(quote! {
        /// Sets this field.
        #(#attributes)*
        #[must_use]
        pub fn #(#name)*(mut self, value: #ty) -> Self {
            self.#field = #value;
            self
        }
    })
}

/// Returns true if an item is a type, belongs to one, or is its codec. Endpoints and errors are not.
fn is_of_a_type(item: &Item, codec: Codec) -> bool {
    match item {
        Item::Impl(block) => {
            let name = block.trait_.as_ref().and_then(|(path, _)| path.segments.last());
            name.is_none_or(|name| name.ident != "Endpoint")
        }
        Item::Enum(errors) => errors.ident != "ErrorCode",
        Item::Macro(call) => codec == Codec::Tables && macro_name(call) != "errors",
        _ => true,
    }
}

/// Adds the derives for what a table implements beside the codec.
fn derive_basics(item: &mut Item, tables: &Tables) {
    if let Item::Struct(object) = item
        && let Some(table) = tables.get(&object.ident.to_string())
    {
        object.attrs.push(parse_quote!(#[derive(Clone, Debug, PartialEq)]));
        if table.has_default {
            object.attrs.push(parse_quote!(#[derive(Default)]));
        }
    }
}

/// Adds serde's derives, with the names on the wire.
fn derive(item: &mut Item, tables: &Tables, codec: Codec) {
    if codec != Codec::Derives {
        return;
    }
    let derive: Attribute = parse_quote!(#[derive(::serde::Serialize, ::serde::Deserialize)]);
    match item {
        Item::Struct(object) => {
            object.attrs.push(derive);
            let table = tables.get(&object.ident.to_string());
            for field in &mut object.fields {
                let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                field.attrs.extend(table.and_then(|table| rename(&name, table)));
            }
        }
        Item::Enum(list) => {
            list.attrs.push(derive);
            let table = tables.get(&list.ident.to_string());
            for variant in &mut list.variants {
                let other = variant.ident == "Other" && !variant.fields.is_empty();
                let attribute = if other { Some(parse_quote!(#[serde(untagged)])) } else { None };
                let rename = || table.and_then(|table| rename(&variant.ident.to_string(), table));
                let attribute = attribute.or_else(rename);
                variant.attrs.extend(attribute);
            }
        }
        _ => {}
    }
}

/// The attribute with the name on the wire, if it differs.
fn rename(name: &str, table: &Table) -> Option<Attribute> {
    let row = table.rows.iter().find(|row| row.name == name)?;
    // The first literal of a row is a text, or a number of an open enumeration.
    let wire = syn::parse_str::<syn::LitStr>(&row.wire).map_or_else(|_| row.wire.clone(), |literal| literal.value());
    (wire != name.trim_start_matches("r#")).then(|| parse_quote!(#[serde(rename = #wire)]))
}

/// The other items of a table: setters, and the default of an open enumeration.
fn spelled_out(name: &str, table: &Table) -> Item {
    let name = quote::format_ident!("{name}");
    if table.macro_name != "wire" {
        return parse_quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::Other(Default::default())
                }
            }
        };
    }
    let setters = table.rows.iter().filter_map(|row| row.setter.as_ref());
    parse_quote!(impl #name { #(#setters)* })
}
