//! Who may call what: every route that is mounted has its row, and a new one without a row fails.

use std::collections::BTreeSet;

use reqwest::Method;

use crate::harness::{Browser, DEMO, TestServer};

/// What a route answers to those without a right to it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// 401 for strangers, for those who are halfway in, and for those whose session has ended.
    SignedIn,
    /// Anyone: it says nothing about an account, or is how one gets in.
    Anyone,
    /// Anyone, and no API: pages, what they need, and answers about the APIs.
    Page,
}

use For::{Anyone, Page, SignedIn};

/// Method, the route as mounted without its query, and who it is for.
pub const RIGHTS: &[(&str, &str, For)] = &[
    ("POST", "/send-code", Anyone),
    ("POST", "/send_code_request", Anyone),
    ("POST", "/sign-in", Anyone),
    ("POST", "/sign_in", Anyone),
    ("POST", "/check-password", Anyone),
    ("GET", "/sign-in/qr", Anyone),
    ("GET", "/is-authenticated", Anyone),
    ("GET", "/is_authenticated", Anyone),
    ("POST", "/logout", SignedIn),
    ("GET", "/get-saved-messages-media", SignedIn),
    ("GET", "/get_saved_messages_media", SignedIn),
    ("GET", "/media-counts", SignedIn),
    ("GET", "/media-calendar", SignedIn),
    ("POST", "/upload_file", SignedIn),
    ("PATCH", "/media/<id>", SignedIn),
    ("DELETE", "/media/<id>", SignedIn),
    ("DELETE", "/media", SignedIn),
    ("GET", "/stream_media/<id>/<_..>", SignedIn),
    ("HEAD", "/stream_media/<id>/<_..>", SignedIn),
    ("GET", "/download", SignedIn),
    ("HEAD", "/download", SignedIn),
    ("GET", "/stream_thumbnail/<id>", SignedIn),
    ("GET", "/events", SignedIn),
    ("GET", "/stream-stats", SignedIn),
    ("GET", "/openapi.json", Page),
    ("GET", "/docs", Page),
    ("GET", "/docs/<file>", Page),
    ("GET", "/", Page),
    ("GET", "/sign-in", Page),
    ("POST", "/sign-in/number", Page),
    ("POST", "/sign-in/code", Page),
    ("POST", "/sign-in/password", Page),
    ("POST", "/sign-out", Page),
    ("POST", "/preferences", Page),
    ("GET", "/manifest.webmanifest", Page),
    ("OPTIONS", "/<_..>", Page),
];

/// Files that come with the pages.
pub fn is_static(path: &str) -> bool {
    path.starts_with("/static/") || path.starts_with("/favicon")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_has_its_row() {
    let server = TestServer::start().await;
    let mounted: BTreeSet<_> = server.routes().iter().map(|(method, path)| (method.as_str(), path.as_str())).collect();
    let known: BTreeSet<_> = RIGHTS.iter().map(|(method, path, _)| (*method, *path)).collect();
    let new: Vec<_> = mounted.difference(&known).filter(|(_, path)| !is_static(path)).collect();
    let gone: Vec<_> = known.difference(&mounted).collect();
    assert!(new.is_empty() && gone.is_empty(), "without a row: {new:?}; without a route: {gone:?}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_gets_more_than_is_theirs() {
    let server = TestServer::start().await;
    let stranger = server.browser();
    let halfway = server.browser();
    halfway.send_code(DEMO.phone).await.is(200);
    let ended = server.sign_in(DEMO).await;
    let cookies = ended.cookies();
    ended.post_nothing("/logout").await.is(200);
    ended.set_cookies(cookies);
    for (method, path, rights) in RIGHTS.iter().filter(|row| row.2 == SignedIn) {
        assert!(*rights == SignedIn);
        let path = path.replace("<id>", "1").replace("<_..>", "name.mp4");
        for (who, browser) in
            [("a stranger", &stranger), ("someone halfway in", &halfway), ("an ended session", &ended)]
        {
            let before = browser.cookies();
            let answer = call(browser, method, &path).await;
            assert_eq!(answer, 401, "{method} {path} for {who}");
            browser.set_cookies(before);
        }
    }
    server.finish().await;
}

async fn call(browser: &Browser, method: &str, path: &str) -> u16 {
    let method: Method = method.parse().expect("a method");
    let has_body = method != Method::HEAD;
    let answer = browser.call(method, path).send().await;
    assert!(!has_body || answer.json()["error"] == "User not authenticated.", "{}", answer.asked);
    answer.status.as_u16()
}
