//! A shape: the struct, how to build it, and its wire table.

use super::{Docs, Item, Table, deprecated, notes, table, types};
use crate::model::{Member, Place, Shape};
use crate::module_path::ModulePath;
use proc_macro2::TokenStream;
use quote::quote;

/// The struct, its constructor if it is sent, and its table, which has the setters as well.
pub(crate) fn items(shape: &Shape, docs: &Docs, runtime: &ModulePath) -> Vec<Item> {
    let mut items = vec![Item::Code(definition(shape, docs, runtime))];
    items.extend(shape.has_constructor().then(|| Item::Code(constructor(shape, runtime))));
    items.push(Item::Table(wire_table(shape, runtime)));
    items
}

fn definition(shape: &Shape, docs: &Docs, runtime: &ModulePath) -> TokenStream {
    let name = &shape.name;
    let default = shape.has_default().then(|| quote!(Default,));
    let fields = shape.members.iter().map(|member| {
        let docs = member_docs(member);
        let name = &member.name;
        let ty = types::field(member, runtime);
        let deprecated = deprecated::attribute(member.about.deprecated.as_ref());
        quote!(#docs #deprecated pub #name: #ty,)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, #default PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
    }
}

fn member_docs(member: &Member) -> Docs {
    let mut docs = match &member.about.doc {
        Some(doc) => Docs::of(doc),
        None => Docs::of(&format!("The member `{}`.", member.wire)),
    };
    for note in notes::of(&member.about) {
        docs.text(&note);
    }
    docs
}

/// `new` with all that is required.
fn constructor(shape: &Shape, runtime: &ModulePath) -> TokenStream {
    let required: Vec<_> = shape.required().collect();
    let arguments = required.iter().map(|member| {
        let name = &member.name;
        let (ty, _) = types::argument(member, name, runtime);
        quote!(#name: #ty)
    });
    let fields = shape.members.iter().map(|member| {
        let name = &member.name;
        let (_, value) = types::argument(member, name, runtime);
        match member.required {
            true if value.to_string() == name.as_str() => quote!(#name),
            true => quote!(#name: #value),
            false => quote!(#name: None),
        }
    });
    let allow = (required.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let doc = if required.is_empty() { " Nothing set." } else { " All that is required; the rest is not set." };
    let shape = &shape.name;
    quote! {
        impl #shape {
            #[doc = #doc]
            #[must_use]
            #allow
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#fields),* }
            }
        }
    }
}

fn wire_table(shape: &Shape, runtime: &ModulePath) -> Table {
    let rows = shape.members.iter().map(|member| row(shape, member, runtime)).collect();
    Table::new("wire", shape.name.as_str(), rows)
}

/// A member's row: its wire name, where and how it travels, and its setter.
fn row(shape: &Shape, member: &Member, runtime: &ModulePath) -> String {
    let mut row = format!("{} = {}", member.name, table::text(&member.wire));
    let style = member.style.map(|style| format!("({})", style.word()));
    if member.place != Place::Body || style.is_some() {
        row = format!("{row} in {}{}", member.place.word(), style.unwrap_or_default());
    }
    if member.key != member.wire {
        row = format!("{row} as {}", table::text(&member.key));
    }
    if shape.has_setter(member) {
        row = format!("{row} set {}", setter(member, runtime));
    }
    row + ","
}

fn setter(member: &Member, runtime: &ModulePath) -> String {
    let deprecated = member.about.deprecated.as_ref().map(|instead| format!("{} ", deprecated::row(instead)));
    let holder = match member {
        Member { required: true, .. } => " required",
        Member { boxed: true, .. } => " boxed",
        _ => "",
    };
    let (name, ty) = (member.name.bare(), types::text(&member.ty, runtime));
    format!("{}with_{name}({ty}){holder}", deprecated.unwrap_or_default())
}
