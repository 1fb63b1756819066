//! `api.yaml`: what is the same for every operation of an API.

use super::checks::{exact, not_empty};
use super::error_row::ErrorRowDecl;
use super::mirror::mirror;
use super::values::{Map, Text};

mirror! {
    /// The API as a whole: `api.yaml`.
    pub struct ApiDecl {
        /// The name of the API.
        name: required Text,
        /// What the API is, in a sentence.
        doc: required Text,
        /// The hosts that serve the API, by name; the first one is the default.
        hosts: required Map<HostDecl> [not_empty],
        /// How a request shows its access token.
        token: required TokenDecl,
        /// The headers of an answer that identify the call.
        headers: required ResponseHeadersDecl,
        /// The members of an error answer.
        envelope: required EnvelopeDecl,
        /// Types for texts that identify something, so that one is not passed for another.
        identifiers: optional Map<IdentifierDecl>,
        /// The services, by the name of their folder.
        services: optional Map<ServiceDecl>,
        /// The error rows that every operation shares.
        errors: optional Vec<ErrorRowDecl>,
    }
}

mirror! {
    /// A host that serves the API.
    pub struct HostDecl {
        /// The URL of the host, without a path.
        url: required Text,
        /// What tells the host from the others.
        doc: required Text,
    }
}

mirror! {
    /// How a request shows its access token.
    pub struct TokenDecl {
        /// The name of the header that carries the token.
        header: required Text,
        /// The operation that gives a token to an app.
        fetch: optional TokenFetchDecl,
    }
}

mirror! {
    /// The operation that gives an access token to an app for its key and its secret.
    pub struct TokenFetchDecl {
        /// The operation, as `<service>/<operation>`.
        operation: required Text,
        /// The member of its request that takes the key of the app.
        key: required Text,
        /// The member of its request that takes the secret of the app.
        secret: required Text,
        /// The member of its answer that holds the token.
        token: required Text,
        /// The member of its answer that says for how many seconds the token is valid.
        expires_in: optional Text,
    }
}

mirror! {
    /// The headers of an answer that identify the call.
    pub struct ResponseHeadersDecl {
        /// The header with the id of the request.
        request_id: required Text,
        /// The header with the id of the trace.
        trace_id: required Text,
    }
}

mirror! {
    /// The members of an error answer, each with every spelling that is met.
    pub struct EnvelopeDecl {
        /// The member with the error code.
        code: required Vec<Text> [not_empty, exact],
        /// The member with the message for people.
        message: required Vec<Text> [exact],
        /// The member with the id of the request.
        request_id: required Vec<Text> [exact],
        /// The way to the list of missing permissions.
        scopes: required Vec<Text> [exact],
        /// The members that tell a throttled answer that has no code.
        throttle: required Vec<Text> [exact],
        /// The fields that say with `true` that there is no error, whatever the code.
        success: optional Vec<Text> [exact],
    }
}

mirror! {
    /// A type for texts that identify something.
    pub struct IdentifierDecl {
        /// What the text identifies.
        doc: required Text,
    }
}

mirror! {
    /// A service: a folder of operations.
    pub struct ServiceDecl {
        /// What the service is about.
        doc: required Text,
    }
}
