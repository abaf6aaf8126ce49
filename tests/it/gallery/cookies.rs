//! The cookie: what it says of itself, when it is replaced, and what the server keeps of it.

use std::collections::BTreeMap;
use std::fs;

use heliograph::http::errors::code::Code;
use reqwest::Method;
use serde_json::json;

use crate::harness::{Browser, DEMO, EMPTY, GUARDED, TestServer, eventually};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_for_the_server_alone() {
    let server = TestServer::start().await;
    let browser = server.browser();
    let sent = browser.send_code(DEMO.phone).await.is(200);
    let signed_in = browser.sign_in_with(DEMO.phone, DEMO.code).await.is(200);
    for answer in [sent, signed_in] {
        let cookies = answer.cookies_set();
        let [cookie] = cookies[..] else { panic!("not one cookie: {cookies:?}") };
        let (pair, attributes) = cookie.split_once("; ").expect("a cookie has attributes");
        let (name, value) = pair.split_once('=').expect("a cookie has a value");
        assert_eq!(name, "heliograph", "plain loopback");
        assert!(value.len() >= 43, "256 bits take 43 characters: {}", value.len());
        let attributes: Vec<_> = attributes.split("; ").map(str::to_ascii_lowercase).collect();
        for needed in ["httponly", "samesite=lax", "path=/"] {
            assert!(attributes.iter().any(|it| it == needed), "{needed} is missing in {attributes:?}");
        }
        assert!(!attributes.iter().any(|it| it == "secure" || it.starts_with("domain")), "{attributes:?}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_https_it_is_secure_and_bound_to_the_host() {
    let server = TestServer::builder().setting("PUBLIC_ORIGIN", "https://photos.example.org").start().await;
    let browser = server.browser();
    let answer = browser
        .call(Method::POST, "/send-code")
        .header("host", "photos.example.org")
        .header("origin", "https://photos.example.org")
        .json(&json!({ "phone": DEMO.phone }))
        .send()
        .await
        .is(200);
    let cookies = answer.cookies_set();
    let cookie = cookies[0].to_ascii_lowercase();
    assert!(cookie.starts_with("__host-heliograph="), "{cookie}");
    assert!(cookie.contains("; secure") && cookie.contains("; path=/") && !cookie.contains("domain"), "{cookie}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_replaced_at_sign_in() {
    let server = TestServer::start().await;
    let browser = server.browser();
    browser.send_code(DEMO.phone).await.is(200);
    let before = browser.cookies();
    browser.sign_in_with(DEMO.phone, DEMO.code).await.is(200);
    assert_ne!(before, browser.cookies(), "a token from before the sign-in must not be the one after it");

    let thief = server.browser();
    thief.set_cookies(before);
    assert!(!thief.is_authenticated().await, "the token from before the sign-in is dead");
    thief.get("/get-saved-messages-media").await.fails(401, "User not authenticated.");
    assert!(browser.is_authenticated().await);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_replaced_with_the_second_factor() {
    let server = TestServer::start().await;
    let browser = server.browser();
    browser.send_code(GUARDED.phone).await.is(200);
    browser.sign_in_with(GUARDED.phone, GUARDED.code).await.is(401);
    let before = browser.cookies();
    browser.post("/check-password", json!({ "password": "sandbox" })).await.is(200);
    let thief = server.browser();
    thief.set_cookies(before);
    assert!(!thief.is_authenticated().await);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_was_never_given_out_opens_nothing() {
    let server = TestServer::start().await;
    let planted = "A".repeat(43);
    let browser = server.browser();
    browser.set_cookies(BTreeMap::from([("heliograph".to_owned(), planted.clone())]));
    assert!(!browser.is_authenticated().await);
    browser.set_cookies(BTreeMap::from([("heliograph".to_owned(), planted.clone())]));
    browser.sign_in(DEMO).await;
    assert_ne!(browser.cookies()["heliograph"], planted, "a planted token must not become a session");
    for odd in ["", "x", "%00", "a b", "\"quoted\"", &"B".repeat(5000)] {
        let stranger = server.browser();
        let call =
            stranger.call(Method::GET, "/get-saved-messages-media").header("cookie", &format!("heliograph={odd}"));
        let status = call.send().await.status.as_u16();
        assert!(matches!(status, 400 | 401), "{odd:?} answered {status}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_of_them_are_refused() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let own = browser.cookie_header().expect("signed in");
    for both in [format!("{own}; heliograph={}", "A".repeat(43)), format!("heliograph={}; {own}", "A".repeat(43))] {
        for call in [
            browser.call(Method::GET, "/get-saved-messages-media"),
            browser.call(Method::POST, "/send-code").json(&json!({ "phone": DEMO.phone })),
            browser.call(Method::POST, "/sign-in/number").form("phone=9996620001"),
        ] {
            let answer = call.header("cookie", &both).send().await;
            answer.fails(400, "Several session cookies were sent.").with_code(Code::SeveralSessionCookies);
        }
        let page = browser.call(Method::GET, "/sign-in").header("cookie", &both).send().await.is(200);
        assert!(String::from_utf8_lossy(&page.body).contains("Your session can’t be opened right now."));
    }
    let others = format!("theme=dark; {own}; other=1");
    browser.call(Method::GET, "/get-saved-messages-media").header("cookie", &others).send().await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failure_sets_none() {
    let server = TestServer::start().await;
    let browser = server.browser();
    for phone in ["", "hello", "+9996624001", "+9996625001", "+15551234567"] {
        let answer = browser.send_code(phone).await;
        assert!(answer.status.is_client_error(), "{answer:?}");
        assert!(answer.cookies_set().is_empty(), "{answer:?}");
    }
    browser.send_code(DEMO.phone).await.is(200);
    let answer = browser.sign_in_with(DEMO.phone, "11111").await.is(400);
    assert!(answer.cookies_set().is_empty(), "{answer:?}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_in_as_someone_else_lets_the_first_account_go() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let first = Browser::new(server.origin());
    first.set_cookies(browser.cookies());
    browser.sign_in(EMPTY).await;
    assert!(browser.items("").await.is_empty(), "the list is the second account's");
    assert!(!first.is_authenticated().await, "one cookie is one account");
    eventually("the authorization that nobody can reach any more is ended at Telegram", async || {
        (server.calls("auth.logOut") == 1).then_some(())
    })
    .await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_secret_is_on_the_disk_in_the_clear() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let pending = server.browser();
    pending.send_code("+9996622001").await.is(200);
    let mut secrets: Vec<String> = [&browser, &pending].iter().flat_map(|it| it.cookies().into_values()).collect();
    secrets.extend(["9996620001".to_owned(), "9996622001".to_owned()]);
    let data = server.data();
    for entry in fs::read_dir(&data).expect("the data folder") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let bytes = fs::read(&path).expect("a readable file");
            for secret in &secrets {
                let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
                assert!(!found, "a secret stands in {}", path.display());
            }
        }
    }
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &std::path::Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    assert_eq!(mode(&data.join("secret.key")), 0o600);
    server.finish().await;
}
