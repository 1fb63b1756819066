//! Labels of pages in both languages, in two wordings each.

use crate::cells::Part;
use crate::page::Language;

/// Labels of one wording.
pub(crate) struct Labels {
    pub(crate) request: &'static str,
    pub(crate) basics: [&'static str; 3],
    pub(crate) url: &'static str,
    pub(crate) method: &'static str,
    pub(crate) apps: &'static str,
    pub(crate) permissions: &'static str,
    pub(crate) no_permission: &'static str,
    /// Table headings, in the order of [`Part`].
    parts: [&'static str; 5],
    /// Table headings of older pages.
    older_parts: [&'static str; 5],
    pub(crate) name: &'static str,
    pub(crate) ty: &'static str,
    pub(crate) required: &'static str,
    pub(crate) example: &'static str,
    pub(crate) description: &'static str,
    pub(crate) request_example: &'static str,
    pub(crate) response: &'static str,
    pub(crate) response_example: &'static str,
    pub(crate) examples: &'static str,
    pub(crate) errors: &'static str,
    pub(crate) errors_prose: &'static str,
    pub(crate) error_columns: [&'static str; 4],
    /// Columns of the older host, which has no status.
    pub(crate) older_error_columns: [&'static str; 3],
    pub(crate) access: &'static str,
    pub(crate) access_prose: &'static str,
    pub(crate) access_columns: [&'static str; 4],
    pub(crate) supported: [&'static str; 2],
    pub(crate) request_line: &'static str,
    /// All app types.
    pub(crate) kinds: [&'static str; 3],
}

impl Labels {
    pub(crate) fn of(language: Language, wording: usize) -> &'static Self {
        match (language, wording) {
            (Language::English, 0) => &ENGLISH,
            (Language::English, _) => &OTHER_ENGLISH,
            (Language::Chinese, 0) => &CHINESE,
            (Language::Chinese, _) => &OTHER_CHINESE,
        }
    }

    pub(crate) fn part(&self, part: Part) -> &'static str {
        self.parts[part as usize]
    }

    pub(crate) fn older_part(&self, part: Part) -> &'static str {
        self.older_parts[part as usize]
    }
}

const ENGLISH: Labels = Labels {
    request: "Request",
    basics: ["Basic information", "Field", "Value"],
    url: "HTTP URL",
    method: "HTTP Method",
    apps: "Supported app type",
    permissions: "Required permissions",
    no_permission: "None",
    parts: ["Request header", "Path parameter", "Query parameters", "Request body", "Response body"],
    older_parts: ["Header parameters", "Path parameters", "Query parameters", "Body parameters", "Response parameters"],
    name: "Name",
    ty: "Type",
    required: "Required",
    example: "Example value",
    description: "Description",
    request_example: "Request example",
    response: "Response",
    response_example: "Response body example",
    examples: "Examples",
    errors: "Error codes",
    errors_prose: "What every interface may answer stands on a page of its own.",
    error_columns: ["HttpCode", "Error code", "Error message", "Description"],
    older_error_columns: ["Error code (errcode)", "Error code description (errmsg)", "Solution"],
    access: "Permissions",
    access_prose: "One of these lets an app in.",
    access_columns: ["App type", "Supported", "Permission", "API Explorer"],
    supported: ["Supported", "Not supported"],
    request_line: "Request method",
    kinds: ["Internal app", "Third-party enterprise app", "Third-party personal app"],
};

const OTHER_ENGLISH: Labels = Labels {
    request: "Request parameters",
    basics: ["Basic Information", "Field", "Value"],
    method: "HTTP method",
    apps: "Supported application types",
    permissions: "Required permission",
    parts: ["Headers", "Path Parameters", "Query parameter", "Body parameters", "Response body parameters"],
    older_parts: ["Headers", "Path parameter", "Query parameter", "Body parameter", "Return parameters"],
    name: "Parameter",
    example: "Example",
    request_example: "Sample request",
    response_example: "Sample response",
    examples: "Example",
    errors: "Error code",
    errors_prose: "An app may meet these.",
    error_columns: ["HTTP status code", "Error code", "Error message", "Solution"],
    older_error_columns: ["Error code", "Error message", "Description"],
    access: "Required permissions",
    access_prose: "An app needs one of these.",
    access_columns: ["Application type", "Supported", "Permission", "API Explorer debugging"],
    ..ENGLISH
};

const CHINESE: Labels = Labels {
    request: "请求",
    basics: ["基本信息", "字段", "值"],
    url: "HTTP URL",
    method: "HTTP Method",
    apps: "支持的应用类型",
    permissions: "权限要求",
    no_permission: "无",
    parts: ["请求头", "路径参数", "查询参数", "请求体", "响应体"],
    older_parts: ["Header参数", "Path参数", "Query参数", "Body参数", "返回参数"],
    name: "名称",
    ty: "类型",
    required: "是否必填",
    example: "示例值",
    description: "描述",
    request_example: "请求示例",
    response: "响应",
    response_example: "响应体示例",
    examples: "示例",
    errors: "错误码",
    errors_prose: "所有接口都可能返回的错误另有一页。",
    error_columns: ["HttpCode", "错误码", "错误信息", "说明"],
    older_error_columns: ["错误码（errcode）", "错误码描述（errmsg）", "解决方案"],
    access: "权限",
    access_prose: "应用有其中一项即可调用。",
    access_columns: ["应用类型", "是否支持", "权限", "API Explorer调试"],
    supported: ["支持", "暂不支持"],
    request_line: "请求方法",
    kinds: ["企业内部应用", "第三方企业应用", "第三方个人应用"],
};

const OTHER_CHINESE: Labels = Labels {
    no_permission: "不支持新增申请",
    parts: ["请求头参数", "Path参数", "Query参数", "Body参数", "响应体参数"],
    older_parts: ["请求头", "路径参数", "查询参数", "请求体", "返回参数"],
    name: "参数",
    required: "是否必选",
    example: "示例",
    description: "说明",
    response: "返回",
    response_example: "返回示例",
    errors_prose: "调用出错时请对照下表。",
    error_columns: ["HTTP状态码", "错误码", "错误信息", "描述"],
    older_error_columns: ["错误码（errorcode）", "错误信息描述（errmsg）", "解决方案"],
    access_prose: "调用前请先确认应用的权限。",
    supported: ["支持", "不支持"],
    ..CHINESE
};
