//! `api.yaml`: what is the same for every operation of an API.
use crate::decl::error_row::ErrorRowDecl;
use crate::reader::mirror::mirror;
use crate::reader::values::{PlacedMap, PlacedText, Scalar};

mirror! {
    /// The API as a whole: `api.yaml`.
    pub struct ApiDecl {
        /// The name of the API.
        name: required PlacedText,
        /// A sentence about the API.
        doc: required PlacedText,
        /// The hosts that serve the API, by name; the first one is the default.
        hosts: required PlacedMap<HostDecl> [NotEmpty],
        /// The access token of a request; left out if no operation takes one.
        token: optional TokenDecl,
        /// The headers of a response that identify the call.
        headers: optional ResponseHeadersDecl,
        /// The fields of an error response.
        envelope: optional EnvelopeDecl,
        /// The field of a response body that holds the response, if the others belong to the envelope.
        payload: optional PlacedText [Exact],
        /// Further kinds of hosts, with a token, an envelope and errors of their own; services choose one.
        dialects: optional PlacedMap<DialectDecl>,
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
        /// The URL of the host, and the path before all others if there is one.
        url: required PlacedText,
        /// The difference from the other hosts.
        doc: required PlacedText,
    }
}

mirror! {
    /// The access token of a request.
    pub struct TokenDecl {
        /// The name of the header that carries the token.
        header: optional PlacedText,
        /// The word before the token in the header, such as `Bearer`.
        prefix: optional PlacedText,
        /// The parameter of the query that carries the token, in place of a header.
        query: optional PlacedText [Exact],
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
        request_id: optional PlacedText,
        /// The header with the id of the trace.
        trace_id: optional PlacedText,
    }
}

mirror! {
    /// The fields of an error response, each with all its spellings: keys, or paths of keys with dots between them.
    pub struct EnvelopeDecl {
        /// The field with the error code.
        code: required Vec<PlacedText> [NotEmpty, Exact],
        /// The field with the message for people.
        message: optional Vec<PlacedText> [Exact],
        /// The code that decides in place of some others.
        sub_code: optional SubCodeDecl,
        /// The field with the id of the request.
        request_id: optional Vec<PlacedText> [Exact],
        /// The list of missing permissions.
        scopes: optional Vec<PlacedText> [Exact],
        /// The fields that identify a throttled response without a code.
        throttle: optional Vec<PlacedText> [Exact],
        /// The fields beside it with the wait in minutes.
        wait_minutes: optional Vec<PlacedText> [Exact],
        /// The fields that tell success from failure, whatever the code.
        success: optional Vec<SuccessDecl>,
    }
}

mirror! {
    /// A code that decides in place of some others.
    pub struct SubCodeDecl {
        /// The codes that defer to it.
        of: required Vec<PlacedText> [NotEmpty, Exact],
        /// The field with the code that decides.
        code: required Vec<PlacedText> [NotEmpty, Exact],
        /// The field with its message.
        message: optional Vec<PlacedText> [Exact],
    }
}

mirror! {
    /// A field that tells success from failure; a text is short for its `field`.
    pub struct SuccessDecl short for field {
        /// The field.
        field: required PlacedText [Exact],
        /// The values for success; `true` if left out. Other values of the same type mean failure.
        equals: optional Vec<Scalar> [NotEmpty],
    }
}

mirror! {
    /// A kind of hosts: where the token is sent, and what errors look like.
    pub struct DialectDecl {
        /// A sentence about it.
        doc: required PlacedText,
        /// Its hosts, by the names of those at the top of the file that they belong to.
        hosts: required PlacedMap<HostDecl> [NotEmpty],
        /// The place of the access token; left out if no operation takes one.
        token: optional TokenDecl,
        /// The headers of a response that identify the call.
        headers: optional ResponseHeadersDecl,
        /// The fields of an error response.
        envelope: optional EnvelopeDecl,
        /// The field of a response body that holds the response, if the others belong to the envelope.
        payload: optional PlacedText [Exact],
        /// The error rows that every operation of the dialect shares.
        errors: optional Vec<ErrorRowDecl>,
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
        /// Its dialect, one of `dialects`; that at the top of the file if left out.
        dialect: optional PlacedText,
    }
}

/// The declared keys of a dialect. `api.yaml` has those of the default one at its top.
#[derive(Clone, Copy)]
pub struct DialectKeys<'a> {
    /// The hosts by name, the default one first.
    pub hosts: &'a PlacedMap<HostDecl>,
    /// Where requests carry the access token. Without it, requests carry none.
    pub token: Option<&'a TokenDecl>,
    /// The response headers that the runtime reads.
    pub headers: Option<&'a ResponseHeadersDecl>,
    /// The fields of an error response.
    pub envelope: Option<&'a EnvelopeDecl>,
    /// The field of a body that holds the response.
    pub payload: Option<&'a PlacedText>,
    /// The errors that any operation may return.
    pub errors: Option<&'a [ErrorRowDecl]>,
}

impl<'a> DialectKeys<'a> {
    /// Returns the keys of the default dialect.
    pub fn of_api(file: &'a ApiDecl) -> Self {
        Self {
            hosts: &file.hosts,
            token: file.token.as_ref(),
            headers: file.headers.as_ref(),
            envelope: file.envelope.as_ref(),
            payload: file.payload.as_ref(),
            errors: file.errors.as_deref(),
        }
    }

    /// Returns the keys of another dialect.
    pub fn of_dialect(decl: &'a DialectDecl) -> Self {
        Self {
            hosts: &decl.hosts,
            token: decl.token.as_ref(),
            headers: decl.headers.as_ref(),
            envelope: decl.envelope.as_ref(),
            payload: decl.payload.as_ref(),
            errors: decl.errors.as_deref(),
        }
    }
}
