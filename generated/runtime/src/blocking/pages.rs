//! Paginated operations, blocking.

use std::fmt;
use std::sync::Arc;

use super::super::{Endpoint, Error, Paginated};
use super::driver::Driver;

/// The pages of a list, as an iterator that blocks for each page. The blocking version of [`Pages`](crate::Pages).
#[must_use = "pages are not read before they are polled"]
pub struct Pages<R: Paginated> {
    pages: crate::Pages<R>,
    driver: Arc<Driver>,
}

/// The items of a list in pages, as an iterator that blocks for each page. The blocking version of
/// [`Items`](crate::Items).
#[must_use = "items are not read before they are polled"]
pub struct Items<R: Paginated> {
    items: crate::Items<R>,
    driver: Arc<Driver>,
}

impl<R: Paginated> Pages<R> {
    pub(super) fn new(pages: crate::Pages<R>, driver: Arc<Driver>) -> Self {
        Self { pages, driver }
    }

    /// Sets the maximum number of pages. See [`Pages::max_pages`](crate::Pages::max_pages).
    pub fn max_pages(self, pages: u32) -> Self {
        Self { pages: self.pages.max_pages(pages), ..self }
    }

    /// The items of the pages.
    pub fn items(self) -> Items<R> {
        Items { items: self.pages.items(), driver: self.driver }
    }

    /// The position of the next page. See [`Pages::cursor`](crate::Pages::cursor).
    pub fn cursor(&self) -> Option<R::Cursor> {
        self.pages.cursor()
    }
}

impl<R: Paginated> Iterator for Pages<R> {
    type Item = Result<R::Response, Error<<R as Endpoint>::ErrorCode>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.driver.wait_for(self.pages.next())
    }
}

impl<R: Paginated> Items<R> {
    /// Sets the maximum number of pages. See [`Pages::max_pages`](crate::Pages::max_pages).
    pub fn max_pages(self, pages: u32) -> Self {
        Self { items: self.items.max_pages(pages), ..self }
    }

    /// The position of the page after those that were read. See [`Items::cursor`](crate::Items::cursor).
    pub fn cursor(&self) -> Option<R::Cursor> {
        self.items.cursor()
    }
}

impl<R: Paginated> Iterator for Items<R> {
    type Item = Result<R::Item, Error<<R as Endpoint>::ErrorCode>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.driver.wait_for(self.items.next())
    }
}

impl<R: Paginated> fmt::Debug for Pages<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.pages, f)
    }
}

impl<R: Paginated> fmt::Debug for Items<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.items, f)
    }
}
