//! The lines of what all endpoints share: the clients, the API and the identifiers.

use super::{SurfaceLine, SurfaceModule, by_name, error_lines, service};
use dingtalk_codegen::model::{Api, Dialect, Host, Model, Service, TokenPlace};

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
        SurfaceLine::of(format!("Client.pages(&impl Paginated<Api = {name}>) -> Pages")),
        SurfaceLine::of(format!("Client.items(&impl Paginated<Api = {name}>) -> Items")),
        SurfaceLine::of("Client.put_signed(&str, headers, content) -> SignedPut"),
        SurfaceLine::of(format!("Client.raw(Method, &'static str) -> RawCall<{name}>")),
        SurfaceLine::of(format!("Client: From<runtime::Client<{name}>>")),
    ];
    lines.extend(model.services.iter().map(|service| accessor(service, &format!("{}::", service.module))));
    lines.extend(api(&model.api));
    for dialect in &model.api.dialects {
        lines.extend(error_lines::table(dialect.error_code.as_str(), &dialect.errors));
    }
    lines.extend(model.identifiers.iter().map(|identifier| SurfaceLine::of(format!("use types::{}", identifier.name))));
    SurfaceModule::new(SurfaceLine::of("mod self"), lines)
}

/// The method of a client that leads to a service.
fn accessor(service: &Service, path: &str) -> SurfaceLine {
    SurfaceLine::of(format!("Client.{}() -> {path}{}", service.module, service.client))
}

/// The type of the API.
fn api(api: &Api) -> Vec<SurfaceLine> {
    let default = api.dialect();
    let mut lines = vec![SurfaceLine::of(format!("enum {}", api.name))];
    lines.push(SurfaceLine::of(format!("{}: Api", api.name)).with(wire_facts(default)));
    lines.extend(token(api));
    lines.extend(by_name(&default.hosts, |host| &host.constant).into_iter().map(|host| self::host(api, host)));
    lines.extend(default.hosts.first().map(|host| default_host(api, host)));
    lines.extend(api.dialects.iter().flat_map(|dialect| other_dialect(api, dialect)));
    lines
}

/// The index of a dialect beside the default one, and its hosts.
fn other_dialect(api: &Api, dialect: &Dialect) -> Vec<SurfaceLine> {
    let Some(constant) = &dialect.constant else { return Vec::new() };
    let name = format!("{}::{constant}", api.name);
    let host = |host: &Host| SurfaceLine::of(format!("{name} at {}: {:?}", host.constant, host.url));
    let mut lines = vec![SurfaceLine::of(format!("{name}: DialectIndex")).with(wire_facts(dialect))];
    lines.extend(by_name(&dialect.hosts, |host| &host.constant).into_iter().map(host));
    lines
}

/// The place of the token, the headers and the envelope of every call.
fn wire_facts(dialect: &Dialect) -> String {
    let token = match &dialect.token {
        Some(TokenPlace::Header { name, prefix }) if prefix.is_empty() => format!("token {name:?}"),
        Some(TokenPlace::Header { name, prefix }) => format!("token {name:?} {prefix:?}"),
        Some(TokenPlace::Query(name)) => format!("token in query {name:?}"),
        None => "no token".to_owned(),
    };
    let headers = [("request id", &dialect.request_id_header), ("trace id", &dialect.trace_id_header)];
    let headers = headers.iter().filter_map(|(what, name)| name.as_ref().map(|name| format!(" {what} {name:?}")));
    let parts = dialect.envelope.parts().into_iter().filter(|(_, spellings)| !spellings.is_empty());
    let parts = parts.map(|(part, spellings)| format!(" {} {spellings:?}", part.replace('_', " ")));
    let flags = dialect.envelope.success.iter().map(|flag| format!(" success {:?} {:?}", flag.field, flag.equals));
    let payload = dialect.payload.iter().map(|payload| format!("; payload {payload:?}"));
    let envelope: String = parts.chain(flags).chain(payload).collect();
    format!("headers: {token}{}; envelope:{envelope}", headers.collect::<String>())
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
    SurfaceLine::of(format!("{}: default host = {}", api.name, host.constant))
}

fn blocking(model: &Model) -> SurfaceModule {
    let name = &model.api.name;
    let mut lines = vec![
        SurfaceLine::of("struct Client"),
        SurfaceLine::of("Client::new(super::Client) -> Result<Client, BuildError>"),
        SurfaceLine::of("Client.with(Options) -> Client"),
        SurfaceLine::of(format!("Client.call(&impl Endpoint<Api = {name}>) -> Call")),
        SurfaceLine::of(format!("Client.pages(&impl Paginated<Api = {name}>) -> Pages")),
        SurfaceLine::of(format!("Client.items(&impl Paginated<Api = {name}>) -> Items")),
        SurfaceLine::of(format!("Client.raw(Method, &'static str) -> RawCall<{name}>")),
        SurfaceLine::of("Client.block_on(impl AsyncFnOnce(&super::Client) -> T) -> T"),
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
