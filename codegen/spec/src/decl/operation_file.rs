//! `<service>/<operation>.yaml`: one operation, in the order of its page.
use crate::decl::digest::Digest;
use crate::decl::error_row::ErrorRowDecl;
use crate::decl::field::ContentDecl;
use crate::decl::field::FieldDecl;
use crate::reader::mirror::mirror;
use crate::reader::values::{Placed, PlacedMap, PlacedText};
use crate::yaml::node::Node;

mirror! {
    /// One operation: `<service>/<operation>.yaml`.
    pub struct OperationDecl {
        /// The name of the operation, the same as the file's.
        name: required PlacedText,
        /// A sentence about what the operation does.
        summary: required PlacedText,
        /// More about it: several sentences, or paragraphs.
        doc: optional PlacedText,
        /// The replacement, if the operation should no longer be called.
        deprecated: optional PlacedText,
        /// The pages that describe the operation.
        pages: optional Vec<PageDecl>,
        /// Facts that pages state differently from the spec.
        except: optional Vec<ExceptionDecl>,
        /// The apps and permissions that may call the operation.
        access: optional AccessDecl,
        /// The request.
        request: required RequestDecl,
        /// The fields of the response, or its type if it is one value; left out if the response is empty.
        response: optional ContentDecl,
        /// How the operation returns a list in pages.
        pagination: optional PaginationDecl,
        /// The error rows of the page, in its order.
        errors: optional Vec<ErrorRowDecl>,
        /// The page's example of a request and its response.
        example: optional ExampleDecl,
    }
}

mirror! {
    /// A page that describes the operation.
    pub struct PageDecl {
        /// The language of the page, such as `en` or `zh`.
        language: required PlacedText,
        /// The title of the page.
        title: required PlacedText,
        /// The URL of the page.
        url: optional PlacedText,
        /// The day when the spec was last compared with the page, such as `2026-11-21`.
        reviewed: required PlacedText [Date],
        /// The rows of the page as they were when it was accepted, by the names of their facts: a digest of the text of each.
        rows: optional PlacedMap<Digest>,
    }
}

mirror! {
    /// A fact that a page says otherwise than the spec.
    pub struct ExceptionDecl {
        /// The name of the fact, such as `body spaceId type`.
        fact: required PlacedText,
        /// The page's statement, as `drift` prints it.
        says: required PlacedText,
        /// The reason why the spec differs.
        because: required PlacedText,
        /// The languages whose pages say so; all of them if left out.
        on: optional Vec<PlacedText>,
    }
}

mirror! {
    /// The apps and permissions that may call the operation.
    pub struct AccessDecl {
        /// The kinds of app that may call it.
        apps: optional Vec<PlacedText> [Exact],
        /// The permissions that the app needs.
        permissions: optional Vec<PermissionDecl>,
    }
}

mirror! {
    /// A permission; a text is short for its `code`.
    pub struct PermissionDecl short for code {
        /// The code of the permission.
        code: required PlacedText [Exact],
        /// The name of the permission, as the page gives it.
        name: optional PlacedText,
    }
}

mirror! {
    /// The request.
    pub struct RequestDecl {
        /// The HTTP method.
        method: required PlacedText as Method,
        /// The path; `{name}` is a path parameter.
        path: required PlacedText,
        /// True if sending it twice has the same effect as sending it once.
        idempotent: required bool,
        /// True if the request carries an access token; true by default.
        token: optional bool,
        /// The parameters in the path.
        path_parameters: optional PlacedMap<FieldDecl>,
        /// The parameters in the query.
        query: optional PlacedMap<FieldDecl>,
        /// The headers, beside the one with the access token.
        headers: optional PlacedMap<FieldDecl>,
        /// Headers that every call sends with the same value.
        constant_headers: optional PlacedMap<PlacedText>,
        /// The fields of the body, or its type if it is one value; left out if the request has none.
        body: optional ContentDecl,
        /// The encoding of the body: `json` or `form`; `json` by default.
        body_format: optional PlacedText as BodyFormat,
    }
}

mirror! {
    /// How an operation returns a list in pages, by the wire names of fields.
    pub struct PaginationDecl {
        /// The field of the request that takes the position of a page.
        cursor: required PlacedText,
        /// The field of the response with the position of the next page.
        next: required PlacedText,
        /// The field of the response with the items.
        items: required PlacedText,
        /// The field of the response that says whether there is another page; if left out, there is one as long as the response has a position.
        more: optional PlacedText,
    }
}

mirror! {
    /// The page's example of a request and its response.
    pub struct ExampleDecl {
        /// The values that are sent, by their names on the wire.
        request: optional PlacedMap<Placed<Node>>,
        /// The response.
        response: optional Placed<Node>,
    }
}
