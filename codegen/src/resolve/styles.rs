//! The encoding of lists, maps and objects outside JSON, and as JSON text within it.

use super::words;
use crate::model::{Location, Style, Type};
use dingtalk_spec::FieldDecl;
use dingtalk_spec::diag::{Code, Sink};

/// The carrier of a parameter or field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    Path,
    Query,
    Header,
    Form,
    Json,
}

impl Carrier {
    pub(crate) fn location(self) -> Location {
        match self {
            Self::Path => Location::Path,
            Self::Query => Location::Query,
            Self::Header => Location::Header,
            Self::Form | Self::Json => Location::Body,
        }
    }

    /// The styles for a type that is not a single value.
    fn styles(self, ty: &Type) -> &'static [Style] {
        match (self, ty) {
            (Self::Path, _) | (_, Type::Bytes) => &[],
            (Self::Json, _) => &[Style::Json],
            (Self::Header, Type::Array(items)) if items.is_single() => &[Style::Comma, Style::Json],
            (_, Type::Array(items)) if items.is_single() => &[Style::Repeated, Style::Comma, Style::Json],
            _ => &[Style::Json],
        }
    }
}

/// The style of a field of this type. Reports invalid ones.
pub(crate) fn resolve(field: &FieldDecl, ty: &Type, carrier: Carrier, sink: &mut Sink) -> Option<Style> {
    let styles = carrier.styles(ty);
    if ty.is_single() || (carrier == Carrier::Json && (field.style.is_none() || styles.is_empty())) {
        report_needless(field, sink);
        return None;
    }
    if styles.is_empty() {
        let message = format!("a parameter here is one value, not `{}`", field.ty.value);
        sink.report(Code::WrongType, &field.ty.place, message)
            .help("use a type such as string, int64 or an identifier");
        return None;
    }
    let Some(word) = &field.style else {
        let message = format!("`{}` outside JSON needs a `style`", field.ty.value);
        sink.report(Code::MissingKey, &field.place, message).help(help(styles));
        return None;
    };
    let style = words::lookup(word, &Style::WORDS, sink)?;
    if !styles.contains(&style) {
        let message = format!("`{}` cannot be written in the style `{}` here", field.ty.value, word.value);
        sink.report(Code::ForeignKey, &word.place, message).help(help(styles));
    }
    Some(if carrier == Carrier::Json { Style::JsonText } else { style })
}

fn help(styles: &[Style]) -> String {
    let helps: Vec<&str> = styles.iter().map(|style| help_for(*style)).collect();
    format!("write {}", helps.join(", or "))
}

fn help_for(style: Style) -> &'static str {
    match style {
        Style::Repeated => "`style: repeated` for `ids=a&ids=b`",
        Style::Comma => "`style: comma` for `a,b`",
        Style::Json | Style::JsonText => "`style: json` for JSON text",
    }
}

fn report_needless(field: &FieldDecl, sink: &mut Sink) {
    let Some(style) = &field.style else { return };
    let message = format!("`{}` is one value, which has no style", field.ty.value);
    sink.report(Code::ForeignKey, &style.place.on_key(), message).help("remove `style`");
}
