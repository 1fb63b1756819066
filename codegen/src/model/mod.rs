//! What is known to be right about an API: names decided, types resolved, paths parsed.
//!
//! Only `resolve` builds these values, so whoever holds a [`Model`] need not check anything again.

mod about;
mod errors;
mod name;
mod operation;
mod shape;
mod token_operation;

pub(crate) use about::{About, Documented};
pub(crate) use errors::{ErrorRow, ErrorTable, GLOBAL_ERROR, Retry, Variant};
pub(crate) use name::Name;
pub(crate) use operation::{Access, Answer, BodyFormat, Example, Method, Operation, Page, Permission};
pub(crate) use shape::{Definition, EnumValue, Member, OpenEnum, Place, Shape, Style, Travels, Type};
pub(crate) use token_operation::{Credential, ExpiresIn, TokenOperation};

use crate::diag::Diagnostics;

/// A whole API, ready to be emitted.
#[derive(Debug)]
pub struct Model {
    pub(crate) api: Api,
    pub(crate) identifiers: Vec<Identifier>,
    pub(crate) services: Vec<Service>,
    pub(crate) warnings: Diagnostics,
}

impl Model {
    /// What is in doubt about the spec, though there is nothing wrong with it.
    #[must_use]
    pub const fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }

    /// How many operations the API has.
    #[must_use]
    pub fn operation_count(&self) -> usize {
        self.services.iter().map(|service| service.operations.len()).sum()
    }
}

/// What all endpoints of an API share.
#[derive(Debug)]
pub(crate) struct Api {
    /// The emitted type that stands for the API.
    pub(crate) name: Name,
    pub(crate) doc: String,
    /// At least one; the first is the default.
    pub(crate) hosts: Vec<Host>,
    pub(crate) token_header: String,
    pub(crate) token_operation: Option<TokenOperation>,
    pub(crate) request_id_header: String,
    pub(crate) trace_id_header: String,
    pub(crate) envelope: Envelope,
    pub(crate) errors: ErrorTable,
}

/// A host that is known by name.
#[derive(Debug)]
pub(crate) struct Host {
    /// The associated constant that holds the address.
    pub(crate) constant: Name,
    pub(crate) url: String,
    pub(crate) doc: String,
}

/// Where an error answer keeps its parts: every spelling, the preferred one first.
#[derive(Debug)]
pub(crate) struct Envelope {
    pub(crate) code: Vec<String>,
    pub(crate) message: Vec<String>,
    pub(crate) request_id: Vec<String>,
    pub(crate) scopes: Vec<String>,
    pub(crate) throttle: Vec<String>,
    pub(crate) success: Vec<String>,
}

/// A kind of identifier, which becomes a type of its own.
#[derive(Debug)]
pub(crate) struct Identifier {
    pub(crate) name: Name,
    pub(crate) doc: String,
}

/// One version of a service, with its operations in order of their names.
#[derive(Debug)]
pub(crate) struct Service {
    /// The module, and the method of the client that leads to the service.
    pub(crate) module: Name,
    /// The type whose methods are the operations.
    pub(crate) client: Name,
    pub(crate) doc: String,
    pub(crate) types: Option<SharedTypes>,
    pub(crate) operations: Vec<Operation>,
}

/// The types that several operations of a service share.
#[derive(Debug)]
pub(crate) struct SharedTypes {
    /// The file that describes them, within the spec's folder.
    pub(crate) file: String,
    pub(crate) doc: Option<String>,
    pub(crate) definitions: Vec<Definition>,
}

impl Service {
    /// The shared type of a name.
    pub(crate) fn shared(&self, name: &Name) -> Option<&Definition> {
        self.types.as_ref()?.definitions.iter().find(|definition| definition.name() == name)
    }
}
