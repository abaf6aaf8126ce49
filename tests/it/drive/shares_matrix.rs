//! Every way to a share's bytes and names × what has become of the share: each refuses with the same sentence, and a refusal tells nothing else.

use reqwest::Method;
use sandbox::Fault;
use serde_json::{Value, json};

use super::client::{Program, detail, refuses};
use super::shares::share;
use super::stored::{self, upload};
use crate::harness::{Answer, TestServer, send};

const NAME: &str = "canary-name.txt";
const BYTES: &[u8] = b"canary bytes of the file";
const FILE: &str = "/folders/canary-folder/files/canary-name.txt";
const FOLDER: &str = "/folders/canary-folder";
const ENCRYPTED: &str = "This file is encrypted, and its owner has not shared it decrypted.";

/// A way to use a link: a method, what follows the link, a header.
type Way = (Method, &'static str, Option<(&'static str, String)>);

/// The ways of a share of a file or of a folder. The first only describes.
fn ways(link: &str, etag: &str) -> Vec<Way> {
    let (describe, download) =
        if link.contains("/access/file/") { ("", "/download") } else { ("?limit=5", "/canary-name.txt/download") };
    vec![
        (Method::GET, describe, None),
        (Method::GET, download, None),
        (Method::HEAD, download, None),
        (Method::GET, download, Some(("range", "bytes=0-3".to_owned()))),
        (Method::GET, download, Some(("if-none-match", etag.to_owned()))),
        (Method::GET, download, Some(("if-match", "\"another\"".to_owned()))),
    ]
}

async fn take(visitor: &Program, link: &str, (method, rest, header): &Way, password: Option<&str>) -> Answer {
    let mut call = visitor.call(method.clone(), &format!("{link}{rest}"));
    if let Some((name, value)) = header {
        call = call.header(*name, value);
    }
    if let Some(password) = password {
        call = call.header("x-share-password", password);
    }
    send(call).await
}

/// The server, the owner, a visitor, and the file's `ETag`.
async fn server() -> (TestServer, Program, Program, String) {
    let (server, alice) = stored::server().await;
    upload(&alice, "canary-folder", NAME, BYTES).await.is(200);
    let etag = alice.get(&format!("{FILE}/download")).await.is(200).header("etag").to_owned();
    let visitor = Program::new(server.origin());
    (server, alice, visitor, etag)
}

/// Fails unless every way is refused so, and no answer tells anything of the file.
async fn all_refused(visitor: &Program, link: &str, etag: &str, password: Option<&str>, status: u16, text: &str) {
    for way in ways(link, etag) {
        let answer = take(visitor, link, &way, password).await;
        tells_nothing(&answer);
        if way.0 == Method::HEAD {
            assert_eq!((answer.status.as_u16(), answer.body.len()), (status, 0), "{}", answer.asked);
        } else {
            refuses(answer, status, text);
        }
    }
}

fn tells_nothing(answer: &Answer) {
    for header in ["etag", "last-modified", "accept-ranges", "content-range", "content-disposition"] {
        assert_eq!(answer.header_if_any(header), None, "{}: {header}", answer.asked);
    }
    let told = format!("{:?} {}", answer.headers, String::from_utf8_lossy(&answer.body));
    assert!(!told.contains("canary"), "{}: {told}", answer.asked);
}

/// Fails unless every way works.
async fn all_open(visitor: &Program, link: &str, etag: &str, password: Option<&str>) {
    let statuses = [200, 200, 200, 206, 304, 412];
    for (way, status) in ways(link, etag).iter().zip(statuses) {
        take(visitor, link, way, password).await.is(status);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_way_is_open_or_closed_with_the_share() {
    let (server, alice, visitor, etag) = server().await;
    for path in [FILE, FOLDER] {
        let open = share(&alice, path, json!({})).await;
        all_open(&visitor, &open, &etag, None).await;
        // A password that nobody asked for is nobody's business.
        all_open(&visitor, &open, &etag, Some("whatever")).await;

        let expired = share(&alice, path, json!({ "expires_in": 0 })).await;
        all_refused(&visitor, &expired, &etag, None, 401, "Share token expired").await;

        let used_up = share(&alice, path, json!({ "max_downloads": 1 })).await;
        let download = &ways(&used_up, &etag)[1];
        take(&visitor, &used_up, &ways(&used_up, &etag)[2], None).await.is(200);
        take(&visitor, &used_up, download, None).await.is(200);
        all_refused(&visitor, &used_up, &etag, None, 401, "Share token expired").await;

        let guarded = share(&alice, path, json!({ "password": "open sesame" })).await;
        for password in [None, Some("wrong"), Some(""), Some("Open sesame")] {
            all_refused(&visitor, &guarded, &etag, password, 401, "Share password required").await;
        }
        all_open(&visitor, &guarded, &etag, Some("open sesame")).await;
        // The reason that comes first hides the others.
        let closed = share(&alice, path, json!({ "password": "open sesame", "expires_in": 0 })).await;
        all_refused(&visitor, &closed, &etag, None, 401, "Share token expired").await;

        let revoked = share(&alice, path, json!({ "expires_in": 0 })).await;
        for link in [&open, &guarded, &revoked] {
            let token = link.rsplit('/').next().expect("a token");
            alice.post(&format!("/access/revoke/{token}"), json!({})).await.says("Share token revoked");
            all_refused(&visitor, link, &etag, Some("open sesame"), 401, "Share token revoked or not found").await;
        }
        let bogus = format!("{}x", &open[..open.len() - 1]);
        all_refused(&visitor, &bogus, &etag, None, 401, "Share token revoked or not found").await;
    }
    assert_eq!(alice.get("/shares/").await.is(200).json(), json!([]), "none of them can be used");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tokens_of_one_kind_open_nothing_of_the_other() {
    let (server, alice, visitor, etag) = server().await;
    let (file, folder) = (share(&alice, FILE, json!({})).await, share(&alice, FOLDER, json!({})).await);
    let guarded = share(&alice, FILE, json!({ "password": "open sesame" })).await;
    for (link, kind, other) in
        [(&file, "/file/", "/folder/"), (&guarded, "/file/", "/folder/"), (&folder, "/folder/", "/file/")]
    {
        all_refused(&visitor, &link.replace(kind, other), &etag, None, 400, "Invalid share token").await;
        // Nor does one open anything as the token of somebody who is signed in.
        let token = link.rsplit('/').next().expect("a token");
        for path in ["/files/", "/me", "/audit/", &format!("{FILE}/download")] {
            refuses(visitor.with_token(token).get(path).await, 401, "Could not validate credentials");
        }
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_share_is_as_what_it_names_is() {
    let (server, alice, visitor, etag) = server().await;
    let (file, folder) = (share(&alice, FILE, json!({})).await, share(&alice, FOLDER, json!({})).await);
    let unknown = "Share token revoked or not found";
    let trashed = async |path: &str| {
        let list = alice.get("/trash/").await.is(200).json();
        let of = |entry: &&Value| entry["path"] == path;
        list.as_array().expect("a list").iter().find(of).expect("it is there")["id"].clone()
    };

    // In the trash, and out of it again: the file alone.
    alice.delete(FILE).await.is(200);
    all_refused(&visitor, &file, &etag, None, 401, unknown).await;
    assert_eq!(visitor.get(&folder).await.is(200).json(), json!([]));
    refuses(visitor.get(&format!("{folder}/{NAME}/download")).await, 404, &format!("File '{NAME}' not found"));
    assert_eq!(stored::names(&alice.get("/shares/").await.is(200).json(), "kind"), ["folder"], "it cannot be used");
    let id = trashed("canary-folder/canary-name.txt").await;
    alice.post(&format!("/trash/{id}/restore"), json!({})).await.is(200);
    all_open(&visitor, &file, &etag, None).await;
    // With its folder.
    alice.delete(&format!("{FOLDER}/")).await.is(200);
    all_refused(&visitor, &file, &etag, None, 401, unknown).await;
    all_refused(&visitor, &folder, &etag, None, 401, unknown).await;
    let id = trashed("canary-folder").await;
    alice.post(&format!("/trash/{id}/restore"), json!({})).await.is(200);
    all_open(&visitor, &file, &etag, None).await;
    all_open(&visitor, &folder, &etag, None).await;

    // Another content: what is shared is the file, not what it contained.
    let drive = server.drive(|_| {});
    stored::replace(&drive, "alice", "canary-folder", NAME, b"a newer one").await;
    assert_eq!(visitor.get(&format!("{file}/download")).await.is(200).body, "a newer one");
    let download = visitor.get(&format!("{folder}/{NAME}/download")).await.is(200);
    assert!(download.body == "a newer one" && download.header("etag") != etag);

    // Another name, another folder, and a new file where it was.
    alice.post("/folders/", json!({ "folder": "elsewhere" })).await.is(200);
    alice.json(Method::PUT, &format!("{FILE}/rename"), &json!({ "new_name": "b.txt" })).await.is(200);
    upload(&alice, "canary-folder", NAME, b"another file").await.is(200);
    assert_eq!(visitor.get(&file).await.is(200).json()["filename"], "b.txt");
    assert_eq!(visitor.get(&format!("{file}/download")).await.is(200).body, "a newer one");
    alice.post(&format!("{FOLDER}/files/b.txt/move"), json!({ "dest_folder": "elsewhere" })).await.is(200);
    assert_eq!(visitor.get(&file).await.is(200).json()["folder"], "elsewhere");
    assert_eq!(stored::names(&visitor.get(&folder).await.is(200).json(), "filename"), [NAME]);
    refuses(visitor.get(&format!("{folder}/b.txt/download")).await, 404, "File 'b.txt' not found");
    alice.json(Method::PUT, &format!("{FOLDER}/rename"), &json!({ "new_name": "renamed" })).await.is(200);
    assert_eq!(visitor.get(&folder).await.is(200).json()[0]["folder"], "renamed");
    // A folder in a shared one is not shared with it, and paths lead nowhere else.
    upload(&alice, "renamed%2Fbelow", "deep.txt", b"deep").await.is(200);
    assert_eq!(stored::names(&visitor.get(&folder).await.is(200).json(), "filename"), [NAME]);
    for name in ["below%2Fdeep.txt", "..%2Felsewhere%2Fb.txt", "below"] {
        let answer = visitor.get(&format!("{folder}/{name}/download")).await;
        assert!(matches!(answer.status.as_u16(), 400 | 404), "{}: {}", answer.asked, answer.status);
    }

    // Gone for good.
    for path in ["/folders/elsewhere/", "/folders/renamed/"] {
        alice.delete(path).await.is(200);
    }
    alice.delete("/trash/").await.says("2 deleted for good");
    all_refused(&visitor, &file, &etag, None, 401, unknown).await;
    all_refused(&visitor, &folder, &etag, None, 401, unknown).await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_encrypted_file_is_read_where_its_owner_said_so() {
    let (server, alice, visitor, _) = server().await;
    alice.post("/encryption/on", json!({})).await.is(200);
    alice.delete(&format!("{FOLDER}/")).await.is(200);
    upload(&alice, "canary-folder", NAME, BYTES).await.is(200);
    let etag = alice.get(&format!("{FILE}/download")).await.is(200).header("etag").to_owned();
    for path in [FILE, FOLDER] {
        let sealed = share(&alice, path, json!({})).await;
        let ways = ways(&sealed, &etag);
        take(&visitor, &sealed, &ways[0], None).await.is(200);
        for way in &ways[1..] {
            let answer = take(&visitor, &sealed, way, None).await.is(403);
            tells_nothing(&answer);
            assert!(way.0 == Method::HEAD || detail(&answer) == ENCRYPTED, "{}", answer.asked);
        }
        let open = share(&alice, path, json!({ "decrypt": true })).await;
        all_open(&visitor, &open, &etag, None).await;
    }
    // Whoever shared it so may have encryption switched off for themselves.
    let open = share(&alice, FILE, json!({ "decrypt": true })).await;
    alice.post("/encryption/off", json!({})).await.is(200);
    assert_eq!(visitor.get(&format!("{open}/download")).await.is(200).body, BYTES);
    server.finish().await;
}

/// Downloads at the same time are counted, and one that Telegram fails is not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_limited_share_is_downloaded_as_often_as_it_says() {
    let (server, alice, visitor, _) = server().await;
    upload(&alice, "canary-folder", "empty.txt", b"").await.is(200);
    let bytes = crate::harness::ramp(5_000);
    upload(&alice, "canary-folder", "fresh.bin", &bytes).await.is(200);
    let link = share(&alice, "/folders/canary-folder/files/fresh.bin", json!({ "max_downloads": 3 })).await;
    server.upset(Fault::error("upload.getFile", "INTERNAL").forever());
    let failed = visitor.get(&format!("{link}/download")).await;
    assert!(failed.status.is_server_error(), "{}", failed.status);
    server.sandbox().clear_faults();
    let download = format!("{link}/download");
    let answers = futures_util::future::join_all((0..12).map(|_| visitor.get(&download))).await;
    let read = answers.iter().filter(|answer| answer.status == 200 && answer.body == bytes).count();
    let refused = answers.iter().filter(|answer| answer.status == 401).count();
    assert_eq!((read, refused), (3, 9));

    let link = share(&alice, "/folders/canary-folder/files/empty.txt", json!({ "max_downloads": 1 })).await;
    send(visitor.call(Method::HEAD, &format!("{link}/download"))).await.is(200);
    assert_eq!(visitor.get(&format!("{link}/download")).await.is(200).body, "");
    refuses(visitor.get(&format!("{link}/download")).await, 401, "Share token expired");
    server.finish().await;
}

/// Whoever tries passwords is stopped, and a right one among those that come too late opens nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passwords_of_shares_cannot_be_tried_without_end() {
    let server = TestServer::builder().setting("SIGN_IN_LIMITS", "on").start().await;
    let alice = Program::registered(&server, "alice").await;
    stored::sign_storage_in(&alice).await;
    upload(&alice, "canary-folder", NAME, BYTES).await.is(200);
    let visitor = Program::new(server.origin());
    let guarded = share(&alice, FILE, json!({ "password": "open sesame" })).await;
    let other = share(&alice, FILE, json!({})).await;
    let tried =
        async |password: &str| send(visitor.call(Method::GET, &guarded).header("x-share-password", password)).await;
    for _ in 0..25 {
        tried("open sesame").await.is(200);
    }
    for _ in 0..20 {
        refuses(tried("wrong").await, 401, "Share password required");
    }
    for password in ["wrong", "open sesame"] {
        let answer = tried(password).await.is(429);
        assert_eq!(answer.json()["retry_after"].to_string(), answer.header("retry-after"));
    }
    refuses(visitor.get(&guarded).await, 401, "Share password required");
    visitor.get(&other).await.is(200);
    server.finish().await;
}
