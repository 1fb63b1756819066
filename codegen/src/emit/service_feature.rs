//! The features of services: items that a Cargo feature with the service's name switches on.
//!
//! The token operation depends on no feature, since every client with an app's credentials needs it.

use super::EmitTarget;
use crate::model::{Model, Operation, Service};
use proc_macro2::TokenStream;
use quote::quote;

/// The feature that a service depends on as a whole.
pub(crate) fn of_service<'a>(model: &Model, service: &'a Service, target: &EmitTarget) -> Option<&'a str> {
    (target.service_features && !has_token_operation(model, service)).then(|| service.module.bare())
}

/// The feature that an operation depends on where its service depends on none.
pub(crate) fn of_operation<'a>(
    model: &Model,
    service: &'a Service,
    operation: &Operation,
    target: &EmitTarget,
) -> Option<&'a str> {
    let is_optional = has_token_operation(model, service) && !is_token_operation(model, operation);
    (target.service_features && is_optional).then(|| service.module.bare())
}

/// The attribute of an item that depends on a feature.
pub(crate) fn attribute(feature: Option<&str>) -> Option<TokenStream> {
    feature.map(|feature| quote!(#[cfg(feature = #feature)]))
}

fn has_token_operation(model: &Model, service: &Service) -> bool {
    service.operations.iter().any(|operation| is_token_operation(model, operation))
}

fn is_token_operation(model: &Model, operation: &Operation) -> bool {
    model.api.token_operation.as_ref().is_some_and(|fetch| fetch.is(operation))
}
