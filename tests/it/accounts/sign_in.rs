//! “Receive a code”, “Validating your code”, “Getting user informations”.

use heliograph::http::errors::code::Code;
use serde_json::{Value, json};

use crate::harness::{BANNED, DEMO, GUARDED, OTHER_HOME, TestServer, UNREGISTERED, eventually};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_signs_in_as_the_document_tells() {
    let server = TestServer::start().await;
    let service = server.service("cloudygram").await;
    let sent = service.get("/sendCode?phoneNumber=+9996620001").await.is(200).json();
    assert_eq!(sent["isSuccess"], true);
    let hash = sent["phoneCodeHash"].as_str().expect("a hash");
    assert!(!hash.is_empty() && sent["sentCode"] == hash && sent["sendCode"] == hash, "{sent}");
    let body = json!({ "phoneNumber": "+9996620001", "phoneCode": "22222", "phoneCodeHash": hash, "password": "" });
    let signed_in = service.post("/signin", &body).await.is(200).json();
    assert_eq!(signed_in["isSuccess"], true);

    let info = service.get("/user/+9996620001/userInfo").await.is(200).json();
    assert_eq!(info["phoneNumber"], "+9996620001");
    assert!(info["userId"].is_i64() && info["firstName"].is_string(), "{info}");
    let data = &info["data"];
    assert_eq!(data["phoneNumber"], "9996620001", "as the program had it");
    for key in ["userId", "username", "firstName", "lastName"] {
        assert_eq!(info[key], data[key], "{key}");
        assert_eq!(signed_in["data"][key], data[key], "{key}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_may_have_its_plus_or_not() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    for query in ["phoneNumber=%2B9996620001", "phoneNumber= 9996620001", "phonenumber=9996620001"] {
        service.get(&format!("/sendCode?{query}")).await.is(200);
    }
    service.sign_in(DEMO).await;
    for phone in ["+9996620001", "%2B9996620001", "9996620001", "%209996620001"] {
        let answer = service.get(&format!("/user/{phone}/isAuthorized")).await.is(200).json();
        assert_eq!(answer, json!({ "isSuccess": true, "message": "User is authorized" }));
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_password_comes_with_the_code_or_after_it() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    let sign_in = async |password: Value| {
        let sent = service.get(&format!("/sendCode?phoneNumber={}", GUARDED.phone)).await.is(200).json();
        let body = json!({
            "phoneNumber": GUARDED.phone, "phoneCode": GUARDED.code, "phoneCodeHash": sent["phoneCodeHash"], "password": password,
        });
        (service.post("/signin", &body).await, body)
    };
    let (answer, mut body) = sign_in(Value::Null).await;
    let needed = answer.is(401).with_code(Code::PasswordRequired);
    assert_eq!(needed.json()["data"]["needs2fa"], true);
    assert_eq!(needed.refuses(), "2FA detected, please provide a password at signin");
    body["password"] = "wrong".into();
    assert_eq!(service.post("/signin", &body).await.is(400).refuses(), "The password is wrong.");
    body["password"] = GUARDED.password.into();
    service.post("/signin", &body).await.is(200);

    let other = server.service("two").await;
    other.sign_in(GUARDED).await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_of_another_data_centre_signs_in() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(OTHER_HOME).await;
    service.get(&format!("/user/{}/sessionValid", OTHER_HOME.phone)).await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_is_told() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    for (path, status, message) in [
        ("/sendCode".to_owned(), 400, "phoneNumber is required."),
        ("/sendCode?phoneNumber=".to_owned(), 400, "phoneNumber is required."),
        ("/sendCode?phoneNumber=abc".to_owned(), 400, "The phone number is invalid."),
        ("/sendCode?phoneNumber=+15551234567".to_owned(), 400, "The phone number is invalid."),
        (format!("/sendCode?phoneNumber={}", BANNED.phone), 403, "The phone number is banned."),
    ] {
        assert_eq!(service.get(&path).await.is(status).refuses(), message, "{path}");
    }
    let sent = service.get("/sendCode?phoneNumber=+9996620001").await.is(200).json();
    let hash = sent["phoneCodeHash"].as_str().expect("a hash");
    for (body, message) in [
        (json!({}), "phoneNumber is required."),
        (json!({ "phoneNumber": DEMO.phone }), "phoneCode is required."),
        (json!({ "phoneNumber": DEMO.phone, "phoneCode": "11111", "phoneCodeHash": hash }), "The code is invalid."),
        (
            json!({ "phoneNumber": DEMO.phone, "phoneCode": "22222", "phoneCodeHash": "another" }),
            "The code has expired.",
        ),
        (
            json!({ "phoneNumber": "+9996622001", "phoneCode": "22222", "phoneCodeHash": hash }),
            "No code was requested.",
        ),
        (json!([1, 2]), "The request is malformed: the body must be a JSON object."),
    ] {
        assert_eq!(service.post("/signin", &body).await.is(400).refuses(), message, "{body}");
    }
    let sent = service.get(&format!("/sendCode?phoneNumber={}", UNREGISTERED.phone)).await.is(200).json();
    let body = json!({ "phoneNumber": UNREGISTERED.phone, "phoneCode": UNREGISTERED.code, "phoneCodeHash": sent["phoneCodeHash"] });
    assert_eq!(service.post("/signin", &body).await.is(403).refuses(), "The phone number is not registered.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_between_code_and_sign_in_costs_nothing() {
    let mut server = TestServer::start().await;
    let service = server.service("one").await;
    let sent = service.get("/sendCode?phoneNumber=+9996621001").await.is(200).json();
    server.restart().await;
    let service = service.at(server.origin());
    let mut body =
        json!({ "phoneNumber": "+9996621001", "phoneCode": "22222", "phoneCodeHash": sent["phoneCodeHash"] });
    service.post("/signin", &body).await.is(401);
    server.restart().await;
    let service = service.at(server.origin());
    body["password"] = "sandbox".into();
    service.post("/signin", &body).await.is(200);
    server.restart().await;
    service.at(server.origin()).get("/user/+9996621001/sessionValid").await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_in_anew_ends_the_session_before() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(DEMO).await;
    let sent = service.get("/sendCode?phoneNumber=+9996620001").await.is(200).json();
    service.get("/user/+9996620001/sessionValid").await.is(200);
    server.sandbox().reset_counters();
    let body = json!({ "phoneNumber": DEMO.phone, "phoneCode": DEMO.code, "phoneCodeHash": sent["phoneCodeHash"] });
    service.post("/signin", &body).await.is(200);
    eventually("the session before is logged out", async || (server.calls("auth.logOut") == 1).then_some(())).await;
    service.get("/user/+9996620001/sessionValid").await.is(200);
    server.finish().await;
}
