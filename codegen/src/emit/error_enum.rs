//! An error enum and its table.

use super::FileItem;
use super::doc_comment::DocComment;
use super::table::{self, MacroTable};
use crate::markdown;
use crate::model::{ErrorRow, ErrorTable, Name};
use quote::quote;
use std::collections::HashMap;

/// The enum `name` with a variant for each code, and the rows as the page has them. `global` is the path to the enum of
/// the codes that every endpoint shares; the global enum itself has none.
pub(crate) fn items(name: &Name, mut docs: DocComment, errors: &ErrorTable, global: Option<&str>) -> Vec<FileItem> {
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
            /// Prevents `as` casts: discriminants are not stable.
            #[doc(hidden)]
            __Unnumbered(::core::convert::Infallible),
        }
    };
    let head = match global {
        Some(global) => format!("{name} or {global}"),
        None => name.to_string(),
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
