//! The request for an access token, and the token in its response.

use crate::model::{Api, Credential, ExpiresIn, TokenOperation};
use crate::module_path::ModulePath;
use proc_macro2::TokenStream;
use quote::quote;

/// The module of the operation.
pub(crate) fn import(api: &Api) -> Option<TokenStream> {
    let TokenOperation { service, operation, .. } = api.token_operation.as_ref()?;
    Some(quote!(use super::#service::#operation;))
}

/// The implementation of the runtime's trait.
pub(crate) fn implementation(api: &Api, runtime: &ModulePath) -> Option<TokenStream> {
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
