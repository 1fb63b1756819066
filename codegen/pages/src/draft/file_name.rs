//! Names of a draft's folder and file.

use dingtalk_codegen::resolve::names::{self, NameKind};

/// Maximum length of a generated name, in characters.
const MAX_NAME: usize = 64;

/// File names that the spec reserves.
const TAKEN: &[&str] = &["types"];

/// Returns the folder name of a service.
pub(super) fn service(wanted: &str) -> String {
    let name = name(wanted, "service");
    let ty = names::derive(NameKind::Type, &name);
    let lists = [names::TYPES, names::ROOT_TYPES, names::CLIENTS].concat();
    let is_taken = is_taken(&name, names::SERVICES) || ty.is_some_and(|ty| lists.contains(&ty.as_str()));
    if is_taken { format!("{name}_service") } else { name }
}

/// Returns the file name of an operation, without extension.
pub(super) fn operation(wanted: &str) -> String {
    let name = name(wanted, "operation");
    let is_taken = is_taken(&name, names::OPERATIONS) || is_taken(&name, TAKEN);
    if is_taken { format!("{name}_operation") } else { name }
}

/// Derives service and operation from method and path.
pub(super) fn of_path(method: &str, path: &str) -> (String, String) {
    let literal = path.split('/').filter(|segment| !segment.is_empty() && !segment.contains('{'));
    let mut segments = literal.skip_while(|segment| is_version(segment));
    let version = path.split('/').find(|segment| is_version(segment)).map_or("1", |version| &version[1..]);
    let major = version.split('.').next().unwrap_or("1");
    let service = segments.next().unwrap_or_default();
    let service = if major == "1" { service.to_owned() } else { format!("{service}_v{major}") };
    let verb = if method == "POST" { String::new() } else { format!("{method}_").to_ascii_lowercase() };
    let rest: Vec<&str> = segments.collect();
    let rest = if rest.is_empty() { service.clone() } else { rest.join("_") };
    (service, format!("{verb}{rest}"))
}

/// Returns `true` for segments such as `v1.0`.
fn is_version(segment: &str) -> bool {
    segment.strip_prefix('v').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().all(|c| c.is_ascii_digit() || c == '.')
    })
}

fn is_taken(name: &str, taken: &[&str]) -> bool {
    taken.iter().any(|taken| taken.strip_prefix("r#").unwrap_or(taken) == name)
}

/// Returns a name of `a-z`, `0-9` and `_` that starts with a letter.
fn name(wanted: &str, otherwise: &str) -> String {
    let ascii: String = wanted.chars().map(|c| if c.is_ascii() { c } else { '_' }).take(MAX_NAME).collect();
    // Deriving twice makes truncated and escaped names stable.
    let once = names::derive(NameKind::Module, &ascii);
    let twice = once.and_then(|name| names::derive(NameKind::Module, name.bare()));
    twice.map_or_else(|| otherwise.to_owned(), |name| name.bare().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{of_path, operation, service};

    #[test]
    fn names_come_from_the_path() {
        let names = |method, path| {
            let (folder, file) = of_path(method, path);
            format!("{}/{}", service(&folder), operation(&file))
        };
        assert_eq!(names("POST", "/v1.0/convFile/conversations/links/send"), "conv_file/conversations_links_send");
        assert_eq!(names("GET", "/v2.0/storage/spaces/{spaceId}"), "storage_v2/get_spaces");
        assert_eq!(names("POST", "/v1.0/send"), "send_service/send");
        assert_eq!(names("POST", "/{a}"), "service/operation");
        assert_eq!(names("POST", "/v1.0/im/types"), "im/types_operation");
    }
}
