//! `blocking.rs`: the blocking client, one line per method.

use super::table::{self, TableSection};
use super::{DocComment, FileItem, SourceFile, Table, api, deprecated};
use crate::model::{Model, Operation, Service};

/// The module that holds it.
pub(crate) const MODULE: &str = "blocking";

/// The file with all services and their methods. The macro makes nothing of it unless the runtime's feature is on.
pub(crate) fn file(model: &Model) -> SourceFile {
    let mut docs = DocComment::of("The same client without `async`: a call blocks until its response.");
    docs.text("Requires the feature `blocking` of `dingtalk-runtime`.");
    let table = Table {
        macro_name: "blocking",
        head: Some(format!("{};", model.api.name)),
        sections: model.services.iter().map(service).collect(),
    };
    SourceFile {
        path: format!("{MODULE}.rs"),
        source: api::SOURCE.to_owned(),
        head: docs.into_lines(),
        items: vec![FileItem::Table(table)],
    }
}

fn service(service: &Service) -> TableSection {
    let name = format!("{}: {}", service.module, service.client);
    TableSection {
        head: table::docs(DocComment::of(&service.doc)).chain([name]).collect(),
        rows: service.operations.iter().flat_map(method).collect(),
    }
}

fn method(operation: &Operation) -> Vec<String> {
    let deprecated = operation.deprecated.as_ref().map(|instead| deprecated::row(instead));
    table::docs(DocComment::of(&operation.summary)).chain(deprecated).chain([format!("{};", operation.name)]).collect()
}
