//! Paginated operations: the pages of a list, and their items.

use std::collections::VecDeque;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::call::Call;
use super::client::ClientShared;
use super::{Endpoint, Error, Options};

/// The default of the maximum number of pages.
const MAX_PAGES: u32 = 10_000;

/// The request of an operation that returns a list in pages.
///
/// Implemented by generated code, which requires a runtime of the same version.
pub trait Paginated: Endpoint + Clone {
    /// An item of the list.
    type Item: Send + 'static;
    /// The position of a page.
    type Cursor: Clone + PartialEq + Send + Sync + 'static;

    /// The position of the page that the request asks for; `None` for the first page.
    fn cursor(&self) -> Option<Self::Cursor>;

    /// Asks for the page at a position.
    fn set_cursor(&mut self, cursor: Self::Cursor);

    /// The position of the page after this one; `None` for the last page.
    fn next_cursor(response: &Self::Response) -> Option<Self::Cursor>;

    /// The items of a page.
    fn into_items(response: Self::Response) -> Vec<Self::Item>;
}

/// A page, or the error of its call.
type PageResult<R> = Result<<R as Endpoint>::Response, Error<<R as Endpoint>::ErrorCode>>;

/// The future of a page.
type PageFuture<R> = Pin<Box<dyn Future<Output = PageResult<R>> + Send>>;

/// The pages of a list, from the page that the request asks for, as returned by
/// [`Client::pages`](super::Client::pages).
///
/// Each page is a call of its own, with retries and the client's options; the deadline is that of a page. The list ends
/// after the last page, after an error, after [`max_pages`](Self::max_pages), and when the service repeats the position
/// of the page that it just returned. Nothing is sent before the first page is polled, and no page is read ahead.
///
/// It is a `futures_core::Stream`, so the methods of `futures::StreamExt` apply.
///
/// ```
/// # use dingtalk_runtime::{Client, Error, Paginated};
/// # async fn example<R: Paginated>(client: Client<R::Api>, request: R) -> Result<usize, Error<R::ErrorCode>> {
/// let mut count = 0;
/// let mut pages = client.pages(&request).max_pages(100);
/// while let Some(page) = pages.next().await {
///     count += R::into_items(page?).len();
/// }
/// # Ok(count)
/// # }
/// ```
#[must_use = "pages are not read before they are polled"]
pub struct Pages<R: Paginated> {
    shared: Arc<ClientShared>,
    options: Options,
    request: R,
    /// The call of the next page, if it has been sent.
    page: Option<PageFuture<R>>,
    left: u32,
    /// No page follows.
    has_ended: bool,
    /// The last page was returned.
    is_complete: bool,
}

impl<R: Paginated> Pages<R> {
    pub(super) fn new(shared: &Arc<ClientShared>, options: &Options, request: &R) -> Self {
        Self {
            shared: Arc::clone(shared),
            options: options.clone(),
            request: request.clone(),
            page: None,
            left: MAX_PAGES,
            has_ended: false,
            is_complete: false,
        }
    }

    /// Sets the maximum number of pages, which is 10,000 by default.
    pub fn max_pages(mut self, pages: u32) -> Self {
        self.left = pages;
        self
    }

    /// The items of the pages.
    pub fn items(self) -> Items<R> {
        Items { pages: self, items: VecDeque::new() }
    }

    /// The position of the next page, or of the one that failed, from which another request can go on. `None` after the
    /// last page, and for a first page without a position. It is still there if [`max_pages`](Self::max_pages) or a
    /// repeated position has ended the list.
    pub fn cursor(&self) -> Option<R::Cursor> {
        self.request.cursor().filter(|_| !self.is_complete)
    }

    /// Returns the next page; `None` after the last one.
    ///
    /// # Errors
    /// Fails like [`Call::send`]. No page follows an error.
    ///
    /// # Panics
    /// Panics like [`Call::send`].
    pub async fn next(&mut self) -> Option<Result<R::Response, Error<R::ErrorCode>>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<PageResult<R>>> {
        if self.has_ended || self.left == 0 {
            return Poll::Ready(None);
        }
        let page = self.page.get_or_insert_with(|| {
            let call: Call<R> = Call::new(&self.shared, &self.options, &self.request);
            Box::pin(call.send())
        });
        let page = ready!(page.as_mut().poll(cx));
        self.page = None;
        self.left -= 1;
        match page.as_ref().map(R::next_cursor) {
            Ok(Some(next)) if self.request.cursor().as_ref() != Some(&next) => self.request.set_cursor(next),
            Ok(next) => (self.has_ended, self.is_complete) = (true, next.is_none()),
            Err(_) => self.has_ended = true,
        }
        Poll::Ready(Some(page))
    }
}

// Nothing in it is pinned but the future, which is in a box.
impl<R: Paginated> Unpin for Pages<R> {}

impl<R: Paginated> Stream for Pages<R> {
    type Item = Result<R::Response, Error<R::ErrorCode>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(cx)
    }
}

impl<R: Paginated> fmt::Debug for Pages<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &R::OPERATION.name())
            .field("left", &self.left)
            .field("has_ended", &self.has_ended)
            .finish_non_exhaustive()
    }
}

/// The items of a list in pages, as returned by [`Client::items`](super::Client::items). See [`Pages`].
#[must_use = "items are not read before they are polled"]
pub struct Items<R: Paginated> {
    pages: Pages<R>,
    /// Those of the last page that are left.
    items: VecDeque<R::Item>,
}

impl<R: Paginated> Items<R> {
    /// Sets the maximum number of pages, which is 10,000 by default.
    pub fn max_pages(self, pages: u32) -> Self {
        Self { pages: self.pages.max_pages(pages), ..self }
    }

    /// The position of the page after those that were read. See [`Pages::cursor`].
    pub fn cursor(&self) -> Option<R::Cursor> {
        self.pages.cursor()
    }

    /// Returns the next item; `None` after the last one.
    ///
    /// # Errors
    /// Fails like [`Call::send`]. No item follows an error.
    ///
    /// # Panics
    /// Panics like [`Call::send`].
    pub async fn next(&mut self) -> Option<Result<R::Item, Error<R::ErrorCode>>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<R: Paginated> Unpin for Items<R> {}

impl<R: Paginated> Stream for Items<R> {
    type Item = Result<R::Item, Error<R::ErrorCode>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(cx)) {
                // A page may be empty before the last one.
                Some(Ok(page)) => self.items = R::into_items(page).into(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<R: Paginated> fmt::Debug for Items<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).field("ready", &self.items.len()).finish()
    }
}
