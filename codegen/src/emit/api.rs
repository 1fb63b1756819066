//! `api.rs`: the type of the API with its token operation, and the errors that all endpoints share; `types.rs`: the identifiers.

use super::doc_comment::DocComment;
use super::{FileItem, SourceFile, error_enum};
use crate::markdown;
use crate::model::{
    Api, Credential, Dialect, Envelope, ExpiresIn, Host, Identifier, Model, SuccessFlag, TokenOperation, TokenPlace,
};
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
    let mut items: Vec<FileItem> = token_import(api).map(FileItem::Code).into_iter().collect();
    items.extend([definition(api, runtime), implementation(api, runtime)].map(FileItem::Code));
    items.extend(token_implementation(api, runtime).map(FileItem::Code));
    items.extend(api.dialects.iter().flat_map(error_enum::of_dialect));
    SourceFile {
        path: format!("{MODULE}.rs"),
        source: SOURCE.to_owned(),
        head: vec!["What all endpoints share.".to_owned()],
        items,
    }
}

/// The type of the API, with the hosts of its default dialect and the indices of the others.
fn definition(api: &Api, runtime: &ModulePath) -> TokenStream {
    let docs = DocComment::of(&api.doc);
    let name = &api.name;
    let hosts = api.dialect().hosts.iter().map(|host| {
        let docs = DocComment::of(&host.doc);
        let constant = &host.constant;
        let url = &host.url;
        quote! {
            #docs
            pub const #constant: &'static str = #url;
        }
    });
    let dialects = (0_u8..).zip(&api.dialects).filter_map(|(index, dialect)| {
        let constant = dialect.constant.as_ref()?;
        let mut docs = DocComment::of(&dialect.doc);
        // Only hosts of the default dialect have constants, which their docs belong to.
        docs.block(dialect.hosts.iter().map(|Host { constant, url, doc }| {
            let (name, url, doc) = (markdown::code(constant.bare()), markdown::code(url), markdown::inline(doc));
            format!("- {name}: {url}. {doc}")
        }));
        Some(quote! {
            #docs
            pub const #constant: #runtime::DialectIndex = #runtime::DialectIndex::new(#index);
        })
    });
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {}

        impl #name {
            #(#hosts)*
            #(#dialects)*
        }
    }
}

fn implementation(api: &Api, runtime: &ModulePath) -> TokenStream {
    let name = &api.name;
    let global_error_code = &api.dialect().error_code;
    let slug = name.as_str().to_ascii_lowercase();
    let dialects = api.dialects.iter().map(|dialect| self::dialect(dialect, runtime));
    quote! {
        impl #runtime::Api for #name {
            type Client = super::Client;
            type GlobalErrorCode = #global_error_code;

            const NAME: &'static str = #slug;
            const USER_AGENT: &'static str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
            const TRACES: #runtime::observe::Traces = #runtime::traces!();
            const DIALECTS: &'static [#runtime::Dialect] = &[#(#dialects),*];
        }
    }
}

fn dialect(dialect: &Dialect, runtime: &ModulePath) -> TokenStream {
    let hosts = dialect.hosts.iter().map(|Host { constant, url, .. }| {
        let name = constant.bare();
        // Only hosts of the default dialect have constants.
        let url = if dialect.constant.is_none() { quote!(Self::#constant) } else { quote!(#url) };
        quote!((#name, #url))
    });
    let token = dialect.token.as_ref().map(|place| match place {
        TokenPlace::Header { name, prefix } => quote!(.token_header(#name, #prefix)),
        TokenPlace::Query(name) => quote!(.token_query(#name)),
    });
    let request_id_header = dialect.request_id_header.iter().map(|name| quote!(.request_id_header(#name)));
    let trace_id_header = dialect.trace_id_header.iter().map(|name| quote!(.trace_id_header(#name)));
    let envelope = envelope(&dialect.envelope, runtime);
    let error_code = &dialect.error_code;
    quote! {
        #runtime::Dialect::new(&[#(#hosts),*])
            #token #(#request_id_header)* #(#trace_id_header)*
            .envelope(#envelope)
            .errors(<#error_code as #runtime::ErrorTable>::ROWS)
    }
}

fn envelope(envelope: &Envelope, runtime: &ModulePath) -> TokenStream {
    let parts = envelope.parts().into_iter().filter(|(_, spellings)| !spellings.is_empty()).map(|(part, spellings)| {
        let setter = quote::format_ident!("{part}");
        quote!(.#setter(&[#(#spellings),*]))
    });
    let flags = envelope.success.iter().map(|SuccessFlag { field, equals }| quote!((#field, &[#(#equals),*])));
    let success = (!envelope.success.is_empty()).then(|| quote!(.success(&[#(#flags),*])));
    quote!(#runtime::Envelope::new() #(#parts)* #success)
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
