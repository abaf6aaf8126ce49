//! Our own limits on signing in: they protect the numbers, and the API id that all share.

use heliograph::http::errors::code::Code;
use serde_json::json;

use crate::harness::{DEMO, EMPTY, GUARDED, TestServer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_number_gets_few_codes() {
    let server = TestServer::builder().setting("SIGN_IN_LIMITS", "on").start().await;
    for _ in 0..3 {
        server.browser().send_code(DEMO.phone).await.says("Code sent successfully.");
    }
    server.browser().send_code(DEMO.phone).await.asks_to_wait(1..=3600).with_code(Code::TooManyRequests);
    server.browser().send_code("9996-62-0001").await.asks_to_wait(1..=3600);
    assert_eq!(server.calls("auth.sendCode"), 3, "Telegram was not asked again");
    server.browser().send_code(EMPTY.phone).await.says("Code sent successfully.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_address_gets_few_codes() {
    let server = TestServer::builder().setting("SIGN_IN_LIMITS", "on").start().await;
    let mut refused = None;
    for number in 0..12 {
        let answer = server.browser().send_code(&format!("+99966220{number:02}")).await;
        if answer.status == 429 {
            refused = Some((number, answer));
            break;
        }
        answer.says("Code sent successfully.");
    }
    let (number, answer) = refused.expect("there is a limit");
    assert_eq!(number, 10);
    answer.asks_to_wait(1..=3600);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn codes_and_passwords_cannot_be_guessed_for_long() {
    let server = TestServer::builder().setting("SIGN_IN_LIMITS", "on").start().await;
    let browser = server.browser();
    browser.send_code(GUARDED.phone).await.says("Code sent successfully.");
    browser.sign_in_with(GUARDED.phone, GUARDED.code).await.is(401);
    let mut tried = 1;
    let answer = loop {
        let answer = browser.post("/check-password", json!({ "password": format!("guess {tried}") })).await;
        if answer.status == 429 {
            break answer;
        }
        answer.fails(400, "Invalid password. Please try again.");
        tried += 1;
        assert!(tried < 30, "nobody stops the guessing");
    };
    answer.asks_to_wait(1..=3600);
    assert!(tried <= 20, "{tried} guesses");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn headers_that_anyone_can_write_do_not_help() {
    let server = TestServer::builder().setting("SIGN_IN_LIMITS", "on").start().await;
    for number in 0..11 {
        let browser = server.browser();
        let forged = format!("203.0.113.{number}");
        let call = browser
            .call(reqwest::Method::POST, "/send-code")
            .header("x-real-ip", &forged)
            .header("x-forwarded-for", &forged)
            .header("forwarded", &format!("for={forged}"))
            .json(&json!({ "phone": format!("+99966220{number:02}") }));
        let answer = call.send().await;
        assert_eq!(answer.status == 429, number == 10, "{number}: {answer:?}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_a_listed_proxy_the_visitors_are_told_apart() {
    let server =
        TestServer::builder().setting("SIGN_IN_LIMITS", "on").setting("TRUSTED_PROXIES", "127.0.0.1").start().await;
    for number in 0..12 {
        let browser = server.browser();
        let call = browser
            .call(reqwest::Method::POST, "/send-code")
            .header("x-forwarded-for", &format!("198.51.100.1, 203.0.113.{number}"))
            .header("x-forwarded-proto", "https")
            .json(&json!({ "phone": format!("+99966220{number:02}") }));
        let answer = call.send().await.says("Code sent successfully.");
        assert!(
            answer.cookies_set()[0].starts_with("__Host-") && answer.cookies_set()[0].contains("; Secure"),
            "{answer:?}"
        );
    }
    server.finish().await;
}
