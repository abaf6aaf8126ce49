//! `chats`: the document's section of that name, and `latest` from where a key left.

use heliograph::telegram::{ChatRef, SendOptions};
use serde_json::{Value, json};

use crate::harness::{DEMO, Socket, TestServer};

const EVENT: &str = "chats";
const GROUP: &str = "lighthouse_keepers";
/// The keys that Telethon's message has.
const KEYS: [&str; 30] = [
    "id",
    "peer_id",
    "date",
    "edit_date",
    "message",
    "out",
    "mentioned",
    "media_unread",
    "silent",
    "post",
    "from_scheduled",
    "legacy",
    "edit_hide",
    "pinned",
    "noforwards",
    "from_id",
    "fwd_from",
    "via_bot_id",
    "reply_to",
    "entities",
    "reply_markup",
    "media",
    "post_author",
    "views",
    "forwards",
    "replies",
    "grouped_id",
    "reactions",
    "restriction_reason",
    "ttl_period",
];

/// Asks for one chat with an end marker, and gives the messages that come.
async fn read(socket: &mut Socket, group: &str, status: &str) -> Vec<Value> {
    socket.ask(EVENT, json!({"group": [{"name": group, "status": status}], "status": "", "done": true})).await;
    socket.is_told(EVENT, "success", "sending chats").await;
    let mut chats = Vec::new();
    loop {
        let frame = socket.frame().await;
        assert_eq!(
            (frame["event"].as_str(), frame["data"]["status"].as_str()),
            (Some(EVENT), Some("success")),
            "{frame}"
        );
        if frame["data"]["message"] == "done" {
            assert_eq!(frame["data"]["group"], group);
            return chats;
        }
        assert_eq!(frame["data"]["message"]["group"], group);
        chats.push(frame["data"]["message"]["chat"].clone());
    }
}

fn ids(chats: &[Value]) -> Vec<i64> {
    chats.iter().map(|chat| chat["id"].as_i64().expect("a number")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_the_chats_of_groups_and_channels_are_sent_oldest_first() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let mut socket = Socket::sign_in(server.origin(), &key, DEMO).await;
    let chats = read(&mut socket, GROUP, "").await;
    assert!(chats.len() >= 10 && ids(&chats).is_sorted(), "{:?}", ids(&chats));
    for chat in &chats {
        for key in KEYS {
            assert!(chat.get(key).is_some(), "{key} is missing in {chat}");
        }
        assert_eq!(chat["peer_id"]["_"], "peerChannel");
        assert!(chat["date"].as_str().is_some_and(|date| date.ends_with("+00:00")), "{chat}");
    }
    let by_text = |text: &str| {
        let found = chats.iter().find(|chat| chat["message"].as_str().is_some_and(|it| it.starts_with(text)));
        found.unwrap_or_else(|| panic!("no message {text:?}"))
    };
    let first = by_text("The lamp is back");
    assert!(first["from_id"]["first_name"].is_string() && first["pinned"] == true, "{first}");
    assert!(by_text("Fog signal")["via_bot_id"].is_i64());
    assert_eq!(by_text("The keepers' table")["from_id"]["_"], "peerChannel", "written as the group");
    let answer = by_text("The gallery deck, as promised");
    assert_eq!(
        (&answer["reply_to"]["_"], &answer["media"]["_"]),
        (&json!("messageReplyHeader"), &json!("MessageMediaPhoto"))
    );
    assert_eq!(by_text("Notice 3")["fwd_from"]["from_id"]["_"], "peerChannel");
    let notices = read(&mut socket, "https://t.me/harbour_notices", "").await;
    assert!(notices.len() >= 3 && notices.iter().all(|chat| chat["post"] == true), "{notices:?}");
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_asked_wrongly_is_told() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let mut socket = Socket::sign_in(server.origin(), &key, DEMO).await;
    socket.ask(EVENT, json!({"group": [{"name": GROUP, "status": ""}], "status": "latest"})).await;
    socket.is_told(EVENT, "failed", "status should be empty string").await;
    socket.ask(EVENT, json!({"group": [{"name": GROUP, "status": "newest"}], "status": ""})).await;
    socket.is_told(EVENT, "failed", "invalid status").await;
    socket.stays_open().await;
    socket.leave().await;
    for name in ["nobody_has_this_name", "", "no name at all"] {
        let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
        socket.ask(EVENT, json!({"group": [{"name": name, "status": ""}], "status": ""})).await;
        socket.is_told(EVENT, "failed", "invalid request").await;
        assert_eq!(socket.closes().await, 1000, "{name}");
    }
    for (data, message) in [
        (json!({"group": [{"name": GROUP}], "status": ""}), "Missing key: 'status'"),
        (json!({"group": [{"status": ""}], "status": ""}), "Missing key: 'name'"),
        (json!({"group": [{"name": GROUP, "status": ""}]}), "Missing key: 'status'"),
        (json!({"status": ""}), "Missing key: 'group'"),
        (json!({"group": GROUP, "status": ""}), "Invalid value: 'group'"),
    ] {
        let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
        socket.ask(EVENT, data).await;
        socket.is_told("JSON data error", "failed", message).await;
        assert_eq!(socket.closes().await, 1000, "{message}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn latest_chats_go_on_where_this_key_left() {
    let mut server = TestServer::start().await;
    let (key, other) = (server.make_key("robot", &[]).await, server.make_key("other", &[]).await);
    let mut socket = Socket::sign_in(server.origin(), &key, DEMO).await;
    let all = read(&mut socket, GROUP, "latest").await;
    assert_eq!(ids(&all), ids(&read(&mut socket, GROUP, "").await), "nothing was read before");
    assert!(read(&mut socket, GROUP, "latest").await.is_empty());
    let account = server.account_of(&key, DEMO).await;
    let text = "ships \"in\" sight\n\u{1f6a2}";
    let sent = account.send_message(&ChatRef::Name(GROUP.to_owned()), text, &SendOptions::default()).await;
    let sent = sent.expect("everybody may write").id.0;
    drop(account);
    socket.leave().await;
    server.restart().await;

    let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
    // The same group by another name.
    let since = read(&mut socket, &format!("t.me/{GROUP}"), "latest").await;
    assert_eq!(ids(&since), [i64::from(sent)]);
    assert_eq!((&since[0]["message"], &since[0]["out"]), (&json!(text), &json!(true)));
    assert!(read(&mut socket, GROUP, "latest").await.is_empty());
    socket.leave().await;
    let mut socket = Socket::sign_in(server.origin(), &other, DEMO).await;
    assert_eq!(read(&mut socket, GROUP, "latest").await.len(), all.len() + 1, "another key has read nothing yet");
    socket.leave().await;
    server.finish().await;
}
