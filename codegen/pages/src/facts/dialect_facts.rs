//! Facts of a dialect, which pages repeat for each operation.

use dingtalk_spec::{ApiDecl, EnvelopeDecl, HostDecl, PlacedMap, PlacedText, TokenDecl};

/// The header of the access token where no spec names it.
const TOKEN_HEADER: &str = "x-acs-dingtalk-access-token";

/// Facts of a dialect.
#[derive(Clone, Debug)]
pub(crate) struct DialectFacts {
    /// Key in the spec; empty for the default dialect.
    pub(crate) key: String,
    pub(crate) hosts: Vec<PlacedText>,
    /// Header of the access token, if it is in one.
    pub(crate) token_header: Option<String>,
    /// Field of the response body that holds the response.
    pub(crate) payload: Option<String>,
    /// Fields of the response body beside the payload.
    pub(crate) envelope: Vec<String>,
}

impl DialectFacts {
    /// Returns the dialects of a spec, the default one first. Without a spec, there is only that.
    pub(crate) fn all(api: Option<&ApiDecl>) -> Vec<Self> {
        let Some(api) = api else { return vec![Self::unknown()] };
        let default = Self::new("", Some(&api.hosts), api.token.as_ref(), api.envelope.as_ref(), api.payload.as_ref());
        let others = api.dialects.iter().flatten().map(|entry| {
            let decl = &entry.value;
            let (token, envelope) = (decl.token.as_ref(), decl.envelope.as_ref());
            Self::new(&entry.key.value, Some(&decl.hosts), token, envelope, decl.payload.as_ref())
        });
        [default].into_iter().chain(others).collect()
    }

    /// Returns the dialect that pages are read in where no spec is at hand.
    pub(crate) fn unknown() -> Self {
        Self { token_header: Some(TOKEN_HEADER.to_owned()), ..Self::new("", None, None, None, None) }
    }

    fn new(
        key: &str,
        hosts: Option<&PlacedMap<HostDecl>>,
        token: Option<&TokenDecl>,
        envelope: Option<&EnvelopeDecl>,
        payload: Option<&PlacedText>,
    ) -> Self {
        Self {
            key: key.to_owned(),
            hosts: hosts.into_iter().flatten().map(|entry| entry.value.url.clone()).collect(),
            token_header: token.and_then(|token| token.header.as_ref()).map(|header| header.value.clone()),
            payload: payload.map(|payload| payload.value.clone()),
            envelope: envelope.filter(|_| payload.is_some()).map(envelope_fields).unwrap_or_default(),
        }
    }
}

/// Returns the outermost fields of an envelope.
fn envelope_fields(envelope: &EnvelopeDecl) -> Vec<String> {
    let optional = [&envelope.message, &envelope.request_id, &envelope.scopes];
    let sub_code = envelope.sub_code.iter().flat_map(|sub| sub.code.iter().chain(sub.message.iter().flatten()));
    let success = envelope.success.iter().flatten().map(|flag| &flag.field);
    let paths = envelope.code.iter().chain(optional.into_iter().flatten().flatten()).chain(sub_code).chain(success);
    paths.map(|path| path.value.split('.').next().unwrap_or_default().to_owned()).collect()
}
