//! Files on their way to a chat.

use reqwest::Method;
use serde_json::{Value, json};

use super::script::{Script, refuses, send};
use crate::harness::{DEMO, EMPTY, NAMES_THAT_HURT, Part, TestServer, form, jpeg, ramp};

async fn newest(script: &Script) -> Value {
    script.get("/messages/?chat_id=me&limit=1").await.is(200).json()["messages"][0]["id"].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_arrives_with_its_caption() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, EMPTY).await;
    let first = script.post("/messages/send", json!({ "chat_id": "me", "text": "look" })).await.is(200).json();
    let parts = [
        Part::text("chat_id", "me"),
        Part::text("text", "from the deck"),
        Part::text("reply_to_message_id", &first["message_id"].to_string()),
        Part::file("deck.jpg", "image/jpeg", jpeg()),
    ];
    let sent = script.upload(&parts).await.is(200).json();
    assert_eq!(sent["success"], true);
    let page = script.get("/messages/?chat_id=me&limit=1").await.is(200).json();
    let message = &page["messages"][0];
    assert_eq!((&message["id"], &message["text"]), (&sent["message_id"], &json!("from the deck")));
    assert_eq!((&message["media_type"], &message["reply_to_msg_id"]), (&json!("photo"), &first["message_id"]));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fields_may_follow_the_file() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, EMPTY).await;
    let bytes = ramp(12 << 20);
    let parts = [Part::file("long.bin", "application/octet-stream", bytes.clone()), Part::text("chat_id", "me")];
    let id = script.upload(&parts).await.is(200).json()["message_id"].clone();
    let read = script.get(&format!("/messages/media/{id}?chat_id=me")).await.is(200);
    assert!(read.body == bytes, "the file's bytes");
    let left = std::fs::read_dir(server.data().join("tmp")).expect("the folder is there").count();
    assert_eq!(left, 0, "nothing is stored on the way");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_are_texts_and_no_paths() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, EMPTY).await;
    for name in NAMES_THAT_HURT {
        let parts = [Part::text("chat_id", "me"), Part::file(name, "application/octet-stream", ramp(100))];
        script.upload(&parts).await.is(200);
    }
    let files = std::fs::read_dir(server.data()).expect("the folder is there");
    let names: Vec<_> = files.map(|entry| entry.expect("readable").file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().ends_with(".bin")), "{names:?}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_sent_is_told() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    let file = || Part::file("a.bin", "application/octet-stream", ramp(1000));
    let before = newest(&script).await;
    let parts_before = server.calls("upload.saveFilePart");
    let missing = "Chat not found: Cannot find any entity corresponding to \"nobody_of_that_name\"";
    refuses(script.upload(&[Part::text("chat_id", "nobody_of_that_name"), file()]).await, 404, missing);
    assert_eq!(server.calls("upload.saveFilePart"), parts_before, "the chat was looked up first");
    let long = Part::text("text", &"x".repeat(5000));
    refuses(script.upload(&[Part::text("chat_id", "me"), long, file()]).await, 400, "Message caption is too long");
    let empty = Part::file("a.bin", "application/octet-stream", Vec::new());
    refuses(script.upload(&[Part::text("chat_id", "me"), empty]).await, 400, "The file is empty");
    let call = script.call(Method::POST, "/messages/send_with_file").header("content-type", "application/json");
    refuses(send(call.body("{}")).await, 400, "There was an error parsing the body");
    let (content_type, body) = form(&[Part::text("chat_id", "me"), file()]);
    let cut = script.call(Method::POST, "/messages/send_with_file").header("content-type", content_type);
    refuses(send(cut.body(body[..body.len() - 30].to_vec())).await, 400, "The request broke off");
    let stranger = script.with("nonsense");
    refuses(stranger.upload(&[Part::text("chat_id", "me"), file()]).await, 401, "Invalid session");
    assert_eq!(newest(&script).await, before, "nothing was sent");
    server.finish().await;
}
