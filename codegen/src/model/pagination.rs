//! How an operation returns a list in pages.

use super::{Field, ObjectType, Operation, Response};

/// The fields that make an operation paginated, by their wire names.
#[derive(Debug, PartialEq, Eq)]
pub struct Pagination {
    /// The field of the request that takes the position of a page.
    pub cursor: String,
    /// The field of the response with the position of the next page.
    pub next: String,
    /// The field of the response with the items.
    pub items: String,
    /// The field of the response that says whether there is another page.
    pub more: Option<String>,
}

/// The fields of a [`Pagination`].
pub struct PaginationFields<'a> {
    pub cursor: &'a Field,
    pub next: &'a Field,
    pub items: &'a Field,
    pub more: Option<&'a Field>,
}

impl Operation {
    /// The fields of the pagination, if there is one.
    pub fn pagination_fields(&self) -> Option<PaginationFields<'_>> {
        let Pagination { cursor, next, items, more } = self.pagination.as_ref()?;
        let Response::Fields(response) = &self.response else { return None };
        Some(PaginationFields {
            cursor: self.request.field(cursor)?,
            next: response.field(next)?,
            items: response.field(items)?,
            more: more.as_ref().and_then(|more| response.field(more)),
        })
    }
}

impl ObjectType {
    /// The field with a wire name.
    pub fn field(&self, wire: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.wire == wire)
    }
}
