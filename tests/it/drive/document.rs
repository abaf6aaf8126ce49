//! What the OpenAPI document tells of the drive is what it does.

use serde_json::{Value, json};

use super::client::{PASSWORD, Program};
use crate::harness::schema::fits;
use crate::harness::{Answer, TestServer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_have_the_form_that_is_told() {
    let server = TestServer::start().await;
    let document = serde_json::to_value(heliograph::openapi()).expect("a document of ours is JSON");
    let alice = Program::registered(&server, "alice").await;
    let nobody = Program::new(server.origin());
    let fits = |method: &str, template: &str, answer: &Answer| {
        let told = &document["paths"][format!("/api/v1{template}")][method]["responses"][answer.status.as_str()];
        let schema = &told["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{} does not tell the form of {}", answer.asked, answer.status);
        if let Err(problem) = fits(&document, schema, &answer.json(), "answer") {
            panic!("{} {}: {problem}", answer.asked, answer.status);
        }
    };
    fits("post", "/register", &nobody.register("bob", PASSWORD).await.is(403));
    fits("post", "/register", &nobody.post("/register", json!({})).await.is(422));
    fits("post", "/token", &nobody.token("alice", PASSWORD).await.is(200));
    fits("post", "/token", &nobody.token("alice", "wrong").await.is(401));
    fits("get", "/me", &alice.get("/me").await.is(200));
    fits("get", "/me", &nobody.get("/me").await.is(401));
    fits("get", "/sessions", &alice.get("/sessions").await.is(200));
    fits("delete", "/sessions/{id}", &alice.delete("/sessions/5").await.is(404));
    fits("post", "/app-passwords", &alice.post("/app-passwords", json!({ "name": "a" })).await.is(200));
    fits("get", "/app-passwords", &alice.get("/app-passwords").await.is(200));
    fits("get", "/totp", &alice.get("/totp").await.is(200));
    fits("post", "/totp", &alice.post("/totp", json!({ "password": PASSWORD })).await.is(200));
    fits("get", "/users", &alice.get("/users").await.is(200));
    let quota = json!({ "quota": 5 });
    fits(
        "put",
        "/users/{username}/quota",
        &alice.json(reqwest::Method::PUT, "/users/alice/quota", &quota).await.is(200),
    );
    fits("get", "/tgcloud/auth/status", &alice.get("/tgcloud/auth/status").await.is(200));
    let flooded = alice.post("/tgcloud/auth/phone", json!({ "phone": crate::harness::FLOODED.phone })).await.is(429);
    fits("post", "/tgcloud/auth/phone", &flooded);
    let qr = crate::harness::send(alice.call(reqwest::Method::POST, "/tgcloud/auth/qr")).await.is(200);
    fits("post", "/tgcloud/auth/qr", &qr);
    server.finish().await;
}

/// Everything but registering and signing in says which credentials it takes.
#[test]
fn operations_say_what_they_take() {
    let document = serde_json::to_value(heliograph::openapi()).expect("a document of ours is JSON");
    let paths = document["paths"].as_object().expect("paths");
    for (path, item) in paths.iter().filter(|(path, _)| path.starts_with("/api/v1/")) {
        for (method, operation) in item.as_object().expect("operations") {
            let is_open = matches!(path.as_str(), "/api/v1/register" | "/api/v1/token")
                || path.starts_with("/api/v1/access/file/")
                || path.starts_with("/api/v1/access/folder/");
            let security = operation["security"].as_array().map_or(0, Vec::len);
            assert_eq!(security == 0, is_open, "{method} {path}");
        }
    }
    let schemes = &document["components"]["securitySchemes"];
    assert_eq!(schemes["drive_token"]["scheme"], "bearer");
    assert_eq!(schemes["drive_app_password"]["scheme"], "basic");
    assert_ne!(document["components"]["schemas"]["DriveError"], Value::Null);
}
