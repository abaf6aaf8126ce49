//! App passwords: for files, and nothing about the account.

use serde_json::{Value, json};

use super::client::{PASSWORD, Program, refuses};
use crate::harness::TestServer;

const INVALID: &str = "Could not validate credentials";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_app_password_opens_files_until_it_is_revoked() {
    let server = TestServer::start().await;
    let alice = Program::registered(&server, "alice").await;
    let made = alice.post("/app-passwords", json!({ "name": " laptop " })).await.is(200).json();
    assert_eq!(made["name"], "laptop");
    let secret = made["password"].as_str().expect("it is shown").to_owned();
    assert!(secret.starts_with("hga_") && secret.len() == 31, "{secret}");
    let laptop = Program::new(server.origin()).with_app_password("alice", &secret);
    let listed = || async { alice.get("/app-passwords").await.is(200).json()[0].clone() };
    assert_eq!(listed().await["used_at"], Value::Null);
    assert_eq!(laptop.get("/me").await.is(200).json()["username"], "alice");
    let row = listed().await;
    assert!(row["used_at"].is_string() && row["id"] == made["id"], "{row}");
    assert!(!row.to_string().contains(&secret), "it is shown once");

    for path in ["/sessions", "/app-passwords", "/totp", "/users", "/tgcloud/auth/status"] {
        refuses(laptop.get(path).await, 403, "App passwords are for files only");
    }
    let change = json!({ "old_password": PASSWORD, "new_password": "x" });
    refuses(laptop.post("/password", change).await, 403, "App passwords are for files only");
    refuses(laptop.post("/app-passwords", json!({ "name": "b" })).await, 403, "App passwords are for files only");
    let again = alice.post("/app-passwords", json!({ "name": "laptop" })).await;
    refuses(again, 409, "App password 'laptop' already exists");
    let unusable = alice.post("/app-passwords", json!({ "name": "\u{200B}" })).await;
    refuses(unusable, 400, "The name of an app password has 1 to 64 visible characters");

    let path = format!("/app-passwords/{}", made["id"]);
    alice.delete(&path).await.says("App password revoked");
    refuses(laptop.get("/me").await, 401, INVALID);
    refuses(alice.delete(&path).await, 404, "Not Found");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_else_passes_as_one() {
    let server = TestServer::builder().setting("DRIVE_REGISTRATION", "open").start().await;
    let alice = Program::registered(&server, "alice").await;
    let bob = Program::registered(&server, "bob").await;
    let made = alice.post("/app-passwords", json!({ "name": "a" })).await.is(200).json();
    let secret = made["password"].as_str().expect("it is shown");
    let nobody = Program::new(server.origin());
    for (name, password) in [
        ("alice", PASSWORD),
        ("alice", ""),
        ("alice", secret.trim_start_matches("hga_")),
        ("alice", &secret.to_uppercase()),
        ("bob", secret),
        ("nobody", secret),
        ("", secret),
        ("alice", alice.own_token()),
    ] {
        refuses(nobody.with_app_password(name, password).get("/me").await, 401, INVALID);
    }
    for authorization in
        ["Basic", "Basic ", "Basic !", "Basic YWxpY2U=", &format!("Bearer {secret}"), "Bearer", "Bearer "]
    {
        let answer = nobody.with(authorization).get("/me").await.is(401);
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        refuses(answer, 401, INVALID);
    }
    refuses(bob.delete(&format!("/app-passwords/{}", made["id"])).await, 404, "Not Found");
    nobody.with_app_password("alice", secret).get("/me").await.is(200);
    server.finish().await;
}
