//! Folders and files: what the document's calls answer, to the letter.

use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Program, refuses, shell};
use super::stored::{self, multipart, sign_storage_in, upload};
use crate::harness::{TestServer, ramp, send};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_stored_and_read_again() {
    let (server, alice) = stored::server().await;
    let made = alice.post("/folders/", json!({ "folder": "f1" })).await.is(200);
    let text = String::from_utf8(made.body.to_vec()).expect("text");
    let keys =
        ["{\"id\":", ",\"name\":\"f1\",\"file_count\":null,\"message_ids\":null,\"created_at\":\"", ",\"message\":"];
    assert!(keys.iter().all(|keys| text.contains(keys)), "{text}");
    let made = made.json();
    assert_eq!((&made["name"], &made["file_count"], &made["message_ids"]), (&json!("f1"), &Value::Null, &Value::Null));
    assert_eq!(made["message"], "Folder 'f1' created");

    let file = upload(&alice, "f1", "hello.txt", b"hello world").await.is(200);
    let text = String::from_utf8(file.body.to_vec()).expect("text");
    assert!(
        text.starts_with(
            r#"{"folder":"f1","filename":"hello.txt","size":"11","encrypted":false,"original_name":"hello.txt","id":"#
        ),
        "{text}"
    );
    let file = file.json();
    let message = file["message_id"].as_i64().expect("a number");
    assert!(message > 0);
    let uploaded = file["uploaded_at"].as_str().expect("a moment");
    assert!(uploaded.len() == 19 && !uploaded.ends_with('Z'), "{uploaded}");

    let listed = alice.get("/folders/").await.is(200).json();
    assert_eq!((&listed[0]["file_count"], &listed[0]["message_ids"]), (&json!(1), &json!(message.to_string())));
    for path in ["/folders/f1/files/", "/files/"] {
        assert_eq!(alice.get(path).await.is(200).json(), json!([file]), "{path}");
    }
    assert_eq!(alice.get("/folders/f1/files/hello.txt").await.is(200).json(), file);

    let download = alice.get("/folders/f1/files/hello.txt/download").await.is(200);
    assert_eq!(download.body, "hello world");
    assert_eq!(download.header("content-type"), "application/octet-stream");
    assert!(download.header("content-disposition").starts_with("attachment; filename=\"hello.txt\""));
    assert_eq!(download.header("accept-ranges"), "bytes");
    let part = alice.call(Method::GET, "/folders/f1/files/hello.txt/download").header("range", "bytes=0-4");
    let part = send(part).await.is(206);
    assert_eq!((part.body.as_ref(), part.header("content-range")), (b"hello".as_slice(), "bytes 0-4/11"));
    let head = send(alice.call(Method::HEAD, "/folders/f1/files/hello.txt/download")).await.is(200);
    assert_eq!((head.body.len(), head.header("content-length")), (0, "11"));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_are_taken_renamed_and_moved() {
    let (server, alice) = stored::server().await;
    for folder in ["f", "g"] {
        alice.post("/folders/", json!({ "folder": folder })).await.is(200);
    }
    refuses(alice.post("/folders/", json!({ "folder": "f" })).await, 409, "Folder 'f' already exists");
    for name in ["t.txt", "(1).t.txt", "(2).t.txt"] {
        let file = upload(&alice, "f", "t.txt", name.as_bytes()).await.is(200).json();
        assert_eq!((&file["filename"], &file["original_name"]), (&json!(name), &json!("t.txt")));
    }
    let rename = |name: &str| json!({ "new_name": name });
    let to = |folder: &str| json!({ "dest_folder": folder });
    let put = async |path: &str, body: Value| alice.json(Method::PUT, path, &body).await;
    put("/folders/f/files/t.txt/rename", rename("u.txt")).await.says("File 't.txt' renamed to 'u.txt' in folder 'f'");
    refuses(
        put("/folders/f/files/u.txt/rename", rename("(1).t.txt")).await,
        409,
        "File 'u.txt' already exists in 'f' folder",
    );
    let download = alice.get("/folders/f/files/u.txt/download").await.is(200);
    assert!(download.header("content-disposition").contains("filename=\"t.txt\""), "the name it was sent with");
    alice.post("/folders/f/files/u.txt/move", to("g")).await.says("File 'u.txt' moved from 'f' to 'g'");
    put("/folders/g/rename", rename("h")).await.says("Folder 'g' renamed to 'h'");
    refuses(put("/folders/f/rename", rename("h")).await, 409, "Folder 'h' already exists");
    assert_eq!(alice.get("/folders/h/files/u.txt/download").await.is(200).body, "t.txt");

    for (path, body, status, text) in [
        ("/folders/x/files/u.txt/move", to("h"), 404, "Folder 'x' not found"),
        ("/folders/h/files/u.txt/move", to("x"), 404, "Folder 'x' not found"),
        ("/folders/h/files/x/move", to("f"), 404, "File 'x' not found"),
        ("/folders/h/files/u.txt/move", to("a:b"), 400, "Invalid name 'a:b': contains invalid characters"),
    ] {
        refuses(alice.post(path, body).await, status, text);
    }
    refuses(alice.get("/folders/x/files/a").await, 404, "Folder 'x' not found");
    assert_eq!(alice.get("/folders/x/files/").await.is(200).json(), json!([]), "as the original");
    for name in ["a:b", "a*b", "", ".."] {
        refuses(
            alice.post("/folders/", json!({ "folder": name })).await,
            400,
            &format!("Invalid name '{name}': contains invalid characters"),
        );
    }
    refuses(upload(&alice, "f", "a:b.txt", b"x").await, 400, "Invalid name 'a:b.txt': contains invalid characters");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn folders_nest_by_their_paths() {
    let (server, alice) = stored::server().await;
    for folder in ["photos", "photos/2024", "other"] {
        alice.post("/folders/", json!({ "folder": folder })).await.is(200);
    }
    refuses(alice.post("/folders/", json!({ "folder": "x/y" })).await, 404, "Folder 'x' not found");
    upload(&alice, "photos%2F2024", "a.jpg", &ramp(1000)).await.is(200);
    let names: Vec<_> = stored::names(&alice.get("/folders/").await.is(200).json(), "name");
    assert_eq!(names, ["other", "photos", "photos/2024"]);
    alice.post("/folders/photos/move", json!({ "dest_folder": "other" })).await.is(200);
    let file = alice.get("/folders/other%2Fphotos%2F2024/files/a.jpg/download").await.is(200);
    assert_eq!(file.body, ramp(1000));
    refuses(
        alice.post("/folders/other/move", json!({ "dest_folder": "other/photos" })).await,
        409,
        "A folder cannot be moved into itself",
    );
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_deleted_waits_in_the_trash() {
    let (server, alice) = stored::server().await;
    upload(&alice, "f", "a.txt", b"a").await.is(200);
    upload(&alice, "f", "b.txt", b"b").await.is(200);
    alice.delete("/folders/f/files/a.txt").await.says("File 'a.txt' deleted from folder 'f'");
    refuses(alice.get("/folders/f/files/a.txt").await, 404, "File 'a.txt' not found");
    alice.delete("/folders/f/").await.says("Folder 'f' deleted");
    refuses(alice.delete("/folders/f/").await, 404, "Folder 'f' not found");
    assert_eq!(alice.get("/files/").await.is(200).json(), json!([]));
    let trash = alice.get("/trash/").await.is(200).json();
    let id = |path: &str| {
        let of = |entry: &&Value| entry["path"] == path;
        trash.as_array().expect("a list").iter().find(of).expect("it is there")["id"].clone()
    };
    assert_eq!(trash.as_array().map(Vec::len), Some(2));
    alice.post(&format!("/trash/{}/restore", id("f")), json!({})).await.says("Restored to 'f'");
    assert_eq!(stored::names(&alice.get("/folders/f/files/").await.is(200).json(), "filename"), ["b.txt"]);
    alice.post(&format!("/trash/{}/restore", id("f/a.txt")), json!({})).await.says("Restored to 'f/a.txt'");
    assert_eq!(alice.get("/folders/f/files/a.txt/download").await.is(200).body, "a");
    alice.delete("/folders/f/").await.is(200);
    alice.delete("/trash/").await.says("1 deleted for good");
    assert_eq!(alice.get("/trash/").await.is(200).json(), json!([]));
    stored::settled(&server).await;
    assert_eq!(stored::documents(&server), 0, "nothing is left at Telegram");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn users_do_not_see_each_other() {
    let (server, alice) = stored::server().await;
    let bob = Program::registered(&server, "bob").await;
    upload(&alice, "f", "a.txt", b"alice's").await.is(200);
    for path in ["/files/", "/folders/", "/folders/f/files/", "/trash/", "/shares/"] {
        assert_eq!(bob.get(path).await.is(200).json(), json!([]), "{path}");
    }
    refuses(bob.get("/folders/f/files/a.txt").await, 404, "Folder 'f' not found");
    refuses(bob.get("/folders/f/files/a.txt/download").await, 404, "Folder 'f' not found");
    assert_eq!(bob.get("/stats/").await.is(200).json()["total_files"], 0);
    upload(&bob, "f", "a.txt", b"bob's").await.is(200);
    assert_eq!(alice.get("/folders/f/files/a.txt/download").await.is(200).body, "alice's");
    assert_eq!(bob.get("/folders/f/files/a.txt/download").await.is(200).body, "bob's");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_storage_account_names_can_be_changed_all_the_same() {
    let server = TestServer::builder().setting("DRIVE_REGISTRATION", "open").start().await;
    let alice = Program::registered(&server, "alice").await;
    let signed_out = "Telegram session not authorized. Please authenticate via /tgcloud/auth endpoints.";
    alice.post("/folders/", json!({ "folder": "f" })).await.is(200);
    refuses(upload(&alice, "f", "a.txt", b"a").await, 401, signed_out);
    refuses(alice.get("/folders/nope/files/a.txt/download").await, 401, signed_out);
    refuses(Program::new(server.origin()).get("/access/file/bogus/download").await, 401, signed_out);
    alice.json(Method::PUT, "/folders/f/rename", &json!({ "new_name": "g" })).await.is(200);
    sign_storage_in(&alice).await;
    upload(&alice, "g", "a.txt", b"a").await.is(200);
    stored::settled(&server).await;
    assert_eq!(alice.get("/folders/g/files/a.txt/download").await.is(200).body, "a");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let (server, alice) = stored::server().await;
    let (content_type, body) = multipart("a.bin", &ramp(3 << 20));
    let half = body[..body.len() / 2].to_vec();
    let request = alice.call(Method::POST, "/folders/f/files/").header("content-type", content_type.clone());
    refuses(send(request.body(half)).await, 400, "The request broke off");
    stored::settled(&server).await;
    assert_eq!(alice.get("/files/").await.is(200).json(), json!([]));
    assert_eq!(stored::documents(&server), 0);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn encrypted_files_say_nothing_at_telegram() {
    let (server, alice) = stored::server().await;
    alice.post("/encryption/on", json!({})).await.says("Encryption enabled for this account");
    let bytes = ramp(200_000);
    let file = upload(&alice, "secret", "plan.txt", &bytes).await.is(200).json();
    assert_eq!((&file["encrypted"], &file["size"]), (&json!(true), &json!("200000")));
    assert_eq!(alice.get("/folders/secret/files/plan.txt/download").await.is(200).body, bytes);
    let part = alice.call(Method::GET, "/folders/secret/files/plan.txt/download").header("range", "bytes=65530-65545");
    assert_eq!(send(part).await.is(206).body, bytes[65_530..65_546]);
    stored::settled(&server).await;
    for text in stored::texts(&server) {
        assert!(!text.contains("plan") && !text.contains("secret"), "{text}");
    }
    alice.post("/encryption/off", json!({})).await.says("Encryption disabled for this account");
    let refused = alice.get("/folders/secret/files/plan.txt/download").await.is(200).json();
    let sentence = "This file is encrypted. Please enable encryption in your account to download it.";
    assert_eq!(refused, json!({ "detail": sentence }));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_content_is_stored_once() {
    let (server, alice) = stored::server().await;
    let bytes = ramp(100_000);
    upload(&alice, "f", "a.bin", &bytes).await.is(200);
    upload(&alice, "g", "b.bin", &bytes).await.is(200);
    alice.post("/folders/f/files/a.bin/copy", json!({ "dest_folder": "g" })).await.is(200);
    stored::settled(&server).await;
    assert_eq!(stored::documents(&server), 1);
    alice.delete("/folders/f/").await.is(200);
    alice.delete("/trash/").await.is(200);
    stored::settled(&server).await;
    for name in ["a.bin", "b.bin"] {
        assert_eq!(alice.get(&format!("/folders/g/files/{name}/download")).await.is(200).body, bytes, "{name}");
    }
    server.finish().await;
}

/// The first example of `docs/api/drive.md`, as somebody pastes it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_documents_first_example_works_as_it_stands() {
    const DOCUMENT: &str = include_str!("../../../docs/api/drive.md");
    let (_, example) = DOCUMENT.split_once("## In five minutes\n\n```sh\n").expect("the example");
    let (example, _) = example.split_once("```").expect("its end");
    let server = TestServer::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let example = example.replace("http://127.0.0.1:8000", server.origin());
    let path = folder.path().to_owned();
    let printed = tokio::task::spawn_blocking(move || shell(&path, &example)).await.expect("a shell");
    assert_eq!(printed.matches("hello world\n").count(), 2, "downloaded, and downloaded by the link: {printed}");
    server.finish().await;
}
