//! `api.rs`: the type of the API with its token operation, and the errors that all endpoints share; `types.rs`: the identifiers.

use super::doc_comment::DocComment;
use super::{FileItem, SourceFile, error_enum};
use crate::model::{Api, Credential, Envelope, ExpiresIn, GLOBAL_ERROR_CODE, Identifier, Model, Name, TokenOperation};
use crate::module_path::ModulePath;
use proc_macro2::TokenStream;
use quote::quote;

/// The module of what all operations share.
pub(crate) const MODULE: &str = "api";

/// The file of the spec that says what endpoints share.
pub(crate) const SOURCE: &str = "api.yaml";

/// The file with all that endpoints share.
pub(crate) fn file(model: &Model, runtime: &ModulePath) -> SourceFile {
    let api = &model.api;
    let docs = DocComment::of("The error codes that any endpoint may return.");
    let mut items: Vec<FileItem> = token_import(api).map(FileItem::Code).into_iter().collect();
    items.extend([hosts(api), implementation(api, runtime)].map(FileItem::Code));
    items.extend(token_implementation(api, runtime).map(FileItem::Code));
    items.extend(error_enum::of_api(docs, &api.errors));
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
        #[non_exhaustive]
        pub enum #name {}

        impl #name {
            #(#hosts)*
        }
    }
}

fn implementation(api: &Api, runtime: &ModulePath) -> TokenStream {
    let Api { name, token_header, request_id_header, trace_id_header, .. } = api;
    let Envelope { code, message, request_id, scopes, throttle, wait_minutes, success } = &api.envelope;
    let global_error_code = Name::trusted(GLOBAL_ERROR_CODE);
    let slug = name.as_str().to_ascii_lowercase();
    let default_host = api.hosts.first().map(|host| &host.constant);
    quote! {
        impl #runtime::Api for #name {
            type Client = super::Client;
            type GlobalErrorCode = #global_error_code;

            const NAME: &'static str = #slug;
            const BASE_URL: &'static str = Self::#default_host;
            const TOKEN_HEADER: &'static str = #token_header;
            const REQUEST_ID_HEADER: &'static str = #request_id_header;
            const TRACE_ID_HEADER: &'static str = #trace_id_header;
            const USER_AGENT: &'static str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
            const ENVELOPE: #runtime::Envelope = #runtime::Envelope::new()
                .code(&[#(#code),*])
                .message(&[#(#message),*])
                .request_id(&[#(#request_id),*])
                .scopes(&[#(#scopes),*])
                .throttle(&[#(#throttle),*])
                .wait_minutes(&[#(#wait_minutes),*])
                .success(&[#(#success),*]);
        }
    }
}

/// The module of the operation.
fn token_import(api: &Api) -> Option<TokenStream> {
    let TokenOperation { service, operation, .. } = api.token_operation.as_ref()?;
    Some(quote!(use super::#service::#operation;))
}

/// The implementation of the runtime's trait.
fn token_implementation(api: &Api, runtime: &ModulePath) -> Option<TokenStream> {
    let name = &api.name;
    let TokenOperation { operation, takes, token, expires_in, .. } = api.token_operation.as_ref()?;
    let arguments = takes.iter().map(|credential| match credential {
        Credential::Key => quote!(key),
        Credential::Secret => quote!(secret.clone()),
    });
    let expires_in = expires_in.as_ref().map_or_else(|| quote!(None), seconds);
    Some(quote! {
        impl #runtime::AppCredentials for #name {
            type Request = #operation::Request;

            fn request(key: &str, secret: &#runtime::Secret) -> #operation::Request {
                #operation::Request::new(#(#arguments),*)
            }

            fn grant(response: #operation::Response) -> #runtime::Grant {
                #runtime::Grant::new(response.#token, #expires_in)
            }
        }
    })
}

/// The seconds for which a token is valid, as the runtime takes them.
fn seconds(ExpiresIn { field, required, wide }: &ExpiresIn) -> TokenStream {
    match (*required, *wide) {
        (true, true) => quote!(Some(response.#field)),
        (true, false) => quote!(Some(i64::from(response.#field))),
        (false, true) => quote!(response.#field),
        (false, false) => quote!(response.#field.map(i64::from)),
    }
}

/// The module of the identifier types.
pub(crate) const IDENTIFIERS: &str = "types";

/// The file with all identifier types.
pub(crate) fn identifiers_file(model: &Model, runtime: &ModulePath) -> SourceFile {
    SourceFile {
        path: format!("{IDENTIFIERS}.rs"),
        source: SOURCE.to_owned(),
        head: vec!["Identifiers: a type for each kind, so that one cannot be passed for another.".to_owned()],
        items: model.identifiers.iter().map(|identifier| identifier_items(identifier, runtime)).collect(),
    }
}

fn identifier_items(identifier: &Identifier, runtime: &ModulePath) -> FileItem {
    let docs = DocComment::of(&identifier.doc);
    let name = &identifier.name;
    FileItem::Code(quote! {
        #docs
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name(String);

        #runtime::identifier!(#name);
    })
}
