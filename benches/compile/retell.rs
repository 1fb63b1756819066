//! Emitted files told again: their types alone, with another codec or with none.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, HashMap};
use syn::{Attribute, File, Item, ItemMacro, parse_quote};

/// What the types are written and read with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// The tables as they are emitted.
    Tables,
    /// serde's derives.
    Derives,
    /// Nothing.
    None,
}

/// The types of a client, by file.
pub fn types(emitted: &BTreeMap<String, String>, codec: Codec) -> BTreeMap<String, String> {
    let files = emitted.iter().filter(|(path, _)| path.as_str() != "api.rs");
    let retold = files.map(|(path, text)| {
        let mut file = syn::parse_file(text).expect("what is emitted is Rust");
        let tables = tables(&file);
        file.items.retain(|item| is_of_a_type(item, codec));
        let is_list_of_modules = path == "mod.rs" || (!path.contains('/') && path != "types.rs");
        if is_list_of_modules {
            file.items.retain(|item| matches!(item, Item::Mod(module) if module.ident != "api"));
        }
        if codec != Codec::Tables {
            file.items.iter_mut().for_each(|item| retell(item, &tables, codec));
            defaults(&mut file, &tables);
        }
        (path.clone(), prettyplease::unparse(&file))
    });
    retold.collect()
}

/// The texts on the wire by member or variant, of each type that has a table.
type Tables = HashMap<String, Table>;

/// A call of one of the runtime's macros.
struct Table {
    macro_name: String,
    wire: HashMap<String, String>,
}

fn tables(file: &File) -> Tables {
    let macros = file.items.iter().filter_map(|item| match item {
        Item::Macro(call) => Some((macro_name(call), call.mac.tokens.clone())),
        _ => None,
    });
    let table = |(macro_name, tokens): (String, TokenStream)| {
        let mut tokens = tokens.into_iter();
        let name = tokens.next().map(|token| token.to_string()).unwrap_or_default();
        let body = tokens.find_map(|token| match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
            _ => None,
        });
        (name, Table { macro_name, wire: rows(body.unwrap_or_default()) })
    };
    macros.map(table).collect()
}

fn macro_name(call: &ItemMacro) -> String {
    call.mac.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
}

/// Each row begins with a name, and its first literal is the text on the wire.
fn rows(body: TokenStream) -> HashMap<String, String> {
    let tokens: Vec<TokenTree> = body.into_iter().collect();
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',');
    let rows = tokens.split(is_comma).filter_map(|row| {
        let name = row.first()?.to_string();
        let wire = row.iter().find_map(|token| match token {
            TokenTree::Literal(literal) => Some(literal.to_string()),
            _ => None,
        });
        Some((name, wire?))
    });
    rows.collect()
}

/// Whether an item is a type, belongs to one, or is its codec: not an endpoint, and nothing about errors.
fn is_of_a_type(item: &Item, codec: Codec) -> bool {
    match item {
        Item::Impl(block) => {
            let name = block.trait_.as_ref().and_then(|(path, _)| path.segments.last());
            name.is_none_or(|name| name.ident != "Endpoint")
        }
        Item::Enum(errors) => errors.ident != "Error",
        Item::Macro(call) => codec == Codec::Tables && macro_name(call) != "errors",
        _ => true,
    }
}

/// Adds the derives, with the names on the wire.
fn retell(item: &mut Item, tables: &Tables, codec: Codec) {
    if codec != Codec::Derives {
        return;
    }
    let derive: Attribute = parse_quote!(#[derive(::serde::Serialize, ::serde::Deserialize)]);
    match item {
        Item::Struct(shape) => {
            shape.attrs.push(derive);
            let table = tables.get(&shape.ident.to_string());
            for field in &mut shape.fields {
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

/// The attribute that gives the wire's name, where it is another one.
fn rename(name: &str, table: &Table) -> Option<Attribute> {
    let wire = table.wire.get(name)?;
    let literal: syn::LitStr = syn::parse_str(wire).expect("the first literal of a row is a text");
    (literal.value() != name.trim_start_matches("r#")).then(|| parse_quote!(#[serde(rename = #literal)]))
}

/// Open enumerations have a default, which their table makes.
fn defaults(file: &mut File, tables: &Tables) {
    for (name, table) in tables {
        if table.macro_name == "open_enum" {
            let name = quote::format_ident!("{name}");
            file.items.push(parse_quote! {
                impl Default for #name {
                    fn default() -> Self {
                        Self::Other(String::new())
                    }
                }
            });
        }
    }
}
