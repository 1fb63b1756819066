//! The client: `mod.rs`, the modules of services, and `blocking.rs`.

use super::api::{self, IDENTIFIERS};
use super::doc_comment::{DocComment, deprecated_attribute, deprecated_row};
use super::table::{self, MacroTable, TableSection};
use super::types::SHARED_TYPES;
use super::{EmitTarget, FileItem, SourceFile, service_feature};
use crate::model::{Model, Name, Operation, Service};
use crate::module_path::ModulePath;
use proc_macro2::TokenStream;
use quote::quote;

/// The file that includes all others.
pub(crate) fn root_file(model: &Model, target: &EmitTarget) -> SourceFile {
    let runtime = target.runtime;
    let api_module = Name::trusted(api::MODULE);
    let types_module = Name::trusted(IDENTIFIERS);
    let blocking_module = Name::trusted(BLOCKING);
    let api_name = &model.api.name;
    let error_codes = model.api.dialects.iter().map(|dialect| &dialect.error_code);
    let identifiers = model.identifiers.iter().map(|identifier| &identifier.name);
    // A private module of a binary need not use all items. Deprecated items are used by their own definitions.
    let reason = "the items, their names and descriptions are the spec's";
    let allow = quote!(#[allow(clippy::module_inception, clippy::pedantic, dead_code, deprecated, reason = #reason)]);
    let services = model.services.iter().map(|service| {
        let feature = service_feature::attribute(service_feature::of_service(model, service, target));
        let name = &service.module;
        quote!(#feature #allow pub mod #name;)
    });
    let modules = quote! {
        #allow
        mod #api_module;
        #allow
        pub mod #types_module;
        #allow
        pub mod #blocking_module;
        #(#services)*
    };
    let allow_unused = quote!(#[allow(unused_imports, reason = "a private module of a binary need not use all items")]);
    let identifiers = quote!(#allow_unused pub use #types_module::{#(#identifiers),*};);
    let identifiers = (!model.identifiers.is_empty()).then_some(identifiers);
    let reexports = quote! {
        #allow_unused
        pub use #api_module::{#api_name, #(#error_codes),*};
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
            client_methods(model, target),
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

fn client_methods(model: &Model, target: &EmitTarget) -> TokenStream {
    let runtime = target.runtime;
    let api = &model.api.name;
    let services = model.services.iter().map(|service| accessor(model, service, target));
    quote! {
        #[allow(clippy::doc_markdown, dead_code, reason = "the items and their descriptions are the spec's")]
        impl Client {
            /// Creates a builder.
            #[must_use]
            pub fn builder() -> #runtime::ClientBuilder<#api> {
                #runtime::Client::builder()
            }

            /// Returns a client with these options. Options that are not set keep their value.
            #[must_use]
            pub fn with(&self, options: #runtime::Options) -> Self {
                Self(self.0.with(options))
            }

            /// Prepares a call of any operation. It is sent by its `send` or by `.await`.
            pub fn call<R>(&self, request: &R) -> #runtime::Call<R>
            where
                R: #runtime::Endpoint<Api = #api>,
            {
                self.0.call(request)
            }

            /// Returns the pages of a list, from the page that the request asks for.
            pub fn pages<R>(&self, request: &R) -> #runtime::Pages<R>
            where
                R: #runtime::Paginated<Api = #api>,
            {
                self.0.pages(request)
            }

            /// Returns the items of a list in pages, from the page that the request asks for.
            pub fn items<R>(&self, request: &R) -> #runtime::Items<R>
            where
                R: #runtime::Paginated<Api = #api>,
            {
                self.0.items(request)
            }

            /// Prepares the upload of some content to a URL that the service has signed, with the headers that it asks for.
            pub fn put_signed<N, V>(
                &self,
                url: &str,
                headers: impl IntoIterator<Item = (N, V)>,
                content: impl Into<#runtime::transport::Bytes>,
            ) -> #runtime::SignedPut
            where
                N: AsRef<str>,
                V: AsRef<str>,
            {
                self.0.put_signed(url, headers, content)
            }

            /// Prepares a call of an operation that this client does not have. The path has its parameters in braces.
            pub fn raw(&self, method: #runtime::Method, path: &'static str) -> #runtime::RawCall<#api> {
                self.0.raw(method, path)
            }

            #(#services)*
        }
    }
}

fn accessor(model: &Model, service: &Service, target: &EmitTarget) -> TokenStream {
    let docs = DocComment::of(&service.doc);
    let feature = service_feature::attribute(service_feature::of_service(model, service, target));
    let Service { module, client, .. } = service;
    quote! {
        #docs
        #feature
        #[must_use]
        pub const fn #module(&self) -> #module::#client<'_> {
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

/// The service's own file; its operations are in a folder beside it.
pub(crate) fn service_file(model: &Model, service: &Service, target: &EmitTarget) -> SourceFile {
    let feature =
        |operation| service_feature::attribute(service_feature::of_operation(model, service, operation, target));
    let types = service.types.iter().map(|_| Name::trusted(SHARED_TYPES));
    let types = types.map(|name| quote!(pub mod #name;));
    let modules = service.operations.iter().map(|operation| {
        let name = &operation.name;
        let feature = feature(operation);
        let deprecated = deprecated_attribute(operation.deprecated.as_ref());
        quote!(#feature #deprecated pub mod #name;)
    });
    let docs = DocComment::of(&service.doc);
    let client = &service.client;
    let definition = quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #client<'a>(pub(super) &'a super::Client);
    };
    let methods = service.operations.iter().map(|operation| {
        let method = service_method(operation, target.runtime);
        let feature = feature(operation);
        quote!(#feature #method)
    });
    let implementation = quote! {
        impl #client<'_> {
            #(#methods)*
        }
    };
    SourceFile {
        path: format!("{}.rs", service.module.bare()),
        source: api::SOURCE.to_owned(),
        head: DocComment::of(&service.doc).into_lines(),
        items: [quote!(#(#modules)* #(#types)*), definition, implementation].map(FileItem::Code).into(),
    }
}

fn service_method(operation: &Operation, runtime: &ModulePath) -> TokenStream {
    let docs = DocComment::of(&operation.summary);
    let name = &operation.name;
    let deprecated = deprecated_attribute(operation.deprecated.as_ref());
    let results = format!(
        " The call returns a [`{0}::Response`], or an error whose code may be one of [`{0}::ErrorCode`].",
        operation.name.bare()
    );
    quote! {
        #docs
        ///
        #[doc = #results]
        #deprecated
        pub fn #name(self, request: &#name::Request) -> #runtime::Call<#name::Request> {
            self.0.call(request)
        }
    }
}

/// The module of the blocking client.
pub(crate) const BLOCKING: &str = "blocking";

/// The file with all services and their methods. The macro expands to nothing without the runtime's feature.
pub(crate) fn blocking_file(model: &Model, target: &EmitTarget) -> SourceFile {
    let mut docs = DocComment::of("The same client without `async`: a call blocks until its response.");
    docs.text("Requires the feature `blocking` of the runtime.");
    let table = MacroTable {
        macro_name: "blocking",
        head: Some(format!("{};", model.api.name)),
        sections: model.services.iter().map(|service| blocking_section(model, service, target)).collect(),
    };
    SourceFile {
        path: format!("{BLOCKING}.rs"),
        source: api::SOURCE.to_owned(),
        head: docs.into_lines(),
        items: vec![FileItem::Table(table)],
    }
}

fn blocking_section(model: &Model, service: &Service, target: &EmitTarget) -> TableSection {
    let feature = service_feature::of_service(model, service, target);
    let feature = feature.map(|feature| format!(", feature = {}", table::text(feature))).unwrap_or_default();
    let name = format!("{}: {}{feature}", service.module, service.client);
    let mut head = table::docs(DocComment::of(&service.doc));
    head.push(name);
    let mut rows = Vec::new();
    for operation in &service.operations {
        let feature = service_feature::of_operation(model, service, operation, target);
        rows.extend(feature.map(|feature| format!("#[cfg(feature = {})]", table::text(feature))));
        rows.extend(table::docs(DocComment::of(&operation.summary)));
        rows.extend(operation.deprecated.as_ref().map(|instead| deprecated_row(instead)));
        rows.push(format!("{};", operation.name));
    }
    TableSection { head, rows }
}
