use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use sandbox::content::ramp;
use sandbox::faults::{Effect, Fault};

use super::bench::{Bench, DEMO, ENDLESS, all_items, item_named, read};
use crate::stream::ByteRange;
use crate::telegram::{ByteSource, ChatRef, Error, Joined, MediaKind, MediaQuery, MessageId, ThumbnailSize};

const LARGE: &str = "eight-thousand-parts.bin";
const MIB: u64 = 1024 * 1024;

#[tokio::test(flavor = "multi_thread")]
async fn any_range_returns_its_bytes() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let large = item_named(&account, LARGE).await;
    let size = large.size;
    assert_eq!(size, 8000 << 19);
    let ranges = [
        0..1,
        0..2,
        4095..4097,
        MIB - 1..MIB,
        MIB - 1..MIB + 1,
        3 * MIB - 7..5 * MIB + 9,
        size - 600..size,
        size - 1..size,
    ];
    for range in ranges {
        let bytes = read(&account, large.id, range.clone()).await.expect("bytes");
        assert!(bytes == ramp(range.start, (range.end - range.start) as usize), "{range:?}");
    }
    assert!(matches!(read(&account, large.id, size..size + 1).await, Err(Error::NotFound)));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_file_has_its_stated_length() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    for media in all_items(&account).await.into_iter().filter(|media| media.size < 64 * MIB) {
        let bytes = read(&account, media.id, 0..media.size).await.expect("bytes");
        assert_eq!(bytes.len() as u64, media.size, "{media:?}");
        if media.kind == MediaKind::Photo {
            assert_eq!(&bytes[..3], &[0xff, 0xd8, 0xff]);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_reference_that_expires_during_a_download_is_renewed() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let large = item_named(&account, LARGE).await;
    let mut download =
        account.download(large.id, ByteRange::new(0..4 * MIB).expect("not empty")).await.expect("a stream");
    let mut bytes = download.next().await.expect("a chunk").expect("bytes").to_vec();
    bench.sandbox().expire_file_references();
    while let Some(chunk) = download.next().await {
        bytes.extend_from_slice(&chunk.expect("bytes"));
    }
    assert!(bytes == ramp(0, 4 * MIB as usize));
    assert!(bench.calls("messages.getMessages") >= 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_during_a_download_are_repaired() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let large = item_named(&account, LARGE).await;
    let get_file = "upload.getFile";
    for fault in [
        Fault::new(get_file, Effect::Drop),
        Fault::new(get_file, Effect::Short),
        Fault::error(get_file, "FLOOD_WAIT_1"),
        Fault::error(get_file, "FLOOD_PREMIUM_WAIT_1"),
        Fault::error(get_file, "INTERNAL"),
    ] {
        bench.sandbox().add_fault(fault.clone().after(2)).expect("a fault");
        let bytes = read(&account, large.id, 0..3 * MIB).await;
        assert!(bytes.expect("repaired") == ramp(0, 3 * MIB as usize), "{fault:?}");
        bench.sandbox().clear_faults();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lasting_errors_fail_and_never_shorten_the_file() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let large = item_named(&account, LARGE).await;
    read(&account, large.id, 0..1).await.expect("a byte");
    for effect in [Effect::Short, Effect::Drop, Effect::Error("FLOOD_WAIT_42".into())] {
        bench.sandbox().add_fault(Fault::new("upload.getFile", effect).after(2).forever()).expect("a fault");
        let broken = read(&account, large.id, 0..3 * MIB).await;
        assert!(broken.is_err());
        bench.sandbox().clear_faults();
    }
    bench.sandbox().reset_counters();
    let refused = read(&account, large.id, 100 * MIB..101 * MIB).await;
    assert!(
        matches!(refused, Err(Error::Wait(wait)) if wait <= Duration::from_secs(42)),
        "the flood wait still applies"
    );
    assert_eq!(bench.calls("upload.getFile"), 0);
    read(&account, large.id, 0..1).await.expect("what is in the cache needs no call");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_flood_wait_fails_before_the_first_byte() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let large = item_named(&account, LARGE).await;
    bench.sandbox().add_fault(Fault::error("upload.getFile", "FLOOD_WAIT_42")).expect("a fault");
    let refused = read(&account, large.id, 0..MIB).await;
    assert!(matches!(refused, Err(Error::Wait(wait)) if wait == Duration::from_secs(42)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_file_reference_is_renewed_once_for_all_pieces() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let large = item_named(&account, LARGE).await;
    read(&account, large.id, 0..4 * MIB).await.expect("bytes");
    bench.sandbox().expire_file_references();
    bench.sandbox().reset_counters();
    let readers = (1..9).map(|index| read(&account, large.id, index * 100 * MIB..(index * 100 + 4) * MIB));
    for (index, bytes) in futures_util::future::join_all(readers).await.into_iter().enumerate() {
        assert!(bytes.expect("repaired") == ramp((index as u64 + 1) * 100 * MIB, 4 * MIB as usize));
    }
    assert_eq!(bench.calls("messages.getMessages"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_share_fetched_pieces() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let large = item_named(&account, LARGE).await;
    bench.sandbox().reset_counters();
    let readers = (0..8).map(|_| read(&account, large.id, 7..16 * MIB));
    for bytes in futures_util::future::join_all(readers).await {
        assert!(bytes.expect("bytes") == ramp(7, (16 * MIB - 7) as usize));
    }
    let calls = bench.calls("upload.getFile");
    assert!(read(&account, large.id, MIB..16 * MIB).await.expect("bytes") == ramp(MIB, 15 * MIB as usize));
    assert_eq!(bench.calls("upload.getFile"), calls, "all of it is cached");
    // Pieces of 16, 16, 32, 64, 128 and 256 KiB, then of 512 KiB.
    assert_eq!(calls, 6 + 31);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_session_ends_a_stream_without_retries() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let large = item_named(&account, LARGE).await;
    let mut download =
        account.download(large.id, ByteRange::new(0..64 * MIB).expect("not empty")).await.expect("a stream");
    download.next().await.expect("a chunk").expect("bytes");
    bench.sandbox().revoke(DEMO).expect("a known number");
    bench.sandbox().reset_counters();
    let mut end = None;
    while let Some(chunk) = download.next().await {
        end = chunk.err();
    }
    assert!(matches!(end, Some(Error::SignedOut)), "{end:?}");
    // The requests under way, at most 8 MiB, each of which is answered once.
    assert!(bench.calls("upload.getFile") <= 16);
    assert!(matches!(read(&account, large.id, 0..1).await, Err(Error::SignedOut)));
}

#[tokio::test(flavor = "multi_thread")]
async fn fetching_stops_when_the_reader_is_dropped() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let large = item_named(&account, LARGE).await;
    bench.sandbox().reset_counters();
    let mut download =
        account.download(large.id, ByteRange::new(0..large.size).expect("not empty")).await.expect("a stream");
    download.next().await.expect("a chunk").expect("bytes");
    drop(download);
    read(&account, large.id, 0..1).await.expect("a byte");
    // The first window, in six pieces, and the byte.
    assert!(bench.calls("upload.getFile") <= 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_requests_for_a_thumbnail_share_one_fetch() {
    let bench = Bench::start().await;
    let account = bench.sign_in(ENDLESS).await;
    let query = MediaQuery { limit: 1, kind: Some(MediaKind::Photo), ..MediaQuery::default() };
    let photo = account.list_media(&query).await.expect("a page").items.pop().expect("a photo");
    assert!(photo.placeholder.is_some() && photo.has_thumbnail);
    bench.sandbox().reset_counters();
    let requests = (0..20).map(|_| account.thumbnail(photo.id, ThumbnailSize::S));
    for thumbnail in futures_util::future::join_all(requests).await {
        assert_eq!(thumbnail.expect("a thumbnail").mime_type, "image/jpeg");
    }
    assert_eq!(bench.calls("upload.getFile"), 1);
    assert!(matches!(account.thumbnail(MessageId(1_000_000), ThumbnailSize::S).await, Err(Error::NotFound)));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_several_messages_are_read_as_one() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let large = item_named(&account, LARGE).await.id;
    let other = all_items(&account).await.into_iter().find(|media| media.size > 1000 && media.id != large);
    let other = other.expect("another file");
    let alone = read(&account, other.id, 0..other.size).await.expect("bytes");
    let mut sources: Vec<Arc<dyn ByteSource>> = Vec::new();
    for id in [other.id, large, other.id] {
        sources.push(Arc::new(account.bytes_of(&ChatRef::Saved, id).await.expect("a file")));
    }
    let joined = Joined::new(sources);
    assert_eq!(joined.size(), 2 * other.size + (8000 << 19));
    let read_joined = async |range: std::ops::Range<u64>| {
        let mut stream = joined.read(ByteRange::new(range).expect("not empty")).await.expect("inside");
        let mut bytes = Vec::new();
        while let Some(chunk) = stream.next().await {
            bytes.extend_from_slice(&chunk.expect("bytes"));
        }
        bytes
    };
    let start = other.size;
    assert!(read_joined(start - 500..start + 700).await == [&alone[alone.len() - 500..], &ramp(0, 700)].concat());
    let end = start + (8000 << 19);
    assert!(read_joined(end - 300..end + 400).await == [&ramp((8000 << 19) - 300, 300)[..], &alone[..400]].concat());
    assert!(read_joined(end..end + other.size).await == alone);
}
