//! Sending, changing, deleting.

use serde_json::{Value, json};

use super::script::{Script, refuses};
use crate::harness::{DEMO, EMPTY, TestServer};

async fn newest(script: &Script) -> Value {
    script.get("/messages/?chat_id=me&limit=1").await.is(200).json()["messages"][0].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_is_sent_and_answered() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, EMPTY).await;
    let sent =
        script.post("/messages/send", json!({ "chat_id": "me", "text": "Hello, *World*!" })).await.is(200).json();
    assert_eq!((&sent["success"], sent.as_object().map(serde_json::Map::len)), (&json!(true), Some(3)));
    let message = newest(&script).await;
    assert_eq!((&message["id"], &message["text"]), (&sent["message_id"], &json!("Hello, *World*!")));
    assert_eq!(message["date"], sent["date"]);
    let answer = json!({ "chat_id": "me", "text": "And hello again", "reply_to_message_id": sent["message_id"] });
    script.post("/messages/send", answer).await.is(200);
    assert_eq!(newest(&script).await["reply_to_msg_id"], sent["message_id"]);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_may_be_markdown_or_html() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, EMPTY).await;
    for (mode, text) in [("markdown", "Hello, **World**!"), ("html", "Hello, <b>World</b>!")] {
        let sent = json!({ "chat_id": "me", "text": text, "parse_mode": mode });
        let sent = script.post("/messages/send", sent).await.is(200).json();
        assert_eq!(newest(&script).await["text"], "Hello, World!", "{mode}");
        let edit = json!({ "chat_id": "me", "message_id": sent["message_id"], "new_text": text });
        script.post("/messages/edit", edit).await.is(200);
        assert_eq!(newest(&script).await["text"], text, "as it is");
    }
    let other = json!({ "chat_id": "me", "text": "x", "parse_mode": "troff" });
    let problem = script.post("/messages/send", other).await.is(422).json()["detail"][0].clone();
    assert_eq!(
        problem,
        json!({
            "type": "literal_error", "loc": ["body", "parse_mode"], "msg": "Input should be 'markdown' or 'html'",
            "input": "troff", "ctx": { "expected": "'markdown' or 'html'" },
        })
    );
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_sent_is_told() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    let send =
        async |chat: Value, text: &str| script.post("/messages/send", json!({ "chat_id": chat, "text": text })).await;
    refuses(send(json!("me"), "").await, 400, "Message text cannot be empty");
    refuses(send(json!("me"), &"x".repeat(4097)).await, 400, "Message text is too long");
    let nowhere = json!({ "chat_id": "me", "text": "x", "reply_to_message_id": 999_999 });
    refuses(script.post("/messages/send", nowhere).await, 400, "The message to reply to does not exist");
    let missing = |name: &str| format!("Chat not found: Cannot find any entity corresponding to \"{name}\"");
    refuses(send(json!("nobody_of_that_name"), "x").await, 404, &missing("nobody_of_that_name"));
    refuses(send(json!("9"), "x").await, 404, &missing("9"));
    refuses(send(json!(-1_009_999_999_999_i64), "x").await, 404, &missing("-1009999999999"));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_is_changed() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, EMPTY).await;
    let sent = script.post("/messages/send", json!({ "chat_id": "me", "text": "first" })).await.is(200).json();
    let id = sent["message_id"].as_i64().expect("a number");
    let edit = async |id: Value, text: &str| {
        script.post("/messages/edit", json!({ "chat_id": "me", "message_id": id, "new_text": text })).await
    };
    let edited = edit(json!(id.to_string()), "second").await.is(200).json();
    assert_eq!((&edited["success"], &edited["message_id"]), (&json!(true), &json!(id)));
    assert_eq!(newest(&script).await["text"], "second");
    edit(json!(id), "third").await.is(200);
    refuses(edit(json!(id), "third").await, 400, "Message content is not modified");
    refuses(edit(json!(id), "").await, 400, "New message text cannot be empty");
    refuses(edit(json!(id), &"x".repeat(4097)).await, 400, "New message text is too long");
    for other in [json!("999999"), json!("x"), json!(-1)] {
        refuses(edit(other, "x").await, 400, "Invalid message ID");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_are_deleted() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, EMPTY).await;
    let mut ids = Vec::new();
    for text in ["one", "two", "three"] {
        let sent = script.post("/messages/send", json!({ "chat_id": "me", "text": text })).await.is(200).json();
        ids.push(sent["message_id"].as_i64().expect("a number"));
    }
    let delete =
        async |ids: Value| script.delete("/messages/delete", json!({ "chat_id": "me", "message_ids": ids })).await;
    let deleted = delete(json!([ids[0], 999_999, ids[1]])).await.is(200).json();
    assert_eq!(deleted, json!({ "success": true, "deleted_messages": [ids[0], ids[1]] }));
    let left = script.get("/messages/?chat_id=me").await.is(200).json();
    assert_eq!((left["total_count"].as_i64(), &left["messages"][0]["text"]), (Some(1), &json!("three")));
    for none in [json!([]), json!([999_999]), json!([ids[0]])] {
        refuses(delete(none).await, 400, "None of the specified messages could be deleted");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_chat_has_its_rules() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, EMPTY).await;
    let send = async |chat: &str| script.post("/messages/send", json!({ "chat_id": chat, "text": "hi" })).await;
    refuses(send("@lighthouse_keepers").await, 403, "You can't write in this chat");
    for group in ["@lighthouse_keepers", "@harbour_notices", "@silent_bell", "@old_guard", "@slow_tide"] {
        script.post("/groups/join", json!({ "group_identifier": group })).await.is(200);
    }
    refuses(send("@harbour_notices").await, 403, "Only admins of the chat can do that");
    refuses(send("@silent_bell").await, 403, "You can't write in this chat");
    refuses(send("@old_guard").await, 403, "You're banned from sending messages in this chat");
    send("@slow_tide").await.is(200);
    let wait = send("@slow_tide").await.is(429);
    assert!(wait.json()["retry_after"].as_u64().is_some_and(|seconds| (1..=60).contains(&seconds)), "{:?}", wait.body);
    // A number of a supergroup, as JSON number too.
    for chat in [json!("-1002900000001"), json!(-1_002_900_000_001_i64)] {
        script.post("/messages/send", json!({ "chat_id": chat, "text": "by number" })).await.is(200);
    }
    let edit = json!({ "chat_id": "@lighthouse_keepers", "message_id": "2", "new_text": "mine" });
    refuses(script.post("/messages/edit", edit).await, 403, "You must be the author of the message to edit it");
    let delete = json!({ "chat_id": "@lighthouse_keepers", "message_ids": [2] });
    refuses(script.delete("/messages/delete", delete).await, 403, "The message cannot be deleted");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_are_forwarded() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, EMPTY).await;
    let forward = async |from: &str, to: &str, id: i64| {
        let body = json!({ "from_chat_id": from, "to_chat_id": to, "message_id": id });
        script.post("/messages/forward", body).await
    };
    let forwarded = forward("@lighthouse_keepers", "me", 1).await.is(200).json();
    let message = newest(&script).await;
    assert_eq!((&message["id"], &message["date"]), (&forwarded["message_id"], &forwarded["date"]));
    assert_eq!(message["forward_from"], "Ines Faro");
    refuses(forward("@lighthouse_keepers", "me", 9999).await, 400, "Invalid message ID");
    refuses(forward("@lighthouse_keepers", "me", -1).await, 400, "Invalid message ID");
    let missing = "Chat not found: Cannot find any entity corresponding to \"nobody_of_that_name\"";
    refuses(forward("nobody_of_that_name", "me", 1).await, 404, missing);
    refuses(forward("me", "nobody_of_that_name", 1).await, 404, missing);
    refuses(forward("@old_guard", "me", 1).await, 403, "Messages of this chat cannot be forwarded");
    server.finish().await;
}
