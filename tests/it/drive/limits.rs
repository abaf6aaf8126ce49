//! How often passwords may be tried, and that whoever tries many does not keep others from anything.

use std::time::{Duration, Instant};

use serde_json::json;

use super::client::{PASSWORD, Program, detail};
use crate::harness::{Answer, TestServer};

const WRONG: &str = "Incorrect login credentials";

fn asks_to_wait(answer: Answer) {
    let answer = answer.is(429);
    assert!(detail(&answer).as_str().expect("a sentence").starts_with("Too many requests. Please wait "));
    assert_eq!(answer.json()["retry_after"].to_string(), answer.header("retry-after"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_passwords_are_counted_and_right_ones_are_not() {
    let server = TestServer::builder().setting("SIGN_IN_LIMITS", "on").start().await;
    let alice = Program::registered(&server, "alice").await;
    for _ in 0..25 {
        alice.token("alice", PASSWORD).await.is(200);
    }
    for number in 0..20 {
        let name = if number % 2 == 0 { "alice" } else { "nobody" };
        assert_eq!(detail(&alice.token(name, "wrong").await.is(401)), WRONG);
    }
    asks_to_wait(alice.token("alice", PASSWORD).await);
    asks_to_wait(alice.token("nobody", "wrong").await);
    asks_to_wait(alice.post("/password", json!({ "old_password": "a", "new_password": "b" })).await);
    let me = alice.get("/me").await.is(200);
    assert_eq!(me.json()["username"], "alice", "who is signed in goes on");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_is_protected_from_many_addresses() {
    let server =
        TestServer::builder().setting("SIGN_IN_LIMITS", "on").setting("TRUSTED_PROXIES", "127.0.0.1").start().await;
    let alice = Program::registered(&server, "alice").await;
    let from = async |number: u32, password: &str| {
        let form = format!("username=alice&password={password}");
        let call = alice.call(reqwest::Method::POST, "/token");
        let call = call.header("x-forwarded-for", format!("203.0.113.{number}"));
        crate::harness::send(call.header("content-type", "application/x-www-form-urlencoded").body(form)).await
    };
    for number in 0..30 {
        from(number, "wrong").await.is(401);
    }
    asks_to_wait(from(99, "wrong").await);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_app_passwords_and_registrations_are_counted() {
    let server =
        TestServer::builder().setting("SIGN_IN_LIMITS", "on").setting("DRIVE_REGISTRATION", "open").start().await;
    let alice = Program::registered(&server, "alice").await;
    let made = alice.post("/app-passwords", json!({ "name": "a" })).await.is(200).json();
    let right = alice.with_app_password("alice", made["password"].as_str().expect("it is shown"));
    for _ in 0..20 {
        alice.with_app_password("alice", "hga_wrong").get("/me").await.is(401);
    }
    asks_to_wait(alice.with_app_password("alice", "hga_wrong").get("/me").await);
    right.get("/me").await.is(200);
    for number in 0..9 {
        alice.register(&format!("user {number}"), PASSWORD).await.is(200);
    }
    asks_to_wait(alice.register("one more", PASSWORD).await);
    server.finish().await;
}

/// Many wrong passwords at once: each is answered, by a refusal or by a request to wait, and everything else goes on meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_storm_of_wrong_passwords_leaves_the_server_responsive() {
    let server = TestServer::start().await;
    let alice = Program::registered(&server, "alice").await;
    let storm = tokio::spawn({
        let alice = alice.clone();
        async move {
            let names: Vec<_> = (0..400).map(|number| format!("user {number}")).collect();
            let attempts = names.iter().map(|name| alice.token(name, "wrong"));
            futures_util::future::join_all(attempts).await
        }
    });
    let mut slowest = Duration::ZERO;
    let mut asked = 0;
    while !storm.is_finished() || asked < 5 {
        let start = Instant::now();
        alice.get("/me").await.is(200);
        slowest = slowest.max(start.elapsed());
        asked += 1;
    }
    let answers = storm.await.expect("no panic");
    let (mut refused, mut waiting) = (0, 0);
    for answer in answers {
        match answer.status.as_u16() {
            401 => refused += 1,
            _ => {
                asks_to_wait(answer);
                waiting += 1;
            }
        }
    }
    assert!(refused > 0 && waiting > 0, "{refused} refused, {waiting} asked to wait");
    assert!(slowest < Duration::from_secs(5), "{slowest:?} for a call beside the storm, {asked} calls");
    alice.token("alice", PASSWORD).await.is(200);
    server.finish().await;
}
