//! `users`: the document's section of that name, and `latest` as it should have been.

use std::collections::BTreeSet;

use heliograph::telegram::ChatRef;
use sandbox::Fault;
use serde_json::{Value, json};

use crate::harness::{DEMO, EMPTY, Socket, TestServer};

const EVENT: &str = "users";
const GROUP: &str = "lighthouse_keepers";
/// The keys that Telethon's user has.
const KEYS: [&str; 30] = [
    "id",
    "first_name",
    "last_name",
    "username",
    "phone",
    "status",
    "is_self",
    "bot",
    "contact",
    "mutual_contact",
    "deleted",
    "bot_chat_history",
    "bot_nochats",
    "verified",
    "restricted",
    "min",
    "bot_inline_geo",
    "support",
    "scam",
    "apply_min_photo",
    "fake",
    "bot_attach_menu",
    "premium",
    "attach_menu_enabled",
    "photo",
    "bot_info_version",
    "lang_code",
    "usernames",
    "restriction_reason",
    "access_hash",
];

/// Asks for one group with an end marker, and gives the people that come.
async fn read(socket: &mut Socket, group: &str, status: &str) -> Vec<Value> {
    socket.ask(EVENT, json!({"group": [group], "status": status, "done": true})).await;
    socket.is_told(EVENT, "success", "sending users").await;
    let mut users = Vec::new();
    loop {
        let frame = socket.frame().await;
        assert_eq!(
            (frame["event"].as_str(), frame["data"]["status"].as_str()),
            (Some(EVENT), Some("success")),
            "{frame}"
        );
        if frame["data"]["message"] == "done" {
            assert_eq!(frame["data"]["group"], group);
            return users;
        }
        assert_eq!(frame["data"]["message"]["group"], group);
        users.push(frame["data"]["message"]["user"].clone());
    }
}

fn names(users: &[Value]) -> Vec<&str> {
    users.iter().map(|user| user["first_name"].as_str().unwrap_or_default()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_the_users_of_a_group_are_sent() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let mut socket = Socket::sign_in(server.origin(), &key, DEMO).await;
    let users = read(&mut socket, GROUP, "").await;
    for user in &users {
        for key in KEYS {
            assert!(user.get(key).is_some(), "{key} is missing in {user}");
        }
        assert!(user["id"].is_i64() && user["bot"].is_boolean() && user["usernames"].is_array(), "{user}");
        assert!(user["status"].is_null() || user["status"]["_"].is_string(), "{user}");
    }
    let names = names(&users);
    assert!(names.contains(&"Foghorn") && names.contains(&"Odile"), "{names:?}");
    assert!(users.iter().any(|user| user["is_self"] == true), "{names:?}");
    assert!(users.iter().any(|user| user["bot"] == true));
    let several = users.iter().find(|user| user["first_name"] == "Odile").expect("Odile");
    assert!(several["usernames"].as_array().is_some_and(|names| names.len() > 1), "{several}");
    assert_eq!(several["username"], several["usernames"][0]["username"], "the first active one");
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn groups_come_one_after_the_other_and_without_an_end_marker_unless_asked_for() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let mut socket = Socket::sign_in(server.origin(), &key, DEMO).await;
    socket.ask(EVENT, json!({"group": [GROUP, "slow_tide"], "status": ""})).await;
    socket.ask("next", json!({})).await;
    let mut said = Vec::new();
    loop {
        let frame = socket.frame().await;
        if frame["event"] == "next" {
            break;
        }
        let message = &frame["data"]["message"];
        said.push(message["group"].as_str().or(message.as_str()).expect("a text or a group").to_owned());
    }
    let first = said.iter().filter(|it| *it == GROUP).count();
    assert!(first > 1, "{said:?}");
    let mut expected = vec!["sending users"];
    expected.extend(vec![GROUP; first]);
    expected.push("sending users");
    expected.extend(vec!["slow_tide"; said.len() - first - 2]);
    assert_eq!(said, expected);
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn channels_and_unknown_names_close_the_socket() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    Socket::sign_in(server.origin(), &key, DEMO).await.leave().await;
    for (group, message) in [
        ("harbour_notices", "harbour_notices is a channel name"),
        ("nobody_has_this_name", "nobody_has_this_name does not exist"),
        ("no name at all", "no name at all does not exist"),
        ("", " does not exist"),
        ("me", "me does not exist"),
        ("t.me/+KeyUnderTheDoormat", "t.me/+KeyUnderTheDoormat does not exist"),
    ] {
        let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
        socket.ask(EVENT, json!({"group": [group, GROUP], "status": ""})).await;
        socket.is_told(EVENT, "failed", message).await;
        assert_eq!(socket.closes().await, 1000, "{group}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_asked_wrongly_is_told() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let mut socket = Socket::sign_in(server.origin(), &key, DEMO).await;
    socket.ask(EVENT, json!({"group": [GROUP], "status": "newest"})).await;
    socket.is_told(EVENT, "failed", "invalid status").await;
    socket.ask(EVENT, json!({"group": [], "status": ""})).await;
    socket.is_told(EVENT, "failed", "invalid request").await;
    // A group that hides its members.
    socket.ask(EVENT, json!({"group": ["silent_bell"], "status": ""})).await;
    socket.is_told(EVENT, "success", "sending users").await;
    let frame = socket.frame().await;
    let data = json!({"status": "failed", "message": "invalid request", "reason": "admin_required"});
    assert_eq!(frame, json!({"event": EVENT, "data": data}));
    socket.ask(EVENT, json!({"group": [GROUP]})).await;
    socket.is_told("JSON data error", "failed", "Missing key: 'status'").await;
    assert_eq!(socket.closes().await, 1000);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn latest_users_are_those_who_joined_since() {
    let mut server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let other = server.make_key("other", &[]).await;
    let mut socket = Socket::sign_in(server.origin(), &key, DEMO).await;
    let all = read(&mut socket, GROUP, "latest").await;
    assert!(all.len() > 3, "nothing was read before: everybody is new");
    assert!(read(&mut socket, GROUP, "latest").await.is_empty());
    socket.leave().await;

    Socket::sign_in(server.origin(), &other, EMPTY).await.leave().await;
    let newcomer = server.account_of(&other, EMPTY).await;
    newcomer.join(&ChatRef::Name(GROUP.to_owned())).await.expect("everybody may join");
    let newcomer = newcomer.user().expect("signed in").id;
    server.restart().await;

    let (mut socket, _) = Socket::log_in(server.origin(), &key).await;
    let since = read(&mut socket, GROUP, "latest").await;
    let ids: Vec<_> = since.iter().map(|user| user["id"].as_i64()).collect();
    assert_eq!(ids, [Some(newcomer)], "across a restart");
    assert!(read(&mut socket, GROUP, "latest").await.is_empty());
    assert_eq!(read(&mut socket, GROUP, "").await.len(), all.len() + 1, "all of them, when all are asked for");
    socket.leave().await;

    // Another key has read nothing yet.
    let (mut socket, _) = Socket::log_in(server.origin(), &other).await;
    assert_eq!(read(&mut socket, GROUP, "latest").await.len(), all.len() + 1);
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thousands_come_page_by_page_each_once() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let mut socket = Socket::sign_in(server.origin(), &key, DEMO).await;
    let users = read(&mut socket, "@endless_harbour", "").await;
    let ids: BTreeSet<_> = users.iter().map(|user| user["id"].as_i64()).collect();
    assert!(users.len() >= 3000 && ids.len() == users.len(), "{} of {}", ids.len(), users.len());
    // A wait in the middle: what was read in part is not taken for read.
    server.upset(Fault::error("channels.getParticipants", "FLOOD_WAIT_300").after(2));
    socket.ask(EVENT, json!({"group": ["t.me/endless_harbour"], "status": ""})).await;
    let waits = loop {
        let frame = socket.frame().await;
        if frame["data"]["status"] == "failed" {
            break frame["data"]["retry_after"].as_u64();
        }
    };
    assert_eq!(waits, Some(300));
    socket.stays_open().await;
    socket.leave().await;
    server.finish().await;
}
