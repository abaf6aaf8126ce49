//! What Telegram refuses, in the words of each API: never a failure of this server.

use sandbox::Fault;
use serde_json::json;

use crate::drive::client::Program;
use crate::drive::stored;
use crate::harness::{DEMO, EMPTY, Part, SECOND, TestServer, ramp};
use crate::stateless::script::Script;

/// Errors of `auth.sendCode`: the status, a part of the sentence, and whether there is a time to wait.
const SENDING_A_CODE: [(&str, u16, &str, bool); 5] = [
    ("PHONE_NUMBER_FLOOD", 429, "Too many codes were requested for this phone number", true),
    ("PHONE_PASSWORD_FLOOD", 429, "Too many attempts to sign in with this phone number", true),
    ("PHONE_NUMBER_APP_SIGNUP_FORBIDDEN", 403, "This phone number cannot be signed in here", false),
    ("API_ID_PUBLISHED_FLOOD", 403, "Telegram does not accept this server's application", false),
    ("SMS_CODE_CREATE_FAILED", 503, "Telegram could not make a code", true),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_code_are_told_by_every_api() {
    let server = TestServer::builder().setting("DRIVE_REGISTRATION", "open").start().await;
    let service = server.service("one").await;
    let alice = Program::registered(&server, "alice").await;
    for (error, status, text, waits) in SENDING_A_CODE {
        server.upset(Fault::error("auth.sendCode", error).times(4));
        let refused = [
            server.browser().send_code(DEMO.phone).await,
            service.get(&format!("/sendCode?phoneNumber={}", EMPTY.phone)).await,
            alice.post("/tgcloud/auth/phone", json!({ "phone": stored::STORAGE })).await,
            Script::new(server.origin()).send_code(DEMO.phone).await,
        ];
        for answer in refused {
            // The stateless API has the callers' own applications, and a sentence of its own for them.
            if error.starts_with("API_ID_") && answer.asked.contains("/auth/send_code") {
                answer.is(400);
                continue;
            }
            let answer = answer.is(status);
            let told = String::from_utf8_lossy(&answer.body).into_owned();
            assert!(told.contains(text), "{}: {error} is told as {told}", answer.asked);
            assert_eq!(answer.header_if_any("retry-after").is_some(), waits, "{}: {error}", answer.asked);
        }
        server.sandbox().clear_faults();
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_message_are_told_by_every_api_that_sends() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(DEMO).await;
    let script = Script::signed_in(&server, EMPTY).await;
    let browser = server.sign_in(SECOND).await;
    for (error, status, text) in [
        ("USER_RESTRICTED", 403, "Telegram has restricted this account"),
        ("PREMIUM_ACCOUNT_REQUIRED", 403, "That needs Telegram Premium"),
        ("ALLOW_PAYMENT_REQUIRED_5", 403, "That has to be paid for in a Telegram app"),
        ("TOPIC_CLOSED", 403, "The chat does not allow that"),
        ("SCHEDULE_DATE_INVALID", 400, "Telegram does not accept the request"),
    ] {
        server.upset(Fault::error("messages.sendMessage", error));
        server.upset(Fault::error("messages.sendMedia", error).times(2));
        let file = || Part::file("a.bin", "application/octet-stream", ramp(9));
        for answer in [
            script.post("/messages/send", json!({ "chat_id": "me", "text": "hello" })).await,
            service.post_form(&format!("/user/{}/uploadFile", DEMO.phone), &[file()]).await,
            browser.upload(&[file()]).await,
        ] {
            let answer = answer.is(status);
            let told = String::from_utf8_lossy(&answer.body).into_owned();
            assert!(told.contains(text), "{}: {error} is told as {told}", answer.asked);
        }
        server.sandbox().clear_faults();
    }
    server.finish().await;
}
