//! Moving over from Telethon.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use heliograph::browser::session_cookie::hash_of;
use heliograph::store::{Store, accounts, browsers};
use serde_json::{Value, json};

use super::script::{API_HASH, API_ID, Script, refuses};
use crate::harness::{Browser, DEMO, Person, TestServer};

/// A `StringSession` as Telethon writes it; its address is one that nobody must connect to.
pub fn telethon(dc: u8, key: &[u8; 256]) -> String {
    let bytes: Vec<u8> = [vec![dc, 203, 0, 113, 9, 1, 187], key.to_vec()].concat();
    format!("1{}", URL_SAFE.encode(bytes))
}

/// Data centre and auth key of somebody who signed in by other means.
pub async fn key_of(origin: &str, store: &Store, person: Person) -> (u8, [u8; 256]) {
    let browser = Browser::new(origin);
    browser.sign_in(person).await;
    let cookie = browser.cookies().into_values().next().and_then(|cookie| hash_of(&cookie)).expect("a cookie");
    let bound = browsers::find(store, cookie).await.expect("a store").expect("the cookie's row");
    let row = accounts::find(store, bound.binding.account).await.expect("a store").expect("the account's row");
    let session: Value = serde_json::from_slice(&row.session).expect("a session is JSON");
    let home = session["home"].as_u64().expect("a data centre");
    let there = session["data_centers"].as_array().expect("all of them").iter().find(|dc| dc["id"] == home);
    let key = there.and_then(|dc| dc["key"].as_str()).expect("there is a key at home");
    let key = STANDARD.decode(key).expect("base64");
    (u8::try_from(home).expect("a small number"), key.try_into().expect("256 bytes"))
}

pub fn body(session: &str) -> Value {
    json!({ "session_string": session, "api_id": API_ID, "api_hash": API_HASH })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_telethon_session_becomes_a_string() {
    let server = TestServer::start().await;
    let (dc, key) = key_of(server.origin(), server.store(), DEMO).await;
    let session = telethon(dc, &key);
    assert_eq!(session.len(), 353);
    let script = Script::new(server.origin());
    for session in [session.clone(), format!("{session}:AAAAAAABeJx0aGUgb3JpZ2luYWwncyBjcmVkZW50aWFscw==")] {
        let imported = script.post("/auth/import", body(&session)).await.is(200);
        assert_eq!(
            (&imported.json()["message"], &imported.json()["next_step"]),
            (&json!("Session imported"), &json!("completed"))
        );
        script.with_string_of(&imported).get("/chats").await.is(200);
    }
    let imported = script.with_string_of(&script.post("/auth/import", body(&session)).await.is(200));
    imported.delete_nothing("/auth/logout").await.is(200);
    refuses(script.post("/auth/import", body(&session)).await, 401, "Invalid session");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_telegram_does_not_know_is_refused() {
    let server = TestServer::start().await;
    let script = Script::new(server.origin());
    let (_, key) = key_of(server.origin(), server.store(), DEMO).await;
    for session in [
        telethon(2, &[7; 256]),
        telethon(9, &key),
        telethon(0, &key),
        "1nonsense".to_owned(),
        String::new(),
        telethon(2, &key)[..300].to_owned(),
    ] {
        refuses(script.post("/auth/import", body(&session)).await, 401, "Invalid session");
    }
    server.finish().await;
}
