//! The singular of the names of lists, for the names of their items.

/// Words whose last letters mislead, and their singular.
const IRREGULAR: &[(&str, &str)] = &[
    ("alias", "alias"),
    ("aliases", "alias"),
    ("caches", "cache"),
    ("canvas", "canvas"),
    ("children", "child"),
    ("cookies", "cookie"),
    ("goods", "goods"),
    ("indices", "index"),
    ("movies", "movie"),
    ("news", "news"),
    ("people", "person"),
    ("series", "series"),
    ("species", "species"),
    ("statuses", "status"),
];

/// Endings of plurals and what takes their place. The first that fits is used.
const ENDINGS: &[(&str, &str)] = &[
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("sses", "ss"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("xes", "x"),
    ("ies", "y"),
    ("s", ""),
];

/// Returns the singular of a name in snake case: of its last word, without a final `list`. The item of a `list` is an
/// `item`. Words of up to three letters, other than `ids`, stay as they are.
pub(super) fn singular(name: &str) -> String {
    if name == "list" {
        return "item".to_owned();
    }
    let name = name.strip_suffix("_list").unwrap_or(name);
    let start = name.rfind('_').map_or(0, |at| at + 1);
    let (before, word) = name.split_at(start);
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return format!("{before}{one}");
    }
    if word.len() <= 3 && word != "ids" {
        return name.to_owned();
    }
    let one = ENDINGS.iter().find_map(|(ending, one)| Some(format!("{before}{}{one}", word.strip_suffix(ending)?)));
    one.unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn plurals_of_apis_become_singular() {
        for (many, one) in [
            ("subject_list", "subject"),
            ("subjects", "subject"),
            ("user_ids_list", "user_id"),
            ("list", "item"),
            ("items", "item"),
            ("entries", "entry"),
            ("role_entries", "role_entry"),
            ("addresses", "address"),
            ("processes", "process"),
            ("batches", "batch"),
            ("boxes", "box"),
            ("responses", "response"),
            ("databases", "database"),
            ("sizes", "size"),
            ("leaves", "leave"),
            ("ids", "id"),
            ("infos", "info"),
            ("statuses", "status"),
            ("sub_children", "sub_child"),
        ] {
            assert_eq!(singular(many), one, "{many}");
        }
    }

    #[test]
    fn other_words_stay() {
        for word in ["status", "data", "address", "basis", "news", "sms", "user_vo", "s", "list_2", "playlist"] {
            assert_eq!(singular(word), word);
        }
    }
}
