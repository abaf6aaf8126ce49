//! What is malformed, and everything that the framework would say otherwise, in FastAPI's words.

use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Program, detail, refuses};
use crate::harness::{TestServer, send};

fn missing(field: &str, input: &Value) -> Value {
    json!({ "type": "missing", "loc": ["body", field], "msg": "Field required", "input": input })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_that_is_missing_is_told() {
    let server = TestServer::start().await;
    let nobody = Program::new(server.origin());
    let told = detail(&nobody.post("/register", json!({ "name": "x" })).await.is(422));
    let whole = json!({ "name": "x" });
    assert_eq!(told, json!([missing("username", &whole), missing("password", &whole)]));
    let both = json!([missing("username", &Value::Null), missing("password", &Value::Null)]);
    let body = json!({ "username": "alice", "password": "pass" });
    assert_eq!(detail(&nobody.post("/token", body).await.is(422)), both, "JSON is no form");
    assert_eq!(detail(&send(nobody.call(Method::POST, "/token")).await.is(422)), both, "no body");
    assert_eq!(detail(&nobody.post_form("/token", "username=&password=").await.is(422)), both, "empty fields");
    let told = detail(&nobody.post_form("/token", "grant_type=x&username=a&password=b").await.is(422));
    assert_eq!(
        told,
        json!([{
            "type": "string_pattern_mismatch", "loc": ["body", "grant_type"], "input": "x",
            "msg": "String should match pattern '^password$'", "ctx": { "pattern": "^password$" },
        }])
    );
    let told = detail(&nobody.post("/register", json!({ "username": 5, "password": null })).await.is(422));
    assert_eq!((&told[0]["type"], &told[1]["type"]), (&json!("string_type"), &json!("string_type")));
    let call = nobody.call(Method::POST, "/register").header("content-type", "application/json").body("{nope");
    assert_eq!(detail(&send(call).await.is(422))[0]["type"], "json_invalid");
    let broken =
        nobody.call(Method::POST, "/token").header("content-type", "multipart/form-data; boundary=x").body("y");
    refuses(send(broken).await, 400, "There was an error parsing the body");
    server.finish().await;
}

/// Who is not let in does not get to know what else is wrong.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn callers_come_first() {
    let server = TestServer::start().await;
    let nobody = Program::new(server.origin());
    refuses(nobody.post("/password", json!({})).await, 401, "Not authenticated");
    refuses(send(nobody.call(Method::POST, "/password")).await, 401, "Not authenticated");
    refuses(send(nobody.call(Method::POST, "/password").body("{nope")).await, 401, "Not authenticated");
    refuses(nobody.delete("/sessions/x").await, 401, "Not authenticated");
    refuses(nobody.post("/tgcloud/auth/phone", json!({})).await, 401, "Not authenticated");
    let alice = Program::registered(&server, "alice").await;
    alice.post("/password", json!({})).await.is(422);
    alice.delete("/sessions/x").await.is(422);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unknown_paths_and_methods_have_the_apis_own_form() {
    let server = TestServer::start().await;
    let nobody = Program::new(server.origin());
    for path in ["", "/", "/nothing", "/users/x", "/tgcloud", "/totp/x/y"] {
        refuses(nobody.get(path).await, 404, "Not Found");
    }
    for (method, path, allowed) in [
        (Method::GET, "/register", "POST"),
        (Method::PUT, "/token", "POST"),
        (Method::POST, "/sessions", "DELETE"),
        (Method::POST, "/sessions", "GET"),
        (Method::GET, "/tgcloud/auth/phone", "POST"),
        (Method::PATCH, "/users/x/quota", "PUT"),
    ] {
        let answer = send(nobody.call(method, path)).await.is(405);
        assert!(answer.header("allow").split(", ").any(|method| method == allowed), "{:?}", answer.headers);
        refuses(answer, 405, "Method Not Allowed");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_other_form_of_a_path_leads_to_its_own() {
    let server = TestServer::start().await;
    let nobody = Program::new(server.origin());
    for (method, path, own) in [
        (Method::POST, "/register/", "/register"),
        (Method::POST, "/token/?a=b%20c", "/token?a=b%20c"),
        (Method::GET, "/sessions/", "/sessions"),
        (Method::DELETE, "/sessions/5/", "/sessions/5"),
        (Method::GET, "/tgcloud/auth/status/", "/tgcloud/auth/status"),
    ] {
        let answer = send(nobody.call(method, path)).await.is(307);
        assert_eq!(answer.header("location"), format!("{}/api/v1{own}", server.origin()), "{path}");
        assert!(answer.body.is_empty(), "{path}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_other_origins_are_refused_where_no_token_is_shown() {
    let server = TestServer::start().await;
    let nobody = Program::new(server.origin());
    let call = nobody.call(Method::POST, "/register").header("origin", "https://evil.example");
    let call = call.header("content-type", "application/json").body(r#"{"username":"a","password":"b"}"#);
    refuses(send(call).await, 403, "Requests from this origin are not allowed");
    let call = nobody.call(Method::GET, "/me").header("host", "evil.example");
    refuses(send(call).await, 400, "The request is for another host");
    server.finish().await;
}
