//! Operations that meet each other, and things that happen between two steps of one.

use heliograph::drive::tree::FolderPath;
use heliograph::drive::{Actor, ActorKind, CheckOptions, Checked, Drive, Finding, NameTaken, NewFile, NodeName};
use heliograph::store::drive::nodes::NodePage;
use heliograph::store::drive::outbox::{self, Outdated};
use heliograph::store::drive::{MessageRef, nodes};
use reqwest::Method;
use sandbox::{ChatRef, Fault, Moment};
use serde_json::json;

use super::operations::replace;
use super::state::State;
use crate::drive::client::Program;
use crate::drive::stored::{self, STORAGE, documents, posts, upload};
use crate::harness::{TestServer, eventually, ramp};

const SEGMENT: u64 = 512 << 10;

async fn check(drive: &Drive, deep: bool, repair: bool) -> Checked {
    drive.check(CheckOptions { deep, repair }, |_| {}).await.expect("a check")
}

async fn is_clean(server: &TestServer) {
    stored::settled(server).await;
    let checked = check(&server.drive(|_| {}), true, false).await;
    assert!(checked.findings.is_empty(), "{checked:?}");
}

async fn actor(drive: &Drive, name: &str) -> Actor {
    let user = drive.people().user(name).await.expect("the user is there").id;
    Actor { kind: ActorKind::Server, user, name: name.to_owned(), app_password: None, address: None }
}

fn small_segments(server: &TestServer) -> Drive {
    server.drive(|settings| settings.segment = SEGMENT)
}

fn chat(server: &TestServer) -> i64 {
    server.sandbox().created_channels(STORAGE).expect("the account")[0].id
}

fn new_file(folder: &str, name: &str) -> NewFile {
    NewFile {
        folder: FolderPath::parse(folder).expect("a path"),
        name: NodeName::parse(name).expect("a name"),
        original_name: name.to_owned(),
        content_type: None,
        name_taken: NameTaken::Number,
        size: None,
    }
}

/// What the worker posts for a row that goes meanwhile would otherwise come back with a rebuild.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_is_not_left_of_what_was_deleted_while_it_was_posted() {
    let (server, alice) = stored::server().await;
    upload(&alice, "f", "a.txt", b"a").await.is(200);
    stored::settled(&server).await;
    let before = posts(&server).len();
    let mut hold = server.sandbox().hold("messages.sendMessage", Moment::BeforeAnswer, 0);
    alice.post("/folders/", json!({ "folder": "short-lived" })).await.is(200);
    hold.reached().await;
    alice.delete("/folders/short-lived/").await.is(200);
    alice.delete("/trash/").await.is(200);
    drop(hold);
    let mut hold = server.sandbox().hold("messages.sendMessage", Moment::BeforeAnswer, 0);
    stored::settled(&server).await;
    alice.post("/folders/f/files/a.txt/copy", json!({ "dest_folder": "f" })).await.is(200);
    hold.reached().await;
    alice.delete("/folders/f/files/(1).a.txt").await.is(200);
    alice.delete("/trash/").await.is(200);
    drop(hold);
    is_clean(&server).await;
    assert_eq!(posts(&server).len(), before, "{:?}", posts(&server));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn uploads_of_one_name_at_once_are_all_kept() {
    let (server, alice) = stored::server().await;
    let drive = server.drive(|_| {});
    let owner = actor(&drive, "alice").await;
    let contents: Vec<_> = (0..8).map(|number| ramp(20_000 + number)).collect();
    let all = contents.iter().map(|bytes| replace(&drive, &owner, "f", "a.bin", bytes));
    futures_util::future::join_all(all).await;
    let versions = alice.get("/folders/f/files/a.bin/versions").await.is(200).json();
    let numbers = versions.to_string().matches("\"version\"").count();
    assert_eq!(numbers, 8, "{versions}");
    let numbered: Vec<_> = (0..8).map(|number| ramp(30_000 + number)).collect();
    let all = numbered.iter().map(|bytes| upload(&alice, "g", "a.bin", bytes));
    for answer in futures_util::future::join_all(all).await {
        answer.is(200);
    }
    let names = stored::names(&alice.get("/folders/g/files/").await.is(200).json(), "filename");
    assert_eq!(names.len(), 8, "{names:?}");
    is_clean(&server).await;
    server.finish().await;
}

/// A file that is acknowledged is in its folder, or with it in the trash, whatever happened to that folder meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_into_a_folder_that_is_deleted_is_kept() {
    let (server, alice) = stored::server().await;
    for round in 0..6 {
        let bytes: Vec<_> = (0..4).map(|number| ramp(10_000 + round * 10 + number)).collect();
        alice.post("/folders/", json!({ "folder": "f" })).await.is(200);
        let all = bytes.iter().zip(0..).map(async |(bytes, number)| {
            upload(&alice, "f", &format!("{number}.bin"), bytes).await.is(200);
        });
        let deleting = async {
            alice.delete("/folders/f/").await.is(200);
        };
        tokio::join!(futures_util::future::join_all(all), deleting);
        for entry in alice.get("/trash/").await.is(200).json().as_array().expect("a list") {
            alice.post(&format!("/trash/{}/restore", entry["id"]), json!({})).await.is(200);
        }
        let drive = server.drive(|_| {});
        let state = State::read(&drive, "alice", "", &State::default()).await;
        for bytes in &bytes {
            assert!(state.files.values().any(|there| there.0 == *bytes), "{:?}", state.files.keys());
        }
        for folder in state.folders.iter().filter(|folder| !folder.contains('/')) {
            alice.delete(&format!("/folders/{}/", folder.replace(' ', "%20"))).await.is(200);
        }
        alice.delete("/trash/").await.is(200);
    }
    stored::settled(&server).await;
    assert_eq!(documents(&server), 0, "everything was deleted for good");
    is_clean(&server).await;
    server.finish().await;
}

/// A content that is being deleted for good is found by who stores the same, and by who copies it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn segments_are_not_deleted_while_others_begin_to_need_them() {
    let (server, alice) = stored::server().await;
    for round in 0..6 {
        let bytes = ramp(40_000 + round);
        upload(&alice, "f", "a.bin", &bytes).await.is(200);
        upload(&alice, "f", "b.bin", &bytes).await.is(200);
        alice.delete("/folders/f/files/a.bin").await.is(200);
        let storing = async {
            upload(&alice, "g", &format!("{round}.bin"), &bytes).await.is(200);
        };
        let copying = async {
            // It may be gone by then.
            let answer = alice.post("/folders/f/files/b.bin/copy", json!({ "dest_folder": "f" })).await;
            assert!([200, 404].contains(&answer.status.as_u16()), "{answer:?}");
        };
        let deleting = async {
            alice.delete("/folders/f/files/b.bin").await.is(200);
            alice.delete("/trash/").await.is(200);
        };
        tokio::join!(storing, copying, deleting);
        let read = alice.get(&format!("/folders/g/files/{round}.bin/download")).await.is(200);
        assert!(read.body == bytes);
        for name in stored::names(&alice.get("/folders/f/files/").await.is(200).json(), "filename") {
            assert!(alice.get(&format!("/folders/f/files/{name}/download")).await.is(200).body == bytes, "{name}");
            alice.delete(&format!("/folders/f/files/{name}")).await.is(200);
        }
    }
    is_clean(&server).await;
    server.finish().await;
}

/// A folder cannot be moved into itself by two moves that each were right when they began.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn folders_are_not_moved_into_each_other() {
    let (server, alice) = stored::server().await;
    for round in 0..6 {
        let (one, other) = (format!("a{round}"), format!("b{round}"));
        for folder in [&one, &other] {
            alice.post("/folders/", json!({ "folder": folder })).await.is(200);
        }
        let moving = async |from: &str, to: &str| {
            alice.post(&format!("/folders/{from}/move"), json!({ "dest_folder": to })).await.status.is_success()
        };
        let moved = tokio::join!(moving(&one, &other), moving(&other, &one));
        assert!(matches!(moved, (true, false) | (false, true)), "{moved:?}");
    }
    let listed = stored::names(&alice.get("/folders/").await.is(200).json(), "name");
    assert_eq!(listed.len(), 12, "{listed:?}");
    is_clean(&server).await;
    server.finish().await;
}

/// A commit whose confirmation was lost leaves such entries.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_a_row_needs_is_never_deleted() {
    let (server, alice) = stored::server().await;
    let bytes = ramp(10_000);
    upload(&alice, "f", "a.bin", &bytes).await.is(200);
    stored::settled(&server).await;
    let all: Vec<_> = posts(&server).into_iter().filter(|post| post.text.starts_with("heliograph/1")).collect();
    let channel = -1_000_000_000_000 - chat(&server);
    for post in &all {
        let message = MessageRef { chat: channel, message: post.id };
        outbox::add(server.store(), Outdated::Delete(message)).await.expect("an entry");
    }
    stored::settled(&server).await;
    // The one that names the channels is in no such row.
    let left: Vec<_> = posts(&server).into_iter().filter(|post| all.contains(post)).collect();
    assert_eq!(left.len() + 1, all.len(), "{left:#?}");
    assert!(alice.get("/folders/f/files/a.bin/download").await.is(200).body == bytes);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repair_makes_what_was_deleted_or_changed_by_hand() {
    let (server, alice) = stored::server().await;
    let drive = small_segments(&server);
    let owner = actor(&drive, "alice").await;
    replace(&drive, &owner, "f", "a.bin", &ramp(1_200_000)).await;
    upload(&alice, "f", "empty", b"").await.is(200);
    alice.post("/folders/f/files/a.bin/copy", json!({ "dest_folder": "f" })).await.is(200);
    stored::settled(&server).await;
    let chat = ChatRef::Channel(chat(&server));
    let documents: Vec<_> = posts(&server).into_iter().filter(|post| post.document.is_some()).collect();
    assert_eq!(documents.len(), 3);
    for post in posts(&server).iter().filter(|post| post.document.is_none() && post.text.contains("\"k\":\"f")) {
        server.sandbox().remove_message(chat, post.id).expect("it is there");
    }
    for post in &documents {
        server.sandbox().change_message(chat, post.id, "something else").expect("it is there");
    }
    let found = check(&drive, false, false).await.findings;
    let count = |is_it: fn(&Finding) -> bool| found.iter().filter(|finding| is_it(finding)).count();
    assert_eq!(count(|it| matches!(it, Finding::ManifestMissing { .. })), 3, "the folder, two texts: {found:#?}");
    assert_eq!(count(|it| matches!(it, Finding::ManifestOutdated { .. })), 3, "the captions: {found:#?}");
    let checked = check(&drive, false, true).await;
    assert_eq!((checked.repaired, checked.pending), (6, 0), "{checked:#?}");
    is_clean(&server).await;
    server.finish().await;
}

/// What a row has no message for, and what will get none by itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_never_posted_is_found() {
    let (server, alice) = stored::server().await;
    upload(&alice, "f", "a.txt", b"a").await.is(200);
    stored::settled(&server).await;
    server.execute("UPDATE drive_nodes SET manifest_chat_id = NULL, manifest_message_id = NULL WHERE name = 'f'").await;
    let drive = server.drive(|settings| settings.orphan_age = std::time::Duration::ZERO);
    let checked = check(&drive, false, false).await;
    let unposted = |finding: &Finding| matches!(finding, Finding::ManifestUnposted { of } if of == "alice:f");
    assert!(checked.findings.iter().any(unposted) && !checked.is_clean(), "{checked:?}");
    let checked = check(&drive, false, true).await;
    assert!(checked.is_clean() && checked.repaired == 2, "and the message that no row names: {checked:?}");
    is_clean(&server).await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repair_deletes_nothing_of_an_upload_under_way() {
    let (server, _alice) = stored::server().await;
    let drive = small_segments(&server);
    let owner = actor(&drive, "alice").await;
    let bytes = ramp(700_000);
    let mut sent = drive.upload(&owner, new_file("f", "a.bin")).await.expect("an upload begins");
    sent.write(bytes.clone().into()).await.expect("it takes bytes");
    assert_eq!(documents(&server), 1, "the first segment is posted");
    let checked = check(&drive, true, true).await;
    assert!(
        matches!(checked.findings[..], [Finding::Orphan { is_old: false, .. }]) && checked.is_clean(),
        "{checked:?}"
    );
    let mut hold = server.sandbox().hold("messages.sendMedia", Moment::BeforeAnswer, 0);
    let finishing = tokio::spawn(sent.finish());
    hold.reached().await;
    let checked = check(&drive, true, true).await;
    assert_eq!((checked.findings.len(), checked.repaired), (2, 0), "{checked:?}");
    drop(hold);
    finishing.await.expect("no panic").expect("it is stored");
    let state = State::read(&drive, "alice", "", &State::default()).await;
    assert!(state.bytes(("f", "a.bin")) == bytes);
    is_clean(&server).await;
    server.finish().await;
}

/// Whatever deletes segments of an upload that takes too long: it is not acknowledged then.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_whose_segments_are_gone_is_not_acknowledged() {
    let (server, alice) = stored::server().await;
    let drive = server.drive(|settings| {
        settings.segment = SEGMENT;
        settings.orphan_age = std::time::Duration::ZERO;
    });
    let owner = actor(&drive, "alice").await;
    let mut sent = drive.upload(&owner, new_file("f", "a.bin")).await.expect("an upload begins");
    sent.write(ramp(700_000).into()).await.expect("it takes bytes");
    let checked = check(&drive, false, true).await;
    assert_eq!((checked.findings.len(), checked.repaired), (1, 1), "{checked:?}");
    let refused = sent.finish().await.expect_err("it is refused");
    assert!(refused.to_string().contains("were deleted"), "{refused}");
    stored::settled(&server).await;
    assert_eq!((documents(&server), alice.get("/files/").await.is(200).json()), (0, json!([])));
    is_clean(&server).await;
    server.finish().await;
}

/// The key stands in the user's message. Without it, nothing of what is stored could be read after the database was lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_encrypted_to_a_key_that_is_not_kept() {
    let (server, _alice) = stored::server().await;
    let bob = Program::registered(&server, "bob").await;
    upload(&bob, "f", "plain.txt", b"plain").await.is(200);
    stored::settled(&server).await;
    server.upset(Fault::error("messages.editMessage", "FLOOD_WAIT_1000").forever());
    bob.post("/encryption/on", json!({})).await.is(200);
    upload(&bob, "f", "secret.txt", b"secret").await.is(429);
    assert_eq!(stored::names(&bob.get("/files/").await.is(200).json(), "filename"), ["plain.txt"]);
    server.sandbox().clear_faults();
    upload(&bob, "f", "secret.txt", b"secret").await.is(200);
    server.finish().await;
}

/// Its caption was written before its row.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_caption_of_an_upload_that_took_long_is_right() {
    let (server, _alice) = stored::server().await;
    let drive = server.drive(|_| {});
    let owner = actor(&drive, "alice").await;
    let mut sent = drive.upload(&owner, new_file("f", "a.bin")).await.expect("an upload begins");
    sent.write(ramp(1_000).into()).await.expect("it takes bytes");
    let started = time::OffsetDateTime::now_utc().unix_timestamp();
    eventually("a second has passed", async || {
        (time::OffsetDateTime::now_utc().unix_timestamp() > started).then_some(())
    })
    .await;
    sent.finish().await.expect("it is stored");
    is_clean(&server).await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_imports_at_once_import_once() {
    let (server, alice) = stored::server().await;
    let account = server.drive(|_| {}).storage_account().await.expect("it is signed in");
    let old = account.create_channel("Old files", "").await.expect("a channel");
    let document =
        |index: u32| sandbox::content::FilledMessage::document("x", format!("{index}.bin"), u64::from(index), 3_000);
    server.sandbox().fill(ChatRef::Channel(old.0), 12, &document).expect("the channel is there");
    let import = json!({ "chat": old.0, "username": "alice", "folder": "saved" });
    let (one, other) = tokio::join!(alice.post("/import", import.clone()), alice.post("/import", import));
    let count = |answer: crate::harness::Answer| answer.is(200).json()["imported"].as_u64().expect("a number");
    assert_eq!(count(one) + count(other), 12);
    is_clean(&server).await;
    assert_eq!(alice.get("/files/").await.is(200).json().as_array().expect("a list").len(), 12);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_trash_is_swept_of_what_is_old_alone() {
    let (server, alice) = stored::server().await;
    upload(&alice, "f", "old.txt", b"old").await.is(200);
    upload(&alice, "f", "young.txt", b"young").await.is(200);
    for name in ["old.txt", "young.txt"] {
        alice.json(Method::DELETE, &format!("/folders/f/files/{name}"), &json!({})).await.is(200);
    }
    server.execute("UPDATE drive_nodes SET trashed_at = 1000 WHERE name = 'old.txt'").await;
    let drive = server.drive(|_| {});
    drive.clear_away().await.expect("a round");
    let left = alice.get("/trash/").await.is(200).json();
    assert!(left.to_string().contains("young.txt") && !left.to_string().contains("old.txt"), "{left}");
    let owner = actor(&drive, "alice").await;
    let nodes =
        nodes::of_owner(server.store(), owner.user, heliograph::store::drive::NodeKind::File, NodePage::default());
    assert!(nodes.await.expect("a list").is_empty());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_restored_while_the_trash_is_emptied_is_there_or_gone_as_a_whole() {
    let (server, alice) = stored::server().await;
    for round in 0..6 {
        let (name, bytes) = (format!("{round}.bin"), ramp(50_000 + round));
        upload(&alice, "f", &name, &bytes).await.is(200);
        alice.delete(&format!("/folders/f/files/{name}")).await.is(200);
        let trash = alice.get("/trash/").await.is(200).json();
        let path = format!("/trash/{}/restore", trash[0]["id"]);
        let (restored, _) = tokio::join!(alice.post(&path, json!({})), alice.delete("/trash/"));
        let read = alice.get(&format!("/folders/f/files/{name}/download")).await;
        match restored.status.as_u16() {
            200 => assert!(read.is(200).body == bytes),
            404 => drop(read.is(404)),
            status => panic!("{status}"),
        }
        assert_eq!(alice.get("/trash/").await.is(200).json(), json!([]));
    }
    is_clean(&server).await;
    server.finish().await;
}
