//! The control port over real sockets.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::clock::Clock;
use crate::options::Options;
use crate::sandbox::Sandbox;

async fn sandbox() -> Sandbox {
    Sandbox::start(Options { control_port: Some(0), ..Options::default() }).await.unwrap()
}

/// Sends a request with additional header lines. Returns status and body.
async fn request(sandbox: &Sandbox, line: &str, headers: &str, body: &str) -> (u16, Value) {
    let address = sandbox.control_address().unwrap();
    let host = if headers.contains("Host:") { String::new() } else { format!("Host: {address}\r\n") };
    let length = body.len();
    let text = format!("{line} HTTP/1.1\r\n{host}{headers}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}");
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, if body.is_empty() { Value::Null } else { serde_json::from_str(body).unwrap() })
}

async fn call(sandbox: &Sandbox, line: &str, body: &str) -> (u16, Value) {
    request(sandbox, line, "", body).await
}

#[tokio::test]
async fn status_and_counters() {
    let sandbox = sandbox().await;
    let (status, body) = call(&sandbox, "GET /status", "").await;
    assert_eq!((status, &body["layer"]), (200, &json!(230)));
    let address = sandbox.data_centers()[1].address.to_string();
    assert_eq!(body["data_centers"][1], json!({"id": 2, "address": address}));
    assert_eq!(body["public_key"], json!(sandbox.public_key_pem()));

    let (status, body) = call(&sandbox, "GET /counters", "").await;
    let empty = json!({
        "methods": {}, "unknown_methods": {}, "bytes_in": 0, "bytes_out": 0, "connections": 0, "connections_opened": 0
    });
    assert_eq!((status, body), (200, empty));
    assert_eq!(call(&sandbox, "DELETE /counters", "").await.0, 204);
}

#[tokio::test]
async fn the_link_is_set_and_reset() {
    let sandbox = sandbox().await;
    let limits = json!({"round_trip_ms": 60, "bytes_per_second": 6_291_456});
    assert_eq!(call(&sandbox, "PUT /link", &limits.to_string()).await, (200, limits.clone()));
    assert_eq!(call(&sandbox, "GET /link", "").await, (200, limits));
    let free = json!({"round_trip_ms": null, "bytes_per_second": null});
    assert_eq!(call(&sandbox, "PUT /link", &free.to_string()).await, (200, free));
    for wrong in [r#"{"round_trip": 60}"#, r#"{"round_trip_ms": -1}"#, "", "{"] {
        let (status, body) = call(&sandbox, "PUT /link", wrong).await;
        assert_eq!(status, 400);
        assert!(body["error"].as_str().unwrap().starts_with("invalid request body: "), "{body}");
    }
}

#[tokio::test]
async fn the_lifetime_of_login_tokens_is_set() {
    let sandbox = sandbox().await;
    assert_eq!(call(&sandbox, "PUT /login-tokens", r#"{"lifetime_seconds":4}"#).await.0, 204);
    for wrong in [r#"{"lifetime_seconds":-1}"#, r#"{"lifetime":4}"#, "{}"] {
        assert_eq!(call(&sandbox, "PUT /login-tokens", wrong).await.0, 400);
    }
}

#[tokio::test]
async fn the_clock_is_set() {
    let sandbox = sandbox().await;
    for ahead in [3600, -3600, 0] {
        let body = json!({ "ahead_seconds": ahead }).to_string();
        assert_eq!(call(&sandbox, "PUT /clock", &body).await.0, 204);
        let time = call(&sandbox, "GET /status", "").await.1["time"].as_i64().unwrap();
        assert!((time - Clock::default().seconds() - ahead).abs() < 60, "{time}");
    }
    for wrong in [r#"{"ahead_seconds":"1h"}"#, r#"{"ahead":4}"#, "{}"] {
        assert_eq!(call(&sandbox, "PUT /clock", wrong).await.0, 400);
    }
}

#[tokio::test]
async fn faults_are_added_and_cleared() {
    let sandbox = sandbox().await;
    for right in [
        r#"{"method":"upload.getFile","error":"FLOOD_WAIT_5","times":2,"after":10}"#,
        r#"{"method":"*","action":"drop","times":null}"#,
        r#"{"method":"upload.getFile","action":"short"}"#,
    ] {
        assert_eq!(call(&sandbox, "POST /faults", right).await.0, 204);
    }
    for wrong in [
        r#"{"method":"*"}"#,
        r#"{"method":"*","action":"explode"}"#,
        r#"{"method":"*","action":"short"}"#,
        r#"{"method":"*","error":"not a name"}"#,
    ] {
        assert_eq!(call(&sandbox, "POST /faults", wrong).await.0, 400, "{wrong}");
    }
    assert_eq!(call(&sandbox, "DELETE /faults", "").await.0, 204);
}

#[tokio::test]
async fn unknown_accounts_chats_and_calls_are_not_found() {
    let sandbox = sandbox().await;
    assert_eq!(call(&sandbox, "POST /file-references/expire", "").await.0, 204);
    for (line, body, expected) in [
        ("POST /accounts/+123/revoke", "", 404),
        ("POST /accounts/+9996621999/revoke", "", 404),
        ("POST /accounts/+123/messages", r#"{"text":"hi"}"#, 404),
        ("POST /accounts/+9996620001/messages", r#"{"txt":"hi"}"#, 400),
        ("POST /chats/nobody_is_this/messages", r#"{"text":"hi"}"#, 404),
        ("POST /chats/slow_tide/messages", "{}", 400),
        ("POST /chats/nobody_is_this/fill", r#"{"count":1}"#, 404),
        ("POST /chats/5/fill", r#"{"count":1}"#, 404),
        ("POST /chats/slow_tide/fill", r#"{"count":0}"#, 409),
        ("POST /chats/slow_tide/fill", r#"{"counts":1}"#, 400),
        ("PUT /chats/slow_tide/messages/99", r#"{"text":"x"}"#, 404),
        ("DELETE /chats/slow_tide/messages/99", "", 404),
        ("POST /chats/slow_tide/messages/1/alter", r#"{"offset":0}"#, 404),
        ("PUT /accounts/+9996621999/messages/1", r#"{"text":"x"}"#, 404),
        ("DELETE /accounts/+9996621999/messages/1", "", 404),
        ("POST /accounts/+9996621999/messages/1/alter", r#"{"offset":0}"#, 404),
        ("POST /accounts/+9996620001/accept-login", r#"{"token":"no token!"}"#, 400),
        ("POST /accounts/+9996620001/accept-login", r#"{"token":"AAAA"}"#, 409),
        ("GET /nothing", "", 404),
        ("POST /counters", "", 404),
    ] {
        let (status, answer) = call(&sandbox, line, body).await;
        assert_eq!(status, expected, "{line} {answer}");
        assert!(answer["error"].is_string(), "{line} {answer}");
    }
}

#[tokio::test]
async fn a_message_is_posted_in_a_group() {
    let sandbox = sandbox().await;
    let write = async |text: &str| {
        let body = json!({"text": text}).to_string();
        let (status, answer) = call(&sandbox, "POST /chats/Slow_Tide/messages", &body).await;
        assert_eq!(status, 200);
        answer["message_id"].as_i64().unwrap()
    };
    let first = write("ebb").await;
    assert_eq!(write("flow").await, first + 1, "not subject to slow mode");
}

#[tokio::test]
async fn a_group_is_filled_and_its_messages_changed() {
    let sandbox = sandbox().await;
    let fill = async |body: Value| call(&sandbox, "POST /chats/slow_tide/fill", &body.to_string()).await;
    let document = json!({"name": "{index}.bin", "length": 300});
    let series = json!({"count": 1000, "text": "manifest {index}", "document": document});
    assert_eq!(fill(series).await, (200, json!({"first_id": 2, "last_id": 1001})));
    let list = json!({"messages": [{"text": "a folder"}, {"document": {"name": "a.bin", "length": 5, "start": 9}}]});
    assert_eq!(fill(list).await, (200, json!({"first_id": 1002, "last_id": 1003})));
    for (line, body, expected) in [
        ("PUT /chats/slow_tide/messages/1002", r#"{"text":"no folder"}"#, 204),
        ("PUT /chats/slow_tide/messages/1002", r#"{"text":"no folder"}"#, 409),
        ("POST /chats/slow_tide/messages/1003/alter", r#"{"offset":4}"#, 204),
        ("POST /chats/2900000003/messages/1003/alter", r#"{"offset":5}"#, 404),
        ("DELETE /chats/-1002900000003/messages/1003", "", 204),
        ("DELETE /chats/slow_tide/messages/1003", "", 404),
    ] {
        let (status, answer) = call(&sandbox, line, body).await;
        assert_eq!(status, expected, "{line} {answer}");
    }
    let (status, newest) = call(&sandbox, "GET /chats/slow_tide/messages?limit=1", "").await;
    let message = json!({"id": 1002, "text": "no folder", "document": null, "pinned": false, "service": false});
    assert_eq!((status, newest), (200, json!([message])));
    assert_eq!(call(&sandbox, "GET /chats/slow_tide/messages?before=3", "").await.1.as_array().unwrap().len(), 2);
    assert_eq!(call(&sandbox, "GET /accounts/+9996621999/channels", "").await.0, 404);
    assert_eq!(call(&sandbox, "GET /accounts/+9996621999/messages", "").await.0, 404);
}

#[tokio::test]
async fn requests_of_web_pages_and_for_other_hosts_are_refused() {
    let sandbox = sandbox().await;
    let local = sandbox.control_address().unwrap();
    for refused in [
        "Origin: http://127.0.0.1:8000\r\n".to_owned(),
        "Origin: null\r\n".to_owned(),
        "Sec-Fetch-Site: cross-site\r\n".to_owned(),
        "Host: rebound.example\r\n".to_owned(),
        format!("Host: 192.0.2.1:{}\r\n", local.port()),
    ] {
        let (status, body) = request(&sandbox, "DELETE /counters", &refused, "").await;
        assert_eq!(status, 403, "{refused}");
        assert!(body["error"].as_str().unwrap().contains("web pages"), "{body}");
    }
    for host in ["localhost", "LOCALHOST:1", "[::1]:80", "127.0.0.1"] {
        let (status, _) = request(&sandbox, "GET /status", &format!("Host: {host}\r\n"), "").await;
        assert_eq!(status, 200, "{host}");
    }
}
