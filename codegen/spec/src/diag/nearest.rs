//! The known word that a misspelt one was meant to be.

/// The minimum similarity of a misspelt word; 1 is equality.
const ALIKE: f64 = 0.8;

/// The known word that is most like `word`, if one is like it.
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let plain = |word: &str| word.to_lowercase().replace(['-', ' '], "_");
    let word = plain(word);
    known
        .iter()
        .map(|known| (strsim::jaro_winkler(&word, &plain(known)), *known))
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, known)| known)
}
