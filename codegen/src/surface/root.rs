//! The lines of what all endpoints share: the clients, the API and the identifiers.

use super::{Line, Module, error_lines, service};
use crate::model::{Api, Envelope, GLOBAL_ERROR, Host, Model, Service};

/// The modules that are not a service's.
pub(super) fn modules(model: &Model) -> [Module; 3] {
    [root(model), blocking(model), identifiers(model)]
}

fn root(model: &Model) -> Module {
    let name = &model.api.name;
    let mut lines = vec![
        Line::of("struct Client"),
        Line::of(format!("Client::builder() -> ClientBuilder<{name}>")),
        Line::of("Client.with(Options) -> Client"),
        Line::of(format!("Client.call(&impl Endpoint<Api = {name}>) -> Reply")),
        Line::of(format!("Client: From<runtime::Client<{name}>>")),
    ];
    lines.extend(model.services.iter().map(|service| accessor(service, &format!("{}::", service.module))));
    lines.extend(api(&model.api));
    lines.extend(error_lines::table(GLOBAL_ERROR, &model.api.errors));
    lines.extend(model.identifiers.iter().map(|identifier| Line::of(format!("use types::{}", identifier.name))));
    Module::new(Line::of("mod self"), lines)
}

/// The method of a client that leads to a service.
fn accessor(service: &Service, path: &str) -> Line {
    Line::of(format!("Client.{}() -> {path}{}", service.module, service.client))
}

/// The type that stands for the API.
fn api(api: &Api) -> Vec<Line> {
    let mut lines = vec![Line::of(format!("enum {}", api.name)), shared(api)];
    lines.extend(token(api));
    let mut hosts: Vec<Line> = api.hosts.iter().map(|host| self::host(api, host)).collect();
    hosts.sort();
    lines.extend(hosts);
    lines.extend(api.hosts.first().map(|host| default_host(api, host)));
    lines
}

/// What every call is made with and every answer is read by.
fn shared(api: &Api) -> Line {
    let Envelope { code, message, request_id, scopes, throttle, success } = &api.envelope;
    Line::of(format!("{0}: Api", api.name)).with(format!(
        "token {:?} request id {:?} trace id {:?} code {code:?} message {message:?} request id {request_id:?} scopes {scopes:?} throttle {throttle:?} success {success:?}",
        api.token_header, api.request_id_header, api.trace_id_header,
    ))
}

/// That a client can get its tokens itself.
fn token(api: &Api) -> Option<Line> {
    let fetch = api.token_operation.as_ref()?;
    let expires_in = fetch.expires_in.as_ref().map(|expires_in| format!("expires in {}", expires_in.field));
    Some(
        Line::of(format!("{}: AppCredentials<Request = {}::{}::Request>", api.name, fetch.service, fetch.operation))
            .with(format!("gives {}", fetch.token))
            .with(expires_in),
    )
}

/// A host that is known by name. With another URL, calls and their tokens go to another server.
fn host(api: &Api, host: &Host) -> Line {
    Line::of(format!("{}::{}: &str = {:?}", api.name, host.constant, host.url))
}

/// The host that is called unless another is chosen. That it is another one breaks whoever chose none.
fn default_host(api: &Api, host: &Host) -> Line {
    Line::of(format!("{}::BASE_URL = {}", api.name, host.constant))
}

fn blocking(model: &Model) -> Module {
    let name = &model.api.name;
    let mut lines = vec![
        Line::of("struct Client"),
        Line::of("Client::new(super::Client) -> Result<Client, BuildError>"),
        Line::of("Client.with(Options) -> Client"),
        Line::of(format!("Client.call(&impl Endpoint<Api = {name}>) -> Reply")),
    ];
    lines.extend(model.services.iter().map(|service| accessor(service, "")));
    lines.extend(model.services.iter().flat_map(|service| service::methods(service, &format!("{}::", service.module))));
    Module::new(Line::of("mod blocking").with("with the feature of this name".to_owned()), lines)
}

fn identifiers(model: &Model) -> Module {
    let lines = model.identifiers.iter().map(|identifier| Line::of(format!("struct {}", identifier.name)));
    Module::new(Line::of("mod types"), lines.collect())
}
