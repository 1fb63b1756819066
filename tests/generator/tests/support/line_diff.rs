//! The difference between two texts, as version control shows it.

/// The lines of context around a change.
const CONTEXT: usize = 3;

/// The lines that only one of two texts has, with `-` or `+` in front, and the lines around them, with a space in front. It follows
/// a longest common subsequence.
pub fn diff(old: &str, new: &str) -> Vec<String> {
    let lines = edits(&old.lines().collect::<Vec<_>>(), &new.lines().collect::<Vec<_>>());
    let is_near = |index: usize| {
        let near = index.saturating_sub(CONTEXT)..lines.len().min(index + CONTEXT + 1);
        lines[near].iter().any(|line| is_changed(line))
    };
    (0..lines.len()).filter(|index| is_near(*index)).map(|index| lines[index].clone()).collect()
}

/// Returns true for a line that only one text has.
pub fn is_changed(line: &str) -> bool {
    !line.starts_with(' ')
}

fn edits(old: &[&str], new: &[&str]) -> Vec<String> {
    let same = |(one, other): &(&&str, &&str)| one == other;
    let head = old.iter().zip(new).take_while(same).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(same).count();
    let kept = |lines: &[&str]| lines.iter().map(|line| format!(" {line}")).collect::<Vec<_>>();
    let between = between(&old[head..old.len() - tail], &new[head..new.len() - tail]);
    [kept(&old[..head]), between, kept(&old[old.len() - tail..])].concat()
}

fn between(old: &[&str], new: &[&str]) -> Vec<String> {
    let lengths = common_lengths(old, new);
    let (mut left, mut right, mut lines) = (0, 0, Vec::new());
    while left < old.len() || right < new.len() {
        if left < old.len() && right < new.len() && old[left] == new[right] {
            lines.push(format!(" {}", old[left]));
            (left, right) = (left + 1, right + 1);
        } else if right == new.len() || left < old.len() && lengths[left + 1][right] >= lengths[left][right + 1] {
            lines.push(format!("-{}", old[left]));
            left += 1;
        } else {
            lines.push(format!("+{}", new[right]));
            right += 1;
        }
    }
    lines
}

/// The length of the longest common subsequence of each pair of tails.
fn common_lengths(old: &[&str], new: &[&str]) -> Vec<Vec<usize>> {
    let mut lengths = vec![vec![0; new.len() + 1]; old.len() + 1];
    for left in (0..old.len()).rev() {
        for right in (0..new.len()).rev() {
            lengths[left][right] = if old[left] == new[right] {
                lengths[left + 1][right + 1] + 1
            } else {
                lengths[left + 1][right].max(lengths[left][right + 1])
            };
        }
    }
    lengths
}
