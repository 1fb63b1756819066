//! Drafts of random pages pass the checker.

mod exceptions;
mod marks;

use crate::SpecFacts;
use crate::json::{Json, JsonObject};
use crate::page::{
    Ambiguity, AmbiguityKind, AppKind, BasicInfo, ErrorCells, ErrorRow, ExampleBody, FieldCells, FieldRow, FieldTable,
    Language, ListedValue, Page, PagePermission, PageText, Part, RequestExample, RequiredFlag, ResponseExample,
    SdkNames, TypeCell, TypeMeaning,
};
use serde_json::Value;
use std::collections::BTreeMap;

const API: &str = r#"
name: Example
doc: An API.
hosts: { main: { url: "https://api.example.com", doc: The host. } }
token: { header: x-acs-dingtalk-access-token }
headers: { request_id: x-request-id, trace_id: x-trace-id }
envelope: { code: [code], message: [message], request_id: [requestid], scopes: [scopes], throttle: [status] }
identifiers: { UnionId: { doc: A person. }, ResponseFile: { doc: A file. } }
"#;

const NAMES: &str = "unionId·union_id·file·type·self·名称·id·ID·a b·a: b·x #y·- z·%s··\n·a\nb: c·<<·\u{200b}·name\u{200b}·1·true·\
    null·[·{·]·\"·'·x-acs-dingtalk-access-token·Content-Type·body·items·fields·Other·String·query.id·gen·\
    nextToken·cursor·hasMore·2026-11-22·~·&a·*·!tag·| x·> y·\\·/·chatId·e\u{301}·，·\u{85}·\u{2028}x·\u{feff}·\u{7f}·request·response·code";

const TITLES: &str = "Send a file·发送文件·a: b # c·\"quoted\"··\u{202e}·x\ny: z·%·- a·{";

const PATHS: &str = "/v1.0/im/chats/{chatId}/x·/v2.0/a·/··/a//b·/{id}/{id}·/a b·/{·/v1.0/im/{名}·/a?b=c·/send·/v1.0/into/types·\
    /a/{chatId}/{file}·a\n/b·/%2e·/v1.0/client/new";

/// Linear congruential generator.
struct Rng(u64);

impl Rng {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn one(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    /// Returns one of several texts between dots.
    fn of<'a>(&mut self, list: &'a str) -> &'a str {
        let texts: Vec<&str> = list.split('·').collect();
        texts[self.below(texts.len())]
    }

    fn some<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (!self.one(4)).then(|| make(self))
    }

    fn many<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| make(self)).collect()
    }

    fn line(&mut self) -> Option<usize> {
        self.some(|rng| rng.below(40))
    }

    fn meaning(&mut self, depth: usize) -> TypeMeaning {
        let inner = |rng: &mut Self| (depth < 3 && rng.one(2)).then(|| Box::new(rng.meaning(depth + 1)));
        match self.below(16) {
            0 | 1 => TypeMeaning::String,
            2 => TypeMeaning::Boolean,
            3 => TypeMeaning::Integer,
            4 => TypeMeaning::Long,
            5 => TypeMeaning::Number,
            6 => TypeMeaning::Double,
            7 => TypeMeaning::Date,
            8 => TypeMeaning::Bytes,
            9 => TypeMeaning::Any,
            10 | 11 => TypeMeaning::Object,
            12 => TypeMeaning::Map(inner(self)),
            13 => TypeMeaning::Array(inner(self)),
            14 => TypeMeaning::Named(self.of("FileVO·String·Error·x.y·Überall·UnionId").to_owned()),
            _ => TypeMeaning::Unknown,
        }
    }

    fn cells(&mut self) -> FieldCells {
        let ty = TypeCell { text: self.of(NAMES).to_owned(), meaning: self.meaning(0) };
        let required = self.some(|rng| match rng.below(3) {
            0 => RequiredFlag::Yes,
            1 => RequiredFlag::No,
            _ => RequiredFlag::Other(rng.of(NAMES).to_owned()),
        });
        let value = |rng: &mut Self| ListedValue { value: rng.of(NAMES).to_owned(), description: String::new() };
        FieldCells {
            name: self.of(NAMES).to_owned(),
            ty,
            required,
            description: self.of(TITLES).to_owned(),
            example: None,
            default: if self.one(5) { Some(self.of(NAMES).to_owned()) } else { None },
            values: if self.one(3) { self.many(4, value) } else { Vec::new() },
        }
    }

    fn table(&mut self, part: Part) -> FieldTable {
        let rows = self.below(9);
        let rows = (0..rows).map(|index| {
            let readings = [1, 1, 1, 1, 2, 0][self.below(6)];
            let written = PageText { text: self.of(NAMES).repeat(30), line: self.line() };
            let readings = (0..readings).map(|_| self.cells()).collect();
            FieldRow {
                parent: if self.one(2) { None } else { Some(self.below(index + 1)) },
                settled: !self.one(5),
                contested: self.one(5),
                ..FieldRow::new(written, readings)
            }
        });
        FieldTable { part, rows: rows.collect() }
    }

    fn json(&mut self, depth: usize) -> Json {
        let text = self.of(NAMES).to_owned();
        match self.below(if depth > 3 { 8 } else { 12 }) {
            0 => Json::Value(Value::Null),
            1 => Json::Value(true.into()),
            2 => Json::Value(7.into()),
            3 => Json::Value(u64::MAX.into()),
            4 => Json::Value([0.5, 1e300, -0.0, 1e16, 123.0][self.below(5)].into()),
            5..8 => text.into(),
            8 => Json::List(self.many(3, |rng| rng.json(depth + 1))),
            _ => Json::Object(
                self.many(5, |rng| (rng.of(NAMES).to_owned(), rng.json(depth + 1))).into_iter().collect::<JsonObject>(),
            ),
        }
    }

    fn body(&mut self) -> ExampleBody {
        match self.below(5) {
            0 => ExampleBody::Empty,
            1 => ExampleBody::Broken { text: self.of(NAMES).to_owned(), why: self.of(NAMES).to_owned() },
            _ => ExampleBody::Json(self.json(0)),
        }
    }

    fn pairs(&mut self) -> Vec<(String, String)> {
        self.many(4, |rng| (rng.of(NAMES).to_owned(), rng.of(NAMES).to_owned()))
    }

    fn errors(&mut self) -> Vec<ErrorRow> {
        let row = |rng: &mut Self| {
            let readings = [1, 1, 1, 2, 0][rng.below(5)];
            let cells = |rng: &mut Self| ErrorCells {
                status: rng.many(3, |rng| [400, 404, 500, 99, 1000][rng.below(5)]),
                code: rng.of(NAMES).to_owned(),
                message: rng.some(|rng| rng.of(TITLES).to_owned()),
                description: String::new(),
            };
            let row = PageText { text: rng.of(NAMES).to_owned(), line: rng.line() };
            ErrorRow::new(row, (0..readings).map(|_| cells(rng)).collect())
        };
        self.many(8, row)
    }

    fn page(&mut self) -> Page {
        let fact = |text: &str| PageText { text: text.to_owned(), line: None };
        let app = |rng: &mut Self| {
            let text = rng.of(NAMES).to_owned();
            AppKind { word: text.clone(), text, known: rng.one(2), line: None }
        };
        let permission = |rng: &mut Self| PagePermission {
            code: rng.some(|rng| rng.of(NAMES).to_owned()),
            name: rng.some(|rng| rng.of(TITLES).to_owned()),
            line: None,
        };
        let kinds = [
            AmbiguityKind::UnknownLabel,
            AmbiguityKind::Unsplit,
            AmbiguityKind::Nesting,
            AmbiguityKind::Contradiction,
            AmbiguityKind::BrokenExample,
        ];
        let ambiguity = |rng: &mut Self| Ambiguity {
            kind: kinds[rng.below(5)],
            line: rng.line(),
            message: format!("the page says `{}`", rng.of(NAMES)),
            row: None,
            unlisted: None,
        };
        let request = |rng: &mut Self| RequestExample {
            method: rng.of("GET·POST·x").to_owned(),
            path: rng.of(PATHS).to_owned(),
            query: rng.pairs(),
            headers: rng.pairs(),
            body: rng.body(),
            line: None,
        };
        let response = |rng: &mut Self| ResponseExample {
            status: rng.some(|rng| [200, 201, 400][rng.below(3)]),
            body: rng.body(),
            line: None,
        };
        let parts = [Part::Header, Part::Path, Part::Query, Part::Body, Part::Response, Part::Response];
        Page {
            file: "page.md".to_owned(),
            language: if self.one(2) { Language::English } else { Language::Chinese },
            title: self.some(|rng| rng.of(TITLES).to_owned()),
            url: self.some(|rng| rng.of("https://example.com/a b·x·https://a\n").to_owned()),
            basics: BasicInfo {
                method: self.some(|rng| fact(rng.of("GET·POST·get·HEAD·\n"))),
                path: self.some(|rng| fact(rng.of(PATHS))),
                host: self.some(|rng| fact(rng.of("api.example.com·b"))),
                apps: self.some(|rng| rng.many(3, app)),
                apps_open: false,
                permissions: self.some(|rng| rng.many(3, permission)),
                rows: Vec::new(),
            },
            tables: self.many(6, |rng| {
                let part = parts[rng.below(6)];
                rng.table(part)
            }),
            errors: self.some(Self::errors),
            requests: self.many(2, request),
            responses: self.many(2, response),
            sdk: if self.one(3) {
                Some(SdkNames { service: self.of(NAMES).to_owned(), operation: self.of(NAMES).to_owned() })
            } else {
                None
            },
            ambiguities: self.many(4, ambiguity),
        }
    }
}

fn spec(file: String, text: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("api.yaml".to_owned(), API.to_owned()), (file, text.to_owned())])
}

#[test]
fn the_checker_takes_every_draft() {
    let other = "name: other\nsummary: Another.\nrequest: { method: GET, path: /other, idempotent: true }\n";
    let facts = SpecFacts::load_texts(spec("other/other.yaml".to_owned(), other)).unwrap();
    for seed in 0..200 {
        let page = Rng(seed).page();
        for facts in [None, Some(&facts)] {
            let draft = page.draft("2026-11-22", facts);
            // Without the spec, its identifiers are unknown.
            let mut files = spec(draft.file(), &draft.text);
            if facts.is_none() {
                files.insert("api.yaml".to_owned(), API.replace("UnionId", "Xa").replace("ResponseFile", "Xb"));
            }
            if let Err(diagnostics) = dingtalk_codegen::load_texts(files) {
                panic!("seed {seed}: {}\n{}\n{diagnostics}", draft.file(), draft.text);
            }
            let marks = draft.text.lines().filter(|line| line.contains("# review: ")).count();
            assert_eq!(marks, draft.marks, "{}", draft.text);
        }
    }
}
