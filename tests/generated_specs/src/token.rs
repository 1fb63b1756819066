//! The operation that grants access tokens, and its entry in `api.yaml`.

use crate::dice::Dice;
use crate::names::{self, Names};
use crate::text;
use crate::yaml::{map, put};
use serde_yaml::Mapping;

/// An operation that grants access tokens.
pub(crate) struct TokenOperation {
    pub(crate) file: Mapping,
    /// The value of `fetch` in `api.yaml`.
    pub(crate) fetch: Mapping,
}

/// An operation of a service with this name.
pub(crate) fn operation(service: &str, name: &str, dice: &mut Dice) -> TokenOperation {
    dice.next_file();
    let mut request = map([
        ("method", "POST".into()),
        ("path", format!("/v1.0/{service}/{name}").into()),
        ("idempotent", true.into()),
        ("token", false.into()),
    ]);
    let mut names = Names::new(&[]);
    let [(key, takes_key), (secret, takes_secret)] = ["string", "secret"].map(|ty| field(ty, &mut names, dice));
    let takes = [(secret.as_str(), takes_secret.into()), (key.as_str(), takes_key.into())];
    put(&mut request, dice.pick(&["query", "body"]), map(takes));
    let operation = format!("{service}/{name}");
    let mut fetch = map([("operation", operation.into()), ("key", key.into()), ("secret", secret.into())]);
    let mut file = map([("name", name.into()), ("summary", text::sentence(dice).into()), ("request", request.into())]);
    put(&mut file, "response", response(&mut fetch, dice));
    TokenOperation { file, fetch }
}

/// The response with a token, and optionally its lifetime in seconds.
fn response(fetch: &mut Mapping, dice: &mut Dice) -> Mapping {
    let mut names = Names::new(&[]);
    let mut response = Mapping::new();
    for (key, ty) in [("token", "secret"), ("expires_in", dice.pick(&["int32", "int64"]))] {
        let (wire, mut field) = field(ty, &mut names, dice);
        if key == "token" || dice.often(500) {
            put(&mut field, "reason", text::sentence(dice));
        } else {
            field.remove("required");
        }
        put(&mut response, &wire, field);
        put(fetch, key, wire);
    }
    if dice.often(200) {
        fetch.remove("expires_in");
    }
    response
}

/// A required field and its wire name.
fn field(ty: &str, names: &mut Names, dice: &mut Dice) -> (String, Mapping) {
    let wire = names::wire(dice);
    let wire = if names.claim(&wire, "n") { wire } else { names.invent("field", "_") };
    (wire, map([("type", ty.into()), ("required", true.into()), ("doc", text::sentence(dice).into())]))
}
