//! Files that end at, and ranges that go over, every seam: of age's chunks, of segments, of both; plain and encrypted.

use std::collections::BTreeSet;

use heliograph::drive::content::age::header::WRITTEN_BYTES;
use heliograph::drive::content::age::payload::{CHUNK, SEALED_CHUNK};
use reqwest::Method;
use serde_json::json;

use super::client::Program;
use super::stored::{self, sign_storage_in, upload};
use crate::harness::{Answer, TestServer, ramp, send};

/// A setting of `DRIVE_SEGMENT`, and how many bytes it is.
const SEGMENTS: [(&str, usize); 2] = [("512KiB", 512 << 10), ("1MiB", 1 << 20)];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_seam_of_plain_files() {
    for (setting, segment) in SEGMENTS {
        seams(setting, segment, false).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_seam_of_encrypted_files() {
    for (setting, segment) in SEGMENTS {
        // As many whole chunks as fit.
        seams(setting, (segment - WRITTEN_BYTES) / SEALED_CHUNK * CHUNK, true).await;
    }
}

async fn seams(setting: &str, segment: usize, is_encrypted: bool) {
    let server = TestServer::builder().setting("DRIVE_SEGMENT", setting).start().await;
    let alice = Program::registered(&server, "alice").await;
    sign_storage_in(&alice).await;
    if is_encrypted {
        alice.post("/encryption/on", json!({})).await.is(200);
    }
    let whole = ramp(2 * segment + CHUNK + 1);
    let around = |seam: usize| [seam - 1, seam, seam + 1];
    let sizes = [[0, 1, whole.len()], around(CHUNK), around(segment), around(2 * segment)].concat();
    let (mut documents, mut empty) = (0, 0);
    for size in sizes {
        let (name, bytes) = (format!("{size}.bin"), &whole[..size]);
        let stored = upload(&alice, "f", &name, bytes).await.is(200).json();
        assert_eq!((&stored["size"], &stored["encrypted"]), (&json!(size.to_string()), &json!(is_encrypted)));
        documents += size.div_ceil(segment);
        empty += usize::from(size == 0);
        assert_eq!(stored::documents(&server), documents, "{size} bytes in segments of {segment}");
        check_reads(&alice, &name, bytes, segment).await;
    }
    assert_eq!(empty, 1);
    server.finish().await;
}

async fn check_reads(alice: &Program, name: &str, bytes: &[u8], segment: usize) {
    let size = bytes.len();
    let path = format!("/folders/f/files/{name}/download");
    let download = alice.get(&path).await.is(200);
    assert!(download.body == bytes, "{name} in segments of {segment}");
    let head = send(alice.call(Method::HEAD, &path)).await.is(200);
    assert_eq!(head.header("content-length"), size.to_string());
    // Of an empty file there is no part: it is sent as it is.
    part(alice, &path, &format!("{size}-")).await.is(if size == 0 { 200 } else { 416 });
    for (first, last) in ranges(size, segment) {
        let answer = part(alice, &path, &format!("{first}-{last}")).await.is(206);
        assert!(answer.body == bytes[first..=last], "{first}-{last} of {name} in segments of {segment}");
        assert_eq!(answer.header("content-range"), format!("bytes {first}-{last}/{size}"));
    }
    if size > 0 {
        assert!(part(alice, &path, "-1").await.is(206).body == bytes[size - 1..]);
        let from_the_last_seam = (size - 1) / segment * segment;
        let answer = part(alice, &path, &format!("{from_the_last_seam}-")).await.is(206);
        assert!(answer.body == bytes[from_the_last_seam..]);
    }
}

/// Up to each seam, over it, from it, and from before one to after the next; the last bytes included.
fn ranges(size: usize, segment: usize) -> BTreeSet<(usize, usize)> {
    let seams_of = |length: usize| (1..=size / length).map(move |number| number * length);
    let seams: BTreeSet<_> = seams_of(CHUNK).chain(seams_of(segment)).collect();
    let next = |seam: usize| seams.range(seam + 1..).next().copied().unwrap_or(size);
    let around = |seam: &usize| [(seam - 1, seam - 1), (seam - 1, *seam), (*seam, *seam), (seam - 1, next(*seam))];
    seams.iter().flat_map(around).filter(|(_, last)| *last < size).collect()
}

async fn part(alice: &Program, path: &str, range: &str) -> Answer {
    send(alice.call(Method::GET, path).header("range", format!("bytes={range}"))).await
}
