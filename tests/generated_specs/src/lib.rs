//! Generates whole specs from a seed, for tests and measurements.
//!
//! A generated spec has the properties of `DingTalk`'s whole API: the same numbers of
//! parameters, fields, types and error rows, and rare constructs with the same or a higher frequency. It is always valid: an error that `check` reports is a bug of the checker or of this crate.

mod api;
mod dice;
mod errors;
mod example;
mod fields;
mod mix;
mod names;
mod operation;
mod request;
mod text;
mod token;
mod yaml;

pub use mix::{Mix, Texts};

use dice::Dice;
use fields::TypeContext;
use names::Names;
use serde_yaml::Mapping;
use std::collections::BTreeMap;

/// The number of operations of a service; the whole API has 3,289 in 125.
const OPERATIONS_OF_A_SERVICE: usize = 26;

/// A spec with this number of operations: the text of each file by its name, such as `api.yaml` and
/// `robot/send_card.yaml`. Deterministic.
///
/// # Panics
///
/// Panics if YAML cannot be written, which never happens.
#[must_use]
pub fn spec(mix: Mix, seed: u64, operations: usize) -> BTreeMap<String, String> {
    let mut dice = Dice::new(mix, seed);
    let mut services = Names::new(api::TAKEN_SERVICES);
    let identifiers = api::identifiers(&mut dice);
    let mut texts = BTreeMap::new();
    let mut described = Vec::new();
    let mut fetch = None;
    for first in (0..operations).step_by(OPERATIONS_OF_A_SERVICE) {
        let service = api::service_name(&mut services, &mut dice);
        let count = OPERATIONS_OF_A_SERVICE.min(operations - first);
        texts.extend(files(&service, count, &identifiers, &mut fetch, &mut dice));
        described.push(service);
    }
    texts.insert("api.yaml".to_owned(), yaml::text(&api::file(&identifiers, &described, fetch, &mut dice)));
    texts
}

/// The files of one service. One of its operations may grant access tokens, if none does yet.
fn files(
    service: &str,
    count: usize,
    identifiers: &[String],
    fetch: &mut Option<Mapping>,
    dice: &mut Dice,
) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let types = dice.rarely(20_000).then(|| operation::types(identifiers, dice));
    if let Some(types) = &types {
        texts.insert(format!("{service}/types.yaml"), yaml::text(types));
    }
    let shared = types.as_ref().and_then(|types| types["types"].as_mapping()).cloned().unwrap_or_default();
    let around = TypeContext { identifiers, shared: &shared };
    let mut names = Names::new(operation::TAKEN);
    for _ in 0..count {
        let name = operation::name(&mut names, dice);
        let file = if fetch.is_none() && dice.often(100) {
            let operation = token::operation(service, &name, dice);
            *fetch = Some(operation.fetch);
            operation.file
        } else {
            operation::file(service, &name, &around, dice)
        };
        texts.insert(format!("{service}/{name}.yaml"), yaml::text(&file));
    }
    texts
}
