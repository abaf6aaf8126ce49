//! Who may call what of the gallery API and the pages.

use reqwest::Method;

use crate::harness::{Browser, DEMO, TestServer};
use crate::rights::For::{Anyone, Page, SignedIn};
use crate::rights::Row;

/// Method, the route as mounted without its query, and who it is for.
pub const RIGHTS: &[Row] = &[
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
    for (method, path, _) in RIGHTS.iter().filter(|row| row.2 == SignedIn) {
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
