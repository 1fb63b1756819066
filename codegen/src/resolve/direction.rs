//! The direction of each object type: input if a request reaches it, output if a response does.

use crate::model::{Definition, Direction, Name, ObjectType, Operation, Response, SharedTypes, Type};
use std::collections::{HashMap, HashSet};

/// Sets the directions of the types of a service's operations, then of its shared types.
pub(crate) fn resolve(operations: &mut [Operation], types: Option<&mut SharedTypes>) {
    let mut used = UsedTypes::default();
    {
        let shared = types.as_deref().map(|types| types.definitions.as_slice()).unwrap_or_default();
        let shared = index(shared);
        for operation in operations.iter_mut() {
            mark(operation, &shared, &mut used);
        }
    }
    for definition in types.into_iter().flat_map(|types| &mut types.definitions) {
        if let Definition::Object(object) = definition {
            object.direction = used.direction(&object.name);
        }
    }
}

/// The names of the object types that requests and responses reach.
#[derive(Default)]
struct UsedTypes {
    inputs: HashSet<Name>,
    outputs: HashSet<Name>,
}

impl UsedTypes {
    /// The direction of a type; both if it is unreachable.
    fn direction(&self, name: &Name) -> Direction {
        let direction = Direction { input: self.inputs.contains(name), output: self.outputs.contains(name) };
        if direction == Direction::default() { Direction { input: true, output: true } } else { direction }
    }
}

type ObjectIndex<'a> = HashMap<&'a Name, &'a ObjectType>;

fn index(definitions: &[Definition]) -> ObjectIndex<'_> {
    definitions.iter().filter_map(Definition::object).map(|object| (&object.name, object)).collect()
}

fn mark(operation: &mut Operation, shared: &ObjectIndex<'_>, used: &mut UsedTypes) {
    let local = index(&operation.definitions);
    let mut walk = TypeWalk { local: &local, shared, found: HashSet::new(), secret: false };
    walk.object(&operation.request);
    let inputs = std::mem::take(&mut walk.found);
    walk.secret = false;
    match &operation.response {
        Response::Empty => {}
        Response::Fields(object) => walk.object(object),
        Response::Whole(ty, _) => walk.through(vec![ty]),
    }
    let (outputs, secret) = (walk.found, walk.secret);
    operation.secret_response = secret;
    let own = UsedTypes { inputs, outputs };
    for definition in &mut operation.definitions {
        if let Definition::Object(object) = definition {
            object.direction = own.direction(&object.name);
        }
    }
    used.inputs.extend(own.inputs);
    used.outputs.extend(own.outputs);
}

/// A walk from type to type.
struct TypeWalk<'a> {
    local: &'a ObjectIndex<'a>,
    shared: &'a ObjectIndex<'a>,
    found: HashSet<Name>,
    /// True if a secret was found.
    secret: bool,
}

impl<'a> TypeWalk<'a> {
    fn object(&mut self, object: &'a ObjectType) {
        self.through(object.types().collect());
    }

    fn through(&mut self, mut next: Vec<&'a Type>) {
        while let Some(ty) = next.pop() {
            match ty.innermost() {
                Type::Secret => self.secret = true,
                Type::Object(name) if self.found.insert(name.clone()) => {
                    if let Some(object) = self.local.get(name).or_else(|| self.shared.get(name)) {
                        next.extend(object.types());
                    }
                }
                _ => {}
            }
        }
    }
}
