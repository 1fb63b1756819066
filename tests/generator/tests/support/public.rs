//! The public items of emitted code from its text: items, and tables that macros expand to items, by the paths that the surface has.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::BTreeMap;
use syn::{FnArg, ImplItem, Item, UseTree, Visibility};

/// All items with their modules.
pub fn items(files: &BTreeMap<String, String>) -> Vec<String> {
    let mut found = Found::default();
    for (path, text) in files {
        let path = path.strip_suffix(".rs").expect("a file of Rust");
        found.module = match path {
            // The API's own module is private: the root exports its items.
            "mod" | "api" => "mod self".to_owned(),
            path => format!("mod {}", path.replace('/', "::")),
        };
        syn::parse_file(text).expect("Rust").items.into_iter().for_each(|item| found.item(item));
    }
    found.items
}

#[derive(Default)]
struct Found {
    module: String,
    items: Vec<String>,
}

impl Found {
    fn add(&mut self, item: impl AsRef<str>) {
        self.items.push(format!("{} {}", self.module, item.as_ref()));
    }

    fn item(&mut self, item: Item) {
        match item {
            Item::Mod(module) if is_public(&module.vis) => {
                let name = module.ident.to_string().replace("r#", "");
                self.items.push(match self.module.as_str() {
                    "mod self" => format!("mod {name}"),
                    parent => format!("{parent}::{name}"),
                });
            }
            Item::Use(item) if is_public(&item.vis) => self.exported(&item.tree, ""),
            Item::Struct(item) if is_public(&item.vis) => {
                // A struct of required fields is the argument that creates another type.
                let is_open = item.attrs.iter().all(|attribute| !attribute.path().is_ident("non_exhaustive"));
                if item.ident.to_string().ends_with("Fields") && is_open {
                    return;
                }
                self.add(format!("struct {}", item.ident));
                for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
                    self.add(format!("{}.{}", item.ident, field.ident.as_ref().expect("a name")));
                }
            }
            Item::Enum(item) if is_public(&item.vis) => {
                self.add(format!("enum {}", item.ident));
                // Those without a field are in the table of the enum.
                for variant in item.variants.iter().filter(|variant| !variant.fields.is_empty()) {
                    self.add(format!("{}::{}", item.ident, variant.ident));
                }
            }
            Item::Type(item) => self.add(format!("type {}", item.ident)),
            Item::Impl(block) => self.block(&block),
            Item::Macro(call) => self.table(&call.mac),
            _ => {}
        }
    }

    fn exported(&mut self, tree: &UseTree, path: &str) {
        match tree {
            UseTree::Path(tree) => self.exported(&tree.tree, &format!("{path}{}::", tree.ident)),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.exported(tree, path)),
            // Items of private modules are listed where they are exported.
            UseTree::Name(_) if path == "api::" => {}
            UseTree::Name(name) => self.add(format!("use {path}{}", name.ident)),
            other => panic!("not expected: {}", other.to_token_stream()),
        }
    }

    fn block(&mut self, block: &syn::ItemImpl) {
        let of = block.self_ty.to_token_stream().to_string();
        let of = before(&of, "<");
        if let Some((path, _)) = &block.trait_ {
            let name = path.segments.last().expect("a name").ident.to_string();
            match name.as_str() {
                "From" if path.to_token_stream().to_string().ends_with("Fields >") => self.add(format!("{of}::from")),
                "AppCredentials" | "Paginated" => self.add(format!("{of}: {name}")),
                _ => {}
            }
            return;
        }
        for item in &block.items {
            match item {
                ImplItem::Fn(function) if is_public(&function.vis) => {
                    let is_method = matches!(function.sig.inputs.first(), Some(FnArg::Receiver(_)));
                    self.add(format!("{of}{}{}", if is_method { "." } else { "::" }, function.sig.ident));
                }
                ImplItem::Const(constant) if is_public(&constant.vis) => self.add(format!("{of}::{}", constant.ident)),
                _ => {}
            }
        }
    }

    /// The expansion of a table.
    fn table(&mut self, call: &syn::Macro) {
        match call.path.segments.last().expect("a name").ident.to_string().as_str() {
            "wire" => {
                self.defaults(&call.tokens);
                self.setters(&call.tokens);
            }
            "number_enum" | "open_enum" => self.rows(&call.tokens, ',', " ="),
            "errors" => self.rows(&call.tokens, ';', " :"),
            "identifier" => {}
            "blocking" => self.blocking(&call.tokens),
            other => panic!("{other}! is not expected"),
        }
    }

    /// Adds a variant for each row within the braces, named before a sign.
    fn rows(&mut self, tokens: &TokenStream, end: char, sign: &str) {
        for (name, body) in sections(tokens) {
            for row in split(&body, end) {
                self.add(format!("{name}::{}", before(&row.to_string(), sign)));
            }
        }
    }

    /// Adds a line for each `Name: Default` before braces.
    fn defaults(&mut self, tokens: &TokenStream) {
        let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
        for head in tokens.windows(3) {
            if let [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Ident(implemented)] = head {
                self.add(format!("{name}: {implemented}"));
            }
        }
    }

    fn setters(&mut self, tokens: &TokenStream) {
        for (name, body) in sections(tokens) {
            for row in split(&body, ',') {
                let row: Vec<TokenTree> = row.into_iter().collect();
                let setter = row.windows(2).find_map(|pair| match pair {
                    [TokenTree::Ident(setter), TokenTree::Group(_)] if setter.to_string().starts_with("with_") => {
                        Some(setter)
                    }
                    _ => None,
                });
                if let Some(setter) = setter {
                    self.add(format!("{name}.{setter}"));
                }
            }
        }
    }

    /// Adds the blocking clients. Items that all of them share are repeated here.
    fn blocking(&mut self, tokens: &TokenStream) {
        let shared = [
            "struct Client",
            "Client::new",
            "Client.with",
            "Client.call",
            "Client.pages",
            "Client.items",
            "Client.raw",
            "Client.block_on",
        ];
        for item in shared {
            self.add(item);
        }
        let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
        for at in 0..tokens.len() {
            let TokenTree::Group(group) = &tokens[at] else { continue };
            if group.delimiter() != Delimiter::Brace {
                continue;
            }
            let (module, client) = (&tokens[at - 3], &tokens[at - 1]);
            self.add(format!("struct {client}"));
            self.add(format!("Client.{module}"));
            for row in split(&group.stream(), ';') {
                self.add(format!("{client}.{}", row.into_iter().last().expect("a method")));
            }
        }
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The part of a row before a sign.
fn before<'a>(row: &'a str, sign: &str) -> &'a str {
    row.split(sign).next().unwrap_or(row).trim()
}

/// The sections of a table: each its first word, and the content between its braces.
fn sections(tokens: &TokenStream) -> Vec<(String, TokenStream)> {
    let mut name = None;
    let mut sections = Vec::new();
    for token in tokens.clone() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                sections.push((name.take().expect("a name"), group.stream()));
            }
            token => name = name.or_else(|| Some(token.to_string())),
        }
    }
    sections
}

/// Rows, each terminated by a sign outside groups. Emitted tables have none between `<` and `>`.
fn split(tokens: &TokenStream, end: char) -> Vec<TokenStream> {
    let mut rows = vec![TokenStream::new()];
    for token in tokens.clone() {
        match &token {
            TokenTree::Punct(sign) if sign.as_char() == end => rows.push(TokenStream::new()),
            _ => rows.last_mut().expect("one at least").extend([token]),
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}
