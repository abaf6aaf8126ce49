//! How often somebody may try, and how much they may have at once.

use super::script::{API_HASH, API_ID, Script, detail};
use crate::harness::{EMPTY, TestServer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn codes_and_tries_are_limited() {
    let server = TestServer::builder().setting("SIGN_IN_LIMITS", "on").start().await;
    let script = Script::new(server.origin());
    let mut begun = None;
    for _ in 0..3 {
        begun = Some(script.with_string_of(&script.send_code(EMPTY.phone).await.is(200)));
    }
    let refused = script.send_code(EMPTY.phone).await.is(429);
    assert!(detail(&refused).as_str().expect("a sentence").starts_with("Too many requests"));
    assert_eq!(refused.json()["retry_after"].to_string(), refused.header("retry-after"));
    assert_eq!(server.calls("auth.sendCode"), 3);
    let begun = begun.expect("three were sent");
    for _ in 0..10 {
        assert_ne!(begun.verify_code("00000").await.status, 429);
    }
    begun.verify_code("00000").await.is(429);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sessions_that_are_brought_along_are_limited() {
    let server = TestServer::builder().setting("SIGN_IN_LIMITS", "on").start().await;
    let script = Script::new(server.origin());
    let session = super::import::telethon(2, &[7; 256]);
    let body = serde_json::json!({ "session_string": session, "api_id": API_ID, "api_hash": API_HASH });
    for _ in 0..20 {
        script.post("/auth/import", body.clone()).await.is(401);
    }
    script.post("/auth/import", body).await.is(429);
    server.finish().await;
}
