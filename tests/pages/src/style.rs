//! Styles of saved pages.

/// Format of a saved page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SavedFormat {
    /// HTML saved by a browser.
    Html,
    /// HTML with tables without a head, and with line breaks in cells.
    HtmlFlat,
    /// Markdown with front matter and pipe tables.
    Markdown,
    /// Markdown with bold headings, and the basic information label merged into its table.
    MarkdownBold,
    /// Markdown with empty table headers and the labels in the first row.
    MarkdownBare,
    /// Markdown with HTML tables.
    MarkdownHtml,
    /// Copied text with tabs between cells.
    Tabs,
    /// Copied text with one line per cell.
    Lines,
    /// Copied text without separators.
    Joined,
    /// Like [`Self::Tabs`], with one line per list item.
    TabsListed,
    /// Like [`Self::Lines`], with one line per list item.
    LinesListed,
    /// Like [`Self::Joined`], with one line per list item.
    JoinedListed,
}

impl SavedFormat {
    /// All formats.
    pub const ALL: [Self; 12] = [
        Self::Html,
        Self::HtmlFlat,
        Self::Markdown,
        Self::MarkdownBold,
        Self::MarkdownBare,
        Self::MarkdownHtml,
        Self::Tabs,
        Self::Lines,
        Self::Joined,
        Self::TabsListed,
        Self::LinesListed,
        Self::JoinedListed,
    ];

    /// Returns `true` if the format separates cells.
    #[must_use]
    pub fn separates(self) -> bool {
        !matches!(self, Self::Joined | Self::JoinedListed)
    }

    /// Returns `true` if list items take a line each.
    pub(crate) fn lists(self) -> bool {
        matches!(self, Self::TabsListed | Self::LinesListed | Self::JoinedListed)
    }

    /// Returns the file extension.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html | Self::HtmlFlat => "html",
            Self::Markdown | Self::MarkdownBold | Self::MarkdownBare | Self::MarkdownHtml => "md",
            _ => "txt",
        }
    }
}

/// Layout of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageLayout {
    /// Basic information in a table, then request and response, each with its example.
    Current,
    /// The request in a code block, a table of app types, and the examples at the end. Has no permission codes.
    Older,
}

/// Style of a saved page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Style {
    /// Format.
    pub form: SavedFormat,
    /// Layout.
    pub layout: PageLayout,
    /// Wording of the labels: 0 or 1.
    pub wording: usize,
}

impl Style {
    /// Number of wordings.
    pub const WORDINGS: usize = 2;

    /// Returns all styles.
    pub fn all() -> impl Iterator<Item = Self> {
        let layouts = [PageLayout::Current, PageLayout::Older];
        let looks = layouts.into_iter().flat_map(|layout| (0..Self::WORDINGS).map(move |wording| (layout, wording)));
        looks.flat_map(|(layout, wording)| SavedFormat::ALL.map(|form| Self { form, layout, wording }))
    }
}

impl From<SavedFormat> for Style {
    /// Uses the most common layout and wording.
    fn from(form: SavedFormat) -> Self {
        Self { form, layout: PageLayout::Current, wording: 0 }
    }
}
