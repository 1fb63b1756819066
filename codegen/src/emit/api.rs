//! `api.rs`: the type of the API, and the errors that all endpoints share.

use super::{DocComment, FileItem, SourceFile, errors, token_operation};
use crate::model::{Api, Envelope, GLOBAL_ERROR, Model, Name};
use crate::module_path::ModulePath;
use proc_macro2::TokenStream;
use quote::quote;

/// The module that holds them.
pub(crate) const MODULE: &str = "api";

/// The file of the spec that says what endpoints share.
pub(crate) const SOURCE: &str = "api.yaml";

/// The file with all that endpoints share.
pub(crate) fn file(model: &Model, runtime: &ModulePath) -> SourceFile {
    let api = &model.api;
    let docs = DocComment::of("Errors that all endpoints share.");
    let mut items: Vec<FileItem> = token_operation::import(api).map(FileItem::Code).into_iter().collect();
    items.extend([hosts(api), implementation(api, runtime)].map(FileItem::Code));
    items.extend(token_operation::implementation(api, runtime).map(FileItem::Code));
    items.extend(errors::items(&Name::trusted(GLOBAL_ERROR), docs, &api.errors, None));
    SourceFile {
        path: format!("{MODULE}.rs"),
        source: SOURCE.to_owned(),
        head: vec!["What all endpoints share.".to_owned()],
        items,
    }
}

fn hosts(api: &Api) -> TokenStream {
    let docs = DocComment::of(&api.doc);
    let name = &api.name;
    let hosts = api.hosts.iter().map(|host| {
        let docs = DocComment::of(&host.doc);
        let constant = &host.constant;
        let url = &host.url;
        quote! {
            #docs
            pub const #constant: &'static str = #url;
        }
    });
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum #name {}

        impl #name {
            #(#hosts)*
        }
    }
}

fn implementation(api: &Api, runtime: &ModulePath) -> TokenStream {
    let Api { name, token_header, request_id_header, trace_id_header, .. } = api;
    let Envelope { code, message, request_id, scopes, throttle, success } = &api.envelope;
    let global_error = Name::trusted(GLOBAL_ERROR);
    let slug = name.as_str().to_ascii_lowercase();
    let default_host = api.hosts.first().map(|host| &host.constant);
    quote! {
        impl #runtime::Api for #name {
            type Client = super::Client;
            type GlobalError = #global_error;

            const NAME: &'static str = #slug;
            const BASE_URL: &'static str = Self::#default_host;
            const TOKEN_HEADER: &'static str = #token_header;
            const REQUEST_ID_HEADER: &'static str = #request_id_header;
            const TRACE_ID_HEADER: &'static str = #trace_id_header;
            const ENVELOPE: #runtime::Envelope = #runtime::Envelope::new()
                .code(&[#(#code),*])
                .message(&[#(#message),*])
                .request_id(&[#(#request_id),*])
                .scopes(&[#(#scopes),*])
                .throttle(&[#(#throttle),*])
                .success(&[#(#success),*]);
        }
    }
}
