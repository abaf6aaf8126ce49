//! Numbers and codes as people paste them: with the marks, spaces and digits of where they come from. All are taken, and no attempt is lost.

use serde_json::json;

use crate::drive::client::Program;
use crate::drive::stored;
use crate::harness::{EMPTY, Person, Socket, TestServer};
use crate::stateless::script::Script;

/// The same number and code, written in other ways.
const PASTED: [(&str, &str); 6] = [
    ("\u{202a}+999 662-2001\u{202c}", "\u{202a}22222\u{202c}"),
    ("\u{200e}+9996622001", "22 222"),
    ("+999\u{202f}662\u{2212}2001", "22\u{202f}222\u{200b}"),
    ("+٩٩٩٦٦٢٢٠٠١", "٢٢٢٢٢"),
    ("۰۰۹۹۹۶۶۲۲۰۰۱", "۲۲۲۲۲"),
    ("＋９９９　６６２　２００１", "２２２２２"),
];

fn people() -> impl Iterator<Item = Person> {
    PASTED.into_iter().map(|(phone, code)| Person { phone, code, password: None })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_gallery_takes_them() {
    let server = TestServer::start().await;
    for person in people() {
        let browser = server.browser();
        browser.send_code(person.phone).await.is(200);
        browser.sign_in_with(person.phone, person.code).await.is(200);
        assert!(browser.is_authenticated().await, "{person:?}");
    }
    assert_eq!(server.calls("auth.signIn"), PASTED.len() as u64, "no attempt is lost");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_accounts_api_takes_them() {
    let server = TestServer::start().await;
    for (number, person) in people().enumerate() {
        let service = server.service(&format!("service {number}")).await;
        let sent = service.get(&format!("/sendCode?phoneNumber={}", encoded(person.phone))).await;
        let hash = sent.is(200).json()["phoneCodeHash"].clone();
        let body = json!({ "phoneNumber": person.phone, "phoneCode": person.code, "phoneCodeHash": hash });
        service.post("/signin", &body).await.is(200);
        service.get(&format!("/user/{}/userInfo", EMPTY.phone)).await.is(200);
        service.get(&format!("/user/{}/userInfo", encoded(person.phone))).await.is(200);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_stateless_api_takes_them() {
    let server = TestServer::start().await;
    for person in people() {
        Script::signed_in(&server, person).await.get("/chats").await.is(200);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_drive_takes_them() {
    let (phone, code) = PASTED[3];
    let server = TestServer::builder().setting("DRIVE_REGISTRATION", "open").start().await;
    let operator = Program::registered(&server, "alice").await;
    operator.post("/tgcloud/auth/phone", json!({ "phone": phone })).await.says("Code sent");
    operator.post("/tgcloud/auth/verify_code", json!({ "phone": phone, "code": code })).await.says("Authenticated");
    stored::upload(&operator, "f", "a.txt", b"a").await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_events_api_takes_them() {
    let server = TestServer::start().await;
    for (number, person) in people().enumerate() {
        let key = server.make_key(&format!("robot {number}"), &[]).await;
        Socket::sign_in(server.origin(), &key, person).await.leave().await;
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_of_nothing_spends_no_attempt() {
    let server = TestServer::start().await;
    let browser = server.browser();
    browser.send_code(EMPTY.phone).await.is(200);
    browser.sign_in_with(EMPTY.phone, "\u{200b}").await.fails(400, "Invalid code. Please try again.");
    assert_eq!(server.calls("auth.signIn"), 0);
    browser.sign_in_with(EMPTY.phone, EMPTY.code).await.is(200);
    server.finish().await;
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
