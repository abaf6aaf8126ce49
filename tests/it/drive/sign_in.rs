//! Signing the storage account in: for operators, with the original's sentences, and with failures that are failures.

use reqwest::Method;
use sandbox::Fault;
use serde_json::{Value, json};

use super::client::{Program, detail, refuses, shell};
use crate::harness::{
    BANNED, DEMO, EMPTY, FLOODED, GUARDED, INVALID, Person, Program as Process, TestServer, UNREGISTERED, eventually,
    send,
};

const PHONE: &str = "/tgcloud/auth/phone";
const VERIFY: &str = "/tgcloud/auth/verify_code";
const PASSWORD: &str = "/tgcloud/auth/password";
const STATUS: &str = "/tgcloud/auth/status";
const QR: &str = "/tgcloud/auth/qr";

fn phone(person: Person) -> Value {
    json!({ "phone": person.phone })
}

fn code(person: Person, code: &str) -> Value {
    json!({ "phone": person.phone, "code": code })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_signs_the_storage_account_in() {
    let mut server = TestServer::start().await;
    let operator = Program::registered(&server, "root").await;
    operator.get(STATUS).await.says("Not authorized");
    let sent = operator.post(PHONE, phone(DEMO)).await.is(200).json();
    assert_eq!((&sent["message"], &sent["sent"]["via"]), (&json!("Code sent"), &json!("sms")));
    operator.get(STATUS).await.says("Not authorized");
    refuses(operator.post(VERIFY, code(DEMO, "00000")).await, 400, "Invalid code");
    server.restart().await;
    let operator = operator.at(server.origin());
    operator.post(VERIFY, code(DEMO, DEMO.code)).await.says("Authenticated");
    operator.get(STATUS).await.says("Authorized");
    server.restart().await;
    let operator = operator.at(server.origin());
    operator.get(STATUS).await.says("Authorized");

    server.stop().await;
    server.sandbox().revoke(DEMO.phone).expect("an account of the sandbox");
    server.restart().await;
    operator.at(server.origin()).get(STATUS).await.says("Not authorized");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_is_a_step_of_its_own() {
    let server = TestServer::start().await;
    let operator = Program::registered(&server, "root").await;
    let no_code = "Error verifying password: no code was requested";
    refuses(operator.post(PASSWORD, json!({ "password": "sandbox" })).await, 400, no_code);
    operator.post(PHONE, phone(GUARDED)).await.says("Code sent");
    operator.post(VERIFY, code(GUARDED, GUARDED.code)).await.says("Password required");
    operator.get(STATUS).await.says("Not authorized");
    let wrong = operator.post(PASSWORD, json!({ "password": "wrong" })).await;
    refuses(wrong, 400, "Error verifying password: the password is wrong");
    operator.post(PASSWORD, json!({ "password": "sandbox" })).await.says("Authenticated");
    operator.get(STATUS).await.says("Authorized");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failures_are_failures() {
    let server = TestServer::start().await;
    let operator = Program::registered(&server, "root").await;
    for (person, status, text) in [
        (INVALID, 400, "Error sending code: the phone number is invalid"),
        (BANNED, 403, "Error sending code: the phone number is banned"),
    ] {
        refuses(operator.post(PHONE, phone(person)).await, status, text);
    }
    let nonsense = json!({ "phone": "+34XXXXXXXXX" });
    refuses(operator.post(PHONE, nonsense).await, 400, "Error sending code: the phone number is invalid");
    let flooded = operator.post(PHONE, phone(FLOODED)).await.is(429);
    assert_eq!((detail(&flooded), flooded.header("retry-after")), (json!("Error sending code: wait 42 seconds"), "42"));
    let no_code = "Error verifying code: no code was requested";
    refuses(operator.post(VERIFY, code(DEMO, DEMO.code)).await, 400, no_code);
    operator.post(PHONE, phone(UNREGISTERED)).await.says("Code sent");
    let unregistered = operator.post(VERIFY, code(UNREGISTERED, UNREGISTERED.code)).await;
    refuses(unregistered, 403, "Error verifying code: the phone number is not registered");
    let number = operator.post(VERIFY, json!({ "phone": DEMO.phone, "code": 22222 })).await.is(422);
    assert_eq!(detail(&number)[0]["type"], "string_type");
    for (error, status, text) in [
        ("PHONE_SOMETHING_ODD", 400, "Error sending code: PHONE_SOMETHING_ODD"),
        ("INTERNAL", 503, "Error sending code: telegram cannot be reached: telegram has a fault of its own"),
    ] {
        server.upset(Fault { times: None, ..Fault::error("auth.sendCode", error) });
        refuses(operator.post(PHONE, phone(EMPTY)).await, status, text);
        server.sandbox().clear_faults();
    }
    operator.get(STATUS).await.says("Not authorized");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scanned_code_signs_in() {
    let server = TestServer::start().await;
    let operator = Program::registered(&server, "root").await;
    let shown = async || {
        let shown = send(operator.call(Method::POST, QR)).await.is(200).json();
        assert_eq!(shown["message"], "Scan the code");
        assert!(shown["expires_at"].as_str().expect("a moment").ends_with('Z'));
        let url = shown["url"].as_str().expect("a link").to_owned();
        url.strip_prefix("tg://login?token=").expect("a login token").to_owned()
    };
    shown().await;
    server.sandbox().accept_login(DEMO.phone, &shown().await).expect("a token that was shown");
    let is_authorized = async || (operator.get(STATUS).await.json()["message"] == "Authorized").then_some(());
    eventually("the scan is noticed", is_authorized).await;

    // Another account takes its place, with a password.
    server.sandbox().accept_login(GUARDED.phone, &shown().await).expect("a token that was shown");
    let password = json!({ "password": GUARDED.password });
    eventually("the password is asked for", async || {
        (operator.post(PASSWORD, password.clone()).await.status == 200).then_some(())
    })
    .await;
    operator.get(STATUS).await.says("Authorized");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn codes_are_limited() {
    let server = TestServer::builder().setting("SIGN_IN_LIMITS", "on").start().await;
    let operator = Program::registered(&server, "root").await;
    for _ in 0..3 {
        operator.post(PHONE, phone(EMPTY)).await.says("Code sent");
    }
    let calls = || server.calls("auth.sendCode") + server.calls("auth.resendCode");
    let before = calls();
    let limited = operator.post(PHONE, phone(EMPTY)).await.is(429);
    assert!(detail(&limited).as_str().expect("a sentence").starts_with("Error sending code: wait "));
    assert_eq!(limited.json()["retry_after"].to_string(), limited.header("retry-after"));
    assert_eq!(calls(), before, "Telegram was not asked again");
    server.finish().await;
}

/// On the embedded sandbox the document's calls carry no token, and work as it prints them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_documents_example_works_as_it_is_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let process = Process::start(folder.path(), &[]);
    let example = r#"
        curl -sX POST http://localhost:8000/api/v1/register -H "Content-Type: application/json" -d '{"username":"user","password":"pass"}'; echo
        curl -sX POST http://localhost:8000/api/v1/token -F "username=user" -F "password=pass" >token; echo
        curl -sX POST http://localhost:8000/api/v1/tgcloud/auth/phone -H "Content-Type: application/json" -d '{"phone":"+34XXXXXXXXX"}'; echo
        curl -sX POST http://localhost:8000/api/v1/tgcloud/auth/verify_code -H "Content-Type: application/json" -d '{"phone":"+34XXXXXXXXX","code":"12345"}'; echo
        curl -sX POST http://localhost:8000/api/v1/tgcloud/auth/password -H "Content-Type: application/json" -d '{"password":"your_telegram_password"}'; echo
        curl -s http://localhost:8000/api/v1/tgcloud/auth/status; echo"#;
    let example = example
        .replace("http://localhost:8000", process.origin())
        .replace("+34XXXXXXXXX", GUARDED.phone)
        .replace("12345", GUARDED.code)
        .replace("your_telegram_password", GUARDED.password.expect("it has one"));
    let printed = tokio::task::spawn_blocking({
        let folder = folder.path().to_owned();
        move || shell(&folder, &example)
    });
    let printed = printed.await.expect("no panic");
    let lines: Vec<_> = printed.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(
        lines,
        [
            r#"{"message":"User 'user' registered successfully"}"#,
            r#"{"message":"Code sent","sent":{"via":"sms","length":5,"pattern":null,"next":"call","wait":60}}"#,
            r#"{"message":"Password required"}"#,
            r#"{"message":"Authenticated"}"#,
            r#"{"message":"Authorized"}"#,
        ]
    );

    // That is for this machine alone, and not for pages of others.
    let nobody = Program::new(process.origin());
    for header in ["x-forwarded-for", "x-real-ip", "forwarded", "via"] {
        let call = nobody.call(Method::GET, STATUS).header(header, "203.0.113.7");
        refuses(send(call).await, 401, "Not authenticated");
    }
    let call = nobody.call(Method::POST, PHONE).header("origin", "https://evil.example").body(phone(DEMO).to_string());
    refuses(send(call).await, 403, "Requests from this origin are not allowed");
    process.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn elsewhere_it_takes_an_operator() {
    let server = TestServer::builder().setting("DRIVE_REGISTRATION", "open").start().await;
    let operator = Program::registered(&server, "root").await;
    let user = Program::registered(&server, "alice").await;
    let nobody = Program::new(server.origin());
    for (method, path) in [
        (Method::POST, PHONE),
        (Method::POST, VERIFY),
        (Method::POST, PASSWORD),
        (Method::POST, QR),
        (Method::GET, STATUS),
    ] {
        let body = json!({ "phone": DEMO.phone, "code": DEMO.code, "password": "x" });
        refuses(nobody.json(method.clone(), path, &body).await, 401, "Not authenticated");
        refuses(user.json(method, path, &body).await, 403, "Only an operator may do that");
    }
    assert_eq!(server.calls("auth.sendCode"), 0, "Telegram was not asked");
    operator.get(STATUS).await.says("Not authorized");
    server.finish().await;
}
