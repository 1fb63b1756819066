//! Maps markup elements to their role in a document.

/// Role of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ElementRole {
    /// Skipped with its content.
    Skipped,
    Title,
    Heading,
    CodeBlock,
    Bold,
    Table,
    Row,
    Cell,
    List,
    Item,
    /// Starts and ends a paragraph.
    Block,
    Inline,
}

/// Start tag of an element.
#[derive(Debug)]
pub(super) struct Element<'a> {
    pub(super) name: &'a str,
    pub(super) role: ElementRole,
    /// Number of columns and rows that a cell spans.
    pub(super) columns: usize,
    pub(super) rows: usize,
}

impl<'a> Element<'a> {
    /// Creates an element without attributes.
    pub(super) fn plain(name: &'a str) -> Self {
        Self { name, role: role(name), columns: 1, rows: 1 }
    }
}

/// Returns the role of an element by its name.
pub(super) fn role(name: &str) -> ElementRole {
    match name {
        "script" | "style" | "template" | "noscript" | "svg" | "math" | "iframe" | "object" | "canvas" | "video"
        | "audio" | "nav" | "aside" | "footer" | "button" | "select" | "textarea" | "dialog" | "noframes"
        | "noembed" | "xmp" => ElementRole::Skipped,
        "title" => ElementRole::Title,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => ElementRole::Heading,
        "pre" | "listing" => ElementRole::CodeBlock,
        "b" | "strong" => ElementRole::Bold,
        "table" => ElementRole::Table,
        "tr" => ElementRole::Row,
        "td" | "th" => ElementRole::Cell,
        "ul" | "ol" | "menu" => ElementRole::List,
        "li" => ElementRole::Item,
        "a" | "abbr" | "acronym" | "bdi" | "bdo" | "big" | "cite" | "code" | "data" | "del" | "dfn" | "em" | "font"
        | "i" | "img" | "ins" | "kbd" | "label" | "mark" | "picture" | "q" | "s" | "samp" | "small" | "source"
        | "span" | "strike" | "sub" | "sup" | "time" | "tt" | "u" | "var" | "wbr" => ElementRole::Inline,
        _ => ElementRole::Block,
    }
}

/// Returns the role that a `role` attribute states.
pub(super) fn stated_role(word: &str) -> Option<ElementRole> {
    Some(match word {
        "table" | "grid" | "treegrid" => ElementRole::Table,
        "row" => ElementRole::Row,
        "cell" | "gridcell" | "columnheader" | "rowheader" => ElementRole::Cell,
        "heading" => ElementRole::Heading,
        "navigation" | "banner" | "complementary" | "contentinfo" | "search" | "menu" | "menubar" | "dialog"
        | "alertdialog" => ElementRole::Skipped,
        _ => return None,
    })
}

/// Returns `true` for elements without an end tag.
pub(super) fn is_void(name: &str) -> bool {
    const VOID: &[&str] = &[
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    ];
    VOID.contains(&name)
}

/// Returns `true` if the end tag is optional.
pub(super) fn ends_by_itself(name: &str) -> bool {
    matches!(name, "p" | "dd" | "dt" | "option" | "optgroup" | "rp" | "rt" | "tbody" | "thead" | "tfoot" | "colgroup")
}

/// Elements of the role [`ElementRole::Block`] that pages have.
const BLOCKS: &str = "div section article blockquote details summary dl figure center caption main header";

/// Returns `true` if a name in angle brackets is an HTML element, as opposed to a type argument.
pub(super) fn is_element(name: &str) -> bool {
    !name.is_empty() && role(name) != ElementRole::Block
        || is_void(name)
        || ends_by_itself(name)
        || BLOCKS.split(' ').any(|block| block == name)
}
