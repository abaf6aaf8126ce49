//! Finding files, and making files of what is at Telegram already.

use serde_json::{Value, json};

use super::client::{Program, refuses};
use super::stored::{self, names, sign_storage_in, upload};
use crate::harness::TestServer;

async fn found(program: &Program, query: &str) -> Vec<String> {
    let answer = program.get(&format!("/search?{query}")).await.is(200).json();
    names(&answer["files"], "filename")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_are_found_by_words_and_by_what_they_are() {
    let (server, alice) = stored::server().await;
    let bob = Program::registered(&server, "bob").await;
    upload(&bob, "f", "summer sea.jpg", b"bob's").await.is(200);
    alice.post("/folders/", json!({ "folder": "photos" })).await.is(200);
    for (folder, name, bytes) in [
        ("photos", "Summer at the Sea.jpg", b"1".as_slice()),
        ("photos%2F2024", "sea.jpg", b"22"),
        ("films", "summer.mp4", b"333"),
        ("films", "100% sea_side.txt", b"4444"),
    ] {
        upload(&alice, folder, name, bytes).await.is(200);
    }
    upload(&alice, "photos", "gone sea.jpg", b"gone").await.is(200);
    alice.delete("/folders/photos/files/gone%20sea.jpg").await.is(200);
    for (query, expected) in [
        ("q=SEA%20summer", vec!["Summer at the Sea.jpg"]),
        ("q=sea&category=image", vec!["Summer at the Sea.jpg", "sea.jpg"]),
        ("q=sea&folder=photos/2024", vec!["sea.jpg"]),
        ("q=sea&folder=photos", vec!["Summer at the Sea.jpg", "sea.jpg"]),
        ("category=video", vec!["summer.mp4"]),
        ("content_type=text/", vec!["100% sea_side.txt"]),
        ("min_size=2&max_size=3", vec!["sea.jpg", "summer.mp4"]),
        ("q=100%25", vec!["100% sea_side.txt"]),
        ("q=a_s", vec!["100% sea_side.txt"]),
        ("q=nothing", vec![]),
        ("from=2100-01-01", vec![]),
        ("to=2000-01-01", vec![]),
    ] {
        let mut names = found(&alice, query).await;
        names.sort();
        assert_eq!(names, expected, "{query}");
    }
    assert_eq!(found(&alice, "q=sea&sort=best").await[0], "sea.jpg", "the name begins so");
    refuses(alice.get("/search?folder=nope").await, 404, "Folder 'nope' not found");
    alice.get("/search?cursor=x").await.is(422);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_results_miss_nothing_and_repeat_nothing() {
    let (server, alice) = stored::server().await;
    for number in 0..7 {
        upload(&alice, "f", &format!("file {number}.txt"), b"").await.is(200);
    }
    for sort in ["newest", "best"] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = alice.get(&format!("/search?q=file&sort={sort}&limit=3{cursor}")).await.is(200).json();
            seen.extend(names(&page["files"], "filename"));
            match &page["next_cursor"] {
                Value::String(next) => cursor = format!("&cursor={next}"),
                _ => break,
            }
        }
        seen.sort();
        assert_eq!(seen, (0..7).map(|number| format!("file {number}.txt")).collect::<Vec<_>>(), "{sort}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn documents_become_files_without_being_sent_again() {
    let server = TestServer::builder().setting("DRIVE_REGISTRATION", "open").start().await;
    let operator = Program::registered(&server, "root").await;
    let alice = Program::registered(&server, "alice").await;
    sign_storage_in(&operator).await;
    let document = |index: u32| {
        sandbox::content::FilledMessage::document("caption", format!("{index}.bin"), u64::from(index), 3_000)
    };
    let account = server.drive(|_| {}).storage_account().await.expect("it is signed in");
    let chat = account.create_channel("Old files", "").await.expect("a channel");
    server.sandbox().fill(sandbox::ChatRef::Channel(chat.0), 130, &document).expect("the channel is there");
    server.sandbox().reset_counters();
    let import = json!({ "chat": chat.0, "username": "alice", "folder": "saved" });
    refuses(alice.post("/import", import.clone()).await, 403, "Only an operator may do that");
    let (mut imported, mut after) = (0, Value::Null);
    loop {
        let mut body = import.clone();
        body["after"] = after;
        let page = operator.post("/import", body).await.is(200).json();
        imported += page["imported"].as_u64().expect("a number");
        after = page["last_message"].clone();
        if page["has_more"] == false {
            break;
        }
    }
    assert_eq!(imported, 130);
    let again = operator.post("/import", import).await.is(200).json();
    assert_eq!(
        (&again["imported"], &again["known"]),
        (&json!(0), &json!(99)),
        "the first hundred messages are one about the channel, and documents"
    );
    stored::settled(&server).await;
    assert_eq!(server.calls("upload.saveFilePart") + server.calls("upload.saveBigFilePart"), 0, "no byte was sent");
    assert_eq!(alice.get("/files/").await.is(200).json().as_array().expect("a list").len(), 130);
    let read = alice.get("/folders/saved/files/7.bin/download").await.is(200);
    assert_eq!(read.body, sandbox::content::ramp(7, 3_000));
    let deep = heliograph::drive::CheckOptions { deep: true, repair: false };
    let checked = server.drive(|_| {}).check(deep, |_| {}).await.expect("a check");
    assert!(checked.findings.is_empty(), "{checked:?}");
    server.finish().await;
}
