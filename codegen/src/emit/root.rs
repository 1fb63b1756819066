//! `mod.rs`: the modules and the client.

use super::{DocComment, FileItem, SourceFile, api, blocking, identifiers};
use crate::model::{GLOBAL_ERROR, Model, Name, Service};
use crate::module_path::ModulePath;
use proc_macro2::TokenStream;
use quote::quote;

/// The file that includes all others.
pub(crate) fn file(model: &Model, runtime: &ModulePath) -> SourceFile {
    let api_module = Name::trusted(api::MODULE);
    let types_module = Name::trusted(identifiers::MODULE);
    let blocking_module = Name::trusted(blocking::MODULE);
    let api_name = &model.api.name;
    let global_error = Name::trusted(GLOBAL_ERROR);
    let identifiers = model.identifiers.iter().map(|identifier| &identifier.name);
    // These lints are about names, descriptions and numbers of fields, which are the spec's.
    // Deprecated items are used by their own definitions.
    let allow = quote!(#[allow(clippy::module_inception, clippy::pedantic, deprecated)]);
    let services = model.services.iter().map(|service| &service.module);
    let modules = quote! {
        #allow
        mod #api_module;
        #allow
        pub mod #types_module;
        #allow
        pub mod #blocking_module;
        #(#allow pub mod #services;)*
    };
    let identifiers = (!model.identifiers.is_empty()).then(|| quote!(pub use #types_module::{#(#identifiers),*};));
    let reexports = quote! {
        pub use #api_module::{#api_name, #global_error};
        #identifiers
    };
    SourceFile {
        path: "mod.rs".to_owned(),
        source: api::SOURCE.to_owned(),
        head: Vec::new(),
        items: [
            modules,
            reexports,
            client_type(model, runtime),
            client_methods(model, runtime),
            conversion(model, runtime),
        ]
        .map(FileItem::Code)
        .into(),
    }
}

fn client_type(model: &Model, runtime: &ModulePath) -> TokenStream {
    let api = &model.api.name;
    let doc = format!(" A client of [`{api}`]. Cloning it is cheap, and the clones share their connections.");
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        pub struct Client(#runtime::Client<#api>);
    }
}

fn client_methods(model: &Model, runtime: &ModulePath) -> TokenStream {
    let api = &model.api.name;
    let services = model.services.iter().map(accessor);
    quote! {
        #[allow(clippy::doc_markdown)]
        impl Client {
            /// Begins a client.
            #[must_use]
            pub fn builder() -> #runtime::ClientBuilder<#api> {
                #runtime::Client::builder()
            }

            /// The same client with other options.
            #[must_use]
            pub fn with(&self, options: #runtime::Options) -> Self {
                Self(self.0.with(options))
            }

            /// Sends a request and returns the response with its status and headers. Dropping the future cancels the call; whether
            /// the service has processed it is unknown.
            ///
            /// # Errors
            ///
            /// The service's error, or a transport error.
            pub async fn call<R>(
                &self,
                request: &R,
            ) -> Result<#runtime::Reply<R::Response>, #runtime::Error<R::Error>>
            where
                R: #runtime::Endpoint<Api = #api>,
            {
                self.0.call(request).await
            }

            #(#services)*
        }
    }
}

fn accessor(service: &Service) -> TokenStream {
    let docs = DocComment::of(&service.doc);
    let Service { module, client, .. } = service;
    quote! {
        #docs
        #[must_use]
        pub fn #module(&self) -> #module::#client<'_> {
            #module::#client(self)
        }
    }
}

fn conversion(model: &Model, runtime: &ModulePath) -> TokenStream {
    let api = &model.api.name;
    quote! {
        impl From<#runtime::Client<#api>> for Client {
            fn from(client: #runtime::Client<#api>) -> Self {
                Self(client)
            }
        }
    }
}
