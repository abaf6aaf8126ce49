//! Two servers on one database: on PostgreSQL they share the work, on SQLite there is one.

use std::process::{Command, Stdio};

use reqwest::Method;
use serde_json::json;

use super::site::Site;
use crate::drive::client::detail;
use crate::drive::stored::{STORAGE, upload};
use crate::harness::eventually;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_two_servers_has_the_account_and_the_other_takes_over() {
    let site = Site::make().await;
    let first = site.start();
    let alice = site.alice.at(first.origin());
    upload(&alice, "f", "a.txt", b"a").await.is(200);
    if !site.is_shared() {
        let mut second = Command::new(env!("CARGO_BIN_EXE_heliograph"));
        second.env_clear().env("ROCKET_PORT", "0").envs(site.borrowed_settings()).stdin(Stdio::null());
        let output = second.output().expect("the program runs");
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        first.stop();
        return site.finish().await;
    }
    let second = site.start();
    let elsewhere = alice.at(second.origin());
    let refused = upload(&elsewhere, "f", "b.txt", b"b").await.is(503);
    assert!(!detail(&refused).to_string().is_empty());
    // Names are changed by either; who has the account notes them at Telegram.
    elsewhere.json(Method::PUT, "/folders/f/files/a.txt/rename", &json!({ "new_name": "renamed.txt" })).await.is(200);
    let channel = site.sandbox.created_channels(STORAGE).expect("the account")[0].id;
    eventually("the message has the new name", async || {
        let posts = site.sandbox.messages(sandbox::ChatRef::Channel(channel), 0, 100).expect("messages");
        posts.iter().any(|post| post.text.contains("renamed.txt")).then_some(())
    })
    .await;
    first.kill();
    site.let_leases_run_out().await;
    upload(&elsewhere, "f", "b.txt", b"b").await.is(200);
    let read = elsewhere.get("/folders/f/files/renamed.txt/download").await.is(200);
    assert_eq!(read.body.as_ref(), b"a");
    assert!(!second.said().contains("could not be worked off"), "{}", second.said());
    second.stop();
    site.finish().await;
}
