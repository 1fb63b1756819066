//! The ways in which a page can look when it is saved.

/// What somebody did to save a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SavedFormat {
    /// Had a browser save it.
    Html,
    /// The same of a page whose tables have no head and whose cells have line breaks.
    HtmlFlat,
    /// Had it turned into Markdown, with front matter and pipe tables.
    Markdown,
    /// The same with bold headings, and the heading of the basic information merged into its table.
    MarkdownBold,
    /// The same with tables whose header is empty and whose first row has the labels.
    MarkdownBare,
    /// The same with tables in HTML.
    MarkdownHtml,
    /// Copied it, with tabs between cells.
    Tabs,
    /// Copied it, with each cell on a line.
    Lines,
    /// Copied it, with nothing between cells.
    Joined,
    /// Copied it with tabs, and with each item of a list on a line.
    TabsListed,
    /// The same with each cell on a line.
    LinesListed,
    /// The same with nothing between cells.
    JoinedListed,
}

impl SavedFormat {
    /// All of them.
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

    /// Whether the file tells where a cell ends.
    #[must_use]
    pub fn separates(self) -> bool {
        !matches!(self, Self::Joined | Self::JoinedListed)
    }

    /// Whether a cell that has a list has several lines.
    pub(crate) fn lists(self) -> bool {
        matches!(self, Self::TabsListed | Self::LinesListed | Self::JoinedListed)
    }

    /// The end of the file's name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html | Self::HtmlFlat => "html",
            Self::Markdown | Self::MarkdownBold | Self::MarkdownBare | Self::MarkdownHtml => "md",
            _ => "txt",
        }
    }
}

/// What is where on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageLayout {
    /// Basic information in a table, then the request, then the answer, each with its example.
    Current,
    /// The request in a code block, a table of who may call, the examples at the end. It tells no codes of permissions.
    Older,
}

/// How a page looks as a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Style {
    /// How it was saved.
    pub form: SavedFormat,
    /// What is where.
    pub layout: PageLayout,
    /// Which of the wordings its labels have: 0 or 1.
    pub wording: usize,
}

impl Style {
    /// How many wordings there are.
    pub const WORDINGS: usize = 2;

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        let layouts = [PageLayout::Current, PageLayout::Older];
        let looks = layouts.into_iter().flat_map(|layout| (0..Self::WORDINGS).map(move |wording| (layout, wording)));
        looks.flat_map(|(layout, wording)| SavedFormat::ALL.map(|form| Self { form, layout, wording }))
    }
}

impl From<SavedFormat> for Style {
    /// The form with everything else as most pages have it.
    fn from(form: SavedFormat) -> Self {
        Self { form, layout: PageLayout::Current, wording: 0 }
    }
}
