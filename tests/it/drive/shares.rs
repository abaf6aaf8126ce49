//! Shares: what visitors read, and what they do not.

use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Program, refuses};
use super::stored::{self, upload};
use crate::harness::{Answer, TestServer, send};

/// The link of a share, below `/api/v1`.
pub async fn share(program: &Program, path: &str, options: Value) -> String {
    let answer = program.post(&format!("{path}/share"), options).await.is(200).json();
    let link = answer["message"].as_str().expect("a link");
    link.strip_prefix("/api/v1").expect("a path of the API").to_owned()
}

async fn with_password(visitor: &Program, path: &str, password: &str) -> Answer {
    send(visitor.call(Method::GET, path).header("x-share-password", password)).await
}

async fn server() -> (TestServer, Program, Program) {
    let (server, alice) = stored::server().await;
    upload(&alice, "f", "a.txt", b"hello world").await.is(200);
    let visitor = Program::new(server.origin());
    (server, alice, visitor)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_gives_what_it_names_and_nothing_else() {
    let (server, alice, visitor) = server().await;
    // Without a body, as the document has it.
    let answer = send(alice.call(Method::POST, "/folders/f/files/a.txt/share")).await.is(200).json();
    let link = answer["message"].as_str().expect("a link").strip_prefix("/api/v1").expect("a path").to_owned();
    assert!(link.starts_with("/access/file/") && link.len() == "/access/file/".len() + 43, "{link}");
    let file = visitor.get(&link).await.is(200).json();
    assert_eq!((&file["folder"], &file["filename"], &file["size"]), (&json!("f"), &json!("a.txt"), &json!("11")));
    let download = format!("{link}/download");
    assert_eq!(visitor.get(&download).await.is(200).body, "hello world");
    let part = send(visitor.call(Method::GET, &download).header("range", "bytes=6-")).await.is(206);
    assert_eq!(part.body, "world");
    send(visitor.call(Method::HEAD, &download)).await.is(200);

    let of_folder = share(&alice, "/folders/f", json!({})).await;
    upload(&alice, "f", "later.txt", b"later").await.is(200);
    let listed = visitor.get(&of_folder).await.is(200).json();
    assert_eq!(stored::names(&listed, "filename"), ["a.txt", "later.txt"]);
    assert_eq!(visitor.get(&format!("{of_folder}/later.txt/download")).await.is(200).body, "later");
    refuses(visitor.get(&format!("{of_folder}/nope/download")).await, 404, "File 'nope' not found");

    let token = link.rsplit('/').next().expect("a token");
    let folder_token = of_folder.rsplit('/').next().expect("a token");
    for (path, status, text) in [
        (format!("/access/folder/{token}"), 400, "Invalid share token"),
        (format!("/access/file/{folder_token}"), 400, "Invalid share token"),
        (format!("/access/file/{folder_token}/download"), 400, "Invalid share token"),
        ("/access/file/bogus".to_owned(), 401, "Share token revoked or not found"),
        ("/access/folder/bogus/a.txt/download".to_owned(), 401, "Share token revoked or not found"),
    ] {
        refuses(visitor.get(&path).await, status, text);
    }
    refuses(visitor.with_token(token).get("/files/").await, 401, "Could not validate credentials");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_share_follows_its_file_until_it_is_revoked() {
    let (server, alice, visitor) = server().await;
    let bob = Program::registered(&server, "bob").await;
    let link = share(&alice, "/folders/f/files/a.txt", json!({})).await;
    alice.post("/folders/", json!({ "folder": "g" })).await.is(200);
    alice.post("/folders/f/files/a.txt/move", json!({ "dest_folder": "g" })).await.is(200);
    alice.json(Method::PUT, "/folders/g/files/a.txt/rename", &json!({ "new_name": "b.txt" })).await.is(200);
    assert_eq!(visitor.get(&link).await.is(200).json()["filename"], "b.txt");
    let revoke = link.replace("/access/file/", "/access/revoke/");
    refuses(bob.post(&revoke, json!({})).await, 404, "Share token not found");
    refuses(alice.post("/access/revoke/bogus", json!({})).await, 404, "Share token not found");
    alice.post(&revoke, json!({})).await.says("Share token revoked");
    alice.post(&revoke, json!({})).await.says("Share token revoked");
    refuses(visitor.get(&link).await, 401, "Share token revoked or not found");
    refuses(visitor.get(&format!("{link}/download")).await, 401, "Share token revoked or not found");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn limits_of_a_share_hold_everywhere() {
    let (server, alice, visitor) = server().await;
    let expired = share(&alice, "/folders/f/files/a.txt", json!({ "expires_in": 0 })).await;
    refuses(visitor.get(&expired).await, 401, "Share token expired");
    refuses(visitor.get(&format!("{expired}/download")).await, 401, "Share token expired");
    share(&alice, "/folders/f/files/a.txt", json!({ "expires_in": null })).await;
    let once = share(&alice, "/folders/f/files/a.txt", json!({ "max_downloads": 1 })).await;
    visitor.get(&format!("{once}/download")).await.is(200);
    refuses(visitor.get(&format!("{once}/download")).await, 401, "Share token expired");

    let guarded = share(&alice, "/folders/f", json!({ "password": "open sesame" })).await;
    for path in [guarded.clone(), format!("{guarded}/a.txt/download")] {
        refuses(visitor.get(&path).await, 401, "Share password required");
        refuses(with_password(&visitor, &path, "wrong").await, 401, "Share password required");
        with_password(&visitor, &path, "open sesame").await.is(200);
        refuses(
            send(visitor.call(Method::GET, &path).header("range", "bytes=0-0")).await,
            401,
            "Share password required",
        );
    }
    assert_eq!(alice.get("/shares/").await.is(200).json().as_array().expect("a list").len(), 2);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_encrypted_file_is_shared_only_where_its_owner_says_so() {
    let (server, alice, visitor) = server().await;
    alice.post("/encryption/on", json!({})).await.is(200);
    upload(&alice, "f", "s.txt", b"secret").await.is(200);
    let sealed = share(&alice, "/folders/f/files/s.txt", json!({})).await;
    let sentence = "This file is encrypted, and its owner has not shared it decrypted.";
    refuses(visitor.get(&format!("{sealed}/download")).await, 403, sentence);
    let open = share(&alice, "/folders/f/files/s.txt", json!({ "decrypt": true })).await;
    assert_eq!(visitor.get(&format!("{open}/download")).await.is(200).body, "secret");
    server.finish().await;
}
