//! Every type word of real pages means the same in every form of a page, in tables with and without a column for
//! required fields.

use crate::drafts::{assert_each, wrong_draft};
use crate::support::{drift, each};
use dingtalk_generated_pages::{Field, Language, Page, Part, Style};
use dingtalk_pages::SpecFacts;

const ADDRESS: &str = "https://open.dingtalk.com/document/library/keep-all";
const PATH: &str = "/v1.0/library/all";

/// Words of the type language: the word, its type in a spec, and a value.
const WORDS: &[(&str, &str, &str)] = &[
    ("String", STRING, r#""s""#),
    ("Number", INT64, "7"),
    ("Boolean", "{ type: bool }", "true"),
    ("Long", INT64, "7"),
    ("Object", ANY, "{ }"),
    ("Integer", "{ type: int32 }", "7"),
    ("Array", "{ type: array, items: { type: any } }", "[ 1 ]"),
    ("Array of String", STRINGS, r#"[ "s" ]"#),
    ("Date", "{ type: datetime }", r#""2026-01-31T18:00Z""#),
    ("String[]", STRINGS, r#"[ "s" ]"#),
    ("Map", "{ type: map, items: { type: any } }", "{ }"),
    ("double", "{ type: float64 }", "1.5"),
    ("Map<String, String>", "{ type: map, items: { type: string } }", "{ }"),
    ("Array of Long", "{ type: array, items: { type: int64 } }", "[ 7 ]"),
    ("Number[]", "{ type: array, items: { type: int64 } }", "[ 7 ]"),
    ("Object[]", ANYTHINGS, "[ { } ]"),
    ("Float", "{ type: float64 }", "1.5"),
    ("Any", ANY, "7"),
    ("Map<String, Any>", "{ type: map, items: { type: any } }", "{ }"),
    ("Map<String, Object>", "{ type: map, items: { type: any } }", "{ }"),
    ("Array of Array", "{ type: array, items: { type: array, items: { type: any } } }", "[ [ 1 ] ]"),
    ("Map<String, Array>", "{ type: map, items: { type: array, items: { type: any } } }", "{ }"),
    ("Array of Object", ANYTHINGS, "[ { } ]"),
    ("Json", ANY, "{ }"),
    ("DateTime", "{ type: datetime }", r#""2026-01-31T18:00Z""#),
    ("Array of Any", ANYTHINGS, "[ 1 ]"),
    ("JSONObject", ANY, "{ }"),
    ("Array of Integer", "{ type: array, items: { type: int32 } }", "[ 7 ]"),
    ("Map<String, Boolean>", "{ type: map, items: { type: bool } }", "{ }"),
    ("JSON Object", ANY, "{ }"),
    ("File", "{ type: bytes }", r#""c2VhbA==""#),
    ("Map<String, Array of String>", "{ type: map, items: { type: array, items: { type: string } } }", "{ }"),
];

const STRING: &str = "{ type: string }";
const INT64: &str = "{ type: int64 }";
const ANY: &str = "{ type: any }";
const STRINGS: &str = "{ type: array, items: { type: string } }";
const ANYTHINGS: &str = "{ type: array, items: { type: any } }";

/// Names of the service's own types, which are objects or lists of them.
const NAMES: &str = "Result PageResult DataPermissionVo SelectOptions[] PageVo ErrorInfo[] ObjectDataInstanceVo ObjectDataCreateDto \
    PageQueryResponse OpenSearchRq DingOpenResult ArticleDTO[] Fields[] FormComponent Attendee[] OpenRole[] ObjectDataInstanceVo[] \
    DeptPosition[] OpenItineraryInfo[] OpenUserInfo[] Wifi[] DObject ReferenceFields[] RollUpSummaryFields[] IterablePage Values[] \
    AtTimeVo TaskTopVo[] Event OpenCalendarReminderVo LocationVo TelConferenceSummaryRequest FormItemVo[] Attachment[] \
    OpenOrgEntityDo[] OpenExtContact FileItem OpenPriceInfo[] OpenUserAffiliateDo[] Result[] LeaveCertificateVo SubmitTimeRuleVo \
    AppSpaceResponse McsSummaryRequest GroupMetaInfo[] FormComponentValueVo[] ReportPageVo Position[] Attendee DeviceQueryVo \
    DeviceDetailVO ImSummaryRequest SaveProcessRequest FormComponentVo[] FormComponentPropVo ProcessTopVo ArticleCreateDTO \
    Userlist[] ObjectDataDeleteDto OpenInvoiceModifyAndNewRq Applist[] DingUsageSummaryRequest WorkRecordVo[] Entity \
    OpenObjectiveRuleDTO OpenEduUserCreateResponse ColumnValListForTopVo ColumnValForTopVo[] ColumnForTopVo ColumnDayAndVal[] \
    PerfTask OpenInvoiceDo OpenCostCenterDo TopGroupVo DeptOrder[] OpenProjectRs OpenOrgUnion[] FormData[] TopShiftVo \
    TopShiftSettingVo TopSectionVo[] TopPunchVo[] TopRestVo[] GrantCspaceRequest OpenApproverInfo[] OpenEduUserRelationDetail[] \
    EmpFieldVo[] MenuConfigDTO MenuButtonDTO[] MenuSubButtonDTO[] ReportOapiVo[] BasicStepInfoVo[] TopAtClassVo TopAtTimeVo \
    SuggestRq SuggestRs CityVo[] OpenAgoalObjectiveDTO OpenApiNewApplyRq OpenApiNewApplyRs FieldMetaInfo[] TopDurationVo \
    TopDayDurationVo[] Markdown ActionCard UserInfo Quota AtClassVo[] AtSectionVo[] ClassSettingVo TopScheduleVo[] \
    OapiCreateReportParam OapiReportContentVo[] UpdateTaskRequest LeaveTypeVo ResultWrapper";

/// Returns all words with their types and values.
fn words() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let names = NAMES.split_whitespace();
    let names = names.map(|name| if name.ends_with("[]") { (name, ANYTHINGS, "[ ]") } else { (name, ANY, "{ }") });
    WORDS.iter().copied().chain(names)
}

/// Returns a name for the row of a word, in one of the shapes that pages have.
fn name(number: usize) -> String {
    let letters: String =
        [number / 16, number % 16].iter().map(|digit| char::from(b"bcdfghjklmnpqrst"[*digit])).collect();
    ["shelf_LETTERS", "LETTERSBook", "LETTERS", "_LETTERS1"][number % 4].replace("LETTERS", &letters)
}

/// Returns a page whose body and response have a row for each word.
fn page(language: Language) -> Page {
    let (app, no, description) = match language {
        Language::English => ("Internal app", "No", "What is kept."),
        Language::Chinese => ("企业内部应用", "否", "所存的内容。"),
    };
    let field = |number: usize, ty: &str, required: Option<&str>| Field {
        depth: 0,
        name: name(number),
        ty: ty.to_owned(),
        required: required.map(str::to_owned),
        example: None,
        description: description.to_owned(),
    };
    let fields = |required| words().enumerate().map(|(number, (ty, ..))| field(number, ty, required)).collect();
    let values = words().enumerate().map(|(number, (_, _, value))| format!("  \"{}\" : {value}", name(number)));
    let example = format!("{{\n{}\n}}", values.collect::<Vec<_>>().join(",\n"));
    Page {
        name: format!("keep_all.{language:?}"),
        language,
        title: "Keep all".to_owned(),
        address: ADDRESS.to_owned(),
        prose: Vec::new(),
        url: format!("https://api.dingtalk.com{PATH}"),
        method: "POST".to_owned(),
        apps: vec![app.to_owned()],
        permissions: Vec::new(),
        tables: vec![(Part::Body, fields(Some(no))), (Part::Response, fields(None))],
        request_example: format!("POST {PATH} HTTP/1.1\nContent-Type:application/json\n\n{example}"),
        response_example: format!("HTTP/1.1 200 OK\nContent-Type:application/json\n\n{example}"),
        errors: Vec::new(),
    }
}

/// Returns the spec of the pages.
fn spec() -> SpecFacts {
    let fields = words().enumerate().map(|(number, (_, ty, _))| format!("    {}: {ty}\n", name(number)));
    let fields: String = fields.collect();
    let page = |language| {
        format!("  - {{ language: {language}, title: Keep all, url: \"{ADDRESS}\", reviewed: 2026-11-22 }}\n")
    };
    let file = format!(
        "name: keep_all\nsummary: Keeps all.\npages:\n{}{}access:\n  apps: [internal_app]\nrequest:\n  method: POST\n  path: {PATH}\n  \
         idempotent: true\n  token: false\n  body:\n{fields}response:\n{}",
        page("en"),
        page("zh"),
        fields.replace("    ", "  ")
    );
    let mut texts = dingtalk_generated_pages::spec();
    texts.insert("library/keep_all.yaml".to_owned(), file);
    SpecFacts::load_texts(texts).unwrap_or_else(|diagnostics| panic!("\n{diagnostics}"))
}

#[test]
fn every_type_word_is_read_in_every_style() {
    let spec = spec();
    let pages = [Language::English, Language::Chinese].map(page);
    let cases: Vec<_> = pages.iter().flat_map(|page| Style::all().map(move |style| (page, style))).collect();
    let wrong = each(&cases, |(page, style)| {
        let drift = drift(page, *style, &spec);
        (!drift.agrees_in_words()).then(|| format!("{} in {style:?}\n{drift}", page.name))
    });
    let wrong: Vec<_> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{} of {} pages do not agree:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn every_type_word_is_drafted_or_marked() {
    assert_each(&[Language::English, Language::Chinese].map(page), wrong_draft);
}
