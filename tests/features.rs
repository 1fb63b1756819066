//! The features of the client: what each adds to a dependent, and what happens without it.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

/// The features that are no services.
const OTHERS: [&str; 6] = ["blocking", "default", "http2", "hyper", "testing", "tls"];

/// The features with dependencies that they must have, and dependencies that they must not have.
const TREES: [(&str, &[&str], &[&str]); 4] = [
    ("", &["http", "tokio"], &["h2", "hyper", "ring", "rustls", "socket2", "tokio-rustls"]),
    ("hyper", &["hyper"], &["h2", "ring", "rustls", "tokio-rustls"]),
    ("tls", &["hyper", "ring", "rustls"], &["h2"]),
    ("http2", &["h2", "hyper", "ring", "rustls"], &[]),
];

#[test]
fn a_dependent_compiles_only_what_its_features_need() {
    for (features, present, absent) in TREES {
        let options =
            ["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none", "--no-default-features"];
        let tree = cargo(&[&options[..], &["--features", features]].concat());
        let names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
        let missing: Vec<_> = present.iter().filter(|name| !names.contains(name)).collect();
        let superfluous: Vec<_> = absent.iter().filter(|name| names.contains(name)).collect();
        assert!(missing.is_empty() && superfluous.is_empty(), "{features}: lacks {missing:?}, has {superfluous:?}");
    }
}

#[test]
fn each_service_is_a_feature() {
    let entries = fs::read_dir("spec").expect("the spec").map(|entry| entry.expect("readable"));
    let services = entries.filter(|entry| entry.path().is_dir());
    let services: BTreeSet<String> = services.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let metadata = cargo(&["metadata", "--no-deps", "--offline", "--format-version", "1"]);
    let mut metadata: Value = serde_json::from_str(&metadata).expect("JSON");
    let packages = metadata["packages"].as_array_mut().expect("a list");
    let package = packages.iter_mut().find(|package| package["name"] == env!("CARGO_PKG_NAME")).expect("this package");
    let features = package["features"].as_object().expect("features");

    let declared: BTreeSet<&str> = features.keys().map(String::as_str).filter(|name| !OTHERS.contains(name)).collect();
    let services: BTreeSet<&str> = services.iter().map(String::as_str).collect();
    let help =
        "`cargo codegen update` adds the features of new services; remove those of removed services from Cargo.toml";
    assert_eq!(declared, services, "{help}");
    let default = features["default"].as_array().expect("a list").iter().filter_map(Value::as_str);
    assert!(services.is_subset(&default.collect()), "{help}");
}

fn cargo(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO"));
    let output = command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[cfg(all(feature = "hyper", feature = "im"))]
mod https {
    use dingtalk_client::Client;
    #[cfg(not(feature = "tls"))]
    use dingtalk_client::transport::Hyper;
    #[cfg(feature = "tls")]
    use {
        dingtalk_client::im::chat_id_to_open_conversation_id::{ErrorCode, Request},
        dingtalk_client::{ChatId, Error},
        std::net::Ipv4Addr,
        tokio::net::TcpListener,
    };

    /// Calls the server on this port over TLS.
    #[cfg(feature = "tls")]
    async fn call(listener: &TcpListener) -> Error<ErrorCode> {
        let port = listener.local_addr().expect("an address").port();
        let client = Client::builder().base_url(format!("https://localhost:{port}")).token("a-token");
        let client = client.build().expect("a client");
        let request = Request::new(ChatId::new("chat"));
        client.im().chat_id_to_open_conversation_id(&request).attempts(1).send().await.expect_err("an error")
    }

    #[cfg(feature = "tls")]
    async fn listen() -> TcpListener {
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port")
    }

    #[cfg(not(feature = "tls"))]
    #[test]
    fn fails_when_the_client_is_built() {
        let error = Client::builder().token("a-token").build().expect_err("no TLS");
        assert_eq!(error.to_string(), "the transport could not be created: an https URL requires the feature `tls`");
        // Another transport may have TLS of its own.
        Client::builder().transport(Hyper::builder().build().expect("a transport")).build().expect("a client");
    }

    /// The first record of a handshake is in the clear.
    #[cfg(feature = "tls")]
    #[tokio::test]
    async fn offers_http2_with_its_feature_alone() {
        use tokio::io::AsyncReadExt as _;

        let listener = listen().await;
        let server = async {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            let mut head = [0; 5];
            stream.read_exact(&mut head).await.expect("the head of a record");
            let mut record = vec![0; usize::from(u16::from_be_bytes([head[3], head[4]]))];
            stream.read_exact(&mut record).await.expect("a record");
            record
        };
        let (_, hello) = tokio::join!(call(&listener), server);
        let offers = |protocols: &[u8]| hello.windows(protocols.len()).any(|part| part == protocols);
        assert!(offers(b"\x08http/1.1"));
        assert_eq!(offers(b"\x02h2\x08http/1.1"), cfg!(feature = "http2"));
    }
}
