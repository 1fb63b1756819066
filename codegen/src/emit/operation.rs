//! An operation's module: request, response, their types, and errors.

use super::definition;
use super::doc_comment::{DocComment, constraints};
use super::types::Imports;
use super::{EmitTarget, FileItem, SourceFile, error_enum, example, pagination, types};
use crate::markdown;
use crate::model::{BodyFormat, Dialect, FieldDocs, Method, Model, ObjectType, Operation, Response, Service, Type};
use crate::module_path::ModulePath;
use proc_macro2::TokenStream;
use quote::quote;

/// The operation's file.
pub(crate) fn file(model: &Model, service: &Service, operation: &Operation, target: &EmitTarget) -> SourceFile {
    let EmitTarget { module, runtime, .. } = target;
    let mut items: Vec<FileItem> = imports(operation).map(FileItem::Code).into_iter().collect();
    items.extend(request(model, service, operation, runtime));
    items.extend(pagination::implementation(operation, runtime).map(FileItem::Code));
    items.extend(response(operation, runtime));
    for definition in &operation.definitions {
        items.extend(definition::items(definition, runtime));
    }
    items.extend(error_items(operation, model.api.dialect_of(service)));
    SourceFile {
        path: format!("{}/{}.rs", service.module.bare(), operation.name.bare()),
        source: operation.file.clone(),
        head: head(model, service, operation, module),
        items,
    }
}

/// The module's own documentation: what a docs page says before its tables.
fn head(model: &Model, service: &Service, operation: &Operation, module: &str) -> Vec<String> {
    let mut docs = DocComment::of(&operation.summary);
    if let Some(doc) = &operation.doc {
        docs.text(doc);
    }
    docs.line(markdown::code(&format!("{} {}", operation.method.word(), operation.path)));
    docs.block(access(model, operation));
    docs.block(operation.pages.iter().map(|page| {
        let title = markdown::inline(&page.title);
        let address = page.url.as_ref().map(|url| format!(", {}", markdown::inline(url)));
        let language = markdown::inline(&page.language);
        format!(
            "Source: \"{title}\" ({language}){}, reviewed {}.",
            address.unwrap_or_default(),
            markdown::inline(&page.reviewed)
        )
    }));
    docs.line("# Example");
    docs.block(example::request(service, operation, module));
    if let Some(response) = &operation.example.response {
        docs.line("The response:");
        docs.block(fenced("json", &response.json()));
    }
    docs.into_lines()
}

/// Apps, permissions and retry policy, one list item a line.
fn access(model: &Model, operation: &Operation) -> Vec<String> {
    let mut lines = Vec::new();
    if !operation.access.apps.is_empty() {
        let apps: Vec<_> = operation.access.apps.iter().map(|app| markdown::code(app)).collect();
        lines.push(format!("- Apps: {}", apps.join(", ")));
    }
    for permission in &operation.access.permissions {
        lines.push(markdown::permission_item(&permission.code, permission.name.as_deref()));
    }
    if !operation.token {
        lines.push("- No access token".to_owned());
    }
    if model.api.token_operation.as_ref().is_some_and(|fetch| fetch.is(operation)) {
        lines.push("- A client with an app's credentials gets its access tokens here".to_owned());
    }
    if operation.pagination.is_some() {
        lines.push(
            "- Paginated: `client.pages(&request)` returns all pages, `client.items(&request)` their items".to_owned(),
        );
    }
    let again = if operation.idempotent {
        "- Idempotent: calls are retried"
    } else {
        "- Not idempotent: calls are retried only if the service did nothing"
    };
    lines.push(again.to_owned());
    lines
}

fn fenced(language: &str, text: &str) -> Vec<String> {
    let mut lines = vec![format!("```{language}")];
    lines.extend(text.lines().map(str::to_owned));
    lines.push("```".to_owned());
    lines
}

/// The imports of the module's types.
fn imports(operation: &Operation) -> Option<TokenStream> {
    let (response, whole) = match &operation.response {
        Response::Empty => (None, None),
        Response::Fields(object) => (Some(object), None),
        Response::Whole(ty, _) => (None, Some(ty)),
    };
    Imports::of(&operation.definitions, [&operation.request].into_iter().chain(response), whole).code()
}

fn request(model: &Model, service: &Service, operation: &Operation, runtime: &ModulePath) -> Vec<FileItem> {
    let docs = DocComment::of(&operation.request.doc);
    let mut items = definition::object_items(&operation.request, &docs, runtime);
    items.push(FileItem::Code(endpoint(model, service, operation, runtime)));
    items
}

fn response(operation: &Operation, runtime: &ModulePath) -> Vec<FileItem> {
    match &operation.response {
        Response::Fields(response) => definition::object_items(response, &DocComment::of(&response.doc), runtime),
        Response::Whole(ty, field_docs) => vec![FileItem::Code(alias(ty, field_docs, runtime))],
        Response::Empty => {
            let nothing = ObjectType::nothing();
            definition::object_items(&nothing, &DocComment::of(&nothing.doc), runtime)
        }
    }
}

/// The type alias of a response that is one value.
fn alias(ty: &Type, field_docs: &FieldDocs, runtime: &ModulePath) -> TokenStream {
    let mut docs = DocComment::of("The response.");
    for text in field_docs.doc.iter().chain(&constraints(field_docs)) {
        docs.text(text);
    }
    let ty = types::plain(ty, runtime);
    quote! {
        #docs
        pub type Response = #ty;
    }
}

fn error_items(operation: &Operation, dialect: &Dialect) -> Vec<FileItem> {
    let docs = DocComment::of(if operation.errors.rows.is_empty() {
        "The error codes of the operation. It documents none of its own."
    } else {
        "The documented error codes of the operation."
    });
    error_enum::of_operation(docs, operation, dialect)
}

/// The implementation of the runtime's trait.
fn endpoint(model: &Model, service: &Service, operation: &Operation, runtime: &ModulePath) -> TokenStream {
    let api = &model.api.name;
    let name = format!("{}::{}", service.module.bare(), operation.name.bare());
    let method = method_constant(operation.method, runtime);
    let path = &operation.path;
    let idempotent = operation.idempotent.then(|| quote!(.idempotent()));
    let token = (!operation.token).then(|| quote!(.without_token()));
    let secret = operation.secret_response.then(|| quote!(.secret_response()));
    let form = (operation.body_format == BodyFormat::Form).then(|| quote!(.form()));
    let response = match &operation.response {
        Response::Empty => Some(quote!(.without_response())),
        Response::Whole(Type::Bytes, _) => Some(quote!(.bytes_response())),
        Response::Fields(_) | Response::Whole(..) => None,
    };
    let headers = constant_headers(operation);
    let dialect = model.api.dialect_of(service).constant.iter().map(|name| quote!(.dialect(super::super::#api::#name)));
    let payload = operation.payload.iter().map(|field| quote!(.payload(&[#field])));
    let example = operation.example.response.as_ref().map(|example| {
        // On one line: texts in JSON have no line breaks.
        let example: String = example.json().lines().map(str::trim).collect();
        quote!(const EXAMPLE: Option<&'static str> = Some(#example);)
    });
    quote! {
        impl #runtime::Endpoint for Request {
            type Api = super::super::#api;
            type Response = Response;
            type ErrorCode = ErrorCode;

            const OPERATION: #runtime::Operation =
                #runtime::Operation::new(#name, #method, #path) #(#dialect)* #idempotent #token #headers #form #secret #response #(#payload)*;
            #example
        }
    }
}

fn constant_headers(operation: &Operation) -> Option<TokenStream> {
    let headers = operation.constant_headers.iter().map(|(name, value)| quote!((#name, #value)));
    (!operation.constant_headers.is_empty()).then(|| quote!(.headers(&[#(#headers),*])))
}

fn method_constant(method: Method, runtime: &ModulePath) -> TokenStream {
    let constant = quote::format_ident!("{}", method.word());
    quote!(#runtime::Method::#constant)
}
