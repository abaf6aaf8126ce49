//! `telegram login`: the document's section of that name, and the password that it leaves out.

use sandbox::{Fault, Link};
use serde_json::json;

use crate::harness::{
    BANNED, DEMO, EMPTY, FLOODED, GUARDED, INVALID, OTHER_HOME, Socket, TestServer, UNREGISTERED, eventually,
};

const EVENT: &str = "telegram login";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_number_and_its_code_sign_in() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
    socket.ask(EVENT, json!({"phone": OTHER_HOME.phone})).await;
    socket.is_told(EVENT, "success", "send code").await;
    socket.ask(EVENT, json!({"code": OTHER_HOME.code})).await;
    socket.is_told(EVENT, "success", "logged in successfully").await;
    for again in [json!({"phone": OTHER_HOME.phone}), json!({"code": OTHER_HOME.code})] {
        socket.ask(EVENT, again).await;
        socket.is_told(EVENT, "success", "session alreay exists, call 'users'").await;
    }
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_key_there_is_no_signing_in() {
    let server = TestServer::start().await;
    let mut socket = Socket::open(server.origin()).await;
    socket.ask(EVENT, json!({"phone": DEMO.phone})).await;
    socket.is_told(EVENT, "failed", "verify your api key first").await;
    assert_eq!(socket.closes().await, 1000);
    assert_eq!(server.calls("auth.sendCode"), 0);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_phone_numbers_close_the_socket() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    for phone in [INVALID.phone, "nobody", "+"] {
        let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
        socket.ask(EVENT, json!({"phone": phone})).await;
        socket.is_told(EVENT, "failed", "invalid phone number").await;
        assert_eq!(socket.closes().await, 1000, "{phone}");
    }
    let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
    socket.ask(EVENT, json!({"phone": BANNED.phone})).await;
    assert_eq!(socket.fails(EVENT).await, "invalid phone number");
    assert_eq!(socket.closes().await, 1000);
    // Telegram tells that nobody has a number only when its code is right.
    let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
    socket.ask(EVENT, json!({"phone": UNREGISTERED.phone, "code": UNREGISTERED.code})).await;
    assert_eq!(socket.succeeds(EVENT).await, "send code");
    assert_eq!(socket.fails(EVENT).await, "invalid phone number");
    assert_eq!(socket.closes().await, 1000);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_code_closes_the_socket_and_a_right_one_may_follow() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
    socket.ask(EVENT, json!({"phone": DEMO.phone})).await;
    assert_eq!(socket.succeeds(EVENT).await, "send code");
    socket.ask(EVENT, json!({"code": "99999"})).await;
    socket.is_told(EVENT, "failed", "invalid code provided").await;
    assert_eq!(socket.closes().await, 1000);
    let (mut socket, message) = Socket::log_in(server.origin(), &key).await;
    assert_eq!(message, "send phone number");
    // The sign-in is the key's, so it goes on over another socket; a code may be sent as a number.
    socket.ask(EVENT, json!({"code": 22222})).await;
    socket.is_told(EVENT, "success", "logged in successfully").await;
    assert_eq!(server.calls("auth.sendCode"), 1);
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_expired_code_is_an_invalid_one() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
    socket.ask(EVENT, json!({"phone": DEMO.phone})).await;
    assert_eq!(socket.succeeds(EVENT).await, "send code");
    server.upset(Fault::error("auth.signIn", "PHONE_CODE_EXPIRED"));
    socket.ask(EVENT, json!({"code": DEMO.code})).await;
    assert_eq!(socket.fails(EVENT).await, "invalid code provided");
    assert_eq!(socket.closes().await, 1000);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_before_a_phone_number_is_answered() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
    socket.ask(EVENT, json!({})).await;
    socket.is_told(EVENT, "failed", "send phone, code or password").await;
    socket.ask(EVENT, json!({"code": DEMO.code})).await;
    socket.is_told(EVENT, "failed", "send phone number first").await;
    assert_eq!(socket.closes().await, 1000);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn phone_and_code_may_come_in_one_frame() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
    socket.ask(EVENT, json!({"phone": DEMO.phone})).await;
    socket.is_told(EVENT, "success", "send code").await;
    socket.ask(EVENT, json!({"phone": DEMO.phone, "code": DEMO.code})).await;
    socket.is_told(EVENT, "success", "send code").await;
    socket.is_told(EVENT, "success", "logged in successfully").await;
    assert_eq!((server.calls("auth.sendCode"), server.calls("auth.resendCode")), (1, 0), "the code is not made void");
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_factor_is_asked_for_and_the_socket_stays_open() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
    socket.ask(EVENT, json!({"phone": GUARDED.phone})).await;
    assert_eq!(socket.succeeds(EVENT).await, "send code");
    socket.ask(EVENT, json!({"code": GUARDED.code})).await;
    assert_eq!(socket.fails(EVENT).await, "password required");
    socket.ask(EVENT, json!({"password": "wrong"})).await;
    socket.is_told(EVENT, "failed", "invalid password provided").await;
    socket.ask(EVENT, json!({"password": GUARDED.password})).await;
    socket.is_told(EVENT, "success", "logged in successfully").await;
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn telegrams_waits_are_told_and_end_nothing() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
    socket.ask(EVENT, json!({"phone": FLOODED.phone})).await;
    let frame = socket.frame().await;
    let data = json!({"status": "failed", "message": "too many requests, try again in 42 seconds", "retry_after": 42});
    assert_eq!(frame, json!({"event": EVENT, "data": data}));
    socket.stays_open().await;
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_sign_ins_of_one_key_at_once_do_not_meet() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let (mut one, _) = Socket::log_in(server.origin(), &key).await;
    let (mut two, _) = Socket::log_in(server.origin(), &key).await;
    one.ask(EVENT, json!({"phone": DEMO.phone})).await;
    two.ask(EVENT, json!({"phone": EMPTY.phone})).await;
    assert_eq!(one.succeeds(EVENT).await, "send code");
    assert_eq!(two.succeeds(EVENT).await, "send code");
    one.ask(EVENT, json!({"code": DEMO.code})).await;
    assert_eq!(one.succeeds(EVENT).await, "logged in successfully");
    two.ask(EVENT, json!({"code": EMPTY.code})).await;
    assert_eq!(two.succeeds(EVENT).await, "logged in successfully");
    // The same number twice: whoever is second finds the session there.
    let (mut three, _) = Socket::log_in(server.origin(), &key).await;
    three.ask(EVENT, json!({"phone": DEMO.phone, "code": DEMO.code})).await;
    assert_eq!(three.succeeds(EVENT).await, "session alreay exists, call 'users'");
    for socket in [one, two, three] {
        socket.leave().await;
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_leaves_before_the_answer_is_signed_in_all_the_same() {
    let mut server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    for (person, method) in [(DEMO, "auth.signIn"), (GUARDED, "auth.checkPassword")] {
        let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
        socket.ask(EVENT, json!({"phone": person.phone})).await;
        assert_eq!(socket.succeeds(EVENT).await, "send code");
        // Telegram's answer is on its way for 300 ms.
        server.sandbox().set_link(Link { round_trip_ms: Some(600), bytes_per_second: None });
        socket.ask(EVENT, json!({"code": person.code, "password": person.password})).await;
        eventually(&format!("Telegram has answered {method}"), async || (server.calls(method) > 0).then_some(())).await;
        drop(socket);
        eventually("the key has the account", async || server.find_account_of(&key, person).await).await;
        server.sandbox().set_link(Link::default());
    }
    assert_eq!((server.calls("auth.signIn"), server.calls("auth.checkPassword")), (2, 1));
    server.restart().await;
    for person in [DEMO, GUARDED] {
        let account = server.account_of(&key, person).await;
        assert!(account.verify_now().await.expect("an answer").is_some(), "it is stored, and stands at Telegram");
    }
    server.finish().await;
}
