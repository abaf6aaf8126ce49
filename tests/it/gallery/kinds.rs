//! What a file is shown as: its bytes decide, not its name or the type that the sender gives. What is not known is null.

use crate::harness::{EMPTY, Item, Part, TestServer, jpeg, ramp};

/// The picture with so many bytes of a colour profile and descriptions before its frame header.
fn jpeg_behind(bytes: usize) -> Vec<u8> {
    let picture = jpeg();
    let mut file = picture[..2].to_vec();
    for part in vec![0x41; bytes].chunks(60_000) {
        file.extend([0xff, 0xe2]);
        file.extend(u16::try_from(part.len() + 2).expect("short").to_be_bytes());
        file.extend(part);
    }
    file.extend(&picture[2..]);
    file
}

/// An AVI header of 640 × 360 pixels, two seconds.
fn avi() -> Vec<u8> {
    let mut header = vec![0; 56];
    for (at, number) in [(0, 40_000_u32), (16, 50), (32, 640), (36, 360)] {
        header[at..at + 4].copy_from_slice(&number.to_le_bytes());
    }
    [&b"RIFF\0\0\0\0AVI LIST\0\0\0\0hdrlavih\x38\0\0\0"[..], &header, &ramp(5000)].concat()
}

fn facts(item: &Item) -> (&str, &str, serde_json::Value) {
    let of = |key: &str| item.0[key].clone();
    (item.kind(), item.text("mime_type"), serde_json::json!([of("width"), of("height"), of("duration")]))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bytes_decide() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    let text = b"export const answer: number = 42;\n".repeat(20);
    let stream = [&[0x47][..], &[0; 187]].concat().repeat(6);
    let null = serde_json::json!([null, null, null]);
    for (name, content_type, bytes, expected) in [
        ("index.ts", "video/mp2t", text.clone(), ("document", "text/plain", null.clone())),
        (
            "list.m3u",
            "audio/x-mpegurl",
            b"#EXTM3U\nhttp://a.example\n".to_vec(),
            ("document", "text/plain", null.clone()),
        ),
        (
            "board.dts",
            "application/octet-stream",
            b"/dts-v1/;\n/ { };\n".to_vec(),
            ("document", "text/plain", null.clone()),
        ),
        ("fake.mp4", "video/mp4", text, ("document", "text/plain", null.clone())),
        ("noise.mp3", "audio/mpeg", ramp(9000), ("document", "audio/mpeg", null.clone())),
        (
            "film.bin",
            "application/octet-stream",
            avi(),
            ("video", "video/x-msvideo", serde_json::json!([640, 360, 2.0])),
        ),
        ("camera.dat", "text/plain", stream, ("video", "video/mp2t", null)),
    ] {
        browser.upload(&[Part::file(name, content_type, bytes)]).await.is(200);
        let item = browser.items("?limit=1").await.remove(0);
        assert_eq!(facts(&item), expected, "{name}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_behind_a_long_colour_profile_is_a_photo() {
    let server = TestServer::start().await;
    let browser = server.sign_in(EMPTY).await;
    for length in [300 << 10, 1_200_000] {
        browser.upload(&[Part::file("a.jpg", "image/jpeg", jpeg_behind(length))]).await.is(200);
        let item = browser.items("?limit=1").await.remove(0);
        assert_eq!(item.kind(), "photo", "{length} bytes");
    }
    server.finish().await;
}
