//! The implementation of the runtime's `Endpoint`.

use crate::model::{BodyFormat, Method, Model, Operation, Response, Service, Type};
use crate::module_path::ModulePath;
use proc_macro2::TokenStream;
use quote::quote;

/// The implementation of the runtime's trait.
pub(crate) fn implementation(
    model: &Model,
    service: &Service,
    operation: &Operation,
    runtime: &ModulePath,
) -> TokenStream {
    let api = &model.api.name;
    let name = format!("{}::{}", service.module.bare(), operation.name.bare());
    let method = method(operation.method, runtime);
    let path = &operation.path;
    let idempotent = operation.idempotent.then(|| quote!(.idempotent()));
    let token = (!operation.token).then(|| quote!(.without_token()));
    let secret = operation.secret_response.then(|| quote!(.secret_response()));
    let form = (operation.body_format == BodyFormat::Form).then(|| quote!(.form()));
    let response = match &operation.response {
        Response::Empty => Some(quote!(.without_response())),
        Response::Whole(Type::Bytes, _) => Some(quote!(.bytes_response())),
        Response::Fields(_) | Response::Whole(..) => None,
    };
    let headers = constant_headers(operation);
    quote! {
        impl #runtime::Endpoint for Request {
            type Api = super::super::#api;
            type Response = Response;
            type Error = Error;

            const OPERATION: #runtime::Operation =
                #runtime::Operation::new(#name, #method, #path) #idempotent #token #headers #form #secret #response;
        }
    }
}

fn constant_headers(operation: &Operation) -> Option<TokenStream> {
    let headers = operation.constant_headers.iter().map(|(name, value)| quote!((#name, #value)));
    (!operation.constant_headers.is_empty()).then(|| quote!(.headers(&[#(#headers),*])))
}

fn method(method: Method, runtime: &ModulePath) -> TokenStream {
    let constant = quote::format_ident!("{}", method.word());
    quote!(#runtime::Method::#constant)
}
