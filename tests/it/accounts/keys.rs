//! API keys: how they are sent, and what becomes of wrong ones.

use heliograph::http::errors::code::Code;
use heliograph::keys::ApiKey;
use heliograph::store::keys::KeyRow;
use heliograph::store::{Store, keys};
use reqwest::Method;

use crate::harness::{TestServer, send};

const PATH: &str = "/user/+9996620001/isAuthorized";
const NOT_AUTHORIZED: &str = "The user trying to access telegram features is not authorized.";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_is_sent_in_either_header() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    let bare = || service.bare(Method::GET, PATH);
    for request in [
        bare().header("x-api-key", service.key()),
        bare().header("authorization", format!("Bearer {}", service.key())),
        bare().header("authorization", format!("bearer {}", service.key())),
    ] {
        // The key is right; nobody is signed in yet.
        assert_eq!(send(request).await.is(401).refuses(), NOT_AUTHORIZED);
    }
    let missing = send(bare()).await.is(401).with_code(Code::ApiKeyRequired);
    assert!(missing.header("www-authenticate").starts_with("Bearer"));
    assert_eq!(missing.refuses(), "An API key is required.");
    let basic = send(bare().header("authorization", "Basic aGc6aGc=")).await;
    assert_eq!(basic.is(401).refuses(), "An API key is required.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_keys_are_limited_and_right_ones_are_not() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    let guess = || service.bare(Method::GET, PATH).header("x-api-key", format!("hg_{:016x}_{}", 7, "A".repeat(43)));
    let mut refused = 0;
    let limited = loop {
        let answer = send(guess()).await;
        if answer.status == 429 {
            break answer;
        }
        assert_eq!(answer.is(401).with_code(Code::ApiKeyInvalid).refuses(), "The API key is not valid.");
        refused += 1;
        assert!(refused < 100, "nobody counts");
    };
    assert!(limited.json()["retryAfter"].as_u64().expect("seconds") >= 1);
    limited.header("retry-after");
    assert_eq!(service.get(PATH).await.is(401).refuses(), NOT_AUTHORIZED, "a right key goes through");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revoked_key_is_refused_at_its_next_use_and_its_use_is_noted() {
    let server = TestServer::start().await;
    let service = server.service("short-lived").await;
    let store = server.store().clone();
    assert!(row(&store, "short-lived").await.expect("a key").used.is_none());
    service.get(PATH).await.is(401);
    assert!(row(&store, "short-lived").await.expect("a key").used.is_some());
    assert!(keys::delete(&store, "short-lived").await.expect("a store"));
    assert_eq!(service.get(PATH).await.is(401).refuses(), "The API key is not valid.");
    assert!(ApiKey::parse(service.key()).is_some(), "it has a key's form still");
    server.finish().await;
}

async fn row(store: &Store, name: &str) -> Option<KeyRow> {
    keys::list(store).await.expect("a store").into_iter().find(|row| row.name == name)
}
