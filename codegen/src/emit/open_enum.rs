//! An open enumeration: the documented values, and any other as it was sent.

use super::{Docs, Item, Table, deprecated, table};
use crate::model::OpenEnum;
use quote::quote;

/// The enum and its table.
pub(crate) fn items(open_enum: &OpenEnum) -> Vec<Item> {
    let name = &open_enum.name;
    let docs = Docs::of(&open_enum.doc);
    let variants = open_enum.values.iter().map(|value| {
        let docs = Docs::of_wire(&value.wire, value.doc.as_deref());
        let name = &value.name;
        let deprecated = deprecated::attribute(value.deprecated.as_ref());
        quote!(#docs #deprecated #name,)
    });
    let definition = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that the documentation does not list, as it was sent.
            Other(String),
        }
    };
    let rows = open_enum.values.iter().map(|value| format!("{} = {},", value.name, table::text(&value.wire)));
    let table = Table::new("open_enum", name.as_str(), rows.collect());
    vec![Item::Code(definition), Item::Table(table)]
}
