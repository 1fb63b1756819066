//! Facts of a dialect, which pages repeat for each operation.

use dingtalk_spec::{ApiDecl, DialectKeys, EnvelopeDecl, PlacedText};

/// The header of the access token where no spec names it.
const TOKEN_HEADER: &str = "x-acs-dingtalk-access-token";

/// Facts of a dialect.
#[derive(Clone, Debug, Default)]
pub(crate) struct DialectFacts {
    /// Key in the spec; empty for the default dialect.
    pub(crate) key: String,
    /// Hosts that serve its operations.
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
        let default = Self::new("", DialectKeys::of_api(api));
        let others = api.dialects.iter().flatten();
        let others = others.map(|entry| Self::new(&entry.key.value, DialectKeys::of_dialect(&entry.value)));
        [default].into_iter().chain(others).collect()
    }

    /// Returns the dialect that pages are read in where no spec is at hand.
    pub(crate) fn unknown() -> Self {
        Self { token_header: Some(TOKEN_HEADER.to_owned()), ..Self::default() }
    }

    fn new(key: &str, keys: DialectKeys<'_>) -> Self {
        let header = keys.token.and_then(|token| token.header.as_ref());
        Self {
            key: key.to_owned(),
            hosts: keys.hosts.iter().map(|entry| entry.value.url.clone()).collect(),
            token_header: header.map(|header| header.value.clone()),
            payload: keys.payload.map(|payload| payload.value.clone()),
            envelope: keys.envelope.filter(|_| keys.payload.is_some()).map(envelope_fields).unwrap_or_default(),
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
