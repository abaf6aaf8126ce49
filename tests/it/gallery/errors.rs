//! Requests that are wrong, malformed or hostile: a clear error in the API's own form, whatever it is.

use reqwest::Method;

use crate::harness::{DEMO, Raw, TestServer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unknown_paths_are_told_in_json() {
    let server = TestServer::start().await;
    let browser = server.browser();
    for path in [
        "/nothing-here",
        "/send-code/",
        "/send-code/more",
        "/media",
        "/media/",
        "/stream_media",
        "/%ff",
        "/a%00b",
        "/..%2f..%2fetc%2fpasswd",
    ] {
        let answer = browser.get(path).await;
        assert!(matches!(answer.status.as_u16(), 400 | 404 | 405), "{answer:?}");
        let status = answer.status.as_u16();
        answer.fails_with(status);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_methods_learn_the_right_ones() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    for (method, path, allowed) in [
        (Method::GET, "/send-code", "POST"),
        (Method::PUT, "/sign-in", "POST"),
        (Method::GET, "/check-password", "POST"),
        (Method::GET, "/logout", "POST"),
        (Method::PUT, "/logout", "POST"),
        (Method::GET, "/upload_file", "POST"),
        (Method::POST, "/is-authenticated", "GET"),
        (Method::POST, "/get-saved-messages-media", "GET"),
        (Method::DELETE, "/get-saved-messages-media", "GET"),
        (Method::POST, "/stream_media/1", "GET"),
        (Method::DELETE, "/stream_media/1", "GET"),
        (Method::POST, "/stream_thumbnail/1", "GET"),
        (Method::POST, "/events", "GET"),
        (Method::GET, "/media/1", "PATCH"),
        (Method::GET, "/media/1", "DELETE"),
        (Method::GET, "/send_code_request", "POST"),
    ] {
        let answer = browser.call(method.clone(), path).send().await.fails_with(405);
        let allow: Vec<_> = answer.header("allow").split(',').map(str::trim).collect();
        assert!(allow.contains(&allowed), "{method} {path}: {allow:?}");
        assert!(!allow.contains(&method.as_str()), "{method} {path}: {allow:?}");
        assert_eq!(allow.contains(&"GET"), allow.contains(&"HEAD"), "{allow:?}");
    }
    assert!(browser.is_authenticated().await, "GET /logout signed nobody out");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_that_are_no_json_are_told() {
    let server = TestServer::start().await;
    let browser = server.browser();
    for path in ["/send-code", "/sign-in", "/check-password"] {
        for body in [
            "",
            "{",
            "nothing",
            "[1,2",
            "\"text\"",
            "5",
            "null",
            "[]",
            "{\"phone\":{}}",
            "{\"phone\":[\"+9996620001\"]}",
            "\u{0}",
            "{\"phone\":\"\\ud800\"}",
        ] {
            let call = browser.call(Method::POST, path).header("content-type", "application/json");
            call.body(body).send().await.fails_with(400);
        }
        let call = browser.call(Method::POST, path).header("content-type", "application/json");
        call.body(vec![0xff, 0xfe, 0x00]).send().await.fails_with(400);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_content_types_are_told() {
    let server = TestServer::start().await;
    let browser = server.browser();
    for content_type in ["text/plain", "application/xml", "image/png", "junk"] {
        let call = browser.call(Method::POST, "/send-code").header("content-type", content_type);
        let answer = call.body("{\"phone\":\"+9996620001\"}").send().await;
        let status = answer.status.as_u16();
        assert!(matches!(status, 400 | 415), "{content_type}: {answer:?}");
        answer.fails_with(status);
    }
    assert_eq!(server.calls("auth.sendCode"), 0);
    let call = browser.call(Method::POST, "/send-code").header("content-type", "application/json; charset=utf-8");
    call.body("{\"phone\":\"+9996620001\"}").send().await.says("Code sent successfully.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_that_are_too_large_are_told() {
    let server = TestServer::start().await;
    let browser = server.browser();
    let large = format!("{{\"phone\":\"{}\"}}", "9".repeat(2 << 20));
    for path in ["/send-code", "/sign-in", "/check-password"] {
        let call = browser.call(Method::POST, path).header("content-type", "application/json");
        call.body(large.clone()).send().await.fails_with(413);
        let call = browser.call(Method::POST, path);
        call.form(&format!("phone={}", "9".repeat(2 << 20))).send().await.fails_with(413);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_that_break_off_are_no_requests() {
    let server = TestServer::start().await;
    for (length, body) in
        [(1000, "{\"phone\":\"+9996620001\"}"), (24, "{\"phone\":\"+9996620001\"}"), (30, "phone=%2B9996620001")]
    {
        let mut raw = Raw::connect(server.origin()).await;
        let content_type = if body.starts_with('{') { "application/json" } else { "application/x-www-form-urlencoded" };
        let host = server.origin().trim_start_matches("http://").to_owned();
        raw.write(format!(
            "POST /send-code HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
        .await;
        let answer = raw.stop_writing().await;
        assert!(answer.status.is_none_or(|status| status == 400), "{answer:?}");
    }
    assert_eq!(server.calls("auth.sendCode"), 0, "half a request is none");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn methods_that_nobody_knows_are_refused() {
    let server = TestServer::start().await;
    let host = server.origin().trim_start_matches("http://").to_owned();
    for method in ["PROPFIND", "get", "QUERY", "TRACE"] {
        let mut raw = Raw::connect(server.origin()).await;
        raw.write(format!("{method} /is-authenticated HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).await;
        let answer = raw.read_to_end().await;
        let status = answer.status.expect("an answer");
        assert!(matches!(status, 400 | 404 | 405 | 501), "{method}: {answer:?}");
        assert!(answer.text.contains("{\"error\":"), "{method}: {answer:?}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_without_a_host_or_with_two_are_refused() {
    let server = TestServer::start().await;
    for hosts in ["", "Host: localhost\r\nHost: localhost\r\n"] {
        for path in ["/is-authenticated", "/", "/stateless", "/api/v1/folders/", "/ws/telegram/", "/no-such-path"] {
            let mut raw = Raw::connect(server.origin()).await;
            raw.write(format!("GET {path} HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n")).await;
            let answer = raw.read_to_end().await;
            assert_eq!(answer.status, Some(400), "{path}: {}", answer.text);
        }
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_for_another_host_are_refused() {
    let server = TestServer::start().await;
    let browser = server.browser();
    for host in ["evil.example", "127.0.0.1.evil.example", "photos.example.org:80"] {
        let answer = browser.call(Method::GET, "/is-authenticated").header("host", host).send().await;
        answer.fails_with(400);
    }
    let port = server.origin().rsplit(':').next().expect("a port").to_owned();
    for host in [format!("localhost:{port}"), format!("127.0.0.1:{port}")] {
        browser.call(Method::GET, "/is-authenticated").header("host", &host).send().await.is(200);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_says_how_it_may_be_used() {
    let server = TestServer::start().await;
    let browser = server.browser();
    for path in ["/is-authenticated", "/nothing-here", "/get-saved-messages-media", "/stream_media/1", "/send-code"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        answer.header("x-request-id");
        answer.header("date");
        assert_eq!(answer.header_if_any("server"), None, "{path}");
    }
    server.finish().await;
}
