//! Signing in with a number and a code: every text of the document, and the cases that it leaves open.

use heliograph::http::errors::code::Code;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{BANNED, DEMO, EMPTY, FLOODED, INVALID, OTHER_HOME, TestServer, UNREGISTERED};
use sandbox::Fault;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signs_in_with_a_code() {
    let server = TestServer::start().await;
    let browser = server.browser();
    assert!(!browser.is_authenticated().await);

    let sent = browser.send_code(DEMO.phone).await.says("Code sent successfully.");
    let (told, way) = (sent.json(), sent.json()["sent"].clone());
    assert_eq!(told.as_object().expect("an object").len(), 2, "the message, and where the code went: {told}");
    assert_eq!((&way["via"], &way["length"]), (&json!("sms"), &json!(5)));
    assert!(!browser.is_authenticated().await, "a code alone is no sign-in");

    let signed_in = browser.sign_in_with(DEMO.phone, DEMO.code).await.says("Signed in successfully.");
    let user = &signed_in.json()["user"];
    assert!(user["id"].as_i64().is_some_and(|id| id > 0), "{user}");
    assert!(user["first_name"].as_str().is_some_and(|name| !name.is_empty()), "{user}");

    let answer = browser.get("/is-authenticated").await.is(200).json();
    assert_eq!(answer["authenticated"], true);
    assert_eq!(answer["user"]["id"], user["id"]);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_whose_home_is_another_data_centre_is_followed_there() {
    let server = TestServer::start().await;
    let browser = server.sign_in(OTHER_HOME).await;
    assert!(browser.is_authenticated().await);
    assert!(browser.items("").await.is_empty() || !browser.items("").await[0].name().is_empty());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_number_is_asked_for() {
    let server = TestServer::start().await;
    let browser = server.browser();
    for body in [json!({}), json!({ "phone": "" }), json!({ "phone": "  " }), json!({ "phone": null })] {
        browser.post("/send-code", body).await.fails(400, "Phone number is required.");
    }
    let form = browser.call(Method::POST, "/send-code").form("phone=").send().await;
    form.fails(400, "Phone number is required.");
    browser.post_nothing("/send-code").await.fails_with(400);
    assert_eq!(server.calls("auth.sendCode"), 0);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_number_is_refused() {
    let server = TestServer::start().await;
    let browser = server.browser();
    for phone in ["hello", "+", "12", "+99966200012345678901", "+999a620001", "+9996620001; drop"] {
        browser.send_code(phone).await.fails(400, "Invalid phone number format.");
    }
    assert_eq!(server.calls("auth.sendCode"), 0, "Telegram need not be asked for that");
    browser.send_code(INVALID.phone).await.fails(400, "Invalid phone number format.");
    assert_eq!(server.calls("auth.sendCode"), 1, "only Telegram knows that one");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_may_be_written_as_people_write_them() {
    let server = TestServer::start().await;
    for written in ["+999 662 0001", "+999-66-20001", "(+999) 662.0001", "9996620001", " +9996620001 "] {
        server.browser().send_code(written).await.says("Code sent successfully.");
    }
    let browser = server.browser();
    browser.send_code("+999 66 2 (0001)").await.says("Code sent successfully.");
    browser.sign_in_with("999-66-2-0001", DEMO.code).await.says("Signed in successfully.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_do_as_well_as_json() {
    let server = TestServer::start().await;
    let browser = server.browser();
    let sent = browser.call(Method::POST, "/send-code").form("phone=%2B9996620001").send().await;
    sent.says("Code sent successfully.");
    let signed_in = browser.call(Method::POST, "/sign-in").form("phone=%2B9996620001&code=22222").send().await;
    signed_in.says("Signed in successfully.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_banned_number_hears_so() {
    let server = TestServer::start().await;
    let answer = server.browser().send_code(BANNED.phone).await.fails_with(403);
    assert!(text(&answer.json()).contains("banned"), "{}", answer.json());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_many_codes_are_waited_for() {
    let server = TestServer::start().await;
    server.browser().send_code(FLOODED.phone).await.asks_to_wait(42..=42).with_code(Code::FloodWait);
    assert_eq!(server.calls("auth.sendCode"), 1, "a wait that long is the browser's to wait");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_that_nobody_registered_hears_so() {
    let server = TestServer::start().await;
    let browser = server.browser();
    browser.send_code(UNREGISTERED.phone).await.says("Code sent successfully.");
    let answer = browser.sign_in_with(UNREGISTERED.phone, UNREGISTERED.code).await.fails_with(403);
    assert!(text(&answer.json()).contains("registered"), "{}", answer.json());
    assert!(!browser.is_authenticated().await);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_code_can_be_tried_again() {
    let server = TestServer::start().await;
    let browser = server.browser();
    browser.send_code(DEMO.phone).await.says("Code sent successfully.");
    browser
        .sign_in_with(DEMO.phone, "11111")
        .await
        .fails(400, "Invalid code. Please try again.")
        .with_code(Code::CodeInvalid);
    browser.sign_in_with(DEMO.phone, "not a code").await.fails(400, "Invalid code. Please try again.");
    assert!(!browser.is_authenticated().await);
    browser.sign_in_with(DEMO.phone, DEMO.code).await.says("Signed in successfully.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_expired_code_hears_so() {
    let server = TestServer::start().await;
    let browser = server.browser();
    browser.send_code(DEMO.phone).await.says("Code sent successfully.");
    server.upset(Fault::error("auth.signIn", "PHONE_CODE_EXPIRED"));
    let answer = browser.sign_in_with(DEMO.phone, DEMO.code).await.fails_with(400);
    assert!(text(&answer.json()).contains("expired"), "{}", answer.json());
    browser.sign_in(DEMO).await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_that_was_never_requested_hears_so() {
    let server = TestServer::start().await;
    let browser = server.browser();
    let never = browser.sign_in_with(DEMO.phone, DEMO.code).await.fails_with(400);
    assert!(text(&never.json()).contains("code"), "{}", never.json());
    assert_ne!(never.json()["error"], "Invalid code. Please try again.");

    browser.send_code(DEMO.phone).await.says("Code sent successfully.");
    let another = browser.sign_in_with(EMPTY.phone, EMPTY.code).await.fails_with(400);
    assert_eq!(another.json()["error"], never.json()["error"], "the code was for another number");
    browser.sign_in_with(DEMO.phone, DEMO.code).await.says("Signed in successfully.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn missing_number_or_code_are_asked_for() {
    let server = TestServer::start().await;
    let browser = server.browser();
    let missing = "Phone number and code are required.";
    for body in [
        json!({}),
        json!({ "phone": DEMO.phone }),
        json!({ "code": "22222" }),
        json!({ "phone": "", "code": "" }),
        json!({ "phone": DEMO.phone, "code": " " }),
        json!({ "phone": DEMO.phone, "code": null }),
    ] {
        browser.post("/sign-in", body).await.fails(400, missing);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_code_may_be_a_json_number() {
    let server = TestServer::start().await;
    let browser = server.browser();
    browser.send_code(DEMO.phone).await.says("Code sent successfully.");
    let answer = browser.post("/sign-in", json!({ "phone": DEMO.phone, "code": 22222 })).await;
    answer.says("Signed in successfully.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_telegram_says_beyond_that_is_a_500_with_details() {
    let server = TestServer::start().await;
    let browser = server.browser();
    server.upset(Fault::error("auth.sendCode", "SOMETHING_STRANGE"));
    let answer = browser.send_code(DEMO.phone).await.fails(500, "Failed to send code. Please try again.");
    let details = answer.json()["details"].as_str().expect("details are text").to_owned();
    assert!(!details.is_empty() && !details.contains("9996620001"), "{details}");

    browser.send_code(DEMO.phone).await.says("Code sent successfully.");
    server.upset(Fault::error("auth.signIn", "SOMETHING_STRANGE"));
    let answer = browser.sign_in_with(DEMO.phone, DEMO.code).await;
    let answer = answer.fails(500, "Failed to sign in. Please try again.");
    let details = answer.json()["details"].as_str().expect("details are text").to_owned();
    assert!(!details.contains("22222"), "{details}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn waiting_may_be_asked_for_at_sign_in_too() {
    let server = TestServer::start().await;
    let browser = server.browser();
    browser.send_code(DEMO.phone).await.says("Code sent successfully.");
    server.upset(Fault::error("auth.signIn", "FLOOD_WAIT_77"));
    browser.sign_in_with(DEMO.phone, DEMO.code).await.asks_to_wait(77..=77);
    browser.sign_in_with(DEMO.phone, DEMO.code).await.says("Signed in successfully.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_originals_own_paths_work() {
    let server = TestServer::start().await;
    let browser = server.browser();
    let sent = browser.post("/send_code_request", json!({ "phone_number": DEMO.phone })).await.is(200);
    assert!(sent.json()["message"].is_string());
    browser.post("/sign_in", json!({ "code": DEMO.code })).await.is(200);
    assert_eq!(browser.get("/is_authenticated").await.is(200).json()["authenticated"], true);
    assert!(browser.get("/get_saved_messages_media").await.is(200).json().is_array());
    browser.post_nothing("/logout").await.says("Logged out successfully.");
    server.finish().await;
}

fn text(answer: &Value) -> String {
    answer["error"].as_str().unwrap_or_default().to_lowercase()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_that_fails_says_so_and_signs_nobody_out() {
    let mut server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    server.restart().await;
    let browser = browser.at(server.origin());
    server.upset(Fault::error("users.getUsers", "SOMETHING_STRANGE").forever());
    let answer = browser.get("/is-authenticated").await.fails(500, "Failed to check authentication status.");
    assert!(answer.json()["details"].is_string(), "{}", answer.json());
    server.sandbox().clear_faults();
    assert!(browser.is_authenticated().await);
    server.finish().await;
}
