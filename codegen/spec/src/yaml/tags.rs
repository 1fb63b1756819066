//! Reports tags such as `!!binary`, and directives that define them: the language uses neither. `serde_yaml` names tags with one `!` and skips
//! the others.

use crate::diag::{Code, NodePath, Sink};
use crate::yaml::outline::Outline;

/// The handle of tags with two exclamation marks.
const CORE_SCHEMA: &str = "tag:yaml.org,2002:";

/// Reports the directives of a file, and each tag that the first reading passes over.
pub(crate) fn report(source: &str, root: &NodePath, sink: &mut Sink) {
    let directive = source.lines().position(|line| line.starts_with('%'));
    let is_first = |line: &str| !line.trim_start().is_empty() && !line.trim_start().starts_with(['#', '%']);
    if let Some(number) = directive
        && !source.lines().take(number).any(is_first)
    {
        sink.report(Code::Syntax, &root.exact(number + 1, 1), "directives have no meaning here")
            .help("remove the line, and the `---` below it");
    }
    if !source.contains("!!") && !source.contains("!<") {
        return;
    }
    let Some(outline) = Outline::of(source) else { return };
    outline.visit_tags(root, &mut |path, tag| {
        let shown = match tag.handle() {
            // serde_yaml names these, so the first reading reports them.
            "!" => return,
            CORE_SCHEMA => format!("!!{}", tag.suffix()),
            _ => "!<…>".to_owned(),
        };
        sink.report(Code::Syntax, path, format!("the tag `{shown}` has no meaning here"))
            .help("remove it; quote the value if it is a text");
    });
}
