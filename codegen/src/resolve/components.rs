//! Strongly connected components of a directed graph, by Kosaraju's algorithm.

use std::mem;

/// The groups of nodes that lead to each other, each after the groups that it leads to. `edges` has the targets of each node.
pub(crate) fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut reversed = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for &to in targets {
            reversed[to].push(from);
        }
    }
    let mut seen = vec![false; edges.len()];
    let mut order = Vec::new();
    for start in 0..edges.len() {
        order.extend(search(&reversed, start, &mut seen));
    }
    let mut seen = vec![false; edges.len()];
    let groups = order.into_iter().rev().map(|start| search(edges, start, &mut seen));
    groups.filter(|group| !group.is_empty()).collect()
}

/// The nodes that a depth-first search is the first to see, in postorder. Not recursive: a spec decides how deep the graph is.
fn search(edges: &[Vec<usize>], start: usize, seen: &mut [bool]) -> Vec<usize> {
    let mut done = Vec::new();
    let mut path = Vec::new();
    let mut enter = |node: usize, path: &mut Vec<(usize, usize)>| {
        if !mem::replace(&mut seen[node], true) {
            path.push((node, 0));
        }
    };
    enter(start, &mut path);
    while let Some((node, next)) = path.last_mut() {
        if let Some(&target) = edges[*node].get(*next) {
            *next += 1;
            enter(target, &mut path);
        } else {
            done.push(*node);
            path.pop();
        }
    }
    done
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn groups_lead_to_those_before_them() {
        // 0 <-> 1 -> 2 -> 3 -> 4 -> 2, 5 -> 0, 6 alone.
        let edges = [vec![1], vec![0, 2], vec![3], vec![4], vec![2], vec![0, 5], vec![]];
        let mut groups = components(&edges);
        let of = |node: usize, groups: &[Vec<usize>]| groups.iter().position(|group| group.contains(&node));
        assert!(of(2, &groups) < of(0, &groups) && of(0, &groups) < of(5, &groups), "{groups:?}");
        for group in &mut groups {
            group.sort_unstable();
        }
        groups.sort_unstable();
        assert_eq!(groups, [vec![0, 1], vec![2, 3, 4], vec![5], vec![6]]);
    }

    #[test]
    fn a_long_chain_is_no_deep_recursion() {
        let length = 1_000_000;
        let edges: Vec<_> = (1..=length).map(|next| if next < length { vec![next] } else { Vec::new() }).collect();
        assert_eq!(components(&edges), (0..length).rev().map(|node| vec![node]).collect::<Vec<_>>());
    }
}
