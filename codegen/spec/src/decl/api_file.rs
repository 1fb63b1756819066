//! `api.yaml`: what is the same for every operation of an API.
use crate::decl::error_row::ErrorRowDecl;
use crate::reader::mirror::mirror;
use crate::reader::values::{PlacedMap, PlacedText};

mirror! {
    /// The API as a whole: `api.yaml`.
    pub struct ApiDecl {
        /// The name of the API.
        name: required PlacedText,
        /// A sentence about the API.
        doc: required PlacedText,
        /// The hosts that serve the API, by name; the first one is the default.
        hosts: required PlacedMap<HostDecl> [NotEmpty],
        /// The access token of a request.
        token: required TokenDecl,
        /// The headers of a response that identify the call.
        headers: required ResponseHeadersDecl,
        /// The fields of an error response.
        envelope: required EnvelopeDecl,
        /// Types for texts that identify something, so that they cannot be mixed up.
        identifiers: optional PlacedMap<IdentifierDecl>,
        /// The services, by the name of their folder.
        services: optional PlacedMap<ServiceDecl>,
        /// The error rows that every operation shares.
        errors: optional Vec<ErrorRowDecl>,
    }
}

mirror! {
    /// A host that serves the API.
    pub struct HostDecl {
        /// The URL of the host, without a path.
        url: required PlacedText,
        /// The difference from the other hosts.
        doc: required PlacedText,
    }
}

mirror! {
    /// The access token of a request.
    pub struct TokenDecl {
        /// The name of the header that carries the token.
        header: required PlacedText,
        /// The operation that gives a token to an app.
        fetch: optional TokenFetchDecl,
    }
}

mirror! {
    /// The operation that gives an access token to an app for its key and its secret.
    pub struct TokenFetchDecl {
        /// The operation, as `<service>/<operation>`.
        operation: required PlacedText,
        /// The field of its request that takes the key of the app.
        key: required PlacedText,
        /// The field of its request that takes the secret of the app.
        secret: required PlacedText,
        /// The field of its response that holds the token.
        token: required PlacedText,
        /// The field of its response with the lifetime of the token in seconds.
        expires_in: optional PlacedText,
    }
}

mirror! {
    /// The headers of a response that identify the call.
    pub struct ResponseHeadersDecl {
        /// The header with the id of the request.
        request_id: required PlacedText,
        /// The header with the id of the trace.
        trace_id: required PlacedText,
    }
}

mirror! {
    /// The fields of an error response, each with all its spellings.
    pub struct EnvelopeDecl {
        /// The field with the error code.
        code: required Vec<PlacedText> [NotEmpty, Exact],
        /// The field with the message for people.
        message: required Vec<PlacedText> [Exact],
        /// The field with the id of the request.
        request_id: required Vec<PlacedText> [Exact],
        /// The path of the list of missing permissions.
        scopes: required Vec<PlacedText> [Exact],
        /// The fields that identify a throttled response without a code.
        throttle: required Vec<PlacedText> [Exact],
        /// The fields beside it with the wait in minutes.
        wait_minutes: optional Vec<PlacedText> [Exact],
        /// The fields that mark a success with `true`, whatever the code.
        success: optional Vec<PlacedText> [Exact],
    }
}

mirror! {
    /// A type for texts that identify something.
    pub struct IdentifierDecl {
        /// The meaning of the identifier.
        doc: required PlacedText,
    }
}

mirror! {
    /// A service: a folder of operations.
    pub struct ServiceDecl {
        /// A sentence about the service.
        doc: required PlacedText,
    }
}
