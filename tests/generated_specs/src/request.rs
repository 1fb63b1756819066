//! The request of an operation: its path, its parameters and its body.

use crate::dice::Dice;
use crate::fields::{Carrier, FieldGenerator, Side};
use crate::names::{self, Names};
use crate::yaml::{map, put};
use serde_yaml::{Mapping, Value};

/// The places of a request, in the order of the spec.
pub(crate) const PLACES: [&str; 4] = ["path_parameters", "query", "headers", "body"];

/// The `request` of an operation file.
pub(crate) fn request(service: &str, name: &str, generator: &mut FieldGenerator<'_>) -> Mapping {
    let method = generator.dice.weigh(&[(1843, "POST"), (1056, "GET"), (277, "PUT"), (112, "DELETE")]);
    let method = if generator.dice.rarely(30) { "PATCH" } else { method };
    let mut request = map([("method", method.into())]);
    let parameters = path_parameters(generator.dice);
    put(&mut request, "path", path(service, name, &parameters, generator.dice));
    put(&mut request, "idempotent", matches!(method, "GET" | "PUT" | "DELETE"));
    if generator.dice.rarely(1_060) {
        put(&mut request, "token", false);
    }
    let mut names = Names::new(&[]);
    let query = (0..query_count(method, generator.dice)).map(|_| names::wire(generator.dice)).collect();
    let header_count = if generator.dice.rarely(2_250) { generator.dice.between(1..=2) } else { 0 };
    let headers = (0..header_count).map(|_| names::header(generator.dice)).collect();
    let groups = [(parameters, Carrier::Path), (query, Carrier::Query), (headers, Carrier::Header)];
    for (place, (wires, carrier)) in PLACES.into_iter().zip(groups) {
        let group = group(wires, carrier, &mut names, generator);
        if !group.is_empty() {
            put(&mut request, place, group);
        }
    }
    if generator.dice.rarely(200) {
        put(&mut request, "constant_headers", map([("x-generated-constant", "a value; of=one".into())]));
    }
    if has_body(method, generator.dice) {
        body(&mut request, &mut names, generator);
    }
    request
}

/// The fields of the body, which may be a form, or its type if it is one value.
fn body(request: &mut Mapping, names: &mut Names, generator: &mut FieldGenerator<'_>) {
    let count = generator.dice.weigh(&[(15, 1), (20, 2), (20, 3), (15, 4), (15, 6), (10, 9), (5, 15)]);
    let body = if generator.dice.rarely(1_460) {
        let mut body = generator.whole("RequestBody", "RequestBody", Side::Request);
        if generator.dice.often(700) {
            put(&mut body, "required", true);
        }
        names::rename(names, "body", "n", "whole", "_", &mut body);
        body
    } else if generator.dice.rarely(30) {
        put(request, "body_format", "form");
        let wires = (0..count).map(|_| names::wire(generator.dice)).collect();
        group(wires, Carrier::Form, names, generator)
    } else {
        generator.fields(names, "Request", count, 0, Side::Request)
    };
    put(request, "body", body);
}

/// The parameters of one place.
fn group(wires: Vec<String>, carrier: Carrier, names: &mut Names, generator: &mut FieldGenerator<'_>) -> Mapping {
    let mut group = Mapping::new();
    for wire in wires {
        if !group.contains_key(Value::from(wire.as_str())) {
            let field = generator.parameter(names, &wire, carrier);
            put(&mut group, &wire, field);
        }
    }
    group
}

fn path_parameters(dice: &mut Dice) -> Vec<String> {
    let count = dice.weigh(&[(1900, 0), (1000, 1), (320, 2), (60, 3), (9, 4)]);
    let mut parameters: Vec<String> = Vec::new();
    while parameters.len() < count {
        let name = names::parameter(dice);
        if !parameters.contains(&name) {
            parameters.push(name);
        }
    }
    parameters
}

/// A path with the parameters, mostly as whole segments.
fn path(service: &str, name: &str, parameters: &[String], dice: &mut Dice) -> String {
    let mut path = format!("/v1.0/{service}/{name}");
    for parameter in parameters {
        let (before, after) = if dice.rarely(300) { ("part-", ":x") } else { ("", "") };
        path.extend(["/", before, "{", parameter, "}", after]);
    }
    path
}

fn query_count(method: &str, dice: &mut Dice) -> usize {
    match method {
        "GET" | "DELETE" => dice.weigh(&[(30, 0), (20, 1), (20, 2), (15, 3), (10, 4), (5, 7)]),
        _ => dice.weigh(&[(70, 0), (20, 1), (7, 2), (3, 3)]),
    }
}

fn has_body(method: &str, dice: &mut Dice) -> bool {
    match method {
        "GET" | "DELETE" => dice.rarely(700),
        _ => !dice.rarely(10_000),
    }
}
