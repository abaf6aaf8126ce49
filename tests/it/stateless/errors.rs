//! What is not understood, told as FastAPI tells it, and everything that the framework would say otherwise.

use reqwest::Method;
use sandbox::Fault;
use serde_json::{Value, json};

use super::script::{Script, detail, refuses, send};
use crate::harness::{DEMO, TestServer};

fn missing(place: &str, field: &str, input: Value) -> Value {
    json!({ "type": "missing", "loc": [place, field], "msg": "Field required", "input": input })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_that_is_missing_is_told() {
    let server = TestServer::start().await;
    let (nobody, script) = (Script::new(server.origin()), Script::signed_in(&server, DEMO).await);
    let told = async |answer: crate::harness::Answer| detail(&answer.is(422));

    let whole = json!({ "phone": "+1" });
    assert_eq!(
        told(nobody.post("/auth/send_code", whole.clone()).await).await,
        json!([missing("body", "api_id", whole.clone()), missing("body", "api_hash", whole)])
    );
    assert_eq!(
        told(nobody.post("/auth/verify_code", json!({})).await).await,
        json!([missing("header", "X-Session-String", Value::Null), missing("body", "code", json!({}))])
    );
    assert_eq!(told(nobody.get("/chats").await).await, json!([missing("header", "X-Session-String", Value::Null)]));
    assert_eq!(told(script.get("/messages/").await).await, json!([missing("query", "chat_id", Value::Null)]));
    let body = script.call(Method::POST, "/messages/send").header("content-type", "application/json");
    assert_eq!(
        told(send(body).await).await,
        json!([{ "type": "missing", "loc": ["body"], "msg": "Field required", "input": null }])
    );
    let form = script.upload(&[crate::harness::Part::text("text", "hello")]).await;
    assert_eq!(
        told(form).await,
        json!([missing("body", "chat_id", Value::Null), missing("body", "file", Value::Null)])
    );
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_types_are_told() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    let begun = script.with_string_of(&script.send_code(DEMO.phone).await.is(200));
    let parsing = "Input should be a valid integer, unable to parse string as an integer";
    let code = detail(&begun.post("/auth/verify_code", json!({ "code": 22222 })).await.is(422));
    let text = json!({ "type": "string_type", "loc": ["body", "code"], "msg": "Input should be a valid string", "input": 22222 });
    assert_eq!(code, json!([text]));
    let limit = detail(&script.get("/chats?limit=many").await.is(422));
    assert_eq!(limit, json!([{ "type": "int_parsing", "loc": ["query", "limit"], "msg": parsing, "input": "many" }]));
    let path = detail(&script.get("/messages/media/x?chat_id=me").await.is(422));
    assert_eq!(path, json!([{ "type": "int_parsing", "loc": ["path", "message_id"], "msg": parsing, "input": "x" }]));
    let ids = json!({ "chat_id": "me", "message_ids": "5" });
    let list = detail(&script.delete("/messages/delete", ids).await.is(422));
    assert_eq!(list[0]["type"], "list_type");
    let date = detail(&script.get("/messages/?chat_id=me&from_date=soon").await.is(422));
    assert_eq!(
        (&date[0]["type"], &date[0]["loc"]),
        (&json!("datetime_from_date_parsing"), &json!(["query", "from_date"]))
    );
    let call = script.call(Method::POST, "/messages/send").header("content-type", "application/json").body("{nope");
    let no_json = detail(&send(call).await.is(422));
    assert_eq!(
        no_json,
        json!([{
            "type": "json_invalid", "loc": ["body", 1], "msg": "JSON decode error", "input": {},
            "ctx": { "error": "Expecting property name enclosed in double quotes" },
        }])
    );
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unknown_paths_and_methods_have_the_apis_own_form() {
    let server = TestServer::start().await;
    let script = Script::new(server.origin());
    for path in ["/auth/nothing", "/chats/1", "/messages/nothing", "/groups", "/messages/media"] {
        refuses(script.get(path).await, 404, "Not Found");
    }
    for (method, path, allowed) in [
        (Method::GET, "/auth/send_code", "POST"),
        (Method::POST, "/chats", "GET"),
        (Method::PUT, "/messages/", "GET"),
        (Method::GET, "/messages/delete", "DELETE"),
    ] {
        let answer = send(script.call(method, path)).await.is(405);
        assert_eq!(detail(&answer), "Method Not Allowed");
        assert!(answer.header("allow").split(", ").any(|method| method == allowed), "{:?}", answer.headers);
    }
    script.get("/nothing").await.fails(404, "Not found.");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_other_form_of_a_path_leads_to_its_own() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    let origin = server.origin();
    for (method, path, own) in [
        (Method::GET, "/chats/?limit=3", "/chats?limit=3"),
        (Method::GET, "/messages?chat_id=me&search=a%20b", "/messages/?chat_id=me&search=a%20b"),
        (Method::POST, "/auth/send_code/", "/auth/send_code"),
        (Method::DELETE, "/auth/logout/", "/auth/logout"),
        (Method::POST, "/messages/send/", "/messages/send"),
        (Method::POST, "/messages/send_with_file/", "/messages/send_with_file"),
        (Method::GET, "/messages/media/5/?chat_id=me", "/messages/media/5?chat_id=me"),
    ] {
        let answer = send(script.call(method, path)).await.is(307);
        assert_eq!(answer.header("location"), format!("{origin}{own}"), "{path}");
        assert!(answer.body.is_empty(), "{path}");
    }
    script.get("/chats").await.is(200);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_other_origins_are_refused_where_no_string_is_sent() {
    let server = TestServer::builder().setting("FRONTEND_ORIGINS", "http://localhost:3000").start().await;
    let script = Script::signed_in(&server, DEMO).await;
    let evil = |script: &Script, method, path| script.call(method, path).header("origin", "https://evil.example");
    let call = evil(&Script::new(server.origin()), Method::POST, "/auth/send_code");
    refuses(send(call).await, 403, "Requests from this origin are not allowed");
    // Who sends a string is nobody's victim; but nobody else's page gets to read the answer.
    let answer = send(evil(&script, Method::DELETE, "/auth/logout").header("sec-fetch-site", "cross-site")).await;
    assert!(answer.is(200).header_if_any("access-control-allow-origin").is_none());
    let preflight = script
        .call(Method::OPTIONS, "/messages/send")
        .header("origin", "http://localhost:3000")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "x-session-string,content-type");
    let answer = send(preflight).await.is(204);
    assert!(answer.header("access-control-allow-headers").contains("X-Session-String"));
    assert_eq!(answer.header("access-control-allow-origin"), "http://localhost:3000");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn telegrams_waits_and_faults_have_their_statuses() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    for (method, path) in [("messages.getDialogs", "/chats"), ("messages.getHistory", "/messages/?chat_id=me")] {
        server.upset(Fault::error(method, "FLOOD_WAIT_42"));
        let answer = script.get(path).await.is(429);
        let text = "Too many requests. Please wait 42 seconds before making another request";
        assert_eq!(detail(&answer), text);
        assert_eq!((&answer.json()["retry_after"], answer.header("retry-after")), (&json!(42), "42"));
    }
    for (error, status, text) in [
        ("CHAT_SOMETHING_ODD", 400, "Telegram refuses the request: CHAT_SOMETHING_ODD"),
        ("INTERNAL", 503, "telegram cannot be reached: telegram has a fault of its own"),
    ] {
        server.upset(Fault { times: None, ..Fault::error("messages.getDialogs", error) });
        refuses(script.get("/chats").await, status, text);
        server.sandbox().clear_faults();
    }
    script.get("/chats").await.is(200);
    server.finish().await;
}
