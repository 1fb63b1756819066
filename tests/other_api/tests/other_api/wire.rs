//! What is sent and read.

use std::error::Error;
use std::sync::atomic::{AtomicU32, Ordering};

use waypost::parcels::{get, list, register};
use waypost::runtime::Outcome;
use waypost::{Client, GlobalErrorCode, ParcelNumber};

use crate::service::Service;

type TestResult = Result<(), Box<dyn Error>>;

/// A parcel.
const PARCEL: &str = r#"{"code":0,"msg":"ok","data":{"status":"delivered","place":"Porto"}}"#;

/// The error of an expired token.
const EXPIRED: &str = r#"{"code":1001,"msg":"token expired","data":null}"#;

/// Issues the tokens `token-1`, `token-2` and so on, and responds to other requests by a function.
fn with_tokens(respond: impl Fn(&str) -> &str + Send + Sync + 'static) -> Service {
    let issued = AtomicU32::new(0);
    Service::start(move |request| {
        if request.starts_with("POST /api/v2/auth/token ") {
            let number = issued.fetch_add(1, Ordering::Relaxed) + 1;
            return format!(r#"{{"code":0,"msg":"ok","data":{{"token":"token-{number}","expiresIn":7200}}}}"#);
        }
        respond(request).to_owned()
    })
}

fn client(service: &Service) -> Result<Client, Box<dyn Error>> {
    Ok(service.client().app_credentials("an ID", "a long secret").build()?)
}

fn request() -> get::Request {
    get::Request::new(ParcelNumber::new("WP1"))
}

#[tokio::test]
async fn a_token_is_fetched_once_and_sent_as_bearer() -> TestResult {
    let registered = r#"{"code":0,"msg":"ok","data":{"number":"WP2"}}"#;
    let service = with_tokens(move |request| if request.starts_with("POST") { registered } else { PARCEL });
    let client = client(&service)?;
    let parcel = client.parcels().get(&request().with_language("en")).await?;
    assert_eq!((parcel.status, parcel.place.as_deref()), (Some(get::Status::Delivered), Some("Porto")));
    let parcel = client.parcels().register(&register::Request::new("Ada", register::Speed::Express)).await?;
    assert_eq!(parcel.number, ParcelNumber::new("WP2"));

    let agent = "accept: application/json\nuser-agent: waypost/0.1.0\n";
    let expected = [
        format!(
            "POST /api/v2/auth/token HTTP/1.1\n{agent}content-type: application/json\n\
             {{\"clientId\":\"an ID\",\"clientSecret\":\"a long secret\"}}"
        ),
        format!("GET /api/v2/parcels/WP1?language=en HTTP/1.1\n{agent}authorization: Bearer token-1\n"),
        format!(
            "POST /api/v2/parcels HTTP/1.1\n{agent}content-type: application/json\nauthorization: Bearer token-1\n\
             {{\"recipient\":\"Ada\",\"speed\":\"express\"}}"
        ),
    ];
    assert_eq!(service.requests(), expected);
    Ok(())
}

#[tokio::test]
async fn a_fixed_token_is_sent_as_bearer() -> TestResult {
    let service = Service::start(|_| PARCEL.to_owned());
    service.client().token("fixed").build()?.parcels().get(&request()).await?;
    assert!(service.requests()[0].ends_with("\nauthorization: Bearer fixed\n"), "{:?}", service.requests());
    Ok(())
}

#[tokio::test]
async fn an_expired_token_is_renewed_and_the_call_repeated() -> TestResult {
    let service = with_tokens(|request| if request.contains("Bearer token-1\n") { EXPIRED } else { PARCEL });
    client(&service)?.parcels().get(&request()).await?;
    let requests = service.requests();
    let paths: Vec<_> = requests.iter().filter_map(|request| request.split(' ').nth(1)).collect();
    let (token, parcel) = ("/api/v2/auth/token", "/api/v2/parcels/WP1");
    assert_eq!(paths, [token, parcel, token, parcel]);
    assert!(requests[3].ends_with("authorization: Bearer token-2\n"), "{}", requests[3]);

    let error = service.client().token("token-1").build()?.parcels().get(&request()).await.unwrap_err();
    assert_eq!(error.code(), Some(get::ErrorCode::Global(GlobalErrorCode::TokenExpired)));
    Ok(())
}

#[tokio::test]
async fn a_code_is_an_error_although_the_status_is_200() -> TestResult {
    let rows = [
        (r#"{"code":2004,"msg":"no WP1 here","data":null}"#, Some(get::ErrorCode::UnknownParcel), Outcome::Refused),
        // With a payload, the call may have been carried out.
        (r#"{"code":2004,"msg":"no WP1 here","data":{}}"#, Some(get::ErrorCode::UnknownParcel), Outcome::Unknown),
        (r#"{"code":777,"msg":"no WP1 here"}"#, None, Outcome::Unknown),
        // All fields are optional, so this would be a parcel.
        (r#"{"code":777,"msg":"no WP1 here","data":{}}"#, None, Outcome::Unknown),
    ];
    for (body, code, outcome) in rows {
        let service = Service::start(|_| body.to_owned());
        let client = service.client().token("fixed").build()?;
        let error = client.parcels().get(&request()).await.expect_err(body);
        assert_eq!((error.code(), error.outcome(), error.attempts()), (code, outcome, 1), "{body}");
        let number = error.raw_code().expect("a code");
        let note = if outcome == Outcome::Unknown { " (the request may have been carried out)" } else { "" };
        assert_eq!(error.to_string(), format!("parcels::get: 200 {number}: no WP1 here{note}"));
    }
    Ok(())
}

#[tokio::test]
async fn a_list_is_read_over_several_pages() -> TestResult {
    let service = with_tokens(|request| {
        let (_, cursor) = request.lines().next().and_then(|line| line.split_once('?')).unwrap_or_default();
        match cursor.split(' ').next() {
            Some("cursor=b%2Fc") => r#"{"code":0,"data":{"parcels":["WP3"],"nextCursor":"d"}}"#,
            Some("cursor=d") => r#"{"code":0,"data":{"parcels":[],"nextCursor":null}}"#,
            _ => r#"{"code":0,"data":{"parcels":["WP1","WP2"],"nextCursor":"b/c"}}"#,
        }
    });
    let mut items = client(&service)?.items(&list::Request::new());
    let mut numbers = Vec::new();
    while let Some(number) = items.next().await {
        numbers.push(number?.to_string());
    }
    assert_eq!(numbers, ["WP1", "WP2", "WP3"]);
    assert_eq!(service.requests().len(), 4);
    Ok(())
}

#[test]
fn the_blocking_client_makes_the_same_calls() -> TestResult {
    let service = with_tokens(|_| PARCEL);
    let parcel = waypost::blocking::Client::new(client(&service)?)?.parcels().get(&request()).send()?;
    assert_eq!(parcel.status, Some(get::Status::Delivered));
    Ok(())
}
