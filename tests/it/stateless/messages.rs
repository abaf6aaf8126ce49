//! Reading chats.

use serde_json::{Value, json};

use super::script::{Script, refuses};
use crate::harness::{DEMO, TestServer};

const GROUP: &str = "@lighthouse_keepers";

fn texts(page: &Value) -> Vec<&str> {
    let messages = page["messages"].as_array().expect("an array");
    messages.iter().map(|message| message["text"].as_str().expect("a text")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_are_told_newest_first() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    let page = script.get(&format!("/messages/?chat_id={GROUP}")).await.is(200).json();
    assert_eq!(page["total_count"], page["messages"].as_array().expect("an array").len());
    assert_eq!((&page["has_more"], &page["next_offset"]), (&json!(false), &Value::Null));
    let messages = page["messages"].as_array().expect("an array");
    assert!(messages.is_sorted_by(|newer, older| newer["id"].as_i64() > older["id"].as_i64()));
    let by = |id: i64| messages.iter().find(|message| message["id"] == id).expect("it is there");
    let newest = by(6);
    assert_eq!(newest["text"], "Photos from the gallery deck are coming tonight. 🌅");
    let keys: Vec<_> = newest.as_object().expect("an object").keys().map(String::as_str).collect();
    let mut expected = [
        "id",
        "text",
        "date",
        "sender_id",
        "sender_username",
        "sender_name",
        "reply_to_msg_id",
        "forward_from",
        "media_type",
        "is_pinned",
    ];
    expected.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!((&newest["sender_username"], &newest["sender_name"]), (&json!("ines_faro"), &json!("Ines Faro")));
    assert_eq!((&newest["sender_id"], &newest["media_type"]), (&json!(6_900_000_001_i64), &Value::Null));
    assert_eq!((&by(9)["reply_to_msg_id"], &by(9)["media_type"]), (&json!(6), &json!("photo")));
    assert_eq!((&by(1)["is_pinned"], &by(2)["is_pinned"]), (&json!(true), &json!(false)));
    assert_eq!(by(11)["forward_from"], "Harbour notices");
    let as_the_chat = (&json!(-1_002_900_000_001_i64), &json!("Lighthouse keepers"));
    assert_eq!((&by(7)["sender_id"], &by(7)["sender_name"]), as_the_chat, "sent as the channel itself");
    let notices = script.get("/messages/?chat_id=@harbour_notices").await.is(200).json();
    assert_eq!(
        (&notices["messages"][0]["sender_id"], &notices["messages"][0]["sender_name"]),
        (&json!(-1_002_900_000_002_i64), &Value::Null)
    );
    let date = newest["date"].as_str().expect("a date");
    assert!(date.len() == 20 && date.ends_with('Z'), "{date}");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_follow_each_other() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    let whole = script.get(&format!("/messages/?chat_id={GROUP}")).await.is(200).json();
    let (mut read, mut offset) = (Vec::new(), json!(0));
    loop {
        let page = script.get(&format!("/messages/?chat_id={GROUP}&limit=2&offset_id={offset}")).await.is(200).json();
        read.extend(texts(&page).into_iter().map(str::to_owned));
        assert_eq!(page["has_more"], page["messages"].as_array().map(Vec::len) == Some(2));
        if page["has_more"] == false {
            break;
        }
        offset = page["next_offset"].clone();
        assert_eq!(offset, page["messages"][1]["id"]);
    }
    assert_eq!(read, texts(&whole));
    let none = script.get(&format!("/messages/?chat_id={GROUP}&limit=0")).await.is(200).json();
    assert_eq!((texts(&none).len(), &none["has_more"]), (0, &json!(false)));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_are_searched_for() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    let page = script.get(&format!("/messages/?chat_id={GROUP}&search=lamp")).await.is(200).json();
    assert!(!texts(&page).is_empty() && texts(&page).iter().all(|text| text.to_lowercase().contains("lamp")), "{page}");
    let none = script.get(&format!("/messages/?chat_id={GROUP}&search=zeppelin")).await.is(200).json();
    assert!(texts(&none).is_empty());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dates_work_in_both_directions() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    let whole = script.get(&format!("/messages/?chat_id={GROUP}")).await.is(200).json();
    let messages = whole["messages"].as_array().expect("an array");
    let told = |message: &Value| (message["date"].as_str().expect("a date").to_owned(), message["id"].clone());
    let all: Vec<_> = messages.iter().map(told).collect();
    let ask = async |query: String| {
        let page = script.get(&format!("/messages/?chat_id={GROUP}&{query}")).await.is(200).json();
        page["messages"].as_array().expect("an array").iter().map(told).collect::<Vec<_>>()
    };
    // Dates in this form are in order as texts are.
    let between = |from: &str, to: &str| {
        all.iter().filter(|(date, _)| date.as_str() >= from && date.as_str() <= to).cloned().collect::<Vec<_>>()
    };
    let (older, newer) = (all[9].0.clone(), all[6].0.clone());
    let newest = between(&newer, "9");
    assert!(newest.len() >= 7 && newest.len() < all.len(), "{all:?}");
    assert_eq!(ask(format!("from_date={newer}")).await, newest);
    assert_eq!(ask(format!("to_date={newer}")).await, between("0", &newer));
    assert_eq!(ask(format!("from_date={older}&to_date={newer}")).await, between(&older, &newer));
    // Without an offset: UTC. With one: the same moment, also where the plus became a space.
    let naive = newer.trim_end_matches('Z');
    for offset in ["", "%2B00:00", "+00:00", "-00:00"] {
        assert_eq!(ask(format!("from_date={naive}{offset}")).await, newest, "{offset}");
    }
    assert!(ask("to_date=2001-01-01".to_owned()).await.is_empty());
    assert_eq!(ask("from_date=2001-01-01".to_owned()).await, all);
    assert_eq!(ask(format!("to_date={}", &all[0].0[..10])).await, all, "a day is meant to its end");
    assert!(ask(format!("from_date={newer}&search=stairs")).await.is_empty());
    assert_eq!(ask(format!("to_date={newer}&search=stairs")).await.len(), 1);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chat_has_many_names() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    for name in [
        "lighthouse_keepers",
        "%40lighthouse_keepers",
        "-1002900000001",
        "t.me/lighthouse_keepers",
        "https%3A%2F%2Ft.me%2Flighthouse_keepers",
    ] {
        let page = script.get(&format!("/messages/?chat_id={name}&limit=1")).await.is(200).json();
        assert_eq!(texts(&page).len(), 1, "{name}");
    }
    let missing = "Chat not found: Cannot find any entity corresponding to \"nobody_of_that_name\"";
    refuses(script.get("/messages/?chat_id=nobody_of_that_name").await, 404, missing);
    for name in ["nope%20", "-1009999999999", "99", "", "0"] {
        script.get(&format!("/messages/?chat_id={name}")).await.is(404);
    }
    server.finish().await;
}

/// Saved Messages have one of each kind.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kinds_of_media_are_told() {
    let server = TestServer::start().await;
    let script = Script::signed_in(&server, DEMO).await;
    let page = script.get("/messages/?chat_id=me&limit=200").await.is(200).json();
    let kinds: std::collections::BTreeSet<_> = page["messages"]
        .as_array()
        .expect("an array")
        .iter()
        .map(|message| message["media_type"].as_str().unwrap_or("none"))
        .collect();
    for kind in ["photo", "video", "document", "audio", "voice", "none"] {
        assert!(kinds.contains(kind), "{kind} is not among {kinds:?}");
    }
    assert_eq!(kinds.len(), 6, "{kinds:?}");
    server.finish().await;
}
