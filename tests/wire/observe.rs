//! What traces and metrics tell of a call.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use dingtalk_client::Options;
use dingtalk_client::observe::{Attempt, Dropped, Finished, Observer};
use tracing_subscriber::fmt::format::FmtSpan;

use crate::endpoints::convert;
use crate::server::{Act, Server, builder, client, ok, response};

/// Captures log output.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// The lines, without what differs from run to run.
    fn lines(&self) -> Vec<String> {
        let bytes = self.0.lock().expect("unpoisoned").clone();
        let text = String::from_utf8(bytes).expect("text");
        let is_steady = |word: &&str| !word.starts_with("time.");
        let steadied = |word: &str| match word.split_once("_ms=") {
            Some((name, time)) => {
                format!("{name}_ms={}", time.trim_start_matches(|digit: char| digit.is_ascii_digit()))
            }
            None => word.to_owned(),
        };
        let line = |line: &str| line.split_whitespace().filter(is_steady).map(steadied).collect::<Vec<_>>().join(" ");
        text.lines().map(line).collect()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("unpoisoned").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Records notifications.
#[derive(Default)]
struct Metrics(Mutex<Vec<String>>);

impl Observer for Metrics {
    fn attempt(&self, attempt: &Attempt<'_>) {
        let Attempt { operation, number, status, request_id, error, retry_in, .. } = *attempt;
        let code = error.and_then(|error| error.raw_code());
        let line = format!("{operation} {number} {status:?} {code:?} {request_id:?} {}", retry_in.is_some());
        self.0.lock().expect("unpoisoned").push(line);
    }

    fn dropped(&self, call: &Dropped) {
        self.0.lock().expect("unpoisoned").push(format!("{} dropped {}", call.operation, call.attempts));
    }

    fn finished(&self, call: &Finished<'_>) {
        let Finished { operation, attempts, status, request_id, error, .. } = *call;
        let line = format!("{operation} done {attempts} {status:?} {request_id:?} {}", error.is_some());
        self.0.lock().expect("unpoisoned").push(line);
    }
}

/// A busy service, then success, each with an id.
fn busy_then_done() -> Vec<Act> {
    let busy = r#"{"code":"serviceBusy","message":"wait","requestid":"A\nB","more":"hush-body"}"#;
    let done = r#"{"openConversationId":"hush-response"}"#;
    vec![response("503 Busy", &[], busy), response("200 OK", &["x-acs-request-id: C"], done)]
}

async fn call(script: Vec<Act>) -> (Vec<String>, Vec<String>) {
    let server = Server::start(script).await;
    let metrics = Arc::new(Metrics::default());
    let builder = builder(server.url()).token("hush-token").options(Options::new().attempts(2));
    let client = builder.observer(Arc::clone(&metrics)).build().expect("a client");
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::CLOSE)
        .without_time()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    // The first thread to reach an event decides whether anyone wants it, and it may be that of another test.
    tracing::subscriber::set_global_default(tracing_subscriber::registry()).ok();
    let guard = tracing::subscriber::set_default(subscriber);
    convert(&client).await.ok();
    drop(guard);
    let reported = metrics.0.lock().expect("unpoisoned").clone();
    let ours = log.lines().into_iter().filter(|line| line.contains(" dingtalk_client: ")).collect();
    assert!(!log.lines().iter().any(|line| line.contains("hush")), "{:?}", log.lines());
    (ours, reported)
}

#[tokio::test]
async fn a_call_is_a_span_and_each_attempt_an_event() {
    let (lines, _) = call(busy_then_done()).await;
    let operation = "operation=\"im::chat_id_to_open_conversation_id\"";
    assert_eq!(
        lines,
        [
            format!(
                "DEBUG call{{{operation}}}: dingtalk_client: attempt {operation} attempt=1 status=503 \
                 code=\"serviceBusy\" request_id=\"A\\\\u{{a}}B\" outcome=\"unknown\" duration_ms= retry_in_ms="
            ),
            format!(
                "DEBUG call{{{operation}}}: dingtalk_client: attempt {operation} attempt=2 status=200 \
                 request_id=\"C\" outcome=\"done\" duration_ms="
            ),
            format!(
                "INFO call{{{operation} attempts=2 duration_ms= outcome=\"done\" status=200 request_id=\"C\"}}: dingtalk_client: close"
            ),
        ]
    );
}

/// The lines of a plain subscriber for a call that is tried twice.
async fn plain_lines(script: Vec<Act>) -> Vec<String> {
    let server = Server::start(script).await;
    let client = client(&server).with(Options::new().attempts(2));
    let log = Log::default();
    let writer = log.clone();
    let subscriber =
        tracing_subscriber::fmt().without_time().with_ansi(false).with_writer(move || writer.clone()).finish();
    let guard = tracing::subscriber::set_default(subscriber);
    convert(&client).await.ok();
    drop(guard);
    log.lines()
}

#[tokio::test]
async fn a_failed_call_is_one_warning_of_a_plain_subscriber() {
    let operation = "operation=\"im::chat_id_to_open_conversation_id\"";
    let busy = || response("503 Busy", &[], r#"{"code":"serviceBusy","message":"hush","requestid":"A\nB"}"#);
    assert_eq!(
        plain_lines(vec![busy(), busy()]).await,
        [format!(
            "WARN call{{{operation}}}: dingtalk_client: call failed {operation} outcome=\"unknown\" status=503 \
             code=\"serviceBusy\" request_id=\"A\\\\u{{a}}B\" attempts=2"
        )]
    );
    assert_eq!(
        plain_lines(vec![ok("<html>")]).await,
        [format!(
            "WARN call{{{operation}}}: dingtalk_client: call failed {operation} outcome=\"unknown\" status=200 \
             error=\"the response is not JSON: expected value at line 1 column 1\" attempts=1"
        )]
    );
    assert_eq!(plain_lines(busy_then_done()).await, Vec::<String>::new());
}

#[tokio::test]
async fn an_observer_gets_the_same() {
    let (_, reported) = call(busy_then_done()).await;
    assert_eq!(
        reported,
        [
            "im::chat_id_to_open_conversation_id 1 Some(503) Some(\"serviceBusy\") Some(\"A\\nB\") true",
            "im::chat_id_to_open_conversation_id 2 Some(200) None Some(\"C\") false",
            "im::chat_id_to_open_conversation_id done 2 Some(200) Some(\"C\") false",
        ]
    );
    let (_, reported) = call(vec![response("404 Not Found", &[], "")]).await;
    assert_eq!(
        reported.last().map(String::as_str),
        Some("im::chat_id_to_open_conversation_id done 1 Some(404) None true")
    );
}

#[tokio::test]
async fn a_dropped_call_is_reported() {
    let server = Server::start(vec![Act::Hang(vec![])]).await;
    let metrics = Arc::new(Metrics::default());
    let client = builder(server.url()).observer(Arc::clone(&metrics)).build().expect("a client");
    tokio::select! {
        _ = convert(&client) => panic!("no response"),
        () = server.until_requested(1) => {}
    }
    let reported = metrics.0.lock().expect("unpoisoned").clone();
    assert_eq!(reported, ["im::chat_id_to_open_conversation_id dropped 1"]);
}

/// `{:#}` shows why a connection failed.
#[tokio::test]
async fn the_alternate_format_shows_the_cause() {
    let client = builder("http://127.0.0.1:1").build().expect("a client");
    let error = convert(&client).await.expect_err("nobody listens");
    let long = format!("{error:#}");
    assert!(long.starts_with(&format!("{error}: ")) && long.contains("refused"), "{long}");
    assert!(!error.to_string().contains("refused"), "{error}");
}
