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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn searches_have_all_their_bounds_and_refuse_what_is_none() {
    let (server, alice) = stored::server().await;
    for (name, size) in [("a.png", 1_usize), ("b.png", 2), ("c.zip", 3), ("d.mp3", 4), ("e.pdf", 5), ("f.xyz", 6)] {
        upload(&alice, "f", name, &vec![b'x'; size]).await.is(200);
    }
    for (query, expected) in [
        ("category=image", vec!["a.png", "b.png"]),
        ("category=archive", vec!["c.zip"]),
        ("category=audio", vec!["d.mp3"]),
        ("category=document", vec!["e.pdf"]),
        ("category=other", vec!["f.xyz"]),
        ("category=video", vec![]),
        ("min_size=5", vec!["e.pdf", "f.xyz"]),
        ("max_size=1", vec!["a.png"]),
        ("min_size=4&max_size=3", vec![]),
        ("max_size=0", vec![]),
        ("content_type=image/png", vec!["a.png", "b.png"]),
        ("content_type=%25", vec![]),
        ("q=", vec!["a.png", "b.png", "c.zip", "d.mp3", "e.pdf", "f.xyz"]),
        ("q=%20%20", vec!["a.png", "b.png", "c.zip", "d.mp3", "e.pdf", "f.xyz"]),
        ("q=.&category=image&min_size=2&folder=f&content_type=image&from=2000-01-01&to=2100-01-01", vec!["b.png"]),
        ("limit=100000", vec!["a.png", "b.png", "c.zip", "d.mp3", "e.pdf", "f.xyz"]),
    ] {
        let mut names = found(&alice, query).await;
        names.sort();
        assert_eq!(names, expected, "{query}");
    }
    for (query, field, kind) in [
        ("limit=0", "limit", "greater_than_equal"),
        ("limit=-1", "limit", "greater_than_equal"),
        ("limit=many", "limit", "int_parsing"),
        ("min_size=-1", "min_size", "greater_than_equal"),
        ("max_size=1.5", "max_size", "int_parsing"),
        ("category=pictures", "category", "literal_error"),
        ("sort=oldest", "sort", "literal_error"),
        ("from=yesterday", "from", "datetime_from_date_parsing"),
        ("to=2024-13-01", "to", "datetime_from_date_parsing"),
        ("cursor=", "cursor", "value_error"),
        ("cursor=AAAA", "cursor", "value_error"),
        ("cursor=%F0%9F%98%80", "cursor", "value_error"),
    ] {
        let told = alice.get(&format!("/search?{query}")).await.is(422).json();
        assert_eq!((&told["detail"][0]["type"], &told["detail"][0]["loc"]), (&json!(kind), &json!(["query", field])));
        assert_eq!(told["detail"].as_array().map(Vec::len), Some(1), "{query}");
    }
    let told = alice.get("/search?limit=0&sort=oldest&cursor=x").await.is(422).json();
    assert_eq!(told["detail"].as_array().map(Vec::len), Some(3), "all of them at once: {told}");
    for path in ["/files/", "/folders/f/files/"] {
        for (query, kind) in [
            ("limit=0", "greater_than_equal"),
            ("offset=-1", "greater_than_equal"),
            ("sort=date", "literal_error"),
            ("order=down", "literal_error"),
        ] {
            let told = alice.get(&format!("{path}?{query}")).await.is(422).json();
            assert_eq!(told["detail"][0]["type"], kind, "{path}?{query}");
        }
        let page = alice.get(&format!("{path}?sort=size&order=desc&limit=2&offset=1")).await.is(200).json();
        assert_eq!(names(&page, "filename"), ["e.pdf", "d.mp3"]);
        assert_eq!(alice.get(&format!("{path}?offset=6")).await.is(200).json(), json!([]));
    }
    server.finish().await;
}

/// A cursor is a place among the caller's own files, whoever made it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cursor_of_another_user_leads_to_nothing_of_theirs() {
    let (server, alice) = stored::server().await;
    let bob = Program::registered(&server, "bob").await;
    for (program, name) in [(&alice, "alices"), (&bob, "bobs")] {
        for number in 0..3 {
            upload(program, "f", &format!("{name} {number}.txt"), b"").await.is(200);
        }
    }
    for sort in ["newest", "best"] {
        let page = alice.get(&format!("/search?q=txt&limit=1&sort={sort}")).await.is(200).json();
        let cursor = page["next_cursor"].as_str().expect("more follow").to_owned();
        let found = found(&bob, &format!("q=txt&sort={sort}&cursor={cursor}")).await;
        assert!(found.iter().all(|name| name.starts_with("bobs")), "{found:?}");
    }
    refuses(bob.get("/search?folder=nope").await, 404, "Folder 'nope' not found");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_that_cannot_be_done_says_why() {
    let server = TestServer::builder().setting("DRIVE_REGISTRATION", "open").start().await;
    let operator = Program::registered(&server, "root").await;
    let alice = Program::registered(&server, "alice").await;
    let import = |chat: Value, user: &str, folder: &str| json!({ "chat": chat, "username": user, "folder": folder });
    let usual = || import(json!("me"), "alice", "saved");
    refuses(Program::new(server.origin()).post("/import", usual()).await, 401, "Not authenticated");
    refuses(alice.post("/import", usual()).await, 403, "Only an operator may do that");
    let signed_out = "Telegram session not authorized. Please authenticate via /tgcloud/auth endpoints.";
    refuses(operator.post("/import", usual()).await, 401, signed_out);
    sign_storage_in(&operator).await;
    for (body, status, text) in [
        (import(json!("no chat has this name"), "alice", "f"), 404, "Not Found"),
        (import(json!("nobodys_channel"), "alice", "f"), 404, "Not Found"),
        (import(json!(-1_000_000_004_711_i64), "alice", "f"), 404, "Not Found"),
        (import(json!("me"), "nobody", "f"), 404, "Not Found"),
        (import(json!("me"), "alice", "a:b"), 400, "Invalid name 'a:b': contains invalid characters"),
        (import(json!("me"), "alice", ""), 400, "Invalid name '': contains invalid characters"),
    ] {
        refuses(operator.post("/import", body).await, status, text);
    }
    let told = operator.post("/import", json!({ "chat": [], "after": -1 })).await.is(422).json();
    let kinds = names(&told["detail"], "type");
    assert_eq!(kinds, ["string_type", "missing", "missing", "greater_than_equal"], "{told}");

    // Saved Messages of the storage account are empty.
    let nothing = json!({ "imported": 0, "known": 0, "last_message": null, "has_more": false });
    assert_eq!(operator.post("/import", usual()).await.is(200).json(), nothing);
    let account = server.drive(|_| {}).storage_account().await.expect("it is signed in");
    let chat = account.create_channel("Old files", "").await.expect("a channel");
    let document = |index: u32| {
        sandbox::content::FilledMessage::document("caption", format!("{index}.bin"), u64::from(index), 3_000)
    };
    server.sandbox().fill(sandbox::ChatRef::Channel(chat.0), 3, &document).expect("the channel is there");
    let from = import(json!(chat.0), "alice", "saved");
    for after in [json!(1_000_000), json!(i64::from(i32::MAX) + 1), json!(i64::MAX)] {
        let mut body = from.clone();
        body["after"] = after.clone();
        let answer = operator.post("/import", body).await.is(200).json();
        assert_eq!((&answer["imported"], &answer["has_more"]), (&json!(0), &json!(false)), "{after}");
    }

    operator.json(reqwest::Method::PUT, "/users/alice/quota", &json!({ "quota": 5_000 })).await.is(200);
    refuses(operator.post("/import", from.clone()).await, 507, "The quota of 5000 bytes is used up");
    assert_eq!(alice.get("/files/").await.is(200).json(), json!([]));
    let noted = alice.get("/audit/?limit=1").await.is(200).json();
    assert_eq!(
        (&noted[0]["actor"], &noted[0]["action"], &noted[0]["outcome"]),
        (&json!("root"), &json!("file.import"), &json!("quota"))
    );
    operator.json(reqwest::Method::PUT, "/users/alice/quota", &json!({ "quota": null })).await.is(200);
    let first = operator.post("/import", from.clone()).await.is(200).json();
    assert_eq!((&first["imported"], &first["known"]), (&json!(3), &json!(0)));
    let again = operator.post("/import", from.clone()).await.is(200).json();
    assert_eq!((&again["imported"], &again["known"]), (&json!(0), &json!(3)));
    let mut files = names(&alice.get("/folders/saved/files/").await.is(200).json(), "filename");
    files.sort();
    assert_eq!(files, ["0.bin", "1.bin", "2.bin"]);
    // What one user has is no other's: it becomes theirs as well.
    let mut of_root = from;
    of_root["username"] = json!("root");
    assert_eq!(operator.post("/import", of_root).await.is(200).json()["imported"], 3);
    let noted = names(&alice.get("/audit/").await.is(200).json(), "action");
    assert_eq!(noted.iter().filter(|action| *action == "file.import").count(), 4, "three, and one that was refused");
    stored::settled(&server).await;
    server.finish().await;
}
