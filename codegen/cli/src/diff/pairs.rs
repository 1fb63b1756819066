//! Pairs the items of two specs.

use std::collections::HashMap;

/// An item of the old list, of the new one, or of both.
pub(super) enum Pair<'a, T: ?Sized> {
    Both(&'a T, &'a T),
    Added(&'a T),
    Removed(&'a T),
}

/// A key by which two items are the same.
pub(super) type Key<'k, T> = &'k dyn Fn(&T) -> String;

/// Pairs items that share a key: by the first key, then the rest by the next one. Pairs are in the order of the new list; removed items come last.
pub(super) fn pairs<'a, T>(
    old: impl IntoIterator<Item = &'a T>,
    new: impl IntoIterator<Item = &'a T>,
    keys: &[Key<'_, T>],
) -> Vec<Pair<'a, T>> {
    let mut old: Vec<Option<&T>> = old.into_iter().map(Some).collect();
    let new: Vec<&T> = new.into_iter().collect();
    let mut of_new: Vec<Option<&T>> = vec![None; new.len()];
    for key in keys {
        let mut left: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, thing) in old.iter().enumerate().rev() {
            if let Some(thing) = thing {
                left.entry(key(thing)).or_default().push(index);
            }
        }
        for (thing, pair) in new.iter().zip(&mut of_new).filter(|(_, pair)| pair.is_none()) {
            *pair = left.get_mut(&key(thing)).and_then(Vec::pop).and_then(|index| old[index].take());
        }
    }
    let paired = new.into_iter().zip(of_new).map(|(new, old)| match old {
        Some(old) => Pair::Both(old, new),
        None => Pair::Added(new),
    });
    paired.chain(old.into_iter().flatten().map(Pair::Removed)).collect()
}

/// Returns true if items of both lists are in another order.
pub(super) fn is_reordered<'a, T: 'a>(pairs: &[Pair<'a, T>], old: impl IntoIterator<Item = &'a T>) -> bool {
    let index: HashMap<*const T, usize> =
        old.into_iter().enumerate().map(|(index, thing)| (std::ptr::from_ref(thing), index)).collect();
    let both = pairs.iter().filter_map(|pair| match pair {
        Pair::Both(old, _) => index.get(&std::ptr::from_ref(*old)),
        Pair::Added(_) | Pair::Removed(_) => None,
    });
    !both.is_sorted()
}
