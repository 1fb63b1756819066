//! The features of the client: what each adds to a dependent, and what happens without it.

use std::process::Command;

/// The features with dependencies that they must have, and dependencies that they must not have.
const TREES: [(&str, &[&str], &[&str]); 4] = [
    ("", &["http", "tokio"], &["h2", "hyper", "hyper-rustls", "hyper-util", "ring", "rustls", "socket2"]),
    ("hyper", &["hyper"], &["h2", "hyper-rustls", "ring", "rustls"]),
    ("tls", &["hyper", "ring", "rustls"], &["h2"]),
    ("http2", &["h2", "hyper", "ring", "rustls"], &[]),
];

#[test]
fn a_dependent_compiles_only_what_its_features_need() {
    for (features, present, absent) in TREES {
        let options = ["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none"];
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(options).args(["--no-default-features", "--features", features]);
        let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let tree = String::from_utf8(output.stdout).expect("text");
        let names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
        let missing: Vec<_> = present.iter().filter(|name| !names.contains(name)).collect();
        let superfluous: Vec<_> = absent.iter().filter(|name| names.contains(name)).collect();
        assert!(missing.is_empty() && superfluous.is_empty(), "{features}: lacks {missing:?}, has {superfluous:?}");
    }
}

#[cfg(feature = "hyper")]
mod https {
    use dingtalk_client::im::chat_id_to_open_conversation_id::{ErrorCode, Request};
    use dingtalk_client::{ChatId, Client, Error};
    use std::net::Ipv4Addr;
    use tokio::net::TcpListener;

    /// Calls the server on this port over TLS.
    async fn call(listener: &TcpListener) -> Error<ErrorCode> {
        let port = listener.local_addr().expect("an address").port();
        let client = Client::builder().base_url(format!("https://localhost:{port}")).token("a-token");
        let client = client.build().expect("a client");
        let request = Request::new(ChatId::new("chat"));
        client.im().chat_id_to_open_conversation_id(&request).attempts(1).send().await.expect_err("an error")
    }

    async fn listen() -> TcpListener {
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port")
    }

    #[cfg(not(feature = "tls"))]
    #[tokio::test]
    async fn fails_before_anything_is_sent() {
        use std::error::Error as _;

        let listener = listen().await;
        let error = call(&listener).await;
        assert!(error.to_string().ends_with("the transport cannot be used here, nothing was sent"), "{error}");
        assert!(!error.is_retryable());
        assert!(format!("{error:#}").contains("an https URL requires the feature `tls`"), "{error:#}");
        assert!(error.source().is_some());
        let listener = listener.into_std().expect("a listener");
        assert!(listener.accept().is_err(), "no connection was opened");
    }

    /// What a client offers is in the clear: the first record of a handshake.
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
