//! The public items of emitted code from its text: items, and tables that macros expand to items, in the form of the surface.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use syn::{FnArg, ImplItem, Item, ReturnType, Type, UseTree, Visibility};

/// All items with their modules.
pub fn items(files: &BTreeMap<String, String>) -> Vec<String> {
    let mut found = Found::default();
    for (path, text) in files {
        found.module = module(path);
        found.shared.clear();
        // Private: the root exports its items.
        if path == "api.rs" {
            "mod self".clone_into(&mut found.module);
        }
        for item in syn::parse_file(text).expect("Rust").items {
            found.item(item);
        }
    }
    found.items
}

fn module(path: &str) -> String {
    let path = path.strip_suffix(".rs").expect("a file of Rust");
    if path == "mod" { "mod self".to_owned() } else { format!("mod {}", path.replace('/', "::")) }
}

#[derive(Default)]
struct Found {
    module: String,
    /// The shared types that the module imports.
    shared: BTreeSet<String>,
    /// The service whose operation grants tokens.
    token_service: String,
    /// The structs of required fields, with their fields: a part of the line of the type that they become.
    required: BTreeMap<String, String>,
    items: Vec<String>,
}

impl Found {
    /// A type with usual spaces, without paths of other crates.
    fn ty(&self, ty: &Type) -> String {
        let mut text = String::new();
        for token in ty.to_token_stream().to_string().split(' ') {
            if self.shared.contains(token) {
                text.push_str("types::");
            }
            text.push_str(token);
        }
        let text = text.replace("&'static", "&").replace(",>", ">").replace(',', ", ").replace("implInto", "impl Into");
        ["::std::collections::", "::dingtalk_runtime::"].iter().fold(text, |text, path| text.replace(path, ""))
    }

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
            Item::Use(item) => {
                let import = item.tree.to_token_stream().to_string();
                if let Some(names) = import.strip_prefix("super :: types :: ") {
                    let names = names.split(|c: char| !c.is_alphanumeric()).filter(|name| !name.is_empty());
                    self.shared.extend(names.map(str::to_owned));
                } else if let ("mod self", Some(path)) = (self.module.as_str(), import.strip_prefix("super :: ")) {
                    path.split(' ').next().unwrap_or_default().clone_into(&mut self.token_service);
                }
            }
            Item::Struct(item) if is_public(&item.vis) => {
                let fields = item.fields.iter().filter(|field| is_public(&field.vis)).map(|field| {
                    let ty = self.ty(&field.ty).replace("Self", &item.ident.to_string());
                    (field.ident.as_ref().expect("a name").to_string(), ty)
                });
                let fields: Vec<(String, String)> = fields.collect();
                if item.ident.to_string().ends_with("Fields") && !has_attribute(&item.attrs, "non_exhaustive") {
                    let fields: Vec<String> = fields.iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
                    self.required.insert(item.ident.to_string(), fields.join(", "));
                    return;
                }
                self.add(format!("struct {}", item.ident));
                for (name, ty) in fields {
                    self.add(format!("{}.{name}: {ty}", item.ident));
                }
            }
            Item::Enum(item) if is_public(&item.vis) => {
                self.add(format!("enum {}", item.ident));
                let variants =
                    item.variants.iter().filter(|variant| variant.ident == "Other" && !variant.fields.is_empty());
                // Those without a field are in the table of the enum.
                for variant in variants {
                    let ty = variant.fields.iter().map(|field| self.ty(&field.ty)).collect::<String>();
                    self.add(format!("{}::{}({ty})", item.ident, variant.ident));
                }
                for variant in item.variants.iter().filter(|variant| variant.ident == "Global") {
                    let held: String = variant.fields.iter().map(|field| self.ty(&field.ty)).collect();
                    let held = held.replace("super::", "");
                    self.add(format!("{}::Global({held})", item.ident));
                }
            }
            Item::Type(item) => self.add(format!("type {} = {}", item.ident, self.ty(&item.ty))),
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
        let of = self.ty(&block.self_ty).replace("<'_>", "");
        if let Some((path, _)) = &block.trait_ {
            let name = path.to_token_stream().to_string();
            let source = name.strip_prefix("From < ").and_then(|source| source.strip_suffix(" >"));
            if let Some((name, fields)) = source.and_then(|source| self.required.get_key_value(source)) {
                let line = format!("{of}::from({name} {{ {fields} }})");
                self.add(line);
            }
            // Credentials require this implementation, which callers see.
            if path.segments.last().is_some_and(|last| last.ident == "AppCredentials") {
                self.add(format!("{of}: AppCredentials<Request = {}>", self.token_request(block)));
            }
            if path.segments.last().is_some_and(|last| last.ident == "Paginated") {
                let types = block.items.iter().filter_map(|item| match item {
                    ImplItem::Type(item) => Some(format!("{} = {}", item.ident, self.ty(&item.ty))),
                    _ => None,
                });
                let types: Vec<String> = types.collect();
                self.add(format!("{of}: Paginated<{}>", types.join(", ")));
            }
            return;
        }
        for item in &block.items {
            match item {
                ImplItem::Fn(function) if is_public(&function.vis) => self.function(&of, &function.sig),
                ImplItem::Const(constant) if is_public(&constant.vis) => {
                    let value = constant.expr.to_token_stream();
                    let is_text = matches!(&constant.ty, syn::Type::Reference(_));
                    let fact = if is_text { format!("&str = {value}") } else { "DialectIndex".to_owned() };
                    self.add(format!("{of}::{}: {fact}", constant.ident));
                }
                _ => {}
            }
        }
    }

    /// The request for tokens, whose module is imported.
    fn token_request(&self, block: &syn::ItemImpl) -> String {
        let request = block.items.iter().find_map(|item| match item {
            ImplItem::Type(request) => Some(self.ty(&request.ty)),
            _ => None,
        });
        format!("{}::{}", self.token_service, request.expect("a request"))
    }

    fn function(&mut self, of: &str, signature: &syn::Signature) {
        let name = &signature.ident;
        let is_method = matches!(signature.inputs.first(), Some(FnArg::Receiver(_)));
        let arguments = signature.inputs.iter().filter_map(|argument| match argument {
            FnArg::Typed(argument) => Some((argument.pat.to_token_stream().to_string(), self.ty(&argument.ty))),
            FnArg::Receiver(_) => None,
        });
        let arguments: Vec<(String, String)> = arguments.collect();
        let output = match &signature.output {
            ReturnType::Type(_, ty) => self.ty(ty),
            ReturnType::Default => String::new(),
        };
        let text = match (of, name.to_string().as_str()) {
            ("Client", "builder") => format!("Client::builder() -> {output}"),
            ("Client", "with") => "Client.with(Options) -> Client".to_owned(),
            ("Client", "call" | "pages" | "items") => {
                let bound = signature.generics.where_clause.to_token_stream().to_string();
                let api = bound.split(" = ").nth(1).expect("the API").split(' ').next().expect("its name").to_owned();
                let (bound, output) = if name == "call" {
                    ("Endpoint", "Call")
                } else {
                    ("Paginated", output.split('<').next().expect("a type"))
                };
                format!("Client.{name}(&impl {bound}<Api = {api}>) -> {output}")
            }
            ("Client", "put_signed") => format!("Client.put_signed(&str, headers, content) -> {output}"),
            ("Client", "raw") => format!("Client.raw(Method, &'static str) -> {output}"),
            ("Client", _) => format!("Client.{name}() -> {}", output.replace("<'_>", "")),
            (_, "new") => {
                let arguments: Vec<String> = arguments.iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
                format!("{of}::new({})", arguments.join(", "))
            }
            _ if is_method => {
                let (output, _) = output.split_once('<').expect("a call of a request");
                format!("{of}.{name}({}) -> {output}", arguments[0].1)
            }
            _ => format!("{of}::{name}"),
        };
        self.add(text);
    }

    /// The expansion of a table.
    fn table(&mut self, call: &syn::Macro) {
        match call.path.segments.last().expect("a name").ident.to_string().as_str() {
            "wire" => {
                self.defaults(&call.tokens);
                self.setters(&call.tokens);
            }
            "number_enum" | "open_enum" => {
                self.rows(&call.tokens, ',', |name, row| format!("{name}::{}", before(row, " =")));
            }
            "errors" => self.rows(&call.tokens, ';', |name, row| format!("{name}::{}", before(row, " :"))),
            "identifier" => {}
            "blocking" => self.blocking(&call.tokens),
            other => panic!("{other}! is not expected"),
        }
    }

    /// Adds a line for each row within the braces.
    fn rows(&mut self, tokens: &TokenStream, end: char, item: impl Fn(&str, &str) -> String) {
        for (name, body) in sections(tokens) {
            for row in split(&body, end) {
                self.add(item(&name, &row.to_string()));
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
            self.setters_of(&name, &body);
        }
    }

    fn setters_of(&mut self, name: &str, body: &TokenStream) {
        for row in split(body, ',') {
            let row: Vec<TokenTree> = row.into_iter().collect();
            let setter = row.windows(2).find_map(|pair| match pair {
                [TokenTree::Ident(setter), TokenTree::Group(argument)] if setter.to_string().starts_with("with_") => {
                    Some((setter, argument))
                }
                _ => None,
            });
            if let Some((setter, argument)) = setter {
                let argument = self.ty(&syn::parse2(argument.stream()).expect("a type"));
                let argument = if argument == "String" { "impl Into<String>" } else { &argument };
                self.add(format!("{name}.{setter}({argument})"));
            }
        }
    }

    /// Adds the blocking clients. Items that all of them share are repeated here.
    fn blocking(&mut self, tokens: &TokenStream) {
        let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
        let api = tokens[0].to_string();
        self.add("struct Client");
        self.add("Client::new(super::Client) -> Result<Client, BuildError>");
        self.add("Client.with(Options) -> Client");
        self.add(format!("Client.call(&impl Endpoint<Api = {api}>) -> Call"));
        self.add(format!("Client.pages(&impl Paginated<Api = {api}>) -> Pages"));
        self.add(format!("Client.items(&impl Paginated<Api = {api}>) -> Items"));
        self.add(format!("Client.raw(Method, &'static str) -> RawCall<{api}>"));
        self.add("Client.block_on(impl AsyncFnOnce(&super::Client) -> T) -> T");
        for at in 0..tokens.len() {
            let TokenTree::Group(group) = &tokens[at] else { continue };
            if group.delimiter() != Delimiter::Brace {
                continue;
            }
            let (module, client) = (&tokens[at - 3], &tokens[at - 1]);
            self.add(format!("struct {client}"));
            self.add(format!("Client.{module}() -> {client}"));
            for row in split(&group.stream(), ';') {
                let name = row.into_iter().last().expect("a method");
                self.add(format!("{client}.{name}(&{module}::{name}::Request) -> Call"));
            }
        }
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn has_attribute(attributes: &[syn::Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
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
