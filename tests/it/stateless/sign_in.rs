//! Signing in, as the document shows it.

use serde_json::json;

use super::script::{API_HASH, API_ID, Script, refuses};
use crate::harness::{BANNED, DEMO, EMPTY, FLOODED, GUARDED, INVALID, OTHER_HOME, TestServer, UNREGISTERED};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_makes_a_string() {
    let server = TestServer::start().await;
    let script = Script::new(server.origin());
    let sent = script.send_code(DEMO.phone).await.is(200);
    assert_eq!(
        (&sent.json()["message"], &sent.json()["next_step"]),
        (&json!("Verification code sent"), &json!("verify_code"))
    );
    assert_eq!(sent.header("cache-control"), "no-store");
    let begun = script.with_string_of(&sent);
    refuses(begun.get("/chats").await, 401, "Invalid session");
    let done = begun.verify_code(DEMO.code).await.is(200);
    assert_eq!(
        (&done.json()["message"], &done.json()["next_step"]),
        (&json!("Successfully authenticated"), &json!("completed"))
    );
    assert_eq!(done.json().as_object().expect("an object").len(), 3);
    let signed_in = begun.with_string_of(&done);
    assert!(signed_in.string().len() < 1024, "it has to fit into a header");
    signed_in.get("/chats").await.is(200);
    refuses(begun.verify_code(DEMO.code).await, 401, "Invalid session");
    refuses(signed_in.verify_code(DEMO.code).await, 401, "Invalid session");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_factor_is_a_step_of_its_own() {
    let server = TestServer::start().await;
    let script = Script::new(server.origin());
    let begun = script.with_string_of(&script.send_code(GUARDED.phone).await.is(200));
    let owed = begun.verify_code(GUARDED.code).await.is(200);
    assert_eq!(
        (&owed.json()["message"], &owed.json()["next_step"]),
        (&json!("2FA password required"), &json!("verify_password"))
    );
    let owing = begun.with_string_of(&owed);
    refuses(owing.get("/chats").await, 401, "Invalid session");
    let wrong = "The password (and thus its hash value) you entered is invalid (caused by CheckPasswordRequest)";
    refuses(owing.verify_password("wrong").await, 400, wrong);
    refuses(owing.verify_password("").await, 400, wrong);
    let done = owing.verify_password("sandbox").await.is(200).json();
    assert_eq!(
        (&done["message"], &done["next_step"]),
        (&json!("Successfully authenticated with 2FA"), &json!("completed"))
    );
    script.with(done["session_string"].as_str().expect("a string")).get("/chats").await.is(200);
    server.finish().await;
}

/// The original gave out the same string once more, so clients may go on with the first.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_string_does_for_the_password_too() {
    let server = TestServer::start().await;
    let script = Script::new(server.origin());
    let begun = script.with_string_of(&script.send_code(GUARDED.phone).await.is(200));
    begun.verify_code(GUARDED.code).await.is(200);
    let done = begun.verify_password("sandbox").await.is(200);
    begun.with_string_of(&done).get("/chats").await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_at_home_elsewhere_signs_in() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, OTHER_HOME).await;
    script.get("/messages/?chat_id=me").await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_telegram_refuses_is_told() {
    let server = TestServer::start().await;
    let script = Script::new(server.origin());
    refuses(script.send_code(INVALID.phone).await, 400, "The phone number is invalid (caused by SendCodeRequest)");
    refuses(script.send_code("nonsense").await, 400, "The phone number is invalid (caused by SendCodeRequest)");
    let banned = "The used phone number has been banned from Telegram and cannot be used anymore";
    refuses(script.send_code(BANNED.phone).await, 403, banned);
    let flooded = script.send_code(FLOODED.phone).await.is(429);
    assert_eq!(flooded.json()["retry_after"], 42);
    assert_eq!(flooded.header("retry-after"), "42");
    let begun = script.with_string_of(&script.send_code(EMPTY.phone).await.is(200));
    refuses(begun.verify_code("00000").await, 400, "The phone code entered was invalid (caused by SignInRequest)");
    begun.verify_code(EMPTY.code).await.is(200);
    let begun = script.with_string_of(&script.send_code(UNREGISTERED.phone).await.is(200));
    begun.verify_code(UNREGISTERED.code).await.is(403);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_application_is_the_callers() {
    let server = TestServer::start().await;
    let script = Script::new(server.origin());
    let text = "The api_id/api_hash combination is invalid (caused by SendCodeRequest)";
    for (id, hash) in
        [(json!(-1), API_HASH), (json!(0), API_HASH), (json!(1_i64 << 40), API_HASH), (json!(API_ID), " ")]
    {
        let body = json!({ "phone": DEMO.phone, "api_id": id, "api_hash": hash });
        refuses(script.post("/auth/send_code", body).await, 400, text);
    }
    let body = json!({ "phone": DEMO.phone, "api_id": API_ID.to_string(), "api_hash": API_HASH });
    script.post("/auth/send_code", body).await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_out_kills_every_string() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    let other = Script::signed_in(&server, DEMO).await;
    let done = script.delete_nothing("/auth/logout").await.is(200);
    assert_eq!(done.json(), json!({ "message": "Successfully logged out" }));
    assert_eq!(server.calls("auth.logOut"), 1);
    refuses(script.get("/chats").await, 401, "Invalid session");
    refuses(script.delete_nothing("/auth/logout").await, 401, "Invalid session");
    other.get("/chats").await.is(200);
    let begun = script.with_string_of(&Script::new(server.origin()).send_code(EMPTY.phone).await.is(200));
    begun.delete_nothing("/auth/logout").await.is(200);
    refuses(begun.verify_code(EMPTY.code).await, 401, "Invalid session");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_ended_elsewhere_is_dead() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    script.get("/chats").await.is(200);
    server.sandbox().revoke(DEMO.phone).expect("a known number");
    refuses(script.get("/chats").await, 401, "Invalid session");
    refuses(script.get("/messages/?chat_id=me").await, 401, "Invalid session");
    server.finish().await;
}
