//! Code from generated specs is Rust with only the expected items, in files within the folder.

use dingtalk_generated_specs::{Mix, spec};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;
use std::collections::BTreeMap;
use std::fmt::Display;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ImplItem, Item, Lit, Macro, Meta};

/// The macros of the runtime that emitted code may call.
const MACROS: &[&str] = &["blocking", "errors", "identifier", "number_enum", "open_enum", "wire"];

/// The attributes that emitted code may have.
const ATTRIBUTES: &[&str] = &["allow", "deprecated", "derive", "doc", "must_use", "non_exhaustive"];

fn generate(texts: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let model = dingtalk_codegen::load_texts(texts.clone()).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"));
    // It must not panic.
    let _ = dingtalk_cli::openapi(&model);
    dingtalk_codegen::generate(&model, "generated")
}

#[test]
fn valid_specs_become_only_expected_items() {
    for seed in 0..60 {
        let mix = [Mix::REAL, Mix::DENSE, Mix::HOSTILE, Mix::HOSTILE][seed % 4];
        let texts = spec(mix, seed as u64, 1 + seed % 5);
        let emitted = generate(&texts);
        assert_eq!(emitted, generate(&texts));
        for (path, text) in &emitted {
            assert!(stays_within(path), "{path}");
            let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path} is not Rust: {error}\n{text}"));
            let mut found = Unexpected::default();
            found.visit_file(&file);
            assert!(found.0.is_empty(), "{path} has {:#?}\n{text}", found.0);
        }
    }
}

/// The only values that are computed: the user agent and the target of traces name the crate with the emitted code.
const COMPUTED: [&str; 2] =
    [r#"concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"))"#, "::dingtalk_runtime::traces!()"];

/// `mod.rs`, `<service>.rs` or `<service>/<operation>.rs`.
fn stays_within(path: &str) -> bool {
    let is_name = |name: &str| {
        let fits = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_');
        !name.is_empty() && name.bytes().all(fits)
    };
    let Some(stem) = path.strip_suffix(".rs") else { return false };
    stem.split('/').count() <= 2 && stem.split('/').all(is_name)
}

/// Collects items that emitted code must not contain.
#[derive(Default)]
struct Unexpected(Vec<String>);

impl Unexpected {
    fn note(&mut self, what: &str, name: &dyn Display) {
        self.0.push(format!("{what} {name}"));
    }

    /// A table is names, literals, types and attributes within one pair of braces; nothing in it is called.
    fn check_table(&mut self, tokens: TokenStream, is_outermost: bool) {
        for token in tokens {
            match token {
                TokenTree::Punct(sign) if sign.as_char() == '!' => self.note("in a table:", &sign),
                TokenTree::Group(group) => {
                    if group.delimiter() == Delimiter::Brace && !is_outermost {
                        self.note("braces in a table:", &group);
                    }
                    self.check_table(group.stream(), false);
                }
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Unexpected {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Mod(module) if module.content.is_some() => self.note("module with a body", &module.ident),
            Item::Impl(block) if block.unsafety.is_some() => self.note("unsafe", &"impl"),
            Item::Mod(_)
            | Item::Use(_)
            | Item::Struct(_)
            | Item::Enum(_)
            | Item::Impl(_)
            | Item::Const(_)
            | Item::Type(_)
            | Item::Macro(_) => {}
            _ => self.note("item of another kind", &"?"),
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let tokens = |expression: &Expr| expression.to_token_stream().to_string();
        let computed = COMPUTED.map(|text| syn::parse_str(text).expect("an expression"));
        if let ImplItem::Const(constant) = item
            && computed.iter().any(|known| tokens(known) == tokens(&constant.expr))
        {
            return;
        }
        if !matches!(item, ImplItem::Const(_) | ImplItem::Fn(_) | ImplItem::Type(_)) {
            self.note("item of another kind in", &"impl");
        }
        visit::visit_impl_item(self, item);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let path: Vec<String> = call.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let ours = call.path.leading_colon.is_some()
            && matches!(path.as_slice(), [root, name] if root == "dingtalk_runtime" && MACROS.contains(&name.as_str()));
        if !ours {
            self.note("call of", &path.join("::"));
        }
        self.check_table(call.tokens.clone(), true);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        let name = attribute.path().get_ident().map(ToString::to_string).unwrap_or_default();
        if !ATTRIBUTES.contains(&name.as_str()) {
            self.note("attribute", &name);
        }
        // Documentation is a literal: no file is included, nothing is called.
        if let Meta::NameValue(pair) = &attribute.meta
            && !matches!(&pair.value, Expr::Lit(literal) if matches!(literal.lit, Lit::Str(_)))
        {
            self.note("no literal in attribute", &name);
        }
    }

    fn visit_expr(&mut self, expression: &'ast Expr) {
        if matches!(expression, Expr::Unsafe(_) | Expr::Macro(_) | Expr::Verbatim(_)) {
            self.note("expression of another kind", &"?");
        }
        visit::visit_expr(self, expression);
    }
}
