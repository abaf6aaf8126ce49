use sha2::{Digest, Sha256};
use tl::enums::InputFileLocation;
use tl::enums::MessagesFilter as Filter;

use super::uploads::the_document;
use super::*;
use crate::content::ramp;
use crate::world::ChatRef;

/// the demo account's file of 8,000 parts.
async fn large_file(client: &Client) -> tl::types::Document {
    let words = f::messages::Search { q: "eight".into(), ..search(Filter::InputMessagesFilterDocument) };
    let found = client.search(words).await;
    let media = found.messages.into_iter().find_map(|message| message.media);
    let Some(tl::enums::MessageMedia::Document(media)) = media else { panic!("a document") };
    let Some(tl::enums::Document::Document(document)) = media.document else { panic!("a document") };
    document
}

fn get_file(document: &tl::types::Document, offset: i64, limit: i32) -> f::upload::GetFile {
    let location = tl::types::InputDocumentFileLocation {
        id: document.id,
        access_hash: document.access_hash,
        file_reference: document.file_reference.clone(),
        thumb_size: String::new(),
    };
    f::upload::GetFile { precise: false, cdn_supported: false, location: location.into(), offset, limit }
}

async fn bytes(client: &Client, request: &f::upload::GetFile) -> Vec<u8> {
    match client.call(request).await.unwrap() {
        tl::enums::upload::File::File(file) => file.bytes,
        other => panic!("{other:?}"),
    }
}

/// A client of the demo account at the data centre that keeps a document.
async fn at_the_file(sandbox: &Sandbox, home: &Client, document: &tl::types::Document) -> Client {
    if document.dc_id == home.caller.dc {
        return home.clone();
    }
    assert_eq!(home.refused(&get_file(document, 0, 4096)).await, format!("FILE_MIGRATE_{}", document.dc_id));
    let exported = home.call(&f::auth::ExportAuthorization { dc_id: document.dc_id }).await.unwrap();
    let tl::enums::auth::ExportedAuthorization::Authorization(exported) = exported;
    let away = sandbox.client(document.dc_id);
    assert_eq!(away.refused(&get_file(document, 0, 4096)).await, "AUTH_KEY_UNREGISTERED");
    away.call(&f::auth::ImportAuthorization { id: exported.id, bytes: exported.bytes }).await.unwrap();
    away
}

#[tokio::test]
async fn downloaded_pieces_match_the_file() {
    let sandbox = Sandbox::start();
    let home = sandbox.signed_in(DEMO).await;
    let document = large_file(&home).await;
    assert_eq!(document.size, 8000 << 19);
    let client = at_the_file(&sandbox, &home, &document).await;
    for (offset, limit) in [(0, 4096), (3 << 30, 1 << 20), ((8000 << 19) - 4096, 4096), ((1 << 20) - 4096, 4096)] {
        let piece = bytes(&client, &get_file(&document, offset, limit)).await;
        assert!(piece == ramp(offset as u64, limit as usize), "at {offset}");
    }
    assert!(bytes(&client, &get_file(&document, 8000 << 19, 4096)).await.is_empty());
    let precise = f::upload::GetFile { precise: true, ..get_file(&document, 1024, 3072) };
    assert_eq!(bytes(&client, &precise).await, ramp(1024, 3072));
}

#[tokio::test]
async fn offsets_and_limits_follow_telegrams_rules() {
    let sandbox = Sandbox::start();
    let home = sandbox.signed_in(DEMO).await;
    let document = large_file(&home).await;
    let client = at_the_file(&sandbox, &home, &document).await;
    let refused = async |offset, limit, precise| {
        client.refused(&f::upload::GetFile { precise, ..get_file(&document, offset, limit) }).await
    };
    assert_eq!(refused(1, 4096, false).await, "OFFSET_INVALID");
    assert_eq!(refused(1024, 4096, false).await, "OFFSET_INVALID");
    assert_eq!(refused(-4096, 4096, false).await, "OFFSET_INVALID");
    assert_eq!(refused(512, 1024, true).await, "OFFSET_INVALID");
    for limit in [0, -4096, 1000, 12 * 1024, (1 << 20) + 4096] {
        assert_eq!(refused(0, limit, false).await, "LIMIT_INVALID", "{limit}");
    }
    assert_eq!(refused(0, 1000, true).await, "LIMIT_INVALID");
    assert_eq!(refused(512 * 1024, 1 << 20, false).await, "LIMIT_INVALID", "across a block of 1 MiB");
    assert_eq!(refused((1 << 20) - 1024, 2048, true).await, "LIMIT_INVALID", "across a block of 1 MiB");
}

#[tokio::test]
async fn references_and_hashes_are_checked() {
    let sandbox = Sandbox::start();
    let home = sandbox.signed_in(DEMO).await;
    let document = large_file(&home).await;
    let client = at_the_file(&sandbox, &home, &document).await;
    let with = |change: &dyn Fn(&mut tl::types::Document)| {
        let mut other = document.clone();
        change(&mut other);
        get_file(&other, 0, 4096)
    };
    assert_eq!(client.refused(&with(&|it| it.access_hash ^= 1)).await, "LOCATION_INVALID");
    assert_eq!(client.refused(&with(&|it| it.file_reference.clear())).await, "FILE_REFERENCE_EMPTY");
    assert_eq!(client.refused(&with(&|it| it.file_reference[9] ^= 1)).await, "FILE_REFERENCE_INVALID");
    sandbox.world.expire_file_references();
    assert_eq!(client.refused(&get_file(&document, 0, 4096)).await, "FILE_REFERENCE_EXPIRED");
    let fresh = large_file(&home).await;
    assert_eq!(bytes(&client, &get_file(&fresh, 0, 4096)).await.len(), 4096);

    let stranger = sandbox.signed_in(EMPTY).await;
    assert_eq!(stranger.refused(&get_file(&fresh, 0, 4096)).await, "LOCATION_INVALID");
    let mut thumb = get_file(&fresh, 0, 4096);
    if let InputFileLocation::InputDocumentFileLocation(location) = &mut thumb.location {
        location.thumb_size = "m".to_owned();
    }
    assert_eq!(client.refused(&thumb).await, "LOCATION_INVALID", "it has no thumbnail");
}

fn get_hashes(document: &tl::types::Document, offset: i64) -> f::upload::GetFileHashes {
    f::upload::GetFileHashes { location: get_file(document, 0, 4096).location, offset }
}

async fn hashes(client: &Client, document: &tl::types::Document, offset: i64) -> Vec<tl::types::FileHash> {
    let hashes = client.call(&get_hashes(document, offset)).await.unwrap();
    hashes.into_iter().map(|tl::enums::FileHash::Hash(hash)| hash).collect()
}

#[tokio::test]
async fn hashes_are_those_of_the_files_pieces() {
    const PIECE: u64 = 128 * 1024;
    let sandbox = Sandbox::start();
    let home = sandbox.signed_in(DEMO).await;
    let document = large_file(&home).await;
    let client = at_the_file(&sandbox, &home, &document).await;
    if document.dc_id != home.caller.dc {
        let migrate = format!("FILE_MIGRATE_{}", document.dc_id);
        assert_eq!(home.refused(&get_hashes(&document, 0)).await, migrate);
    }
    // The piece that contains the offset is the first of eight.
    for offset in [0, PIECE * 3 - 1, PIECE * 3, PIECE * 9 + 77] {
        let hashes = hashes(&client, &document, offset as i64).await;
        assert_eq!(hashes.len(), 8);
        for (piece, hash) in (offset / PIECE..).zip(hashes) {
            assert_eq!((hash.offset as u64, hash.limit as u64), (piece * PIECE, PIECE));
            assert!(hash.hash == Sha256::digest(ramp(piece * PIECE, PIECE as usize))[..], "piece {piece}");
        }
    }
    let ids = |hashes: Vec<tl::types::FileHash>| hashes.iter().map(|hash| hash.offset).collect::<Vec<_>>();
    let end = document.size;
    let last = end - PIECE as i64;
    assert_eq!(ids(hashes(&client, &document, last - 1).await), [last - PIECE as i64, last]);
    assert_eq!(ids(hashes(&client, &document, end).await), [last], "the last one again at the end");
    assert_eq!(client.refused(&get_hashes(&document, end + 1)).await, "OFFSET_INVALID");
    assert_eq!(client.refused(&get_hashes(&document, -1)).await, "OFFSET_INVALID");
    let mut forged = document.clone();
    forged.access_hash ^= 1;
    assert_eq!(client.refused(&get_hashes(&forged, 0)).await, "LOCATION_INVALID");
    sandbox.world.expire_file_references();
    assert_eq!(client.refused(&get_hashes(&document, 0)).await, "FILE_REFERENCE_EXPIRED");
}

#[tokio::test]
async fn the_last_piece_is_shorter_and_an_altered_byte_shows() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let storage = client.create("Storage", true).await;
    let posted = client.post_document(&storage, "", 1).await;
    let document = the_document(&posted);
    let [hash] = &hashes(&client, &document, 0).await[..] else { panic!("one piece") };
    assert_eq!((hash.offset, hash.limit, &hash.hash[..]), (0, 3000, &Sha256::digest(ramp(0, 3000))[..]));
    sandbox.world.alter_document(ChatRef::Channel(storage.id), posted.id, 2999).unwrap();
    assert_ne!(hashes(&client, &document, 0).await[0].hash, hash.hash);
}
