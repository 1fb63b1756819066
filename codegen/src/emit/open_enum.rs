//! An open enumeration: the documented values, and any other as it was sent.

use super::{DocComment, FileItem, Table, deprecated, table};
use crate::markdown;
use crate::model::{EnumValue, OpenEnum};
use quote::quote;

/// The enum and its table.
pub(crate) fn items(open_enum: &OpenEnum) -> Vec<FileItem> {
    let name = &open_enum.name;
    let docs = DocComment::of(&open_enum.doc);
    let variants = open_enum.values.iter().map(|value| {
        let docs = variant_docs(value);
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
            /// An undocumented value, as received.
            Other(String),
        }
    };
    let table = Table::new("open_enum", name.as_str(), open_enum.values.iter().map(row).collect());
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

/// A variant's row: the text that is sent, and the others that are read as the variant.
fn row(value: &EnumValue) -> String {
    let texts: Vec<String> = value.spellings().map(table::text).collect();
    format!("{} = {},", value.name, texts.join(" | "))
}
