//! Registering, passwords, sessions, and what operators do.

use reqwest::Method;
use serde_json::{Value, json};

use super::client::{PASSWORD, Program, detail, payload, refuses, token};
use crate::harness::TestServer;

const OPEN: (&str, &str) = ("DRIVE_REGISTRATION", "open");

async fn open_server() -> TestServer {
    TestServer::builder().setting(OPEN.0, OPEN.1).start().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_registers_and_gets_a_token() {
    let server = open_server().await;
    let program = Program::new(server.origin());
    let answer = program.register("alice", PASSWORD).await.is(200);
    assert_eq!(answer.body, r#"{"message":"User 'alice' registered successfully"}"#);
    for answer in [
        program.token("alice", PASSWORD).await,
        program.post_form("/token", "username=alice&password=pass").await,
        program.post_form("/token", "grant_type=password&username=alice&password=pass&scope=&client_id=x").await,
    ] {
        let answer = answer.is(200);
        let text = String::from_utf8(answer.body.to_vec()).expect("text");
        assert!(text.starts_with(r#"{"access_token":"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."#), "{text}");
        assert!(text.ends_with(r#"","token_type":"bearer"}"#), "{text}");
        assert_eq!(answer.header("cache-control"), "no-store");
        let me = program.with_token(&token(&answer)).get("/me").await.is(200).json();
        assert_eq!((&me["username"], &me["is_operator"], &me["quota"]), (&json!("alice"), &json!(true), &Value::Null));
    }
    refuses(program.register("alice", "another").await, 400, "Username already registered");
    refuses(program.token("alice", "another").await, 401, "Incorrect login credentials");
    let bob = Program::registered(&server, "bob").await;
    assert_eq!(bob.get("/me").await.is(200).json()["is_operator"], false, "the second one");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_the_first_registers_unless_it_is_open() {
    let server = TestServer::start().await;
    let program = Program::new(server.origin());
    program.register("alice", PASSWORD).await.is(200);
    for name in ["alice", "bob"] {
        refuses(program.register(name, PASSWORD).await, 403, "Registration is closed");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_register_at_once_one_is_the_operator() {
    let server = open_server().await;
    let program = Program::new(server.origin());
    let names: Vec<_> = (0..6).map(|number| format!("user {number}")).collect();
    let registering = names.iter().map(|name| program.register(name, PASSWORD));
    for answer in futures_util::future::join_all(registering).await {
        answer.is(200);
    }
    let mut operators = 0;
    for name in &names {
        let me = program.signed_in(name, PASSWORD).await.get("/me").await.is(200).json();
        operators += usize::from(me["is_operator"] == true);
    }
    assert_eq!(operators, 1);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_and_passwords_have_their_limits() {
    let server = open_server().await;
    let program = Program::new(server.origin());
    let name = "A user name has 1 to 64 visible characters, none of them / or :, and no space at its ends";
    for unusable in ["", " ", "a/b", "a:b", "a\nb", "\u{202E}a", &"x".repeat(65)] {
        refuses(program.register(unusable, PASSWORD).await, 400, name);
    }
    for unusable in ["", &"x".repeat(1025)] {
        refuses(program.register("alice", unusable).await, 400, "A password has 1 to 1024 bytes");
    }
    let longest = "é".repeat(512);
    program.register("Zoe\u{308} 用户", &longest).await.is(200);
    // The same name, composed.
    let zoë = program.signed_in("Zoë 用户", &longest).await;
    assert_eq!(zoë.get("/me").await.is(200).json()["username"], "Zoë 用户");
    assert_eq!(payload(zoë.own_token())["sub"], "Zoë 用户");
    refuses(program.token("Zoë 用户", &"x".repeat(1025)).await, 401, "Incorrect login credentials");
    refuses(program.token("a/b", PASSWORD).await, 401, "Incorrect login credentials");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_password_ends_the_other_sessions() {
    let server = TestServer::start().await;
    let alice = Program::registered(&server, "alice").await;
    let elsewhere = alice.signed_in("alice", PASSWORD).await;
    let change = |old: &str, new: &str| json!({ "old_password": old, "new_password": new });
    refuses(alice.post("/password", change("wrong", "better")).await, 401, "Incorrect login credentials");
    refuses(alice.post("/password", change(PASSWORD, "")).await, 400, "A password has 1 to 1024 bytes");
    elsewhere.get("/me").await.is(200);
    alice.post("/password", change(PASSWORD, "better")).await.says("Password changed");
    alice.get("/me").await.is(200);
    refuses(elsewhere.get("/me").await, 401, "Could not validate credentials");
    refuses(alice.token("alice", PASSWORD).await, 401, "Incorrect login credentials");
    alice.token("alice", "better").await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sessions_are_listed_and_ended() {
    let server = open_server().await;
    let alice = Program::registered(&server, "alice").await;
    let bob = Program::registered(&server, "bob").await;
    let form = [("username", "alice"), ("password", PASSWORD)];
    let form = form.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
    let phone = alice
        .call(Method::POST, "/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("user-agent", "a phone/1.0")
        .body(form);
    let phone = alice.with_token(&token(&crate::harness::send(phone).await.is(200)));
    let listed = alice.get("/sessions").await.is(200).json();
    let listed = listed.as_array().expect("a list");
    assert_eq!(listed.len(), 2, "nobody else's: {listed:?}");
    let keys: Vec<_> = listed[0].as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys.len(), 6, "{keys:?}");
    let on_phone = listed.iter().find(|session| session["client"] == "a phone/1.0").expect("its name");
    assert_eq!((&on_phone["is_current"], &on_phone["used_at"]), (&json!(false), &Value::Null));
    let own = listed.iter().find(|session| session["is_current"] == true).expect("the one that asks");
    assert!(own["used_at"].is_string() && own["expires_at"].as_str().expect("a moment").ends_with('Z'), "{own}");

    let path = format!("/sessions/{}", on_phone["id"]);
    refuses(bob.delete(&path).await, 404, "Not Found");
    phone.get("/me").await.is(200);
    alice.delete(&path).await.says("Session ended");
    refuses(phone.get("/me").await, 401, "Could not validate credentials");
    refuses(alice.delete(&path).await, 404, "Not Found");
    assert_eq!(detail(&alice.delete("/sessions/x").await.is(422))[0]["loc"], json!(["path", "id"]));

    let other = alice.signed_in("alice", PASSWORD).await;
    alice.delete("/sessions").await.says("All other sessions ended");
    refuses(other.get("/me").await, 401, "Could not validate credentials");
    alice.delete(&format!("/sessions/{}", own["id"])).await.says("Session ended");
    refuses(alice.get("/me").await, 401, "Could not validate credentials");
    bob.get("/me").await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn operators_see_users_and_set_quotas() {
    let server = open_server().await;
    let operator = Program::registered(&server, "root").await;
    let user = Program::registered(&server, "a b").await;
    let quota = |bytes: Value| json!({ "quota": bytes });
    let path = "/users/a%20b/quota";
    refuses(user.get("/users").await, 403, "Only an operator may do that");
    refuses(user.json(Method::PUT, path, &quota(json!(5))).await, 403, "Only an operator may do that");
    operator.json(Method::PUT, path, &quota(json!(1_073_741_824))).await.says("Quota of 'a b' set to 1073741824 bytes");
    let listed = operator.get("/users").await.is(200).json();
    assert_eq!((&listed[0]["username"], &listed[0]["quota"]), (&json!("a b"), &json!(1_073_741_824)));
    assert_eq!((&listed[1]["username"], &listed[1]["is_operator"]), (&json!("root"), &json!(true)));
    assert_eq!(user.get("/me").await.is(200).json()["quota"], 1_073_741_824);
    operator.json(Method::PUT, path, &quota(Value::Null)).await.says("Quota of 'a b' removed");
    assert_eq!(user.get("/me").await.is(200).json()["quota"], Value::Null);
    refuses(operator.json(Method::PUT, "/users/nobody/quota", &quota(json!(5))).await, 404, "Not Found");
    let told = detail(&operator.json(Method::PUT, path, &quota(json!(-1))).await.is(422));
    assert_eq!((&told[0]["type"], &told[0]["loc"]), (&json!("greater_than_equal"), &json!(["body", "quota"])));
    assert_eq!(detail(&operator.json(Method::PUT, path, &json!({})).await.is(422))[0]["type"], "missing");
    server.finish().await;
}
