//! What makes a request an endpoint: where it goes and what comes back.

use crate::model::{Method, Model, Operation, Service};
use proc_macro2::TokenStream;
use quote::quote;

/// The implementation of the runtime's trait.
pub(crate) fn implementation(model: &Model, service: &Service, operation: &Operation) -> TokenStream {
    let api = &model.api.name;
    let name = format!("{}::{}", service.module.bare(), operation.name.bare());
    let method = method(operation.method);
    let path = &operation.path;
    let idempotent = operation.idempotent.then(|| quote!(.idempotent()));
    let token = (!operation.token).then(|| quote!(.without_token()));
    let secret = operation.secret_answer.then(|| quote!(.secret_answer()));
    let answer = operation.response.is_none().then(|| quote!(.without_answer()));
    quote! {
        impl ::dingtalk_client::runtime::Endpoint for Request {
            type Api = super::super::#api;
            type Response = Response;
            type Error = Error;

            const OPERATION: ::dingtalk_client::runtime::Operation =
                ::dingtalk_client::runtime::Operation::new(#name, #method, #path) #idempotent #token #secret #answer;
        }
    }
}

fn method(method: Method) -> TokenStream {
    let constant = quote::format_ident!("{}", method.word());
    quote!(::dingtalk_client::runtime::Method::#constant)
}
