//! A shape: the struct, how to build it, and its wire table.

use super::{Docs, Item, Table, table, types};
use crate::model::{Direction, Member, Name, Place, Shape};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The struct, its `impl` if it has anything to set, and its table.
pub(crate) fn items(shape: &Shape, docs: &Docs) -> Vec<Item> {
    let mut items = vec![Item::Code(definition(shape, docs))];
    items.extend(builder(shape).map(Item::Code));
    items.push(Item::Table(wire_table(shape)));
    items
}

fn definition(shape: &Shape, docs: &Docs) -> TokenStream {
    let name = &shape.name;
    let default = has_default(shape).then(|| quote!(Default,));
    let fields = shape.members.iter().map(|member| {
        let docs = member_docs(member);
        let name = &member.name;
        let ty = types::field(member);
        quote!(#docs pub #name: #ty,)
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

/// Answers always have a default, since tests build them; a request has one if it needs nothing.
fn has_default(shape: &Shape) -> bool {
    shape.direction == Direction::Response || shape.members.iter().all(|member| !member.required)
}

fn member_docs(member: &Member) -> Docs {
    let mut docs = match &member.doc {
        Some(doc) => Docs::of(doc),
        None => Docs::of(&format!("The member `{}`.", member.wire)),
    };
    for note in &member.notes {
        docs.text(note);
    }
    docs
}

/// `new` with all that a request requires, and a setter for the rest; for answers, a setter for each member.
fn builder(shape: &Shape) -> Option<TokenStream> {
    let name = &shape.name;
    let new = (shape.direction == Direction::Request).then(|| constructor(shape));
    let setters: Vec<_> = shape
        .members
        .iter()
        .filter(|member| shape.direction == Direction::Response || !member.required)
        .map(setter)
        .collect();
    (new.is_some() || !setters.is_empty()).then(|| {
        quote! {
            impl #name {
                #new
                #(#setters)*
            }
        }
    })
}

fn constructor(shape: &Shape) -> TokenStream {
    let required: Vec<_> = shape.members.iter().filter(|member| member.required).collect();
    let arguments = required.iter().map(|member| {
        let name = &member.name;
        let (ty, _) = types::argument(member, name);
        quote!(#name: #ty)
    });
    let fields = shape.members.iter().map(|member| {
        let name = &member.name;
        let (_, value) = types::argument(member, name);
        match member.required {
            true if value.to_string() == name.as_str() => quote!(#name),
            true => quote!(#name: #value),
            false => quote!(#name: None),
        }
    });
    let allow = (required.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let doc = if required.is_empty() { " Nothing set." } else { " All that is required; the rest is not set." };
    quote! {
        #[doc = #doc]
        #[must_use]
        #allow
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#fields),* }
        }
    }
}

fn setter(member: &Member) -> TokenStream {
    let name = &member.name;
    let setter = format_ident!("with_{}", member.name.bare());
    let doc = format!(" Sets [`{0}`](field@Self::{0}).", member.name.bare());
    let argument = Name::trusted("value");
    let (ty, value) = types::argument(member, &argument);
    let value = if member.required { value } else { quote!(Some(#value)) };
    quote! {
        #[doc = #doc]
        #[must_use]
        pub fn #setter(mut self, #argument: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

fn wire_table(shape: &Shape) -> Table {
    let row = |member: &Member| {
        let mut row = format!("{} = {}", member.name, table::text(&member.wire));
        if member.place != Place::Body {
            row = format!("{row} in {}", member.place.word());
        }
        if member.key != member.wire {
            row = format!("{row} as {}", table::text(&member.key));
        }
        row + ","
    };
    Table { macro_name: "wire", head: shape.name.to_string(), rows: shape.members.iter().map(row).collect() }
}
