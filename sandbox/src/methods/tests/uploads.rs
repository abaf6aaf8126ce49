use std::io::Cursor;
use std::time::Duration;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use tl::enums::PhotoSize;

use super::*;
use crate::content::ramp;

const KIB: usize = 1024;

pub(super) async fn save(client: &Client, id: i64, part: i32, bytes: Vec<u8>) -> Result<bool, RpcError> {
    client.call(&f::upload::SaveFilePart { file_id: id, file_part: part, bytes }).await
}

async fn save_big(client: &Client, id: i64, part: i32, total: i32, bytes: Vec<u8>) -> Result<bool, RpcError> {
    client.call(&f::upload::SaveBigFilePart { file_id: id, file_part: part, file_total_parts: total, bytes }).await
}

pub(super) fn file(id: i64, parts: i32) -> tl::enums::InputFile {
    tl::types::InputFile { id, parts, name: "file".into(), md5_checksum: String::new() }.into()
}

fn big_file(id: i64, parts: i32) -> tl::enums::InputFile {
    tl::types::InputFileBig { id, parts, name: "file".into() }.into()
}

pub(super) fn photo(file: tl::enums::InputFile) -> tl::enums::InputMedia {
    let (stickers, ttl_seconds, video) = (None, None, None);
    tl::types::InputMediaUploadedPhoto { spoiler: false, live_photo: false, file, stickers, ttl_seconds, video }.into()
}

pub(super) fn document(file: tl::enums::InputFile, mime_type: &str, name: &str) -> tl::enums::InputMedia {
    let attribute = tl::types::DocumentAttributeFilename { file_name: name.to_owned() };
    tl::types::InputMediaUploadedDocument {
        nosound_video: false,
        force_file: false,
        spoiler: false,
        file,
        thumb: None,
        mime_type: mime_type.to_owned(),
        attributes: vec![attribute.into()],
        stickers: None,
        video_cover: None,
        video_timestamp: None,
        ttl_seconds: None,
    }
    .into()
}

pub(super) fn send_media(media: tl::enums::InputMedia, caption: &str, random_id: i64) -> f::messages::SendMedia {
    f::messages::SendMedia {
        silent: false,
        background: false,
        clear_draft: false,
        noforwards: false,
        update_stickersets_order: false,
        invert_media: false,
        allow_paid_floodskip: false,
        peer: tl::enums::InputPeer::PeerSelf,
        reply_to: None,
        media,
        message: caption.to_owned(),
        random_id,
        reply_markup: None,
        entities: None,
        schedule_date: None,
        schedule_repeat_period: None,
        send_as: None,
        quick_reply_shortcut: None,
        effect: None,
        allow_paid_stars: None,
        suggested_post: None,
    }
}

pub(super) fn send_album(media: Vec<tl::enums::InputMedia>) -> f::messages::SendMultiMedia {
    let single = |(index, media): (usize, tl::enums::InputMedia)| {
        let random_id = 1000 + index as i64;
        tl::types::InputSingleMedia { media, random_id, message: String::new(), entities: None }.into()
    };
    f::messages::SendMultiMedia {
        silent: false,
        background: false,
        clear_draft: false,
        noforwards: false,
        update_stickersets_order: false,
        invert_media: false,
        allow_paid_floodskip: false,
        peer: tl::enums::InputPeer::PeerSelf,
        reply_to: None,
        multi_media: media.into_iter().enumerate().map(single).collect(),
        schedule_date: None,
        send_as: None,
        quick_reply_shortcut: None,
        effect: None,
        allow_paid_stars: None,
    }
}

/// The messages that an answer to sending tells of.
fn sent(updates: tl::enums::Updates) -> Vec<tl::types::Message> {
    let tl::enums::Updates::Updates(updates) = updates else { panic!("{updates:?}") };
    let new = updates.updates.into_iter().filter_map(|update| match update {
        tl::enums::Update::NewMessage(new) => Some(new.message),
        _ => None,
    });
    new.map(|message| match message {
        tl::enums::Message::Message(message) => message,
        other => panic!("{other:?}"),
    })
    .collect()
}

pub(super) fn the_document(message: &tl::types::Message) -> tl::types::Document {
    match &message.media {
        Some(tl::enums::MessageMedia::Document(media)) => match &media.document {
            Some(tl::enums::Document::Document(document)) => document.clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

pub(super) fn the_photo(media: &tl::enums::MessageMedia) -> tl::types::Photo {
    match media {
        tl::enums::MessageMedia::Photo(media) => match &media.photo {
            Some(tl::enums::Photo::Photo(photo)) => photo.clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

pub(super) async fn download(client: &Client, document: &tl::types::Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let location = tl::types::InputDocumentFileLocation {
            id: document.id,
            access_hash: document.access_hash,
            file_reference: document.file_reference.clone(),
            thumb_size: String::new(),
        };
        let offset = bytes.len() as i64;
        let request = f::upload::GetFile {
            precise: false,
            cdn_supported: false,
            location: location.into(),
            offset,
            limit: 1 << 18,
        };
        let tl::enums::upload::File::File(piece) = client.call(&request).await.unwrap() else { panic!("bytes") };
        bytes.extend_from_slice(&piece.bytes);
        if piece.bytes.len() < 1 << 18 {
            return bytes;
        }
    }
}

pub(super) fn picture(width: u32, height: u32) -> Vec<u8> {
    let pixels = RgbImage::from_fn(width, height, |x, y| Rgb([x as u8, y as u8, (x + y) as u8]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(pixels).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

pub(super) async fn upload_picture(client: &Client, id: i64, width: u32, height: u32) -> tl::enums::InputFile {
    let bytes = picture(width, height);
    let parts: Vec<_> = bytes.chunks(512 * KIB).map(<[u8]>::to_vec).collect();
    let count = parts.len() as i32;
    for (part, bytes) in (0..).zip(parts) {
        save(client, id, part, bytes).await.unwrap();
    }
    file(id, count)
}

/// What is sent comes back, from memory and from disk, whatever the parts' length and order.
#[tokio::test]
async fn parts_in_any_order_become_the_file() {
    let folder = tempfile::tempdir().unwrap();
    for data in [None, Some(folder.path())] {
        let sandbox = Sandbox::start_in(data);
        let client = sandbox.signed_in(EMPTY).await;
        for (id, part_size, length) in
            [(1, 512 * KIB, 1_200_000), (2, 64 * KIB, 200_001), (3, KIB, 5000), (4, 512 * KIB, 1)]
        {
            let whole = ramp(77, length);
            let parts: Vec<_> = whole.chunks(part_size).map(<[u8]>::to_vec).collect();
            let count = parts.len() as i32;
            for (part, bytes) in (0..count).zip(parts).rev() {
                save_big(&client, id, part, count, bytes).await.unwrap();
            }
            let media = document(big_file(id, count), "application/octet-stream", "a.bin");
            let message = sent(client.call(&send_media(media, "here", id)).await.unwrap()).remove(0);
            let document = the_document(&message);
            assert_eq!((document.size, message.message.as_str()), (length as i64, "here"));
            assert!(download(&client, &document).await == whole, "{length} bytes");
        }
    }
}

#[tokio::test]
async fn sent_messages_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start_in(Some(folder.path()));
    let client = sandbox.signed_in(EMPTY).await;
    save(&client, 1, 0, ramp(0, 3000)).await.unwrap();
    save(&client, 2, 0, ramp(0, 4096)).await.unwrap();
    let media = document(file(1, 1), "text/plain", "notes.txt");
    client.call(&send_media(media, "", 5)).await.unwrap();
    client.call(&send_media(photo(upload_picture(&client, 3, 400, 300).await), "", 6)).await.unwrap();
    drop(sandbox);

    let sandbox = Sandbox::start_in(Some(folder.path()));
    let client = Client { methods: Methods::new(sandbox.world.clone()), caller: client.caller };
    let found = client.search(search(tl::enums::MessagesFilter::InputMessagesFilterDocument)).await;
    assert_eq!(download(&client, &the_document(&found.messages[0])).await, ramp(0, 3000));
    let found = client.search(search(tl::enums::MessagesFilter::InputMessagesFilterPhotos)).await;
    assert_eq!(the_photo(found.messages[0].media.as_ref().unwrap()).sizes.len(), 4);
    let by_name =
        f::messages::Search { q: "notes".into(), ..search(tl::enums::MessagesFilter::InputMessagesFilterEmpty) };
    assert_eq!(client.search(by_name).await.count, 1);
    assert_eq!(std::fs::read_dir(folder.path().join("uploads")).unwrap().count(), 1);
    let kept = sent(client.call(&send_media(document(file(2, 1), "a/b", "x"), "", 7)).await.unwrap()).remove(0);
    assert_eq!(download(&client, &the_document(&kept)).await, ramp(0, 4096), "what was not sent before is kept");
    assert_eq!(std::fs::read_dir(folder.path().join("uploads")).unwrap().count(), 0);
    assert_eq!(client.refused(&send_media(document(file(2, 1), "a/b", "x"), "", 8)).await, "FILE_PART_0_MISSING");
}

#[tokio::test]
async fn parts_follow_telegrams_rules() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let name = |result: Result<bool, RpcError>| result.unwrap_err().name;
    assert_eq!(name(save(&client, 1, 0, Vec::new()).await), "FILE_PART_EMPTY");
    assert_eq!(name(save(&client, 1, 0, vec![0; 512 * KIB + 1]).await), "FILE_PART_TOO_BIG");
    assert_eq!(name(save(&client, 1, -1, vec![0; KIB]).await), "FILE_PART_INVALID");
    assert_eq!(name(save(&client, 1, 4000, vec![0; KIB]).await), "FILE_PART_INVALID");
    assert_eq!(name(save_big(&client, 1, 2, 2, vec![0; KIB]).await), "FILE_PART_INVALID");
    assert_eq!(name(save_big(&client, 1, 0, 4001, vec![0; KIB]).await), "FILE_PARTS_INVALID");
    assert_eq!(name(save_big(&client, 1, 0, 0, vec![0; KIB]).await), "FILE_PARTS_INVALID");
    assert_eq!(name(save_big(&client, 1, 0, 2, vec![0; 3 * KIB]).await), "FILE_PART_SIZE_INVALID");
    assert_eq!(name(save_big(&client, 1, 0, 2, vec![0; 1000]).await), "FILE_PART_SIZE_INVALID");

    save(&client, 2, 0, vec![0; 64 * KIB]).await.unwrap();
    assert_eq!(name(save(&client, 2, 1, vec![0; 128 * KIB]).await), "FILE_PART_SIZE_CHANGED");
    save(&client, 2, 2, vec![0; 100]).await.unwrap();
    let send = |media| send_media(media, "", 9);
    let some = |file| document(file, "application/octet-stream", "a.bin");
    assert_eq!(client.refused(&send(some(file(2, 3)))).await, "FILE_PART_1_MISSING");
    assert_eq!(client.refused(&send(some(file(2, 1)))).await, "FILE_PARTS_INVALID");
    assert_eq!(client.refused(&send(some(file(2, 0)))).await, "FILE_PARTS_INVALID");
    save(&client, 2, 1, vec![0; 64 * KIB]).await.unwrap();
    let sum = tl::types::InputFile { id: 2, parts: 3, name: "a".into(), md5_checksum: "0".repeat(32) };
    assert_eq!(client.refused(&send(some(sum.into()))).await, "MD5_CHECKSUM_INVALID");

    for part in 0..21 {
        save(&client, 5, part, vec![0; 512 * KIB]).await.unwrap();
    }
    assert_eq!(client.refused(&send(some(file(5, 21)))).await, "FILE_PARTS_INVALID", "more than 10 MiB");

    let other = sandbox.signed_in(("+9996622002", "22222")).await;
    assert_eq!(other.refused(&send(some(file(2, 3)))).await, "FILE_PART_0_MISSING", "parts belong to their account");
    assert!(client.call(&send(some(file(2, 3)))).await.is_ok());

    save(&client, 3, 0, vec![0; 10]).await.unwrap();
    sandbox.world.clock().advance(Duration::from_secs(3601));
    save(&client, 4, 0, vec![0; 10]).await.unwrap();
    assert_eq!(client.refused(&send_media(some(file(3, 1)), "", 10)).await, "FILE_PART_0_MISSING");
}

#[tokio::test]
async fn the_number_of_parts_may_come_last() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    save_big(&client, 1, 0, -1, ramp(0, 512 * KIB)).await.unwrap();
    save_big(&client, 1, 1, -1, ramp(512 * KIB as u64, 512 * KIB)).await.unwrap();
    save_big(&client, 1, 2, 3, ramp(1024 * KIB as u64, 10)).await.unwrap();
    let media = document(big_file(1, 3), "application/octet-stream", "a.bin");
    let message = sent(client.call(&send_media(media, "", 1)).await.unwrap()).remove(0);
    assert!(download(&client, &the_document(&message)).await == ramp(0, 1024 * KIB + 10));
}

#[tokio::test]
async fn photos_get_telegrams_sizes() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let upload = upload_picture(&client, 1, 900, 600).await;
    let message = sent(client.call(&send_media(photo(upload), "", 1)).await.unwrap()).remove(0);
    let photo_media = the_photo(message.media.as_ref().unwrap());
    let sizes: Vec<_> = photo_media
        .sizes
        .iter()
        .map(|size| match size {
            PhotoSize::Size(size) => (size.r#type.as_str(), size.w, size.h),
            PhotoSize::PhotoStrippedSize(size) => ("i", i32::from(size.bytes[2]), i32::from(size.bytes[1])),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(sizes, [("i", 40, 27), ("s", 100, 67), ("m", 320, 213), ("x", 800, 533), ("y", 900, 600)]);

    let location = |thumb_size: &str| tl::types::InputPhotoFileLocation {
        id: photo_media.id,
        access_hash: photo_media.access_hash,
        file_reference: photo_media.file_reference.clone(),
        thumb_size: thumb_size.to_owned(),
    };
    let get = |thumb_size: &str| f::upload::GetFile {
        precise: false,
        cdn_supported: false,
        location: location(thumb_size).into(),
        offset: 0,
        limit: 1 << 20,
    };
    let tl::enums::upload::File::File(piece) = client.call(&get("m")).await.unwrap() else { panic!("bytes") };
    assert_eq!(piece.r#type, tl::enums::storage::FileType::FileJpeg);
    let seen = image::load_from_memory(&piece.bytes).unwrap();
    assert_eq!((seen.width(), seen.height()), (320, 213));
    assert_eq!(client.refused(&get("w")).await, "LOCATION_INVALID");

    save(&client, 2, 0, b"no picture at all".to_vec()).await.unwrap();
    assert_eq!(client.refused(&send_media(photo(file(2, 1)), "", 2)).await, "PHOTO_EXT_INVALID");
    save(&client, 3, 0, picture(400, 10)).await.unwrap();
    assert_eq!(client.refused(&send_media(photo(file(3, 1)), "", 3)).await, "PHOTO_INVALID_DIMENSIONS");
    save(&client, 4, 0, picture(100, 100)[..200].to_vec()).await.unwrap();
    assert_eq!(client.refused(&send_media(photo(file(4, 1)), "", 4)).await, "IMAGE_PROCESS_FAILED");
    let refused = send_media(photo(file(1, 1)), &"a".repeat(1025), 5);
    assert_eq!(client.refused(&refused).await, "MEDIA_CAPTION_TOO_LONG");
}

#[tokio::test]
async fn a_sticker_is_no_document_for_filters() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    save(&client, 1, 0, vec![0; 10]).await.unwrap();
    let tl::enums::InputMedia::UploadedDocument(mut sticker) = document(file(1, 1), "image/webp", "a.webp") else {
        panic!("a document")
    };
    let (mask, alt, mask_coords) = (false, "🌄".to_owned(), None);
    let stickerset = tl::enums::InputStickerSet::Empty;
    sticker.attributes.push(tl::types::DocumentAttributeSticker { mask, alt, stickerset, mask_coords }.into());
    client.call(&send_media(sticker.into(), "", 1)).await.unwrap();
    let count = async |filter| client.search(search(filter)).await.count;
    assert_eq!(count(tl::enums::MessagesFilter::InputMessagesFilterDocument).await, 0);
    assert_eq!(count(tl::enums::MessagesFilter::InputMessagesFilterEmpty).await, 1);
}

#[tokio::test]
async fn albums_have_one_group_of_media() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let upload_media =
        |media| f::messages::UploadMedia { business_connection_id: None, peer: tl::enums::InputPeer::PeerSelf, media };
    let mut media = Vec::new();
    for id in 1..=3 {
        let upload = upload_picture(&client, id, 60, 40).await;
        let photo = the_photo(&client.call(&upload_media(photo(upload))).await.unwrap());
        let (id, access_hash, file_reference) = (photo.id, photo.access_hash, photo.file_reference);
        let id = tl::types::InputPhoto { id, access_hash, file_reference }.into();
        let (ttl_seconds, video) = (None, None);
        media.push(tl::types::InputMediaPhoto { spoiler: false, live_photo: false, id, ttl_seconds, video }.into());
    }
    let messages = sent(client.call(&send_album(media.clone())).await.unwrap());
    assert_eq!(messages.len(), 3);
    assert!(
        messages.iter().all(|message| message.grouped_id.is_some() && message.grouped_id == messages[0].grouped_id)
    );
    assert_eq!(client.refused(&send_album(media.clone())).await, "RANDOM_ID_DUPLICATE");
    assert_eq!(client.refused(&send_album(Vec::new())).await, "MEDIA_EMPTY");
    let many = media.iter().cycle().take(11).cloned().collect();
    assert_eq!(client.refused(&send_album(many)).await, "MULTI_MEDIA_TOO_LONG");

    save(&client, 9, 0, vec![0; 10]).await.unwrap();
    let text = client.call(&upload_media(document(file(9, 1), "text/plain", "a.txt"))).await.unwrap();
    let tl::enums::MessageMedia::Document(text) = text else { panic!("a document") };
    let Some(tl::enums::Document::Document(text)) = text.document else { panic!("a document") };
    let id =
        tl::types::InputDocument { id: text.id, access_hash: text.access_hash, file_reference: text.file_reference };
    let text = tl::types::InputMediaDocument {
        spoiler: false,
        id: id.into(),
        video_cover: None,
        video_timestamp: None,
        ttl_seconds: None,
        query: None,
    };
    let mut mixed = send_album(vec![media[0].clone(), text.into()]);
    for (single, random_id) in mixed.multi_media.iter_mut().zip(2000..) {
        let tl::enums::InputSingleMedia::Media(single) = single;
        single.random_id = random_id;
    }
    assert_eq!(client.refused(&mixed).await, "MEDIA_GROUPED_INVALID");
}
