use std::time::Duration;

use sandbox::content::{self, ramp};
use sandbox::faults::{Effect, Fault};
use tokio_util::bytes::Bytes;

use super::bench::{Bench, EMPTY, all_items, read};
use crate::telegram::{
    Account, Error, MediaKind, PartMethod, PartProgress, Rejected, ThumbnailSize, UploadHints, Uploaded,
};

const KIB: usize = 1024;

async fn upload(account: &Account, name: &str, bytes: &[u8], step: usize) -> Uploaded {
    let mut upload = account.upload(UploadHints { name: name.to_owned(), ..UploadHints::default() });
    for chunk in bytes.chunks(step) {
        upload.write(Bytes::copy_from_slice(chunk)).await.expect("accepted");
    }
    upload.finish().await.expect("complete")
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_any_size_are_stored_unchanged() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    for size in [1, 4095, 512 * KIB, 512 * KIB + 1, 1024 * KIB, 10 * 1024 * KIB, 10 * 1024 * KIB + 1, 12 * 1024 * KIB] {
        let bytes = ramp(7, size);
        let uploaded = upload(&account, "file.bin", &bytes, 65_000).await;
        let ids = account.send_files(vec![uploaded], "a caption").await.expect("sent");
        let media = account.media(ids[0]).await.expect("the message exists");
        assert_eq!((media.kind, media.size, media.name.as_str()), (MediaKind::Document, size as u64, "file.bin"));
        assert_eq!(media.caption, "a caption");
        assert!(read(&account, ids[0], 0..size as u64).await.expect("bytes") == bytes, "{size} bytes");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_file_is_refused() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let refused = account.upload(UploadHints::default()).finish().await;
    assert!(matches!(refused, Err(Error::Rejected(Rejected::FileEmpty))));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_incomplete_upload_sends_no_message() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let mut upload = account.upload(UploadHints::default());
    upload.write(ramp(0, 11 * 1024 * KIB).into()).await.expect("accepted");
    drop(upload);
    assert!(all_items(&account).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_during_an_upload_are_repaired() {
    let soon = Duration::from_millis(10);
    let bench = Bench::start_with(|limits| limits.calls.pause = soon).await;
    let account = bench.sign_in(EMPTY).await;
    let bytes = ramp(0, 11 * 1024 * KIB);
    let part = "upload.saveBigFilePart";
    for effect in [Effect::Drop, Effect::Error("FLOOD_WAIT_1".into()), Effect::Error("INTERNAL".into())] {
        // Late: after a wait the rate is 70 % of what it was before, and of a few parts it was low.
        bench.sandbox().add_fault(Fault::new(part, effect).after(15)).expect("a fault");
    }
    let uploaded = upload(&account, "file.bin", &bytes, 100_000).await;
    bench.sandbox().add_fault(Fault::new("messages.sendMedia", Effect::Drop)).expect("a fault");
    let ids = account.send_files(vec![uploaded], "").await.expect("sent");
    assert!(read(&account, ids[0], 0..bytes.len() as u64).await.expect("bytes") == bytes);
    assert_eq!(all_items(&account).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_the_same_group_become_an_album() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let mut files = Vec::new();
    // One channel of 8,000 samples of 16 bits in a second.
    let head = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\x88\x13\0\0";
    let song = [&head[..], &ramp(1, 5000)].concat();
    for name in ["one.bin", "two.bin", "song.wav", "three.bin"] {
        let bytes = if name == "song.wav" { song.clone() } else { ramp(1, 5000) };
        files.push(upload(&account, name, &bytes, 5000).await);
    }
    let ids = account.send_files(files, "together").await.expect("sent");
    assert_eq!(ids.len(), 4);
    let mut media = Vec::new();
    for id in &ids {
        media.push(account.media(*id).await.expect("the message exists"));
    }
    let names: Vec<_> = media.iter().map(|media| media.name.as_str()).collect();
    assert_eq!(names, ["one.bin", "two.bin", "song.wav", "three.bin"]);
    assert!(media[0].album.is_some());
    assert_eq!((media[1].album, media[3].album), (media[0].album, media[0].album));
    assert_eq!((media[2].album, media[2].kind), (None, MediaKind::Audio));
    assert_eq!((media[0].caption.as_str(), media[1].caption.as_str()), ("together", ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn captions_are_edited_and_messages_deleted() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let uploaded = upload(&account, "file.bin", &ramp(1, 5000), 5000).await;
    let ids = account.send_files(vec![uploaded], "before").await.expect("sent");
    let media = account.edit_caption(ids[0], "after").await.expect("edited");
    assert_eq!(media.caption, "after");
    let same = account.edit_caption(ids[0], "after").await;
    assert!(matches!(same, Err(Error::Rejected(Rejected::NotModified))));
    let long = account.edit_caption(ids[0], &"x".repeat(5000)).await;
    assert!(matches!(long, Err(Error::Rejected(Rejected::CaptionTooLong))), "{long:?}");
    assert_eq!(account.delete(&ids).await.expect("deleted"), ids);
    assert!(matches!(account.media(ids[0]).await, Err(Error::NotFound)));
    assert!(account.delete(&ids).await.expect("a result").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_sent_as_photos() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let item = content::demo().iter().find(|item| item.kind == content::ContentKind::Photo).expect("a photo");
    let bytes = item.bytes.read(0, usize::MAX);
    let uploaded = upload(&account, "holiday.jpg", &bytes, 10_000).await;
    let ids = account.send_files(vec![uploaded], "").await.expect("sent");
    let media = account.media(ids[0]).await.expect("the message exists");
    assert_eq!((media.kind, media.mime_type.as_str()), (MediaKind::Photo, "image/jpeg"));
    assert_eq!((media.width, media.height), (Some(item.width), Some(item.height)));
    assert!(media.placeholder.is_some() && media.has_thumbnail);
    let thumbnail = account.thumbnail(ids[0], ThumbnailSize::M).await.expect("a thumbnail");
    assert_eq!(thumbnail.mime_type, "image/jpeg");
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_pictures_are_sent_as_documents() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\0\x03\0 and then nothing";
    let uploaded = upload(&account, "broken.png", bytes, 10).await;
    let ids = account.send_files(vec![uploaded], "").await.expect("sent");
    let media = account.media(ids[0]).await.expect("the message exists");
    assert_eq!((media.kind, media.name.as_str()), (MediaKind::Document, "broken.png"));
}

#[tokio::test(flavor = "multi_thread")]
async fn size_and_duration_of_a_video_are_read_from_the_file() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let videos =
        content::demo().iter().filter(|item| item.kind == content::ContentKind::Video && item.mime_type == "video/mp4");
    let mut count = 0;
    for item in videos {
        let bytes = item.bytes.read(0, usize::MAX);
        let uploaded = upload(&account, "video.mp4", &bytes, 10_000).await;
        let ids = account.send_files(vec![uploaded], "").await.expect("sent");
        let media = account.media(ids[0]).await.expect("the message exists");
        assert_eq!((media.kind, media.name.as_str()), (MediaKind::Video, "video.mp4"), "{:?}", item.name);
        assert_eq!((media.width, media.height), (Some(item.width), Some(item.height)), "{:?}", item.name);
        let off = media.duration.expect("a duration") - item.duration.as_secs_f64();
        assert!(off.abs() < 0.5, "{:?} is off by {off} s", item.name);
        count += 1;
    }
    assert!(count > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_are_accepted_in_any_order_and_after_a_resume() {
    const PART: usize = 512 * KIB;
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let bytes = ramp(3, 22 * PART + 1000);
    let size = bytes.len() as u64;
    let part = |number: usize| Bytes::copy_from_slice(&bytes[number * PART..bytes.len().min((number + 1) * PART)]);
    let mut sink = account.part_sink(PartProgress::new(PartMethod::Big));
    for number in [22, 3, 0, 1] {
        sink.write_at((number * PART) as u64, part(number), Some(size)).await.expect("accepted");
    }
    let progress = sink.flush().await.expect("arrived").clone();
    drop(sink);
    assert_eq!(progress.stored_from_start(), 2 * PART as u64);
    assert_eq!(progress.missing(size).next(), Some(2));
    let incomplete = account.part_sink(progress.clone()).finish(size, UploadHints::default()).await;
    assert!(matches!(incomplete, Err(Error::Protocol(_))), "parts are missing");
    let mut sink = account.part_sink(progress.clone());
    for number in progress.missing(size) {
        sink.write_at(u64::from(number) * PART as u64, part(number as usize), Some(size)).await.expect("accepted");
    }
    let hints = UploadHints { name: "resumed.bin".to_owned(), as_file: true, ..UploadHints::default() };
    let uploaded = sink.finish(size, hints).await.expect("complete");
    let ids = account.send_files(vec![uploaded], "").await.expect("sent");
    assert!(read(&account, ids[0], 0..size).await.expect("bytes") == bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn misaligned_parts_are_refused() {
    const PART: u64 = 512 * 1024;
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let mut sink = account.part_sink(PartProgress::new(PartMethod::Big));
    for (offset, length, size) in
        [(1, 10, Some(11)), (0, 0, None), (0, PART + 1, None), (0, 10, None), (0, 10, Some(20)), (PART, 10, Some(PART))]
    {
        let refused = sink.write_at(offset, ramp(0, length as usize).into(), size).await;
        assert!(matches!(refused, Err(Error::Protocol(_))), "{length} bytes at {offset} of {size:?}");
    }
    assert!(sink.flush().await.expect("nothing failed").stored.is_empty());
}
