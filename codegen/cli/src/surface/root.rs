//! The lines of what all endpoints share: the clients, the API and the identifiers.

use super::{SurfaceLine, SurfaceModule, by_name, error_lines, service};
use dingtalk_codegen::model::{Api, Envelope, GLOBAL_ERROR_CODE, Host, Model, Service};

/// The modules that are not a service's.
pub(super) fn modules(model: &Model) -> Vec<SurfaceModule> {
    vec![root(model), blocking(model), identifiers(model)]
}

fn root(model: &Model) -> SurfaceModule {
    let name = &model.api.name;
    let mut lines = vec![
        SurfaceLine::of("struct Client"),
        SurfaceLine::of(format!("Client::builder() -> ClientBuilder<{name}>")),
        SurfaceLine::of("Client.with(Options) -> Client"),
        SurfaceLine::of(format!("Client.call(&impl Endpoint<Api = {name}>) -> Call")),
        SurfaceLine::of(format!("Client.raw(Method, &'static str) -> RawCall<{name}>")),
        SurfaceLine::of(format!("Client: From<runtime::Client<{name}>>")),
    ];
    lines.extend(model.services.iter().map(|service| accessor(service, &format!("{}::", service.module))));
    lines.extend(api(&model.api));
    lines.extend(error_lines::table(GLOBAL_ERROR_CODE, &model.api.errors));
    lines.extend(model.identifiers.iter().map(|identifier| SurfaceLine::of(format!("use types::{}", identifier.name))));
    SurfaceModule::new(SurfaceLine::of("mod self"), lines)
}

/// The method of a client that leads to a service.
fn accessor(service: &Service, path: &str) -> SurfaceLine {
    SurfaceLine::of(format!("Client.{}() -> {path}{}", service.module, service.client))
}

/// The type of the API.
fn api(api: &Api) -> Vec<SurfaceLine> {
    let mut lines = vec![SurfaceLine::of(format!("enum {}", api.name)), shared(api)];
    lines.extend(token(api));
    lines.extend(by_name(&api.hosts, |host| &host.constant).into_iter().map(|host| self::host(api, host)));
    lines.extend(api.hosts.first().map(|host| default_host(api, host)));
    lines
}

/// The headers and the envelope of every call.
fn shared(api: &Api) -> SurfaceLine {
    let Envelope { code, message, request_id, scopes, throttle, wait_minutes, success } = &api.envelope;
    SurfaceLine::of(format!("{0}: Api", api.name)).with(format!(
        "headers: token {:?} request id {:?} trace id {:?}; envelope: code {code:?} message {message:?} request id {request_id:?} scopes {scopes:?} throttle {throttle:?} wait minutes {wait_minutes:?} success {success:?}",
        api.token_header, api.request_id_header, api.trace_id_header,
    ))
}

/// The implementation of `AppCredentials`, if there is a token operation.
fn token(api: &Api) -> Option<SurfaceLine> {
    let fetch = api.token_operation.as_ref()?;
    let expires_in = fetch.expires_in.as_ref().map(|expires_in| format!("expires in {}", expires_in.field));
    Some(
        SurfaceLine::of(format!(
            "{}: AppCredentials<Request = {}::{}::Request>",
            api.name, fetch.service, fetch.operation
        ))
        .with(format!("gives {}", fetch.token))
        .with(expires_in),
    )
}

/// A named host. With another URL, calls and their tokens go to another server.
fn host(api: &Api, host: &Host) -> SurfaceLine {
    SurfaceLine::of(format!("{}::{}: &str = {:?}", api.name, host.constant, host.url))
}

/// The default host. Another one breaks callers who chose none.
fn default_host(api: &Api, host: &Host) -> SurfaceLine {
    SurfaceLine::of(format!("{}::BASE_URL = {}", api.name, host.constant))
}

fn blocking(model: &Model) -> SurfaceModule {
    let name = &model.api.name;
    let mut lines = vec![
        SurfaceLine::of("struct Client"),
        SurfaceLine::of("Client::new(super::Client) -> Result<Client, BuildError>"),
        SurfaceLine::of("Client.with(Options) -> Client"),
        SurfaceLine::of(format!("Client.call(&impl Endpoint<Api = {name}>) -> Call")),
        SurfaceLine::of(format!("Client.raw(Method, &'static str) -> RawCall<{name}>")),
    ];
    lines.extend(model.services.iter().map(|service| accessor(service, "")));
    for service in &model.services {
        lines.extend(service::methods(service, &format!("{}::", service.module)));
    }
    SurfaceModule::new(SurfaceLine::of("mod blocking").with("with the feature of this name".to_owned()), lines)
}

fn identifiers(model: &Model) -> SurfaceModule {
    let lines = model.identifiers.iter().map(|identifier| SurfaceLine::of(format!("struct {}", identifier.name)));
    SurfaceModule::new(SurfaceLine::of("mod types"), lines.collect())
}
