//! Synthetic pages of documentation in every format that people save.
//!
//! The pages describe a fictional library. They have the structure and the quirks of `DingTalk`'s pages, in our own
//! words. A [`Page`] is data: [`Page::saved`] renders it in a [`Style`], [`Page::mutations`] returns every change of
//! one cell, and [`spec`] is the hand-written spec of the pages. The [`real_pages`] agree with the spec of `DingTalk`.

mod cells;
mod files;
mod html;
mod inline;
mod labels;
mod malformed;
mod markdown;
mod mutation;
mod outline;
mod page;
mod row_syntax;
mod samples;
mod style;
mod text;

pub use cells::{ErrorRow, Field, Part, Permission};
pub use files::{pages, real_pages, spec};
pub use malformed::{MalformedDocument, malformed_documents};
pub use mutation::{Mutation, Visibility};
pub use page::{Language, Page};
pub use style::{PageLayout, SavedFormat, Style};
