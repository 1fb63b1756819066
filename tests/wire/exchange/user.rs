//! Exchanges with the older host: the token is in the query, and `errcode` says whether a call succeeded.

use dingtalk_client::user::{get, get_by_mobile};
use dingtalk_client::{Client, Options, Outcome, Retry, Value};

use super::assert_fields;
use crate::endpoints::request;
use crate::server::{Server, builder, client, ok};

const USER: &str = r#"{
  "errcode": 0,
  "errmsg": "ok",
  "request_id": "4e7exhl6pm0t",
  "result": {
    "userid": "zhangsan",
    "unionid": "z21HjQliSzpw0YWCNxmii6u2Os62cZ62iSZ",
    "name": "张三",
    "avatar": "xxx",
    "state_code": "86",
    "manager_userid": "user01",
    "mobile": "18513027676",
    "hide_mobile": false,
    "telephone": "010-86123456-2345",
    "job_number": "4",
    "title": "技术总监",
    "email": "test@xxx.com",
    "work_place": "未来park",
    "remark": "备注备注",
    "exclusive_account": false,
    "org_email": "test@xxx.com",
    "dept_id_list": [2, 3, 4],
    "dept_order_list": [{"dept_id": 2, "order": 1}],
    "extension": "{\"爱好\":\"旅游\",\"年龄\":\"24\"}",
    "hired_date": 1597573616828,
    "active": true,
    "real_authed": true,
    "senior": true,
    "admin": true,
    "boss": true,
    "leader_in_dept": [{"dept_id": 2, "leader": true}],
    "role_list": [{"id": 100, "name": "总监", "group_name": "职务"}],
    "union_emp_ext": {
      "userid": "500",
      "union_emp_map_list": [{"userid": "5000", "corp_id": "dingxxx"}],
      "corp_id": "dingxxx"
    }
  }
}"#;

/// A request with a JSON body.
fn posted(path: &str, body: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "POST {path}?access_token=the-token HTTP/1.1\r\n\
         accept: application/json\r\n\
         user-agent: dingtalk-client/{version}\r\n\
         content-type: application/json\r\n\
         host: HOST\r\n\
         content-length: {}\r\n\
         \r\n\
         {body}",
        body.len()
    )
}

#[tokio::test]
async fn get() {
    let server = Server::start(vec![ok(USER)]).await;
    let request = request::<get::Request>(r#"{"userid": "zhangsan", "language": "zh_CN"}"#);
    let response = client(&server).user().get(&request).await.expect("success");

    assert_eq!(server.requests(), [posted("/topapi/v2/user/get", r#"{"userid":"zhangsan","language":"zh_CN"}"#)]);
    let expected: Value = USER.parse().expect("JSON");
    assert_eq!(serde_json::to_value(&response).expect("JSON"), expected["result"]);
    assert_fields(
        &response,
        &[
            "userid: Some(UserId(\"zhangsan\"))",
            "unionid: Some(UnionId(\"z21HjQliSzpw0YWCNxmii6u2Os62cZ62iSZ\"))",
            "manager_userid: Some(UserId(\"user01\"))",
            "hide_mobile: Some(false)",
            "dept_id_list: Some([2, 3, 4])",
            "hired_date: Some(1597573616828)",
            "corp_id: Some(CorpId(\"dingxxx\"))",
        ],
    );
}

#[tokio::test]
async fn get_by_mobile() {
    let body = r#"{"errcode":"0","result":{"userid":"xiaoding"},"errmsg":"ok"}"#;
    let server = Server::start(vec![ok(body)]).await;
    let request = request::<get_by_mobile::Request>(r#"{"mobile": "18513027676"}"#);
    let response = client(&server).user().get_by_mobile(&request).await.expect("success");

    assert_eq!(server.requests(), [posted("/topapi/v2/user/getbymobile", r#"{"mobile":"18513027676"}"#)]);
    assert_fields(&response, &["userid: Some(UserId(\"xiaoding\"))"]);
}

fn failure(code: &str, message: &str) -> String {
    format!(r#"{{"errcode":{code},"errmsg":"{message}","request_id":"4e7exhl6pm0t"}}"#)
}

/// The error of a call with this response.
async fn fails(client: impl FnOnce(&Server) -> Client, body: &str) -> dingtalk_client::Error<get::ErrorCode> {
    let server = Server::start(vec![ok(body)]).await;
    let request = request::<get::Request>(r#"{"userid": "u"}"#);
    client(&server).user().get(&request).await.expect_err("a failure")
}

#[tokio::test]
async fn codes_of_the_older_host() {
    for (code, variant, retry) in [
        ("88", "Unspecified", None),
        ("40014", "InvalidAccessToken", Some(Retry::RefreshToken)),
        ("42001", "ExpiredAccessToken", Some(Retry::RefreshToken)),
        ("60020", "IpNotAllowed", Some(Retry::Never)),
        ("90001", "Throttle90001", Some(Retry::Backoff)),
        ("90018", "Throttle90018", Some(Retry::Backoff)),
        ("90020", "MonthlyQuotaExceeded", Some(Retry::Never)),
    ] {
        let error = fails(client, &failure(code, "m")).await;
        assert_eq!(format!("{:?}", error.code()), format!("Some(Global({variant}))"));
        assert_eq!(error.retry(), retry, "{code}");
    }
    // The sub code tells what is wrong.
    let error = fails(client, r#"{"errcode":88,"errmsg":"outer","sub_code":"33012","sub_msg":"inner"}"#).await;
    assert_eq!((error.code(), error.message()), (Some(get::ErrorCode::InvalidUserId), Some("inner")));
    // A code of the newer host means nothing here.
    let error = fails(client, r#"{"errcode":"InvalidAuthentication"}"#).await;
    assert_eq!((error.code(), error.raw_code()), (None, Some("InvalidAuthentication")));
}

#[tokio::test]
async fn busy_host_is_asked_again() {
    let server = Server::start(vec![ok(failure("-1", "m")), ok(USER)]).await;
    let client = builder(server.url()).options(Options::new().attempts(2)).build().expect("a client");
    let request = request::<get::Request>(r#"{"userid": "u"}"#);
    assert!(client.user().get(&request).await.is_ok());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn code_beside_a_result_leaves_the_outcome_open() {
    let error = fails(client, r#"{"errcode":40014,"errmsg":"m","result":{"userid":"u"}}"#).await;
    assert_eq!((error.raw_code(), error.outcome()), (Some("40014"), Outcome::Unknown));
}
