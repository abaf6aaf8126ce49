//! Names and types that hurt: made harmless, wherever they are shown.

use crate::harness::{Answer, DEMO, EMPTY, NAMES_THAT_HURT, Part, TestServer, ramp};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn they_come_back_without_breaking_a_header() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    for (at, name) in NAMES_THAT_HURT.iter().enumerate() {
        browser.upload_document(name, ramp(at + 1)).await;
        let item = browser.items("?limit=1").await.remove(0);
        assert_eq!(item.size(), at as u64 + 1, "{name:?} arrived");
        assert!(!item.name().is_empty() && !item.name().contains(hurts), "{name:?} is shown as {:?}", item.name());
        for path in [item.stream_url().to_owned(), format!("{}?download=1", item.path())] {
            let answer = browser.get(&path).await.is(200);
            assert!(answer.body == ramp(at + 1), "{name:?}");
            is_harmless(&answer, name);
        }
        let answer = browser.get(&format!("{}?download=1", item.path())).await.is(200);
        assert!(answer.header("content-disposition").starts_with("attachment"), "{name:?}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plain_name_is_kept_to_the_letter() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    for name in
        ["plain.bin", "two words.bin", "ünïcödé – 写真 📷.bin", "quote'quote.bin", "semi;colon=equals,comma.bin"]
    {
        let id = browser.upload_document(name, ramp(1)).await;
        let item = browser.items("?limit=1").await.remove(0);
        assert_eq!(item.name(), name);
        let answer = browser.get(&format!("/stream_media/{id}?download=1")).await.is(200);
        assert_eq!(told_name(&answer), name);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_accounts_worst_names_are_harmless_too() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    for item in browser.items("?limit=500").await {
        assert!(
            item.stream_url().is_ascii() && !item.stream_url().contains([' ', '"', '<', '\\']),
            "{}",
            item.stream_url()
        );
        let answer = browser.head(item.stream_url()).await.is(200);
        is_harmless(&answer, item.name());
        assert_eq!(answer.header("content-length"), item.size().to_string());
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_stored_can_run_as_a_page_of_ours() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let script = b"<html><script>alert(document.domain)</script></html>".to_vec();
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec();
    for (name, content_type, bytes) in [
        ("page.html", "text/html", &script),
        ("page.htm", "text/html; charset=utf-8", &script),
        ("picture.svg", "image/svg+xml", &svg),
        ("page.xhtml", "application/xhtml+xml", &script),
        ("feed.xml", "text/xml", &svg),
        ("code.js", "text/javascript", &script),
        ("video.mp4", "text/html", &script),
        ("odd", "TEXT/HTML", &script),
    ] {
        let parts = [Part::file(name, content_type, bytes.clone())];
        let answer = browser.upload(&parts).await;
        if answer.status == 400 {
            continue;
        }
        answer.is(200);
        let item = browser.items("?limit=1").await.remove(0);
        for path in [item.path(), item.stream_url().to_owned(), format!("{}/page.html", item.path())] {
            let answer = browser.get(&path).await.is(200);
            is_harmless(&answer, name);
            let served = answer.header("content-type").to_ascii_lowercase();
            for runs in ["html", "svg", "xml", "javascript"] {
                assert!(!served.contains(runs), "{name} is served as {served}");
            }
            if item.kind() == "document" {
                assert!(answer.header("content-disposition").starts_with("attachment"), "{name}: {:?}", answer.headers);
            }
            assert!(answer.body == *bytes, "{name}");
        }
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn plain_media_is_shown_in_place() {
    let server = TestServer::start().await;
    let browser = server.sign_in(DEMO).await;
    for kind in ["photo", "video", "audio"] {
        for item in browser.items(&format!("?limit=500&type={kind}")).await {
            let answer = browser.head(item.stream_url()).await.is(200);
            let top = if kind == "photo" { "image/" } else { kind };
            assert!(answer.header("content-type").starts_with(top), "{:?}: {:?}", item.name(), answer.headers);
            assert!(answer.header("content-disposition").starts_with("inline"), "{:?}", item.name());
        }
    }
    server.finish().await;
}

/// No script of ours, no sniffing, no broken header, nothing that moves a cursor or a folder.
fn is_harmless(answer: &Answer, name: &str) {
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{name:?}");
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("sandbox") && policy.contains("default-src 'none'"), "{name:?}: {policy}");
    let caching = answer.header("cache-control");
    assert!(caching.contains("private") && !caching.contains("public"), "{name:?}: {caching}");
    let told = told_name(answer);
    assert!(!told.is_empty(), "{name:?}");
    assert!(!told.contains(hurts), "{name:?} became {told:?}");
    assert!(told.len() <= 255 && told != "." && told != "..", "{name:?} became {told:?}");
}

/// Moves a cursor, a folder or a header's end.
fn hurts(c: char) -> bool {
    c.is_control()
        || "/\\:*?\"<>|\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2069}\u{2028}".contains(c)
}

/// The name that a browser would save under: `filename*` where it is given, else `filename`.
fn told_name(answer: &Answer) -> String {
    let disposition = answer.header("content-disposition");
    if let Some((_, extended)) = disposition.split_once("filename*=UTF-8''") {
        let extended = extended.split(';').next().expect("something");
        let mut bytes = Vec::new();
        let mut rest = extended.bytes();
        while let Some(byte) = rest.next() {
            if byte == b'%' {
                let digits = [rest.next().expect("two digits"), rest.next().expect("two digits")];
                let digits = std::str::from_utf8(&digits).expect("ASCII");
                bytes.push(u8::from_str_radix(digits, 16).expect("hexadecimal"));
            } else {
                assert!(byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte), "{disposition}");
                bytes.push(byte);
            }
        }
        return String::from_utf8(bytes).expect("UTF-8");
    }
    let (_, plain) = disposition.split_once("filename=\"").unwrap_or_else(|| panic!("no name in {disposition}"));
    let (plain, _) = plain.split_once('"').expect("a closing quote");
    assert!(!plain.contains(['\\', '%']), "{disposition}");
    plain.to_owned()
}
