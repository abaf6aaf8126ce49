//! Twenty thousand files in one folder: made of messages, listed, found, renamed. What is counted here are calls and results; how long it takes with
//! five times as many is in the benchmark's row `drive-100k`, and which indexes it takes in the store's own tests.

use std::cmp::Reverse;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use heliograph::drive::RebuildOptions;
use reqwest::Method;
use sandbox::content::FilledMessage;
use sandbox::{ChatRef, Sandbox};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::client::Program;
use super::stored::{self, STORAGE, names, sign_storage_in};
use crate::harness::TestServer;

const FILES: u32 = 20_000;
const SINCE: i64 = 1_700_000_000;
const WORDS: [&str; 7] = ["summer", "winter", "sea", "harbour", "tide", "lamp", "letter"];

/// A file as its manifest tells it.
struct Expected {
    id: i64,
    name: String,
    size: u64,
    uploaded: i64,
    content_type: &'static str,
}

impl Expected {
    fn new(index: u32) -> Self {
        let word = |at: u32| WORDS[at as usize % WORDS.len()];
        let rare = if index % 5_000 == 17 { " zebra" } else { "" };
        let (ending, content_type) =
            if index.is_multiple_of(3) { ("jpg", "image/jpeg") } else { ("txt", "text/plain") };
        Self {
            // Other orders by id, by name, by size and by time; of some files the times are the same.
            id: i64::from(index) * 7_919 % 1_000_003 + (1 << 40),
            name: format!("{} {}{rare} {index:05}.{ending}", word(index / 5).to_uppercase(), word(index / 3)),
            size: 100 + u64::from(index * 37 % 400),
            uploaded: SINCE + i64::from(index / 4 * 7 % FILES),
            content_type,
        }
    }

    fn message(&self, index: u32, folder: &Value) -> FilledMessage {
        let encoded = |digest: &[u8]| URL_SAFE_NO_PAD.encode(digest);
        let sha256 = Sha256::digest(sandbox::content::ramp(u64::from(index), self.size as usize));
        let manifest = json!({
            "k": "file", "o": folder["o"], "f": self.id, "p": folder["d"], "n": self.name, "r": self.id + (1 << 41), "v": 1, "z": self.size,
            "h": encoded(&sha256), "c": self.content_type, "t": [self.uploaded, self.uploaded, self.uploaded], "b": "alice",
            "g": [self.id + (1 << 42), 0, self.size, self.size, encoded(&Sha256::digest(sha256))],
        });
        FilledMessage::document(format!("heliograph/1 {manifest}"), &*self.name, u64::from(index), self.size)
    }

    fn has(&self, words: &[&str]) -> bool {
        let name = self.name.to_lowercase();
        words.iter().all(|word| name.contains(word))
    }
}

/// Puts that many files into the channel, below the folder that has a message there.
fn fill(sandbox: &Sandbox) {
    let channel = ChatRef::Channel(sandbox.created_channels(STORAGE).expect("the account is there")[0].id);
    let messages = sandbox.messages(channel, 0, usize::MAX).expect("the channel is there");
    let manifests = messages.iter().filter_map(|message| message.text.strip_prefix("heliograph/1 "));
    let mut folders =
        manifests.filter_map(|text| serde_json::from_str::<Value>(text).ok()).filter(|it| it["k"] == "folder");
    let folder = folders.next().expect("the folder's message");
    sandbox.fill(channel, FILES, &|index| Expected::new(index).message(index, &folder)).expect("filled");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_thousand_files_in_one_folder() {
    let (mut server, alice) = stored::server().await;
    alice.post("/folders/", json!({ "folder": "many" })).await.is(200);
    stored::settled(&server).await;
    fill(server.sandbox());
    server.lose_database().await;
    let alice = Program::registered(&server, "alice").await;
    sign_storage_in(&alice).await;
    let expected: Vec<_> = (0..FILES).map(Expected::new).collect();

    // 1,100 calls for 100,000 files.
    server.sandbox().reset_counters();
    let rebuilt = server.drive(|_| {}).rebuild(RebuildOptions::default(), |_| {}).await.expect("a channel");
    let calls: u64 = server.sandbox().counters().methods.values().map(|counted| counted.calls).sum();
    assert_eq!((rebuilt.files, rebuilt.folders, rebuilt.contents), (FILES.into(), 1, FILES.into()));
    assert!(rebuilt.incomplete.is_empty() && rebuilt.recovered.is_empty(), "{rebuilt:?}");
    assert!(calls <= u64::from(FILES) * 1_100 / 100_000, "{calls} calls");

    let alice = Program::new(server.origin()).signed_in("alice", super::client::PASSWORD).await;
    lists(&alice, &expected).await;
    searches(&alice, &expected).await;
    renames(&server, &alice).await;
    let read = alice.get(&format!("/folders/lots/files/{}/download", expected[4_321].name)).await.is(200);
    assert_eq!(read.body, sandbox::content::ramp(4_321, expected[4_321].size as usize));
    server.finish().await;
}

async fn lists(alice: &Program, expected: &[Expected]) {
    type Key = fn(&Expected) -> (String, i64, i64);
    let sorts: [(&str, Key); 3] = [
        ("name", |file| (file.name.clone(), 0, file.id)),
        ("uploaded_at", |file| (String::new(), file.uploaded, file.id)),
        ("size", |file| (String::new(), file.size as i64, file.id)),
    ];
    for (sort, key) in sorts {
        let mut ordered: Vec<_> = expected.iter().collect();
        ordered.sort_by_cached_key(|file| key(file));
        let mut ordered: Vec<_> = ordered.into_iter().map(|file| file.name.as_str()).collect();
        for order in ["asc", "desc"] {
            for (path, offset, limit) in
                [("/folders/many/files/", 0, 100), ("/folders/many/files/", 12_345, 10_000), ("/files/", 50, 50)]
            {
                let page = format!("{path}?sort={sort}&order={order}&offset={offset}&limit={limit}");
                let listed = names(&alice.get(&page).await.is(200).json(), "filename");
                assert!(listed == ordered[offset..FILES.min((offset + limit) as u32) as usize], "{page}");
            }
            ordered.reverse();
        }
    }
    let folders = alice.get("/folders/").await.is(200).json();
    assert_eq!(folders[0]["file_count"], FILES);
    assert_eq!(alice.get("/stats/").await.is(200).json()["total_files"], FILES);
}

async fn searches(alice: &Program, expected: &[Expected]) {
    let is_image = |file: &Expected| file.content_type.starts_with("image/");
    let (from, to) = (SINCE + 3_000, SINCE + 9_000);
    type Filter<'a> = &'a dyn Fn(&Expected) -> bool;
    let filters = "&category=image&content_type=image/&min_size=200&max_size=400&from=2023-11-14T23:03:20&to=2023-11-15T00:43:19&folder=many";
    let filtered =
        |file: &Expected| is_image(file) && (200..=400).contains(&file.size) && (from..to).contains(&file.uploaded);
    let everything = |_: &Expected| true;
    let searches: [(&[&str], &str, Filter<'_>); 7] = [
        (&["zebra"], "", &everything),
        (&["sea", "lamp"], "", &everything),
        (&["lamp", "sea"], "&category=image", &is_image),
        (&["tide"], filters, &filtered),
        (&[], filters, &filtered),
        (&["nowhere"], "", &everything),
        (&["sea lamp 1"], "", &everything),
    ];
    for (words, query, filter) in searches {
        let words: Vec<_> = words.iter().flat_map(|words| words.split(' ')).collect();
        let phrase = words.join(" ");
        let mut matching: Vec<_> = expected.iter().filter(|file| file.has(&words) && filter(file)).collect();
        assert!(!matching.is_empty() || words == ["nowhere"], "{words:?} {query}");
        matching.sort_by_key(|file| Reverse((file.uploaded, file.id)));
        check_search(alice, &format!("q={}{query}&sort=newest", words.join("+")), &matching).await;
        let rank = |file: &&Expected| match file.name.to_lowercase() {
            _ if words.is_empty() => 0,
            name if name == phrase => 0,
            name if name.starts_with(&phrase) => 1,
            _ => 2,
        };
        matching.sort_by_key(rank);
        check_search(alice, &format!("q={}{query}&sort=best", words.join("+")), &matching).await;
    }
}

/// All pages.
async fn check_search(alice: &Program, query: &str, expected: &[&Expected]) {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = alice.get(&format!("/search?{query}&limit=300{cursor}")).await.is(200).json();
        found.extend(names(&page["files"], "filename"));
        match &page["next_cursor"] {
            Value::String(next) => cursor = format!("&cursor={next}"),
            _ => break,
        }
    }
    let expected: Vec<_> = expected.iter().map(|file| file.name.as_str()).collect();
    assert!(found == expected, "{query}: {} found, {} expected", found.len(), expected.len());
}

/// However many files are in a folder, its name is one edit, and none of its files' rows changes.
async fn renames(server: &TestServer, alice: &Program) {
    // The first change after a start looks whether the channel is full; and every few minutes one does.
    alice.post("/folders/", json!({ "folder": "another" })).await.is(200);
    stored::settled(server).await;
    server.sandbox().reset_counters();
    alice.json(Method::PUT, "/folders/many/rename", &json!({ "new_name": "lots" })).await.is(200);
    stored::settled(server).await;
    let methods = server.sandbox().counters().methods;
    let called: Vec<_> = methods.iter().filter(|(_, counted)| counted.calls > 0).collect();
    let [(method, counted)] = called.as_slice() else { panic!("{called:?}") };
    assert_eq!((method.as_str(), counted.calls), ("messages.editMessage", 1));
    let changed =
        format!("SELECT COUNT(*) FROM drive_nodes WHERE kind <> 0 AND modified_at > {}", SINCE + i64::from(FILES));
    assert_eq!(server.number(&changed).await, Some(2), "the two folders");
}
