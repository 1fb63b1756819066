//! Known labels: lowercase, with single spaces and ASCII parentheses, and without spaces next to Chinese. `|` separates labels of one meaning.

use super::{BasicLabel, Column, SectionKind};

/// Labels by meaning.
pub(super) type LabelTable<T> = [(T, &'static str)];

/// Section headings.
pub(super) const SECTIONS: &LabelTable<SectionKind> = &[
    (SectionKind::Request, "request|request parameters|请求|请求参数|请求说明"),
    (SectionKind::BasicInformation, "basic information|basic info|基本信息"),
    (SectionKind::RequestMethod, "request method|request line|http request|请求方法|请求方式|请求地址"),
    (SectionKind::Access, "permission|permissions|required permissions|权限|权限要求|权限说明|应用权限"),
    (
        SectionKind::Header,
        "request header|request headers|header|headers|header parameter|header parameters|请求头|请求头参数|\
         header参数|请求header|headers参数",
    ),
    (SectionKind::Path, "path|path parameter|path parameters|request path parameters|路径参数|path参数|请求路径参数"),
    (
        SectionKind::Query,
        "query|query parameter|query parameters|request query parameters|查询参数|query参数|请求查询参数",
    ),
    (
        SectionKind::Body,
        "body|request body|request body parameters|body parameter|body parameters|请求体|请求体参数|body参数|\
         请求body|请求正文",
    ),
    (
        SectionKind::RequestExample,
        "request example|request examples|sample request|sample requests|request body example|example request|\
         请求示例|请求体示例|请求样例",
    ),
    (
        SectionKind::Response,
        "response|responses|response parameters|return parameters|returned parameters|响应|返回|返回参数|\
         响应参数|返回结果|返回说明",
    ),
    (SectionKind::ResponseBody, "response body|response body parameters|响应体|返回体|响应体参数|返回body"),
    (
        SectionKind::ResponseExample,
        "response body example|response example|response examples|sample response|sample responses|\
         sample success response|example response|返回示例|响应示例|响应体示例|返回体示例|返回样例",
    ),
    (SectionKind::Examples, "example|examples|sample|samples|示例|样例|示例代码"),
    (SectionKind::Errors, "error codes|error code|errors|错误码|错误代码|错误码说明|返回码"),
    (
        SectionKind::Prose,
        "api call description|call description|description|use cases|usage scenarios|overview|introduction|\
         usage notes|notes|prerequisites|limits|background|related documents|接口调用说明|调用说明|接口说明|说明|\
         使用说明|前提条件|使用限制|限制说明|相关文档|使用场景|应用场景|业务场景|概述|背景信息|注意事项|\
         常见问题|特别提醒",
    ),
];

/// Column labels.
pub(super) const COLUMNS: &LabelTable<Column> = &[
    (Column::Field, "field|item|字段|项目"),
    (Column::Value, "value|值|内容"),
    (
        Column::Name,
        "name|parameter|parameter name|parameters|field name|member|名称|参数|参数名|参数名称|字段名|字段名称",
    ),
    (Column::Type, "type|data type|parameter type|类型|参数类型|数据类型|字段类型"),
    (
        Column::Required,
        "required|mandatory|required or not|is required|是否必填|必填|是否必须|是否必选|必选|必须|是否必需",
    ),
    (Column::Place, "location|position|in|位置|参数位置"),
    (Column::Example, "example|example value|sample|sample value|示例|示例值|样例"),
    (Column::Default, "default|default value|默认值"),
    (Column::MaxLength, "maximum length|max length|length|最大长度|长度|长度限制"),
    (
        Column::Description,
        "description|meaning|explanation|solution|remarks|notes|描述|说明|参数说明|备注|含义|错误描述|错误码说明|错误原因|\
         解决方案|排查方法",
    ),
    (Column::Status, "httpcode|http code|http status|http status code|status code|status|http状态码|状态码|http码"),
    (
        Column::Code,
        "error code|errorcode|code|error code (errcode)|error code (errorcode)|错误码|错误代码|错误码(errcode)|\
         错误码(errorcode)",
    ),
    (
        Column::Message,
        "error message|message|error code description (errmsg)|error message (errmsg)|错误信息|错误消息|错误提示|\
         错误码描述(errmsg)|错误信息描述(errmsg)",
    ),
    (Column::App, "app type|application type|应用类型"),
    (Column::Supported, "supported|support|是否支持|是否支持调用"),
    (Column::Permission, "permission|required permission|how to apply for permissions|权限|权限申请方式|调用权限"),
    (Column::Explorer, "api explorer|api explorer debugging|api explorer调试"),
];

/// Basic information labels.
pub(super) const BASICS: &LabelTable<BasicLabel> = &[
    (BasicLabel::Url, "http url|url|request url|api url|address|请求地址|请求url|接口地址"),
    (BasicLabel::Method, "http method|method|request method|http request method|请求方式|请求方法"),
    (
        BasicLabel::Apps,
        "supported app type|supported app types|supported application type|supported application types|app type|\
         支持的应用类型|支持应用类型|应用类型",
    ),
    (
        BasicLabel::Permissions,
        "required permissions|required permission|permission|permissions|permission required|\
         permissions required|permission requirement|permission requirements|权限要求|权限|权限点|接口权限",
    ),
];

/// HTTP methods.
pub(crate) const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// Boolean flags.
pub(super) const FLAGS: &LabelTable<bool> =
    &[(true, "yes|true|required|y|是|必填|必须|必选"), (false, "no|false|optional|n|否|可选|选填|非必填|非必须")];

/// App types by their name in a spec.
pub(super) const APPS: &LabelTable<&str> = &[
    (
        "internal_app",
        "internal app|internal apps|internal application|enterprise internal app|企业内部应用|企业自建应用",
    ),
    (
        "third_party_app",
        "third-party enterprise app|third-party enterprise apps|third-party enterprise application|\
         third-party app|第三方企业应用",
    ),
    (
        "third_party_personal_app",
        "third-party personal app|third-party personal apps|third-party personal application|\
         third-party individual app|第三方个人应用",
    ),
];

/// Placeholders for no permission.
pub(super) const NO_PERMISSIONS: &LabelTable<()> = &[(
    (),
    "|-|--|—|——|/|none|no|n/a|not required|no permission required|no permissions required|not supported|无|\
     无需权限|无需申请|无需申请权限|不需要|不需要权限|暂无|暂不支持|不支持|不支持新增|不支持新增申请|\
     暂不支持新增申请|开发者后台申请",
)];

/// Cells of the column that says if an app type is supported.
pub(super) const SUPPORTED: &LabelTable<bool> = &[
    (true, "yes|supported|true|支持|是|√|✓|✔|✅"),
    (false, "no|not supported|unsupported|false|暂不支持|不支持|否|×|✗|✘|❌"),
];
