//! `/events`: what happens in Saved Messages, told as it happens.

use std::time::Duration;

use serde_json::json;

use crate::harness::{DEMO, EMPTY, SECOND, TestServer, ramp, words};
use sandbox::Fault;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_session_does_is_told() {
    let server = TestServer::start().await;
    let watching = server.sign_in(EMPTY).await;
    let mut events = watching.events().await;
    let working = server.sign_in(EMPTY).await;

    let id = working.upload_document("new.bin", ramp(10)).await;
    let added = events.told("media_added").await;
    assert_eq!((added["id"].as_i64(), added["name"].as_str()), (Some(id), Some("new.bin")), "{added}");
    assert_eq!(added, watching.items("").await[0].0, "told as the list tells it");

    working.patch(&format!("/media/{id}"), json!({ "caption": "named" })).await.is(200);
    let changed = events.told("media_changed").await;
    assert_eq!((changed["id"].as_i64(), changed["caption"].as_str()), (Some(id), Some("named")), "{changed}");

    working.delete(&format!("/media/{id}")).await.is(200);
    let removed = events.told("media_removed").await;
    assert_eq!(removed["ids"], json!([id]), "{removed}");
    drop(events);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_this_session_does_is_told_to_its_other_tabs() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let mut events = browser.events().await;
    let id = browser.upload_document("new.bin", ramp(10)).await;
    assert_eq!(events.told("media_added").await["id"].as_i64(), Some(id));
    browser.delete(&format!("/media/{id}")).await.is(200);
    assert_eq!(events.told("media_removed").await["ids"], json!([id]));
    drop(events);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_arrives_from_outside_is_told_and_words_are_not() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let mut events = browser.events().await;
    server.sandbox().new_message(DEMO.phone, words("words")).expect("a message");
    let id = server
        .sandbox()
        .new_message(DEMO.phone, sandbox::NewMessage { photo: true, ..Default::default() })
        .expect("a message");
    let added = events.told("media_added").await;
    assert_eq!((added["id"].as_i64(), added["type"].as_str()), (Some(i64::from(id)), Some("photo")), "{added}");
    drop(events);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_another_person_is_told() {
    let server = TestServer::start().await;
    let alice = server.sign_in(EMPTY).await;
    let bob = server.sign_in(SECOND).await;
    let mut events = alice.events().await;
    bob.upload_document("his.bin", ramp(10)).await;
    let hers = alice.upload_document("hers.bin", ramp(10)).await;
    let added = events.told("media_added").await;
    assert_eq!((added["id"].as_i64(), added["name"].as_str()), (Some(hers), Some("hers.bin")), "{added}");
    drop(events);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn waits_and_the_end_are_told() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let mut events = browser.events().await;
    server.upset(Fault::error("messages.search", "FLOOD_WAIT_120"));
    browser.get("/get-saved-messages-media").await.is(429);
    assert_eq!(events.told("flood_wait").await, json!({ "retry_after": 120, "is_pace": false }));
    server.sandbox().clear_faults();

    server.sandbox().revoke(DEMO.phone).expect("the account is there");
    browser.get("/get-saved-messages-media").await.is(401);
    events.told("signed_out").await;
    events.ends().await;
    browser.get("/events").await.fails(401, "User not authenticated.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pace_of_an_account_without_premium_is_told_as_one_and_nothing_fails() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let id = browser.upload_document("a.bin", ramp(1_000_000)).await;
    let mut events = browser.events().await;
    server.upset(Fault::error("upload.getFile", "FLOOD_PREMIUM_WAIT_1"));
    assert!(browser.get(&format!("/stream_media/{id}")).await.is(200).body == ramp(1_000_000));
    assert_eq!(events.told("flood_wait").await, json!({ "retry_after": 1, "is_pace": true }));
    drop(events);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_out_ends_them() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let mut events = browser.events().await;
    browser.post_nothing("/logout").await.is(200);
    events.told("signed_out").await;
    events.ends().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_revoked_at_telegram_ends_them_without_another_request() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let mut events = browser.events().await;
    server.sandbox().revoke(DEMO.phone).expect("the account is there");
    events.told("signed_out").await;
    events.ends().await;
    browser.get("/events").await.fails(401, "User not authenticated.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_ended_elsewhere_ends_its_own_and_no_others() {
    let often = Duration::from_millis(100);
    let server = TestServer::builder().time_limits(|limits| limits.listeners.check_every = often).start().await;
    let other = server.sign_in(EMPTY).await;
    let mut others = other.events().await;
    let others_account = server.number("SELECT account_id FROM browsers").await.expect("its cookie stands for one");

    let (here, elsewhere) = (server.sign_in(EMPTY).await, server.browser());
    elsewhere.set_cookies(here.cookies());
    let mut events = here.events().await;
    elsewhere.post_nothing("/logout").await.says("Logged out successfully.");
    events.told("signed_out").await;
    events.ends().await;

    // Signing in anew replaces the session.
    let here = server.sign_in(EMPTY).await;
    let mut events = here.events().await;
    here.sign_in(EMPTY).await;
    events.told("signed_out").await;
    events.ends().await;

    // Another process deletes the cookie.
    let mut events = here.events().await;
    server.execute(&format!("DELETE FROM browsers WHERE account_id <> {others_account}")).await;
    events.told("signed_out").await;
    events.ends().await;

    let id = other.upload_document("still.bin", ramp(10)).await;
    assert_eq!(others.told("media_added").await["id"].as_i64(), Some(id));
    drop(others);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn they_do_not_hold_up_a_shutdown() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    let _open = browser.events().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_are_told_nothing() {
    let server = TestServer::start().await;
    server.browser().get("/events").await.fails(401, "User not authenticated.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_is_reloaded_again_and_again_is_listened_to() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    for _ in 0..30 {
        drop(browser.events().await);
    }
    let listening: Vec<_> = futures_util::future::join_all((0..20).map(|_| browser.events())).await;
    browser.get("/events").await.is(429);
    drop(listening);
    let mut events = browser.events().await;
    server.sandbox().new_message(DEMO.phone, sandbox::NewMessage { photo: true, ..Default::default() }).expect("sent");
    events.told("media_added").await;
    server.finish().await;
}
