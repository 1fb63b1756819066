//! A service: its modules, and the client whose methods are its operations.

use super::{Docs, Item, SourceFile, api};
use crate::model::{Operation, Service};
use proc_macro2::TokenStream;
use quote::quote;

/// The service's own file; its operations stand beside it in a folder.
pub(crate) fn file(service: &Service) -> SourceFile {
    let modules = service.operations.iter().map(|operation| {
        let name = &operation.name;
        quote!(pub mod #name;)
    });
    let docs = Docs::of(&service.doc);
    let client = &service.client;
    let definition = quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #client(pub(super) super::Client);
    };
    let methods = service.operations.iter().map(method);
    let implementation = quote! {
        impl #client {
            #(#methods)*
        }
    };
    SourceFile {
        path: format!("{}.rs", service.module.bare()),
        source: api::SOURCE.to_owned(),
        head: Docs::of(&service.doc).into_lines(),
        items: [quote!(#(#modules)*), definition, implementation].map(Item::Code).into(),
    }
}

fn method(operation: &Operation) -> TokenStream {
    let docs = Docs::of(&operation.summary);
    let name = &operation.name;
    let errors = format!(" [`{0}::Error`] lists what the service documents.", operation.name.bare());
    quote! {
        #docs
        ///
        /// # Errors
        ///
        #[doc = #errors]
        pub async fn #name(
            &self,
            request: &#name::Request,
        ) -> Result<#name::Response, ::dingtalk_client::Error<#name::Error>> {
            self.0.call(request).await.map(::dingtalk_client::Reply::into_inner)
        }
    }
}
