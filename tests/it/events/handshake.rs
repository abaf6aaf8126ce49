//! The opening handshake: who may open a socket, and what others are answered.

use reqwest::Method;

use crate::harness::{Raw, TestServer};

const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";

/// The head of a request for a socket with these lines in place of the usual ones of the same name.
fn head(server: &TestServer, path: &str, lines: &[(&str, Option<&str>)]) -> String {
    let host = server.origin().trim_start_matches("http://").to_owned();
    let mut head = vec![
        ("Host", host.as_str()),
        ("Upgrade", "websocket"),
        ("Connection", "Upgrade"),
        ("Sec-WebSocket-Key", KEY),
        ("Sec-WebSocket-Version", "13"),
    ];
    for (name, value) in lines {
        head.retain(|(usual, _)| usual != name);
        head.extend(value.map(|value| (*name, value)));
    }
    let lines: String = head.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("GET {path} HTTP/1.1\r\n{lines}\r\n")
}

/// The status of the answer, and all of it. A socket that opens is closed at once by what follows.
async fn answer(server: &TestServer, path: &str, lines: &[(&str, Option<&str>)]) -> (Option<u16>, String) {
    let mut raw = Raw::connect(server.origin()).await;
    raw.write(head(server, path, lines)).await;
    let answer = raw.stop_after_head().await;
    (answer.status, answer.text)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handshake_by_the_book_opens_a_socket() {
    let server = TestServer::start().await;
    for path in ["/ws/telegram/", "/ws/telegram"] {
        let (status, text) = answer(&server, path, &[]).await;
        assert_eq!(status, Some(101), "{path}: {text}");
        // The example of RFC 6455, 1.3.
        assert!(text.to_lowercase().contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="), "{text}");
    }
    let browserlike = [("Connection", Some("keep-alive, Upgrade")), ("Upgrade", Some("WebSocket"))];
    assert_eq!(answer(&server, "/ws/telegram/", &browserlike).await.0, Some(101));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handshake_with_faults_is_refused() {
    let server = TestServer::start().await;
    for (lines, status) in [
        ([("Upgrade", None)], 426),
        ([("Upgrade", Some("h2c"))], 426),
        ([("Connection", Some("keep-alive"))], 426),
        ([("Sec-WebSocket-Version", None)], 426),
        ([("Sec-WebSocket-Version", Some("8"))], 426),
        ([("Sec-WebSocket-Key", None)], 400),
        ([("Sec-WebSocket-Key", Some("c2hvcnQ="))], 400),
        ([("Sec-WebSocket-Key", Some("not base64 at all!!!"))], 400),
        ([("Host", Some("evil.example"))], 400),
    ] {
        let (answered, text) = answer(&server, "/ws/telegram/", &lines).await;
        assert_eq!(answered, Some(status), "{lines:?}: {text}");
        assert!(text.contains("\"status\":\"failed\""), "{lines:?}: {text}");
        let has_version = text.to_lowercase().contains("sec-websocket-version: 13");
        assert_eq!(has_version, status == 426, "{lines:?}: {text}");
    }
    let posted = server.browser().call(Method::POST, "/ws/telegram/").send().await.is(405);
    assert_eq!(posted.header("allow"), "GET, HEAD, OPTIONS");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_other_origins_may_not_connect() {
    let server = TestServer::builder().setting("FRONTEND_ORIGINS", "https://photos.example.org").start().await;
    let own = server.origin().to_owned();
    for (origin, status) in [
        (None, 101),
        (Some(own.as_str()), 101),
        (Some("https://photos.example.org"), 101),
        (Some("http://photos.example.org"), 403),
        (Some("https://evil.example"), 403),
        (Some("null"), 403),
        (Some(""), 403),
    ] {
        let (answered, text) = answer(&server, "/ws/telegram/", &[("Origin", origin)]).await;
        assert_eq!(answered, Some(status), "{origin:?}: {text}");
    }
    server.finish().await;
}
