//! Which ways each shape travels: what a request leads to goes out, what an answer leads to comes back.

use crate::model::{Answer, Definition, Name, Operation, Shape, SharedTypes, Travels, Type};
use std::collections::{HashMap, HashSet};

/// Marks the shapes of a service's operations, and then those that the operations share.
pub(crate) fn resolve(operations: &mut [Operation], types: Option<&mut SharedTypes>) {
    let mut used = Used::default();
    {
        let shared = types.as_deref().map(|types| types.definitions.as_slice()).unwrap_or_default();
        let shared = index(shared);
        for operation in operations.iter_mut() {
            mark(operation, &shared, &mut used);
        }
    }
    for definition in types.into_iter().flat_map(|types| &mut types.definitions) {
        if let Definition::Shape(shape) = definition {
            shape.travels = used.travels(&shape.name);
        }
    }
}

/// The names of the shapes that requests and answers lead to.
#[derive(Default)]
struct Used {
    out: HashSet<Name>,
    back: HashSet<Name>,
}

impl Used {
    /// The ways of a shape; both if nothing leads to it, since nothing is known of it then.
    fn travels(&self, name: &Name) -> Travels {
        let travels = Travels { out: self.out.contains(name), back: self.back.contains(name) };
        if travels == Travels::default() { Travels { out: true, back: true } } else { travels }
    }
}

type Index<'a> = HashMap<&'a Name, &'a Shape>;

fn index(definitions: &[Definition]) -> Index<'_> {
    let shapes = definitions.iter().filter_map(|definition| match definition {
        Definition::Shape(shape) => Some((&shape.name, shape)),
        Definition::Enum(_) => None,
    });
    shapes.collect()
}

fn mark(operation: &mut Operation, shared: &Index<'_>, used: &mut Used) {
    let local = index(&operation.definitions);
    let mut walk = Walk { local: &local, shared, found: HashSet::new(), secret: false };
    walk.shape(&operation.request);
    let out = std::mem::take(&mut walk.found);
    walk.secret = false;
    match &operation.answer {
        Answer::Nothing => {}
        Answer::Members(shape) => walk.shape(shape),
        Answer::Whole(ty, _) => walk.through([ty]),
    }
    let (back, secret) = (walk.found, walk.secret);
    operation.secret_response = secret;
    let own = Used { out, back };
    for definition in &mut operation.definitions {
        if let Definition::Shape(shape) = definition {
            shape.travels = own.travels(&shape.name);
        }
    }
    used.out.extend(own.out);
    used.back.extend(own.back);
}

/// A walk from type to type.
struct Walk<'a> {
    local: &'a Index<'a>,
    shared: &'a Index<'a>,
    found: HashSet<Name>,
    /// Whether a secret was met.
    secret: bool,
}

impl<'a> Walk<'a> {
    fn shape(&mut self, shape: &'a Shape) {
        self.through(shape.members.iter().map(|member| &member.ty));
    }

    fn through(&mut self, types: impl IntoIterator<Item = &'a Type>) {
        let mut next: Vec<&Type> = types.into_iter().collect();
        while let Some(ty) = next.pop() {
            match ty.innermost() {
                Type::Secret => self.secret = true,
                Type::Object(name) if self.found.insert(name.clone()) => {
                    let shape = self.local.get(name).or_else(|| self.shared.get(name));
                    next.extend(shape.iter().flat_map(|shape| &shape.members).map(|member| &member.ty));
                }
                _ => {}
            }
        }
    }
}
