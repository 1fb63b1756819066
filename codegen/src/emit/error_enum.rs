//! An error enum and its table.

use super::FileItem;
use super::doc_comment::DocComment;
use super::table::{self, MacroTable};
use crate::markdown;
use crate::model::{ERROR_CODE, ErrorRow, ErrorTable, GLOBAL_ERROR_CODE, GLOBAL_VARIANT, Name};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::HashMap;

/// The enum of the codes that every endpoint shares.
pub(crate) fn of_api(docs: DocComment, errors: &ErrorTable) -> Vec<FileItem> {
    let name = Name::trusted(GLOBAL_ERROR_CODE);
    items(&name, name.to_string(), docs, errors, None)
}

/// The enum of an operation's codes, with a variant for those that every endpoint shares.
pub(crate) fn of_operation(docs: DocComment, errors: &ErrorTable) -> Vec<FileItem> {
    let [name, global, variant] = [ERROR_CODE, GLOBAL_ERROR_CODE, GLOBAL_VARIANT].map(Name::trusted);
    let head = format!("{name} or super::super::{global}");
    let variant = quote! {
        /// A code that any operation may return.
        #variant(super::super::#global),
    };
    items(&name, head, docs, errors, Some(&variant))
}

/// The enum with a variant for each code, and its table with the rows as the page has them.
fn items(
    name: &Name,
    head: String,
    mut docs: DocComment,
    errors: &ErrorTable,
    global_variant: Option<&TokenStream>,
) -> Vec<FileItem> {
    docs.block(rustdoc_table(errors));
    let mut meanings: HashMap<&Name, Vec<&str>> = HashMap::new();
    for row in &errors.rows {
        meanings.entry(&row.variant).or_default().push(&row.doc);
    }
    let variants = errors.variants.iter().map(|variant| {
        let docs = DocComment::of_wire(&variant.code, meanings.remove(&variant.name).unwrap_or_default());
        let name = &variant.name;
        quote!(#docs #name,)
    });
    let definition = quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #global_variant
        }
    };
    let rows = errors.rows.iter().map(row).collect();
    vec![FileItem::Code(definition), FileItem::Table(MacroTable::new("errors", head, rows))]
}

fn row(row: &ErrorRow) -> String {
    let mut text = format!("{}: {} {}", row.variant, row.statuses(" | "), table::text(&row.code));
    if !row.messages.is_empty() {
        text = format!("{text} {}", row.texts(" | ", |_, message| table::text(message)));
    }
    if let Some(retry) = row.retry {
        text = format!("{text} retry {}", retry.word());
    }
    if let Some(refused) = row.refused {
        text = format!("{text} refused {refused}");
    }
    text + ";"
}

fn rustdoc_table(errors: &ErrorTable) -> Vec<String> {
    if errors.rows.is_empty() {
        return Vec::new();
    }
    let mut lines = vec!["| Status | Code | Message | Meaning |".to_owned(), "|---|---|---|---|".to_owned()];
    lines.extend(errors.rows.iter().map(|row| format!("| {} |", markdown::error_cells(row).join(" | "))));
    lines
}
