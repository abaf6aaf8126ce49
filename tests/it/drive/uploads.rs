//! Bounds of uploads: how many at once, how many bytes, and that nothing is left of one that is refused.

use futures_util::{StreamExt, stream};
use reqwest::{Body, Method};
use serde_json::json;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::client::{Program, detail, refuses};
use super::stored::{self, multipart, names, upload};
use crate::harness::{Answer, eventually, ramp, send};

/// An upload that has begun, and the word to go on.
struct Held {
    go_on: oneshot::Sender<()>,
    answer: JoinHandle<Answer>,
}

/// Begins an upload, and resolves once its folder is there: a new one is made when the upload is admitted.
async fn held(program: &Program, folder: &str, name: &str, bytes: &[u8]) -> Held {
    let (content_type, body) = multipart(name, bytes);
    let (first, second) = body.split_at(body.len() / 2);
    let (first, second) = (first.to_vec(), second.to_vec());
    let (go_on, wait) = oneshot::channel();
    let rest = async move {
        let _ = wait.await;
        Ok::<_, std::io::Error>(second)
    };
    let body = stream::iter([Ok::<_, std::io::Error>(first)]).chain(stream::once(rest));
    let call = program.call(Method::POST, &format!("/folders/{folder}/files/")).header("content-type", content_type);
    let answer = tokio::spawn(send(call.body(Body::wrap_stream(body))));
    eventually("it is admitted", async || {
        let folders = names(&program.get("/folders/").await.is(200).json(), "name");
        folders.iter().any(|there| there == folder).then_some(())
    })
    .await;
    Held { go_on, answer }
}

/// One more upload of that user is refused for now.
async fn assert_asked_to_wait(program: &Program) {
    let answer = upload(program, "f", "more.txt", b"more").await.is(429);
    assert!(detail(&answer).as_str().expect("a sentence").starts_with("Too many requests. Please wait 2 seconds"));
    assert_eq!((answer.header("retry-after"), &answer.json()["retry_after"]), ("2", &json!(2)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_user_has_so_many_uploads_at_once() {
    let (server, alice) = stored::server().await;
    let bob = Program::registered(&server, "bob").await;
    let mut uploads = Vec::new();
    for number in 0..8_usize {
        uploads.push(held(&alice, &format!("f{number}"), &format!("{number}.bin"), &ramp(600_000 + number)).await);
    }
    assert_asked_to_wait(&alice).await;
    upload(&bob, "f", "bobs.txt", b"others go on").await.is(200);
    let Held { go_on, answer } = uploads.pop().expect("eight");
    go_on.send(()).expect("it waits");
    answer.await.expect("no panic").is(200);
    upload(&alice, "f", "next.txt", b"one more").await.is(200);
    // One whose client goes away counts no longer either.
    let Held { answer, .. } = uploads.pop().expect("seven");
    answer.abort();
    for Held { go_on, answer } in uploads {
        go_on.send(()).expect("it waits");
        answer.await.expect("no panic").is(200);
    }
    let files = names(&alice.get("/files/").await.is(200).json(), "filename");
    assert!((0..6).all(|number| files.contains(&format!("{number}.bin"))), "{files:?}");
    stored::settled(&server).await;
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_quota_ends_an_upload_as_soon_as_it_is_used_up() {
    let (server, alice) = stored::server().await;
    let quota = async |bytes: u64| {
        let set = alice.json(Method::PUT, "/users/alice/quota", &json!({ "quota": bytes })).await;
        set.says(&format!("Quota of 'alice' set to {bytes} bytes"));
    };
    quota(1_000_000).await;
    let sentence = "The quota of 1000000 bytes is used up";
    server.sandbox().reset_counters();
    refuses(upload(&alice, "new%2Ffolder", "large.bin", &ramp(3_000_000)).await, 507, sentence);
    let parts = server.calls("upload.saveFilePart") + server.calls("upload.saveBigFilePart");
    assert_eq!(parts, 0, "less than Telegram's method is known from");
    upload(&alice, "f", "fits.bin", &ramp(1_000_000)).await.is(200);
    refuses(upload(&alice, "f", "more.txt", b"x").await, 507, sentence);
    upload(&alice, "f", "nothing.txt", b"").await.is(200);
    assert_eq!(alice.get("/stats/").await.is(200).json()["stored_bytes"], json!(1_000_000));
    alice.delete("/folders/f/files/fits.bin").await.is(200);
    refuses(upload(&alice, "f", "more.txt", b"x").await, 507, sentence);
    alice.delete("/trash/").await.says("1 deleted for good");
    upload(&alice, "f", "more.txt", b"x").await.is(200);
    stored::settled(&server).await;
    assert_eq!(stored::documents(&server), 1);
    server.finish().await;
}

/// Each of them fits, all of them do not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn uploads_at_once_share_the_quota() {
    let (server, alice) = stored::server().await;
    alice.json(Method::PUT, "/users/alice/quota", &json!({ "quota": 1_000_000 })).await.is(200);
    let mut uploads = Vec::new();
    for number in 0..5 {
        let bytes = sandbox::content::ramp(number, 400_000);
        let (alice, name) = (alice.clone(), format!("{number}.bin"));
        uploads.push(tokio::spawn(async move { upload(&alice, "f", &name, &bytes).await }));
    }
    let mut stored_ones = 0;
    for upload in uploads {
        let answer = upload.await.expect("no panic");
        match answer.status.as_u16() {
            200 => stored_ones += 1,
            _ => refuses(answer, 507, "The quota of 1000000 bytes is used up"),
        }
    }
    assert_eq!(stored_ones, 2);
    assert_eq!(alice.get("/stats/").await.is(200).json()["stored_bytes"], json!(800_000));
    stored::settled(&server).await;
    assert_eq!(stored::documents(&server), 2, "nothing is left of the others");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_left_of_an_upload_that_is_refused() {
    let (server, alice) = stored::server().await;
    upload(&alice, "taken", "f", b"a file, not a folder").await.is(200);
    let (content_type, body) = multipart("a.bin", &ramp(3 << 20));
    let cut = |folder: &str| {
        let call = alice.call(Method::POST, &format!("/folders/{folder}/files/"));
        send(call.header("content-type", content_type.clone()).body(body[..body.len() / 2].to_vec()))
    };
    refuses(cut("new%2Ffolder").await, 400, "The request broke off");
    refuses(upload(&alice, "new", "a:b.txt", b"x").await, 400, "Invalid name 'a:b.txt': contains invalid characters");
    refuses(upload(&alice, "taken%2Ff", "a.txt", b"x").await, 404, "Folder 'taken/f' not found");
    refuses(upload(&alice, "taken%2Ff%2Fg", "a.txt", b"x").await, 404, "Folder 'taken/f/g' not found");
    let call = alice.call(Method::POST, "/folders/new/files/").header("content-type", "text/plain").body("x");
    assert!(send(call).await.status.is_client_error());
    let form = crate::harness::form(&[crate::harness::Part::text("file", "no file")]);
    let call = alice.call(Method::POST, "/folders/new/files/").header("content-type", form.0).body(form.1);
    let told = detail(&send(call).await.is(422));
    assert_eq!((&told[0]["type"], &told[0]["loc"]), (&json!("missing"), &json!(["body", "file"])));
    assert_eq!(names(&alice.get("/files/").await.is(200).json(), "filename"), ["f"]);
    stored::settled(&server).await;
    assert_eq!(stored::documents(&server), 1);
    server.finish().await;
}

/// The folder goes to the trash, or is renamed, while a file for it is on its way.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_may_change_while_a_file_for_it_arrives() {
    let (server, alice) = stored::server().await;
    let bytes = ramp(24 << 20);
    for (change, folder) in [("rename", "g"), ("delete", "f")] {
        alice.post("/folders/", json!({ "folder": "f" })).await.is(200);
        server.sandbox().reset_counters();
        let Held { go_on, answer } = held(&alice, "f", "a.bin", &bytes).await;
        // The upload has its folder once its first parts arrive there; those of the first 10 MiB are held back.
        eventually("parts arrive", async || (server.calls("upload.saveBigFilePart") > 0).then_some(())).await;
        if change == "rename" {
            alice.json(Method::PUT, "/folders/f/rename", &json!({ "new_name": "g" })).await.is(200);
        } else {
            alice.delete("/folders/f/").await.is(200);
        }
        go_on.send(()).expect("it waits");
        let file = answer.await.expect("no panic").is(200).json();
        assert_eq!((&file["folder"], &file["filename"]), (&json!(folder), &json!("a.bin")), "{change}");
        let path = format!("/folders/{folder}/files/a.bin/download");
        assert_eq!(alice.get(&path).await.is(200).body, bytes);
        stored::settled(&server).await;
        let own = alice.get("/folders/").await.is(200).json()[0]["id"].to_string();
        let texts = stored::texts(&server);
        let caption = texts.iter().find(|text| text.contains("a.bin")).expect("the file's");
        assert!(caption.contains(&own), "{change}: {own} is the folder that {caption} is to name");
        alice.delete(&format!("/folders/{folder}/")).await.is(200);
        alice.delete("/trash/").await.is(200);
    }
    server.finish().await;
}
