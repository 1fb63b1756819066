//! The features of services in a manifest.

use toml_edit::{Array, Document, Item, Table};

/// The key of the list of features that are on by default.
const DEFAULT: &str = "default";

/// The manifest with a feature for each service, which is on by default. A new one follows that of the service before it; comments and
/// layout stay.
pub(super) fn with_services(manifest: &str, services: &[&str]) -> Result<String, String> {
    let mut text = manifest.to_owned();
    for (index, service) in services.iter().enumerate() {
        let neighbors = Neighbors { before: services[..index].last().copied(), after: &services[index + 1..] };
        text = with_feature(&text, service, &neighbors)?;
        text = with_default(&text, service, &neighbors)?;
    }
    Ok(text)
}

/// The services around one. The one before it has its feature already.
struct Neighbors<'a> {
    before: Option<&'a str>,
    after: &'a [&'a str],
}

fn with_feature(text: &str, service: &str, neighbors: &Neighbors<'_>) -> Result<String, String> {
    let document = parse(text)?;
    let features = features(&document)?;
    if features.contains_key(service) {
        return Ok(text.to_owned());
    }
    let line = format!("{service} = []\n");
    let start = |key: &str| features.get_key_value(key)?.0.span().map(|span| span.start);
    // A value of many lines ends in the last one.
    let end = |key: &str| features.get(key)?.span().map(|span| end_of_line(text, span.end));
    let place = match neighbors.before.and_then(end) {
        None => neighbors.after.iter().find_map(|key| start(key)),
        end => end,
    };
    let place = place.or_else(|| features.iter().last().and_then(|(key, _)| end(key)));
    let added = place.map(|place| inserted(text, place, &line)).filter(|added| {
        let count = |text| parse(text).ok().and_then(|document| self::features(&document).ok().map(Table::len));
        count(added) == Some(features.len() + 1)
    });
    added.ok_or_else(|| format!("write `{service} = []` under `[features]`: it cannot be added there"))
}

fn with_default(text: &str, service: &str, neighbors: &Neighbors<'_>) -> Result<String, String> {
    let document = parse(text)?;
    let array = features(&document)?.get(DEFAULT).and_then(Item::as_array);
    let array = array.ok_or_else(|| format!("`[features]` has no list `{DEFAULT}`"))?;
    if position(array, service).is_some() {
        return Ok(text.to_owned());
    }
    let (index, is_after) = match neighbors.before.and_then(|key| position(array, key)) {
        Some(index) => (Some(index), true),
        None => match neighbors.after.iter().find_map(|key| position(array, key)) {
            Some(index) => (Some(index), false),
            None => (array.len().checked_sub(1), true),
        },
    };
    let name = format!("\"{service}\"");
    let added = match index.and_then(|index| array.get(index)?.span()) {
        Some(span) => {
            let space = space_before(text, span.start);
            if is_after {
                inserted(text, span.end, &format!(",{space}{name}"))
            } else {
                inserted(text, span.start, &format!("{name},{space}"))
            }
        }
        None => array.span().map_or_else(|| text.to_owned(), |span| inserted(text, span.start + 1, &name)),
    };
    Ok(added)
}

fn parse(text: &str) -> Result<Document<&str>, String> {
    Document::parse(text).map_err(|error| error.to_string().trim_end().to_owned())
}

fn features<'a>(document: &'a Document<&str>) -> Result<&'a Table, String> {
    document.get("features").and_then(Item::as_table).ok_or_else(|| "it has no table `[features]`".to_owned())
}

fn position(array: &Array, service: &str) -> Option<usize> {
    array.iter().position(|name| name.as_str() == Some(service))
}

/// The place behind the line that holds this place.
fn end_of_line(text: &str, place: usize) -> usize {
    text[place..].find('\n').map_or(text.len(), |end| place + end + 1)
}

/// What separates two items of a list: the line break and the indentation before one, or a space.
fn space_before(text: &str, place: usize) -> &str {
    let before = &text[..place];
    let line = before.rfind('\n').unwrap_or_default();
    if before[line..].trim().is_empty() && line > 0 { &before[line..] } else { " " }
}

fn inserted(text: &str, place: usize, added: &str) -> String {
    let (before, after) = text.split_at(place);
    // The last line of a file may have no end.
    let end = if added.ends_with('\n') && !before.ends_with('\n') { "\n" } else { "" };
    format!("{before}{end}{added}{after}")
}

#[cfg(test)]
mod tests {
    use super::with_services;

    const SERVICES: [&str; 3] = ["im", "rooms", "user"];

    fn assert_added(manifest: &str, expected: &str) {
        let added = with_services(manifest, &SERVICES).expect("a manifest");
        assert_eq!(added, expected);
        assert_eq!(with_services(&added, &SERVICES).as_deref(), Ok(expected));
    }

    #[test]
    fn a_feature_goes_after_that_of_the_service_before_it() {
        assert_added(
            "[features] # All.\ndefault = [\"im\", \"tls\", \"user\"]\n# Chats.\nim = [] # Messages.\n# People.\nuser = []\n\n[lib]\n",
            "[features] # All.\ndefault = [\"im\", \"rooms\", \"tls\", \"user\"]\n# Chats.\nim = [] # Messages.\nrooms = []\n# People.\nuser = []\n\n[lib]\n",
        );
    }

    #[test]
    fn the_first_service_goes_before_the_next_one() {
        assert_added(
            "[features]\ndefault = [\n    \"rooms\", # Rooms.\n    \"user\",\n]\n# Services.\nrooms = []\nuser = [\n    \"rooms\",\n]\n",
            "[features]\ndefault = [\n    \"im\",\n    \"rooms\", # Rooms.\n    \"user\",\n]\n# Services.\nim = []\nrooms = []\nuser = [\n    \"rooms\",\n]\n",
        );
    }

    #[test]
    fn the_features_of_all_services_follow_the_others() {
        assert_added(
            "[features]\ndefault = []\ntls = []",
            "[features]\ndefault = [\"im\", \"rooms\", \"user\"]\ntls = []\nim = []\nrooms = []\nuser = []\n",
        );
    }

    #[test]
    fn what_cannot_be_added_is_named() {
        for (manifest, says) in [
            ("[package]\n", "it has no table `[features]`"),
            ("[features]\n", "write `im = []` under `[features]`: it cannot be added there"),
            ("[features]\nim = []\n", "`[features]` has no list `default`"),
            ("[features", "TOML parse error at line 1"),
        ] {
            let error = with_services(manifest, &SERVICES).expect_err(manifest);
            assert!(error.starts_with(says), "{error}");
        }
    }
}
