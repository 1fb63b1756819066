//! A service: its modules, and the client whose methods are its operations.

use super::{DocComment, FileItem, SourceFile, api, deprecated, service_types};
use crate::model::{Name, Operation, Service};
use crate::module_path::ModulePath;
use proc_macro2::TokenStream;
use quote::quote;

/// The service's own file; its operations stand beside it in a folder.
pub(crate) fn file(service: &Service, runtime: &ModulePath) -> SourceFile {
    let types = service.types.iter().map(|_| Name::trusted(service_types::MODULE));
    let types = types.map(|name| quote!(pub mod #name;));
    let modules = service.operations.iter().map(|operation| {
        let name = &operation.name;
        let deprecated = deprecated::attribute(operation.deprecated.as_ref());
        quote!(#deprecated pub mod #name;)
    });
    let docs = DocComment::of(&service.doc);
    let client = &service.client;
    let definition = quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #client<'a>(pub(super) &'a super::Client);
    };
    let methods = service.operations.iter().map(|operation| method(operation, runtime));
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

fn method(operation: &Operation, runtime: &ModulePath) -> TokenStream {
    let docs = DocComment::of(&operation.summary);
    let name = &operation.name;
    let deprecated = deprecated::attribute(operation.deprecated.as_ref());
    let errors = format!(" [`{0}::Error`] lists the documented errors.", operation.name.bare());
    quote! {
        #docs
        ///
        /// # Errors
        ///
        #[doc = #errors]
        #deprecated
        pub async fn #name(
            self,
            request: &#name::Request,
        ) -> Result<#name::Response, #runtime::Error<#name::Error>> {
            self.0.call(request).await.map(#runtime::Reply::into_inner)
        }
    }
}
