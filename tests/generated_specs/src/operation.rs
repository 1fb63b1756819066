//! One operation file.

use crate::dice::Dice;
use crate::fields::{FieldGenerator, Side, TypeContext};
use crate::names::{self, Names};
use crate::yaml::{list, map, put};
use crate::{errors, example, request, text};
use serde_yaml::{Mapping, Value};

/// Reserved names of operations.
pub(crate) const TAKEN: &[&str] = &["clone", "fmt", "into", "mod", "new", "try_into", "types"];

/// The name of another operation.
pub(crate) fn name(names: &mut Names, dice: &mut Dice) -> String {
    let name = names::operation(dice);
    if names.claim(&name, "n") { name } else { names.invent(&name, "_") }
}

/// The file of an operation.
pub(crate) fn file(service: &str, name: &str, around: &TypeContext<'_>, dice: &mut Dice) -> Mapping {
    dice.next_file();
    let mut file = map([("name", name.into()), ("summary", text::sentence(dice).into())]);
    if dice.often(400) {
        put(&mut file, "doc", text::paragraphs(dice));
    }
    if dice.rarely(300) {
        put(&mut file, "deprecated", text::sentence(dice));
    }
    put(&mut file, "pages", pages(dice));
    if dice.rarely(200) {
        put(&mut file, "except", exceptions(dice));
    }
    if dice.often(900) {
        put(&mut file, "access", access(dice));
    }
    let mut generator = FieldGenerator::new(dice, around);
    let request = request::request(service, name, &mut generator);
    let response = response(&mut generator);
    let errors = dice.weigh(&[(15, 0), (10, 3), (20, 4), (20, 5), (15, 6), (10, 8), (10, 10)]);
    let example = dice.often(800).then(|| example::example(&request, response.as_ref(), around.shared, dice));
    put(&mut file, "request", request);
    if let Some(response) = response {
        put(&mut file, "response", response);
    }
    if errors > 0 {
        put(&mut file, "errors", errors::rows(errors, dice));
    }
    if let Some(example) = example {
        put(&mut file, "example", example);
    }
    file
}

/// The file of the shared types of a service.
pub(crate) fn types(identifiers: &[String], dice: &mut Dice) -> Mapping {
    dice.next_file();
    let none = Mapping::new();
    let around = TypeContext { identifiers, shared: &none };
    let mut generator = FieldGenerator::new(dice, &around);
    for _ in 0..generator.dice.between(1..=4) {
        let name = names::ty(generator.dice);
        if generator.types.claim(&name, "") {
            generator.named.push(name);
        }
    }
    let mut types = Mapping::new();
    for name in generator.named.clone() {
        let field = generator.shared(&name);
        put(&mut types, &name, field);
    }
    map([("doc", text::sentence(dice).into()), ("types", types.into())])
}

/// The fields of the response, or its type if it is one value, unless it is empty.
fn response(generator: &mut FieldGenerator<'_>) -> Option<Mapping> {
    if generator.dice.rarely(2_850) {
        return None;
    }
    if generator.dice.rarely(1_000) {
        return Some(generator.whole("ResponseValue", "ResponseItem", Side::Response));
    }
    let count = generator.dice.weigh(&[(35, 1), (25, 2), (20, 3), (10, 5), (6, 8), (4, 14)]);
    Some(generator.fields(&mut Names::new(&[]), "Response", count, 0, Side::Response))
}

fn pages(dice: &mut Dice) -> Value {
    let page = |language: &'static str, dice: &mut Dice| {
        let mut page = map([("language", language.into()), ("title", text::phrase(dice).into())]);
        if dice.often(500) {
            put(&mut page, "url", "https://docs.generated.example/page?a=b&c=[d]");
        }
        put(&mut page, "reviewed", format!("2026-{:02}-{:02}", dice.between(1..=12), dice.between(1..=28)));
        if dice.rarely(200) {
            put(&mut page, "rows", rows(dice));
        }
        page
    };
    let mut pages = vec![page("en", dice)];
    if dice.often(100) {
        pages.push(page("zh", dice));
    }
    list(pages)
}

/// Accepted rows, whose names need not be in the spec.
fn rows(dice: &mut Dice) -> Mapping {
    let mut rows = Mapping::new();
    for number in 0..dice.between(1..=8) {
        let digest: String = (0..10).map(|_| dice.pick(&["b", "c", "d", "f", "n", "t", "z"])).collect();
        put(&mut rows, &format!("{} {number}{}", dice.pick(&["query", "body", "error 400"]), fact_end(dice)), digest);
    }
    rows
}

fn exceptions(dice: &mut Dice) -> Value {
    let entry = |fact: String, dice: &mut Dice| {
        map([("fact", fact.into()), ("says", text::phrase(dice).into()), ("because", text::sentence(dice).into())])
    };
    let fact = format!("response {}", fact_end(dice));
    let mut entries = vec![entry("method".to_owned(), dice), entry(fact, dice)];
    for (entry, language) in entries.iter_mut().zip(["en", "zh"]) {
        put(entry, "on", list([language]));
    }
    list(entries)
}

/// The name of a field, which may contain any characters.
fn fact_end(dice: &mut Dice) -> String {
    text::word(dice).split_whitespace().collect::<Vec<_>>().join("_")
}

fn access(dice: &mut Dice) -> Mapping {
    let mut access = map([("apps", list([text::word(dice)]))]);
    let permission = map([("code", text::word(dice).into()), ("name", text::phrase(dice).into())]);
    put(&mut access, "permissions", list([Value::from(permission), text::word(dice).into()]));
    access
}
