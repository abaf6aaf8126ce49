//! Where codes go: told by every API, and taken as what they are.

use serde_json::{Value, json};

use crate::drive::client::Program;
use crate::harness::{
    AT_FRAGMENT, BY_CALL, BY_EMAIL, BY_MISSED_CALL, EMPTY, Person, Socket, TestServer, WITHOUT_EMAIL,
};
use crate::stateless::script::Script;

/// What is told of the first code of each number.
fn deliveries() -> [(Person, Value); 5] {
    let sent = |via: &str, pattern: Option<&str>, next: Option<&str>| {
        let wait = next.map(|_| 60);
        json!({ "via": via, "length": 5, "pattern": pattern, "next": next, "wait": wait })
    };
    [
        (EMPTY, sent("sms", None, Some("call"))),
        (BY_EMAIL, sent("email", Some("h***@example.org"), None)),
        (AT_FRAGMENT, sent("fragment", None, None)),
        (BY_CALL, sent("call", None, None)),
        (BY_MISSED_CALL, sent("missed_call", Some("999"), None)),
    ]
}

const EMAIL_REQUIRED: &str = "Telegram asks for an e-mail address before it sends a code to this number.";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_gallery_tells_and_takes_them() {
    let server = TestServer::start().await;
    for (person, sent) in deliveries() {
        let browser = server.browser();
        assert_eq!(browser.send_code(person.phone).await.is(200).json()["sent"], sent);
        browser.sign_in_with(person.phone, "00000").await.fails(400, "Invalid code. Please try again.");
        browser.sign_in_with(person.phone, person.code).await.is(200);
    }
    // Who has Telegram on another device gets it there.
    let sent = server.browser().send_code(EMPTY.phone).await.is(200).json()["sent"].clone();
    assert_eq!((&sent["via"], &sent["next"]), (&json!("app"), &json!("sms")));
    let refused = server.browser().send_code(WITHOUT_EMAIL.phone).await.fails_with(403);
    assert!(refused.json()["error"].as_str().is_some_and(|text| text.starts_with(EMAIL_REQUIRED)), "{refused:?}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_accounts_api_tells_and_takes_them() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    for (person, sent) in deliveries() {
        let answer = service.get(&format!("/sendCode?phoneNumber={}", person.phone)).await.is(200).json();
        assert_eq!(answer["sent"], sent);
        let mut body =
            json!({ "phoneNumber": person.phone, "phoneCode": "00000", "phoneCodeHash": answer["phoneCodeHash"] });
        assert_eq!(service.post("/signin", &body).await.is(400).json()["code"], "code_invalid");
        body["phoneCode"] = person.code.into();
        service.post("/signin", &body).await.is(200);
    }
    let refused = service.get(&format!("/sendCode?phoneNumber={}", WITHOUT_EMAIL.phone)).await.is(403).refuses();
    assert!(refused.starts_with(EMAIL_REQUIRED), "{refused}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_stateless_api_tells_and_takes_them() {
    let server = TestServer::start().await;
    for (person, sent) in deliveries() {
        let script = Script::new(server.origin());
        let answer = script.send_code(person.phone).await.is(200);
        assert_eq!(answer.json()["sent"], sent);
        // The string alone carries how the code came.
        let script = script.with_string_of(&answer);
        script.verify_code("00000").await.is(400);
        let answer = script.verify_code(person.code).await.is(200).json();
        assert!(answer.get("sent").is_none(), "{answer}");
    }
    Script::new(server.origin()).send_code(WITHOUT_EMAIL.phone).await.is(403);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_drive_tells_and_takes_them() {
    for (person, sent) in deliveries() {
        let server = TestServer::builder().setting("DRIVE_REGISTRATION", "open").start().await;
        let operator = Program::registered(&server, "alice").await;
        let refused = operator.post("/tgcloud/auth/phone", json!({ "phone": WITHOUT_EMAIL.phone })).await.is(403);
        assert!(String::from_utf8_lossy(&refused.body).contains(EMAIL_REQUIRED.trim_end_matches('.')), "{refused:?}");
        let answer = operator.post("/tgcloud/auth/phone", json!({ "phone": person.phone })).await.says("Code sent");
        assert_eq!(answer.json()["sent"], sent);
        let code = json!({ "phone": person.phone, "code": person.code });
        operator.post("/tgcloud/auth/verify_code", code).await.says("Authenticated");
        server.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_events_api_tells_and_takes_them() {
    let server = TestServer::start().await;
    for (number, (person, sent)) in deliveries().into_iter().enumerate() {
        let key = server.make_key(&format!("robot {number}"), &[]).await;
        let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
        socket.ask("telegram login", json!({ "phone": person.phone })).await;
        let frame = socket.frame().await;
        assert_eq!((&frame["data"]["message"], &frame["data"]["sent"]), (&json!("send code"), &sent));
        socket.ask("telegram login", json!({ "code": person.code })).await;
        assert_eq!(socket.succeeds("telegram login").await, "logged in successfully");
        socket.leave().await;
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_tells_them_without_scripts() {
    let server = TestServer::start().await;
    for (person, told) in [
        (EMPTY, "It was sent by SMS."),
        (BY_EMAIL, "It was sent by e-mail to h***@example.org."),
        (AT_FRAGMENT, "fragment.com"),
        (BY_MISSED_CALL, "begins with 999"),
    ] {
        let browser = server.browser();
        let call = browser.call(reqwest::Method::POST, "/sign-in/number");
        let page = call.form(&format!("phone=%2B{}", &person.phone[1..])).send().await.is(200);
        let html = String::from_utf8_lossy(&page.body).into_owned();
        assert!(html.contains(told), "{}: {html}", person.phone);
    }
    server.finish().await;
}
