//! What a newcomer does, with nothing set: start it, read the console, sign in, look, play, upload, restart.

use std::fs;

use crate::harness::{Browser, DEMO, GUARDED, Part, Program, jpeg, sandbox_settings};
use sandbox::{Options, Sandbox};
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_is_still_there_after_a_restart() {
    let home = tempfile::tempdir().expect("a folder for the test");
    let program = Program::start(home.path(), &[]);
    let browser = Browser::new(program.origin());
    // The console says all that is needed, though not before the address.
    crate::harness::eventually("the console tells the demo sign-in", async || {
        let said = program.said();
        (said.contains("+9996620001") && said.contains("22222")).then_some(())
    })
    .await;

    let page = browser.get("/sign-in").await.is(200);
    assert!(page.header("content-type").starts_with("text/html"));
    browser.sign_in(DEMO).await;
    let video = browser.items("?type=video&limit=1").await.remove(0);
    assert_eq!(browser.get_range(video.stream_url(), "bytes=0-1").await.is(206).body.len(), 2);
    let middle = video.size() / 2;
    browser.get_range(video.stream_url(), &format!("bytes={middle}-")).await.is(206);
    browser.upload(&[Part::file("mine.jpg", "image/jpeg", jpeg()), Part::text("caption", "mine")]).await.is(200);
    let photo = browser.items("?limit=1").await.remove(0);
    let bytes = browser.get(photo.stream_url()).await.is(200).body;
    program.stop();

    let program = Program::start(home.path(), &[]);
    let browser = browser.at(program.origin());
    assert!(browser.is_authenticated().await, "still signed in");
    let again = browser.items("?limit=1").await.remove(0);
    assert_eq!((again.id(), again.text("caption")), (photo.id(), "mine"));
    assert!(browser.get(again.stream_url()).await.is(200).body == bytes, "the photo is the same");

    let id = browser.upload_document("kept.bin", crate::harness::ramp(100_000)).await;
    program.kill();
    let program = Program::start(home.path(), &[]);
    let browser = browser.at(program.origin());
    let kept = browser.get(&format!("/stream_media/{id}")).await.is(200);
    assert!(kept.body == crate::harness::ramp(100_000), "what was sent survives a power cut");
    program.stop();
    assert_eq!(fs::read_dir(home.path().join("data/tmp")).map_or(0, Iterator::count), 0, "no temporary files");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_secret_is_ever_logged() {
    let sandbox = Sandbox::start(Options::default()).await.expect("a sandbox starts on free loopback ports");
    let home = tempfile::tempdir().expect("a folder for the test");
    let settings = sandbox_settings(&sandbox, home.path());
    let mut settings: Vec<_> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    settings.push(("RUST_LOG", "trace"));
    let program = Program::start(home.path(), &settings);
    let browser = Browser::new(program.origin());
    browser.send_code(GUARDED.phone).await.is(200);
    browser.sign_in_with(GUARDED.phone, "70717").await.is(400);
    browser.sign_in_with(GUARDED.phone, GUARDED.code).await.is(401);
    let early: Vec<_> = browser.cookies().into_values().collect();
    browser.post("/check-password", json!({ "password": "correct-horse-canary" })).await.is(400);
    browser.post("/check-password", json!({ "password": "sandbox" })).await.is(200);
    browser
        .upload(&[
            Part::file("canary-name.bin", "application/octet-stream", b"canary-bytes".to_vec()),
            Part::text("caption", "canary-caption"),
        ])
        .await
        .is(200);
    browser.get("/get-saved-messages-media?q=canary-query").await.is(200);
    sandbox.revoke(GUARDED.phone).expect("the account is there");
    let late: Vec<_> = browser.cookies().into_values().collect();
    browser.get("/get-saved-messages-media").await.is(401);
    let origin = program.origin().to_owned();
    let said = program.said();
    program.stop();

    assert!(said.contains(&origin), "something is said at all");
    let mut secrets =
        vec!["9996621001".to_owned(), "70717".to_owned(), "correct-horse-canary".to_owned(), "canary-query".to_owned()];
    secrets.extend(early);
    secrets.extend(late);
    for secret in secrets {
        let line = said.lines().find(|line| line.contains(&secret));
        assert!(line.is_none(), "a secret is logged: {}", line.unwrap_or_default());
    }
}
