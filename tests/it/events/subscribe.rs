//! `subscribe`: new messages as they arrive.

use heliograph::telegram::{ChatRef, SendOptions};
use sandbox::NewMessage;
use serde_json::json;

use crate::harness::{DEMO, EMPTY, Socket, TestServer};

const EVENT: &str = "subscribe";
const GROUP: &str = "lighthouse_keepers";

fn said(text: &str) -> NewMessage {
    NewMessage { text: text.to_owned(), photo: false }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn new_messages_of_a_chat_are_pushed_until_it_is_left() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let mut socket = Socket::sign_in(server.origin(), &key, DEMO).await;
    socket.ask(EVENT, json!({"group": ["me"]})).await;
    socket.is_told(EVENT, "success", "subscribed").await;
    server.sandbox().new_message(DEMO.phone, said("first \"light\"\u{1f305}")).expect("it arrives");
    let pushed = socket.frame().await;
    assert_eq!((&pushed["event"], &pushed["data"]["status"]), (&json!(EVENT), &json!("success")), "{pushed}");
    let message = &pushed["data"]["message"];
    assert_eq!((&message["group"], &message["chat"]["message"]), (&json!("me"), &json!("first \"light\"\u{1f305}")));
    // Requests are answered as before.
    socket.stays_open().await;
    socket.ask("unsubscribe", json!({})).await;
    socket.is_told("unsubscribe", "success", "unsubscribed").await;
    // It has arrived before the next subscription begins.
    let account = server.account_of(&key, DEMO).await;
    let mut arrivals = account.chat_events().await;
    server.sandbox().new_message(DEMO.phone, said("unheard")).expect("it arrives");
    arrivals.recv().await.expect("the account is told");
    drop((arrivals, account));
    socket.ask(EVENT, json!({"group": ["me"]})).await;
    socket.is_told(EVENT, "success", "subscribed").await;
    server.sandbox().new_message(DEMO.phone, said("second")).expect("it arrives");
    let pushed = socket.frame().await;
    assert_eq!(pushed["data"]["message"]["chat"]["message"], "second");
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_chats_may_be_subscribed_to_and_others_cannot() {
    let server = TestServer::start().await;
    let (key, other) = (server.make_key("robot", &[]).await, server.make_key("other", &[]).await);
    let mut socket = Socket::sign_in(server.origin(), &key, DEMO).await;
    socket.ask(EVENT, json!({"group": ["nobody_has_this_name"]})).await;
    socket.is_told(EVENT, "failed", "nobody_has_this_name does not exist").await;
    socket.ask(EVENT, json!({})).await;
    socket.is_told(EVENT, "success", "subscribed").await;

    Socket::sign_in(server.origin(), &other, EMPTY).await.leave().await;
    let writer = server.account_of(&other, EMPTY).await;
    let group = ChatRef::Name(GROUP.to_owned());
    writer.join(&group).await.expect("everybody may join");
    writer.send_message(&group, "ahoy", &SendOptions::default()).await.expect("everybody may write");
    let pushed = socket.frame().await;
    let message = &pushed["data"]["message"];
    assert_eq!(message["chat"]["message"], "ahoy", "{pushed}");
    assert!(message["group"].as_str().is_some_and(|group| group.starts_with("-100")), "{pushed}");
    assert!(message["chat"]["from_id"]["id"].is_i64(), "{pushed}");
    drop(writer);
    socket.leave().await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_end_of_the_session_is_told() {
    let server = TestServer::start().await;
    let key = server.make_key("robot", &[]).await;
    let mut socket = Socket::sign_in(server.origin(), &key, DEMO).await;
    socket.ask(EVENT, json!({})).await;
    socket.is_told(EVENT, "success", "subscribed").await;
    server.sandbox().revoke(DEMO.phone).expect("the account is there");
    assert_eq!(socket.fails(EVENT).await, "session revoked, login again");
    socket.leave().await;
    server.finish().await;
}
