//! `blocking.rs`: the client that waits for its answers, a line for each method.

use super::table::{self, Group};
use super::{Docs, Item, SourceFile, Table, api, deprecated};
use crate::model::{Model, Operation, Service};

/// The module that holds it.
pub(crate) const MODULE: &str = "blocking";

/// The file with all services and their methods. The macro makes nothing of it unless the runtime's feature is on.
pub(crate) fn file(model: &Model) -> SourceFile {
    let mut docs = Docs::of("The same client without `async`: a call waits for its answer.");
    docs.text("It is there if the feature `blocking` of `dingtalk-runtime` is on.");
    let table = Table {
        macro_name: "blocking",
        head: Some(format!("{};", model.api.name)),
        groups: model.services.iter().map(service).collect(),
    };
    SourceFile {
        path: format!("{MODULE}.rs"),
        source: api::SOURCE.to_owned(),
        head: docs.into_lines(),
        items: vec![Item::Table(table)],
    }
}

fn service(service: &Service) -> Group {
    let name = format!("{}: {}", service.module, service.client);
    Group {
        head: table::docs(Docs::of(&service.doc)).chain([name]).collect(),
        rows: service.operations.iter().flat_map(method).collect(),
    }
}

fn method(operation: &Operation) -> Vec<String> {
    let deprecated = operation.deprecated.as_ref().map(|instead| deprecated::row(instead));
    table::docs(Docs::of(&operation.summary)).chain(deprecated).chain([format!("{};", operation.name)]).collect()
}
