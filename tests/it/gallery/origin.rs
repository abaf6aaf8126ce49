//! Who may use the cookie: pages of our own origin, listed front ends, and nobody else.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Browser, DEMO, Part, TestServer, form, ramp, send};

const FRONT_END: &str = "http://localhost:3000";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_sites_cannot_change_anything() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let id = browser.items("?limit=1").await[0].id();
    let changes = [
        (Method::POST, "/logout".to_owned()),
        (Method::POST, "/upload_file".to_owned()),
        (Method::POST, "/send-code".to_owned()),
        (Method::DELETE, format!("/media/{id}")),
        (Method::PATCH, format!("/media/{id}")),
    ];
    for (method, path) in changes {
        let call = || browser.call(method.clone(), &path);
        call().header("sec-fetch-site", "cross-site").send().await.fails_with(403);
        call()
            .header("sec-fetch-site", "cross-site")
            .header("origin", "https://evil.example")
            .send()
            .await
            .fails_with(403);
        call()
            .header("sec-fetch-site", "same-site")
            .header("origin", "http://127.0.0.1:1")
            .send()
            .await
            .fails_with(403);
        call().without("sec-fetch-site").header("origin", "https://evil.example").send().await.fails_with(403);
        call().without("sec-fetch-site").header("origin", "null").send().await.fails_with(403);
    }
    browser.call(Method::GET, "/sign-in/qr").header("sec-fetch-site", "cross-site").send().await.fails_with(403);
    assert!(browser.is_authenticated().await);
    assert_eq!(browser.items("?limit=1").await[0].id(), id);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_cannot_become_a_deletion() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let id = browser.items("?limit=1").await[0].id();
    for method in ["delete", "DELETE", "patch", "put"] {
        let answer = browser
            .call(Method::POST, &format!("/media/{id}"))
            .header("sec-fetch-site", "cross-site")
            .header("origin", "https://evil.example")
            .form(&format!("_method={method}&caption=pwned"))
            .send()
            .await;
        assert!(answer.status.is_client_error(), "{answer:?}");
    }
    let item = &browser.items("?limit=1").await[0];
    assert_eq!(item.id(), id);
    assert_ne!(item.text("caption"), "pwned");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn programs_say_no_origin_and_have_a_cookie() {
    let server = TestServer::start().await;
    let jar = reqwest::Client::builder().no_proxy().cookie_store(true).build().expect("a client for plain HTTP");
    let post = async |path: &str, body: Value| {
        let call = jar.post(format!("{}{path}", server.origin())).header("content-type", "application/json");
        send(call.body(body.to_string())).await
    };
    post("/send-code", json!({ "phone": DEMO.phone })).await.is(200);
    post("/sign-in", json!({ "phone": DEMO.phone, "code": DEMO.code })).await.is(200);
    let (content_type, body) = form(&[Part::file("a.bin", "application/octet-stream", ramp(9))]);
    let upload = jar.post(format!("{}/upload_file", server.origin())).header("content-type", content_type);
    let id = send(upload.body(body)).await.is(200).json()["message_id"].clone();
    send(jar.delete(format!("{}/media/{id}", server.origin()))).await.is(200);
    for (name, value) in [("origin", "null"), ("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")] {
        let call = jar.post(format!("{}/logout", server.origin())).header(name, value);
        send(call).await.fails_with(403);
    }
    post("/logout", json!({})).await.says("Logged out successfully.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_typed_by_hand_works() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let answer =
        browser.call(Method::GET, "/get-saved-messages-media?limit=1").header("sec-fetch-site", "none").send().await;
    answer.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_listed_front_end_may_use_the_cookie() {
    let server = TestServer::builder().setting("FRONTEND_ORIGINS", FRONT_END).start().await;
    let browser = server.sign_in(DEMO).await;
    let call = |method: Method, path: &str| {
        browser.call(method, path).header("sec-fetch-site", "same-site").header("origin", FRONT_END)
    };

    let list = call(Method::GET, "/get-saved-messages-media?limit=2").send().await.is(200);
    assert_eq!(list.header("access-control-allow-origin"), FRONT_END);
    assert_eq!(list.header("access-control-allow-credentials"), "true");
    assert!(varies_by(&list, "origin"), "{:?}", list.headers);
    let exposed = list.header("access-control-expose-headers").to_ascii_lowercase();
    for name in ["link", "x-total-count", "content-range", "retry-after", "etag"] {
        assert!(exposed.contains(name), "{name} is not exposed: {exposed}");
    }

    let unknown =
        call(Method::GET, "/stream_media/999999").send().await.fails(404, "Media not found or message ID is invalid.");
    assert_eq!(unknown.header("access-control-allow-origin"), FRONT_END, "scripts have to read errors as well");

    call(Method::POST, "/logout").send().await.says("Logged out successfully.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_listed_front_end_reads_refusals_parts_and_waits_as_well() {
    let server = TestServer::builder().setting("FRONTEND_ORIGINS", FRONT_END).start().await;
    let browser = server.sign_in(DEMO).await;
    let stranger = server.browser();
    let photo = browser.items("?type=photo&limit=1").await[0].path();
    let call = async |browser: &Browser, method: Method, path: &str, range: &str| {
        let call = browser.call(method, path).header("sec-fetch-site", "same-site").header("origin", FRONT_END);
        if range.is_empty() { call.send().await } else { call.header("range", range).send().await }
    };
    for (answer, status, header) in [
        (call(&stranger, Method::GET, "/media-counts", "").await, 401, "x-request-id"),
        (call(&stranger, Method::GET, "/no-such-path", "").await, 404, "x-request-id"),
        (call(&stranger, Method::DELETE, "/media-counts", "").await, 405, "x-request-id"),
        (call(&browser, Method::GET, "/get-saved-messages-media?limit=0", "").await, 400, "x-request-id"),
        (call(&browser, Method::GET, &photo, "bytes=0-9").await, 206, "content-range"),
        (call(&browser, Method::GET, &photo, "bytes=999999999-").await, 416, "content-range"),
        (call(&browser, Method::GET, &photo, "").await, 200, "content-disposition"),
    ] {
        let answer = answer.is(status);
        assert_eq!(answer.header("access-control-allow-origin"), FRONT_END, "{}", answer.asked);
        assert_eq!(answer.header("access-control-allow-credentials"), "true", "{}", answer.asked);
        assert!(answer.header_if_any(header).is_some(), "{} has no {header}", answer.asked);
        let exposed = answer.header("access-control-expose-headers").to_ascii_lowercase();
        assert!(exposed.split(", ").any(|it| it == header), "{header} is not exposed: {exposed}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn beside_a_listed_front_end_strangers_still_get_nothing() {
    let server = TestServer::builder().setting("FRONTEND_ORIGINS", FRONT_END).start().await;
    let browser = server.sign_in(DEMO).await;
    for origin in ["https://evil.example", "null", "http://localhost:3001", "http://localhost:3000.evil.example"] {
        let call = browser.call(Method::GET, "/get-saved-messages-media?limit=1");
        let answer = call.header("sec-fetch-site", "cross-site").header("origin", origin).send().await;
        let told: Vec<_> = answer.headers.keys().filter(|name| name.as_str().starts_with("access-control-")).collect();
        assert!(told.is_empty(), "{origin} is told {told:?}");
        assert!(varies_by(&answer, "origin"), "a cache must not give it what was for another: {:?}", answer.headers);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn preflights_are_answered_for_listed_front_ends_alone() {
    let server = TestServer::builder().setting("FRONTEND_ORIGINS", FRONT_END).start().await;
    let browser = server.browser();
    let ask = |origin: &str, method: &str, path: &str| {
        browser
            .call(Method::OPTIONS, path)
            .header("origin", origin)
            .header("access-control-request-method", method)
            .header("access-control-request-headers", "content-type")
            .send()
    };
    for (method, path) in
        [("POST", "/send-code"), ("POST", "/upload_file"), ("DELETE", "/media/5"), ("PATCH", "/media/5")]
    {
        let answer = ask(FRONT_END, method, path).await;
        assert!(answer.status.is_success(), "{answer:?}");
        assert_eq!(answer.header("access-control-allow-origin"), FRONT_END);
        assert_eq!(answer.header("access-control-allow-credentials"), "true");
        assert!(answer.header("access-control-allow-methods").contains(method), "{:?}", answer.headers);
        let accepted = answer.header("access-control-allow-headers").to_ascii_lowercase();
        assert!(
            ["content-type", "range", "if-range", "if-none-match"].iter().all(|it| accepted.contains(it)),
            "{accepted}"
        );
        for stranger in ["https://evil.example", "null", "http://localhost:3001", "http://localhost:3000.evil.example"]
        {
            let answer = ask(stranger, method, path).await;
            assert_eq!(answer.header_if_any("access-control-allow-origin"), None, "{stranger}");
            assert_eq!(answer.header_if_any("access-control-allow-credentials"), None, "{stranger}");
        }
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_get_no_permission_to_read() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    for origin in ["https://evil.example", "null", FRONT_END] {
        let answer =
            browser.call(Method::GET, "/get-saved-messages-media?limit=1").header("origin", origin).send().await;
        assert_eq!(answer.header_if_any("access-control-allow-origin"), None, "{origin}");
    }
    server.finish().await;
}

fn varies_by(answer: &crate::harness::Answer, name: &str) -> bool {
    answer
        .headers
        .get_all("vary")
        .iter()
        .any(|value| value.to_str().is_ok_and(|it| it.split(',').any(|it| it.trim().eq_ignore_ascii_case(name))))
}
