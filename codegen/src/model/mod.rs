//! The resolved API: names decided, types resolved, paths parsed.
//!
//! Only `resolve` builds these values, so a [`Model`] needs no further checks.

mod dialect;
mod error_table;
mod field_docs;
mod name;
mod operation;
mod pagination;
mod token_operation;
mod types;

pub use dialect::{Dialect, Envelope, Host, SuccessFlag, TokenPlace};
pub use error_table::{ERROR_CODE, ErrorRow, ErrorTable, GLOBAL_ERROR_CODE, GLOBAL_VARIANT, Variant};
pub use field_docs::{FieldDocs, FieldFact};
pub use name::Name;
pub use operation::{Access, BodyFormat, DocsPage, Example, Method, Operation, Permission, Response};
pub use pagination::{Pagination, PaginationFields};
pub use token_operation::{Credential, ExpiresIn, TokenOperation};
pub use types::{Definition, Direction, EnumRepr, EnumValue, Field, Location, ObjectType, OpenEnum, Style, Type};

use dingtalk_spec::diag::Diagnostics;

/// A whole API, ready to be emitted.
#[derive(Debug)]
pub struct Model {
    #[doc(hidden)]
    pub api: Api,
    #[doc(hidden)]
    pub identifiers: Vec<Identifier>,
    #[doc(hidden)]
    pub services: Vec<Service>,
    #[doc(hidden)]
    pub warnings: Diagnostics,
}

impl Model {
    /// The warnings about the spec.
    #[must_use]
    pub const fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }

    /// The number of operations.
    #[must_use]
    pub fn operation_count(&self) -> usize {
        self.services.iter().map(|service| service.operations.len()).sum()
    }
}

/// The facts that all endpoints of an API share.
#[derive(Debug)]
pub struct Api {
    /// The emitted type of the API.
    pub name: Name,
    pub doc: String,
    /// At least one; the first is the default.
    pub dialects: Vec<Dialect>,
    pub token_operation: Option<TokenOperation>,
}

impl Api {
    /// The default dialect.
    pub fn dialect(&self) -> &Dialect {
        &self.dialects[0]
    }

    /// The dialect of a service's operations.
    pub fn dialect_of(&self, service: &Service) -> &Dialect {
        &self.dialects[service.dialect]
    }
}

/// A kind of identifier, which becomes a type of its own.
#[derive(Debug)]
pub struct Identifier {
    pub name: Name,
    pub doc: String,
}

/// One version of a service, with its operations in order of their names.
#[derive(Debug)]
pub struct Service {
    /// The module, and the method of the client that leads to the service.
    pub module: Name,
    /// The type whose methods are the operations.
    pub client: Name,
    pub doc: String,
    /// The index of its dialect.
    pub dialect: usize,
    pub types: Option<SharedTypes>,
    pub operations: Vec<Operation>,
}

/// The types that several operations of a service share.
#[derive(Debug)]
pub struct SharedTypes {
    /// The file that describes them, relative to the spec's folder.
    pub file: String,
    pub doc: Option<String>,
    pub definitions: Vec<Definition>,
}

impl Service {
    /// The shared type of a name.
    pub fn shared(&self, name: &Name) -> Option<&Definition> {
        self.types.as_ref()?.definitions.iter().find(|definition| definition.name() == name)
    }
}
