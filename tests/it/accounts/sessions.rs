//! “Session management”: whether a session is valid, removing those that are not, and logging out.

use serde_json::json;

use crate::harness::{DEMO, EMPTY, SECOND, TestServer};

const NOT_AUTHORIZED: &str = "The user trying to access telegram features is not authorized.";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_was_ended_in_the_app_is_not_valid() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(DEMO).await;
    let valid = service.get("/user/+9996620001/sessionValid").await.is(200).json();
    assert_eq!(valid, json!({ "isSuccess": true, "message": "Session is still valid." }));
    server.sandbox().revoke(DEMO.phone).expect("the account is there");
    assert_eq!(service.get("/user/+9996620001/sessionValid").await.is(401).refuses(), NOT_AUTHORIZED);
    assert_eq!(service.get("/user/+9996620001/isAuthorized").await.is(401).refuses(), NOT_AUTHORIZED);
    service.sign_in(DEMO).await;
    service.get("/user/+9996620001/sessionValid").await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cleaning_removes_what_is_not_valid_and_says_how_many() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    for person in [DEMO, EMPTY, SECOND] {
        service.sign_in(person).await;
    }
    let cleaned = async || service.delete("/cleanSessions").await.is(200).json();
    assert_eq!(
        cleaned().await,
        json!({ "isSuccess": true, "message": "Unused sessions cleaned.", "data": { "removed": 0 } })
    );
    for person in [DEMO, EMPTY] {
        server.sandbox().revoke(person.phone).expect("the account is there");
    }
    assert_eq!(cleaned().await["data"]["removed"], 2);
    assert_eq!(cleaned().await["data"]["removed"], 0, "they are gone");
    service.get("/user/+9996620001/isAuthorized").await.is(401);
    service.get(&format!("/user/{}/sessionValid", SECOND.phone)).await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn logging_out_ends_it_at_telegram() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(DEMO).await;
    server.sandbox().reset_counters();
    let answer = service.delete("/user/+9996620001/logout").await.is(200).json();
    assert_eq!(answer, json!({ "isSuccess": true, "message": "Log out successful.", "data": true }));
    assert_eq!(server.calls("auth.logOut"), 1);
    assert_eq!(service.delete("/user/+9996620001/logout").await.is(401).refuses(), NOT_AUTHORIZED);
    server.finish().await;
}
