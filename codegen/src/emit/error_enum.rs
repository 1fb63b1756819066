//! An error enum and its table.

use super::FileItem;
use super::doc_comment::DocComment;
use super::table::{self, MacroTable};
use crate::markdown;
use crate::model::{Dialect, ERROR_CODE, ErrorRow, ErrorTable, GLOBAL_VARIANT, Name, Operation};
use dingtalk_policy::{ErrorResponse, Retry};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::HashMap;

/// The enum of the codes that every operation of a dialect shares.
pub(crate) fn of_dialect(dialect: &Dialect) -> Vec<FileItem> {
    let Dialect { error_code: name, errors, .. } = dialect;
    let mut docs = match &dialect.constant {
        None => DocComment::of("The error codes that any endpoint may return."),
        Some(constant) => {
            DocComment::of(&format!("The error codes that any endpoint of the dialect `{constant}` may return."))
        }
    };
    docs.block(rustdoc_table(errors, |row| retries(row, [None, Some(errors)], None)));
    items(name, name.to_string(), &docs, errors, None)
}

/// The enum of an operation's codes, with a variant for those that every operation of its dialect shares.
pub(crate) fn of_operation(mut docs: DocComment, operation: &Operation, dialect: &Dialect) -> Vec<FileItem> {
    let errors = &operation.errors;
    let shared = Some(&dialect.errors);
    docs.block(rustdoc_table(errors, |row| retries(row, [Some(errors), shared], Some(operation.idempotent))));
    let [name, variant] = [ERROR_CODE, GLOBAL_VARIANT].map(Name::trusted);
    let global = &dialect.error_code;
    let head = format!("{name} or super::super::{global}");
    let variant = quote! {
        /// A code that any operation may return.
        #variant(super::super::#global),
    };
    items(&name, head, &docs, errors, Some(&variant))
}

/// The enum with a variant for each code, and its table with the rows as the page has them.
fn items(
    name: &Name,
    head: String,
    docs: &DocComment,
    errors: &ErrorTable,
    global_variant: Option<&TokenStream>,
) -> Vec<FileItem> {
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
        #[derive(Clone, Copy, PartialEq)]
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

/// The rows as a table in Markdown. `retries` says how a call with the error is retried.
fn rustdoc_table(errors: &ErrorTable, retries: impl Fn(&ErrorRow) -> String) -> Vec<String> {
    if errors.rows.is_empty() {
        return Vec::new();
    }
    let head = ["| Status | Code | Message | Meaning | Retried |", "|---|---|---|---|---|"].map(str::to_owned);
    let mut lines = Vec::from(head);
    for row in &errors.rows {
        lines.push(format!("| {} | {} |", markdown::error_cells(row).join(" | "), retries(row)));
    }
    lines
}

/// The client's retry after an error, for each status if they differ. The first table is the operation's own. `None` for
/// operations of which some are idempotent.
fn retries(row: &ErrorRow, tables: [Option<&ErrorTable>; 2], idempotent: Option<bool>) -> String {
    let rows = tables.map(|table| table.map(|table| table.retry_rows(&row.code)).unwrap_or_default());
    let of_status = |status: &u16| {
        let response = ErrorResponse {
            status: *status,
            rows: Some(rows.each_ref().map(|rows| rows.iter().copied())),
            throttled: false,
        };
        let retry = |idempotent| response.allowed_retry(idempotent, true);
        let word = match retry(idempotent.unwrap_or(true)) {
            Some(Retry::Backoff) => "after a delay",
            Some(Retry::RefreshToken) => "with a new token",
            _ => return "no".to_owned(),
        };
        let is_conditional = idempotent.is_none() && retry(false).is_none();
        if is_conditional { format!("{word}, if idempotent") } else { word.to_owned() }
    };
    let retries: Vec<String> = row.status.iter().map(of_status).collect();
    match retries.as_slice() {
        [first, rest @ ..] if rest.iter().all(|retry| retry == first) => first.clone(),
        all => {
            let shown = row.status.iter().zip(all).map(|(status, retry)| format!("{status}: {retry}"));
            shown.collect::<Vec<_>>().join("; ")
        }
    }
}
