//! What the elements of markup mean for the parts of a page.

use html5ever::LocalName;

/// What an element does to the text in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ElementRole {
    /// Nothing of it is read.
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
    /// It begins and ends a paragraph.
    Block,
    Inline,
}

/// An element as it is opened.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: LocalName,
    pub(super) role: ElementRole,
    /// How many columns and rows it covers, if it is a cell.
    pub(super) columns: usize,
    pub(super) rows: usize,
}

impl Element {
    /// An element without attributes.
    pub(super) fn plain(name: &str) -> Self {
        let name = LocalName::from(name);
        let role = role(&name);
        Self { name, role, columns: 1, rows: 1 }
    }
}

/// What an element means by its name.
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

/// What the attribute `role` says that an element is.
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

/// Whether an element has no end.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether the end of an element may be left out without the next one standing in it.
pub(super) fn ends_by_itself(name: &str) -> bool {
    matches!(name, "p" | "dd" | "dt" | "option" | "optgroup" | "rp" | "rt" | "tbody" | "thead" | "tfoot" | "colgroup")
}

/// Whether a word between angle brackets is an element that pages use, and not the parameter of a type.
pub(super) fn is_element(name: &str) -> bool {
    !name.is_empty() && role(name) != ElementRole::Block
        || is_void(name)
        || ends_by_itself(name)
        || matches!(
            name,
            "div"
                | "section"
                | "article"
                | "blockquote"
                | "details"
                | "summary"
                | "dl"
                | "figure"
                | "center"
                | "caption"
                | "main"
                | "header"
        )
}
