//! Pages of documentation made by machine, in every form in which people save them.
//!
//! The pages describe a library that never was. They have the shapes of `DingTalk`'s pages and everything odd that those
//! have, in words of our own. A [`Page`] is data: [`Page::saved`] writes it down in a [`Style`], [`Page::mutations`] are
//! all changes of one of its cells, and [`spec`] is what the pages say, by hand.

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
pub use files::{pages, spec};
pub use malformed::{MalformedDocument, malformed_documents};
pub use mutation::{Mutation, Visibility};
pub use page::{Language, Page};
pub use style::{PageLayout, SavedFormat, Style};
