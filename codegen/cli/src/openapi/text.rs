//! Text of a spec within descriptions, which are Markdown in OpenAPI.

use dingtalk_codegen::markdown;

/// A description, with one line for each paragraph.
pub(super) fn markdown(text: &str) -> String {
    let lines = markdown::paragraphs(text);
    let paragraphs: Vec<String> = lines.split(String::is_empty).map(|lines| lines.join(" ")).collect();
    paragraphs.join("\n\n")
}

/// A description of these paragraphs; none if there are none.
pub(super) fn description(paragraphs: impl IntoIterator<Item = String>) -> Option<String> {
    let paragraphs: Vec<String> = paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty()).collect();
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}
