//! “Getting messages in a chat”, and deleting them.

use serde_json::{Value, json};

use crate::harness::{DEMO, EMPTY, ENDLESS, TestServer, words};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_chat_it_is_saved_messages() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(EMPTY).await;
    for text in ["first", "“second” {with} \"quotes\"\nand a line", "third"] {
        server.sandbox().new_message(EMPTY.phone, words(text)).expect("the account is there");
    }
    let answer = service.get(&path(EMPTY.phone, "")).await.is(200).json();
    assert_eq!(answer["isSuccess"], true);
    let texts: Vec<_> = messages(&answer).iter().map(|message| message["message"].clone()).collect();
    assert_eq!(texts, ["third", "“second” {with} \"quotes\"\nand a line", "first"], "newest first, valid JSON");
    let newest = &messages(&answer)[0];
    assert_eq!(newest["_"], "Message");
    assert_eq!(newest["peer_id"]["_"], "PeerUser");
    assert!(newest["date"].as_str().expect("a date").ends_with("+00:00"), "{newest}");
    assert_eq!(answer["nextOffsetId"], Value::Null);
    let older = format!("/user/messages/{}/getMessages?offsetId={}", EMPTY.phone, newest["id"]);
    assert_eq!(messages(&service.get(&older).await.is(200).json()).len(), 2, "the other spelling");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_chat_comes_in_pages() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(ENDLESS).await;
    let first = service.get(&path(ENDLESS.phone, "?limit=150")).await.is(200).json();
    let ids: Vec<_> = messages(&first).iter().map(|message| message["id"].as_i64().expect("an id")).collect();
    assert_eq!(ids.len(), 150);
    assert!(ids.is_sorted_by(|a, b| a > b), "newest first");
    assert_eq!(first["nextOffsetId"], ids[149]);
    let next = service.get(&path(ENDLESS.phone, &format!("?limit=10&offsetId={}", ids[149]))).await.is(200).json();
    assert!(messages(&next)[0]["id"].as_i64().expect("an id") < ids[149]);
    assert!(first["total"].as_u64().expect("a count") >= 100_000);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chat_is_named_in_many_ways() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(DEMO).await;
    let read = async |chat: &str| {
        let answer = service.get(&path(DEMO.phone, &format!("?limit=3&chatId={chat}"))).await.is(200).json();
        messages(&answer).iter().map(|message| message["id"].clone()).collect::<Vec<_>>()
    };
    let by_name = read("@lighthouse_keepers").await;
    assert_eq!(by_name.len(), 3);
    let dialogs = service.get(&format!("/user/{}/dialogs", DEMO.phone)).await.is(200).json();
    let dialogs = dialogs["data"].as_array().expect("a list");
    let group = dialogs.iter().find(|dialog| dialog["username"] == "lighthouse_keepers").expect("the demo's group");
    assert_eq!(group["type"], "supergroup");
    for chat in ["lighthouse_keepers", "https://t.me/lighthouse_keepers", &group["id"].to_string()] {
        assert_eq!(read(chat).await, by_name, "{chat}");
    }
    let nobody = service.get(&path(DEMO.phone, "?chatId=@nobody_at_all")).await;
    assert_eq!(nobody.is(404).refuses(), "The chat was not found.");
    let nonsense = service.get(&path(DEMO.phone, "?chatId=a%20b")).await;
    assert_eq!(nonsense.is(400).refuses(), "chatId must be a marked id, @name, a t.me link, or me.");
    for (query, message) in [
        ("?limit=0", "limit must be a number from 1 to 500."),
        ("?limit=x", "limit must be a number from 1 to 500."),
        ("?offsetId=x", "offsetId must be a message's id."),
    ] {
        assert_eq!(service.get(&path(DEMO.phone, query)).await.is(400).refuses(), message);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_are_deleted_by_text_or_number() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(EMPTY).await;
    for text in ["one", "two", "three"] {
        server.sandbox().new_message(EMPTY.phone, words(text)).expect("the account is there");
    }
    let list = service.get(&path(EMPTY.phone, "")).await.is(200).json();
    let ids: Vec<_> = messages(&list).iter().map(|message| message["id"].as_i64().expect("an id")).collect();
    let delete =
        async |body: Value| service.post(&format!("/user/{}/messages/deleteMessages", EMPTY.phone), &body).await;
    let deleted = delete(json!({ "ids": [ids[0].to_string(), ids[1]] })).await.is(200).json();
    assert_eq!(deleted["isSuccess"], true);
    assert_eq!(messages(&service.get(&path(EMPTY.phone, "")).await.is(200).json()).len(), 1);
    assert_eq!(delete(json!({ "ids": [ids[0]] })).await.is(404).refuses(), "None of the messages was found.");
    for body in [json!({}), json!({ "ids": [] }), json!({ "ids": ["x"] })] {
        assert_eq!(delete(body).await.is(400).refuses(), "ids must be a list of messages' ids.");
    }
    server.finish().await;
}

fn path(phone: &str, query: &str) -> String {
    format!("/user/{phone}/messages/getMessages{query}")
}

fn messages(answer: &Value) -> &Vec<Value> {
    answer["data"].as_array().expect("a list")
}
