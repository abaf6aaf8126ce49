//! What the real binary needs while much goes through it: measured from outside, at its highest.

use std::fs;
use std::path::Path;

use futures_util::stream;
use reqwest::{Body, Method};

use crate::harness::{Browser, DEMO, EMPTY, Program, ramp, sandbox_settings};
use sandbox::{Options, Sandbox};

const MEBIBYTE: u64 = 1 << 20;
/// Much less than what goes through.
const ALLOWED: u64 = 48 * MEBIBYTE;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn much_goes_through_in_little_memory() {
    let sandbox = Sandbox::start(Options::default()).await.expect("a sandbox starts on free loopback ports");
    let home = tempfile::tempdir().expect("a folder for the test");
    let mut settings = sandbox_settings(&sandbox, home.path());
    // What is kept on purpose is not to be measured.
    settings.push(("CHUNK_CACHE", "16MiB".to_owned()));
    let settings: Vec<_> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let program = Program::start(home.path(), &settings);

    let browser = Browser::new(program.origin());
    browser.sign_in(DEMO).await;
    let item = browser.item_named("eight-thousand-parts.bin").await;
    let before = program.highest_memory();
    let length = 3 * ALLOWED;
    let call = browser.call(Method::GET, &item.path()).header("range", &format!("bytes=0-{}", length - 1));
    let mut response = call.open().await;
    let mut received = 0;
    while let Some(chunk) = response.chunk().await.expect("the body is whole") {
        received += chunk.len() as u64;
    }
    assert_eq!(received, length);
    let raised = program.highest_memory() - before;
    assert!(raised <= ALLOWED, "streaming raised the memory by {} MiB", raised / MEBIBYTE);

    let other = Browser::new(program.origin());
    other.sign_in(EMPTY).await;
    let (before, kept) = (program.highest_memory(), size_of(&home.path().join("data")));
    let length = 2 * ALLOWED;
    other
        .call(Method::POST, "/upload_file")
        .header("content-type", "multipart/form-data; boundary=b")
        .body(large_form(length))
        .send()
        .await
        .says("File uploaded successfully.");
    assert_eq!(other.items("").await[0].size(), length);
    let raised = program.highest_memory() - before;
    assert!(raised <= ALLOWED, "an upload raised the memory by {} MiB", raised / MEBIBYTE);
    let left = size_of(&home.path().join("data")).saturating_sub(kept);
    assert!(left < MEBIBYTE, "an upload left {left} bytes on the disk");
    assert!(sandbox.counters().unknown_methods.is_empty());
    program.stop();
}

/// A form with one file of that size, made while it is sent.
fn large_form(length: u64) -> Body {
    let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large.bin\"\r\n\
                Content-Type: application/octet-stream\r\n\r\n";
    let block = ramp(1 << 20);
    let blocks = (0..length / MEBIBYTE).map(move |_| block.clone());
    let pieces =
        std::iter::once(head.as_bytes().to_vec()).chain(blocks).chain(std::iter::once(b"\r\n--b--\r\n".to_vec()));
    Body::wrap_stream(stream::iter(pieces.map(Ok::<_, std::io::Error>)))
}

/// How many bytes a folder holds.
fn size_of(folder: &Path) -> u64 {
    fs::read_dir(folder)
        .expect("a readable folder")
        .map(|entry| {
            let entry = entry.expect("a readable entry");
            let metadata = entry.metadata().expect("its size");
            if metadata.is_dir() { size_of(&entry.path()) } else { metadata.len() }
        })
        .sum()
}
