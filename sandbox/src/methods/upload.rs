//! `upload.*`: uploading parts, downloading files, and the hashes of their pieces.

use std::sync::Arc;

use grammers_tl_types as tl;
use tl::enums::InputFileLocation;
use tl::functions::upload as f;
use tl::{Identifiable, Serializable};

use super::blocking::run_blocking;
use crate::model::access::ObjectKind;
use crate::model::collection::FileId;
use crate::model::collection::profile_photo;
use crate::model::file::File;
use crate::rpc::{Caller, RpcError, bad_request, migrate};
use crate::store::FileBytes;
use crate::world::{AuthorizedCaller, World};

/// A request must not cross a multiple of this.
const BLOCK: i64 = 1024 * 1024;
/// Offsets and limits are multiples of this.
const UNIT: i64 = 4096;
/// The same for `precise` requests.
const PRECISE_UNIT: i64 = 1024;
/// The length of the pieces that `upload.getFileHashes` tells the hashes of; the last piece of a file may be shorter.
const HASHED_PIECE: u64 = 128 * 1024;
/// The most hashes in an answer: those of 1 MiB (seen on Telegram: <https://github.com/gram-js/gramjs/issues/775>).
const MAXIMUM_HASHES: u64 = 8;

pub(super) fn save_part(world: &World, caller: &AuthorizedCaller, request: f::SaveFilePart) -> Result<bool, RpcError> {
    world.save_part(caller, request.file_id, request.file_part, None, request.bytes)?;
    Ok(true)
}

pub(super) fn save_big_part(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::SaveBigFilePart,
) -> Result<bool, RpcError> {
    let total = Some(request.file_total_parts).filter(|total| *total != -1);
    world.save_part(caller, request.file_id, request.file_part, total, request.bytes)?;
    Ok(true)
}

/// `upload.getFile`. Copies the bytes once. Uses a blocking thread only for bytes on disk and files that are not cached.
pub(super) async fn get_file(world: &Arc<World>, caller: &Caller, request: f::GetFile) -> Result<Vec<u8>, RpcError> {
    let caller = world.signed_in(caller)?;
    let (offset, limit) = check_range(request.offset, request.limit, request.precise)?;
    let (id, thumb_size) = check_location(world, &caller, &request.location)?;
    let file = match world.cached_file(caller.user, id) {
        Some(file) => file,
        None => {
            let (world, user) = (world.clone(), caller.user);
            let found = tokio::task::spawn_blocking(move || world.file(user, id)).await;
            found.ok().flatten().ok_or_else(|| bad_request("LOCATION_INVALID"))?
        }
    };
    let bytes = file.bytes(thumb_size).ok_or_else(|| bad_request("LOCATION_INVALID"))?;
    if file.dc != caller.dc {
        return Err(migrate("FILE", file.dc));
    }
    let storage = storage_type(&file, thumb_size);
    if !bytes.is_on_disk() {
        return serialized_file(bytes, storage, file.date, offset, limit);
    }
    let (bytes, date) = (bytes.clone(), file.date);
    run_blocking(move || serialized_file(&bytes, storage, date, offset, limit)).await
}

/// `upload.getFileHashes`: the hashes of the piece that contains `offset`, and of those after it. What Telegram returns at the end of a file is
/// not documented; here it is the last hash again, which clients are prepared for (`verifier.update` of gotd's downloader).
pub(super) fn file_hashes(
    world: &World,
    caller: &AuthorizedCaller,
    request: f::GetFileHashes,
) -> Result<Vec<tl::enums::FileHash>, RpcError> {
    let (id, thumb_size) = check_location(world, caller, &request.location)?;
    let file = world.file(caller.user, id).ok_or_else(|| bad_request("LOCATION_INVALID"))?;
    let bytes = file.bytes(thumb_size).ok_or_else(|| bad_request("LOCATION_INVALID"))?;
    if file.dc != caller.dc {
        return Err(migrate("FILE", file.dc));
    }
    let offset = u64::try_from(request.offset).ok().filter(|offset| *offset <= bytes.len());
    let offset = offset.ok_or_else(|| bad_request("OFFSET_INVALID"))?;
    let pieces = bytes.len().div_ceil(HASHED_PIECE);
    let first = (offset / HASHED_PIECE).min(pieces.saturating_sub(1));
    let pieces = first..pieces.min(first + MAXIMUM_HASHES);
    let content = |piece: u64| {
        let mut content = Vec::new();
        bytes.append_to(&mut content, piece * HASHED_PIECE, HASHED_PIECE as usize)?;
        Ok(content)
    };
    let contents: Vec<Vec<u8>> = pieces.clone().map(content).collect::<Result<_, RpcError>>()?;
    let mut hashes = vec![[0; 32]; contents.len()];
    ige::sha256_into(&contents.iter().map(|content| [&content[..]]).collect::<Vec<_>>(), &mut hashes);
    let hash = |((piece, content), hash): ((u64, &Vec<u8>), &[u8; 32])| {
        let hash = tl::types::FileHash {
            offset: i64::try_from(piece * HASHED_PIECE).unwrap_or(i64::MAX),
            limit: i32::try_from(content.len()).unwrap_or(i32::MAX),
            hash: hash.to_vec(),
        };
        hash.into()
    };
    Ok(pieces.zip(&contents).zip(&hashes).map(hash).collect())
}

/// Checks offset and limit (<https://core.telegram.org/api/files#downloading-files>).
fn check_range(offset: i64, limit: i32, precise: bool) -> Result<(u64, usize), RpcError> {
    let limit = i64::from(limit);
    let unit = if precise { PRECISE_UNIT } else { UNIT };
    if offset < 0 || offset % unit != 0 {
        return Err(bad_request("OFFSET_INVALID"));
    }
    if limit <= 0 || limit > BLOCK || limit % unit != 0 || (!precise && BLOCK % limit != 0) {
        return Err(bad_request("LIMIT_INVALID"));
    }
    if offset / BLOCK != (offset.saturating_add(limit - 1)) / BLOCK {
        return Err(bad_request("LIMIT_INVALID"));
    }
    let offset = u64::try_from(offset).map_err(|_| bad_request("OFFSET_INVALID"))?;
    let limit = usize::try_from(limit).map_err(|_| bad_request("LIMIT_INVALID"))?;
    Ok((offset, limit))
}

/// The file and `thumb_size` of a location, if the caller has access.
fn check_location<'a>(
    world: &World,
    caller: &AuthorizedCaller,
    location: &'a InputFileLocation,
) -> Result<(FileId, &'a str), RpcError> {
    if let InputFileLocation::InputPeerPhotoFileLocation(it) = location {
        super::peer::chat(world, caller, &it.peer)?;
        let id = profile_photo().filter(|id| id.0 == it.photo_id).ok_or_else(|| bad_request("PHOTO_INVALID"))?;
        return Ok((id, if it.big { "x" } else { "s" }));
    }
    let (id, access_hash, reference, thumb_size) = match location {
        InputFileLocation::InputDocumentFileLocation(it) => (it.id, it.access_hash, &it.file_reference, &it.thumb_size),
        InputFileLocation::InputPhotoFileLocation(it) => (it.id, it.access_hash, &it.file_reference, &it.thumb_size),
        _ => return Err(bad_request("LOCATION_INVALID")),
    };
    check_access(world, caller, id, access_hash)?;
    world.access().check_reference(caller.user, id, reference)?;
    Ok((FileId(id), thumb_size))
}

/// Checks the access hash of a file.
pub(super) fn check_access(
    world: &World,
    caller: &AuthorizedCaller,
    id: i64,
    access_hash: i64,
) -> Result<(), RpcError> {
    let is_valid = world.access().hash(caller.user, ObjectKind::File, id) == access_hash;
    if is_valid { Ok(()) } else { Err(bad_request("LOCATION_INVALID")) }
}

fn storage_type(file: &File, thumb_size: &str) -> tl::enums::storage::FileType {
    use tl::enums::storage::FileType;
    let Some(document) = file.document.as_ref().filter(|_| thumb_size.is_empty()) else {
        return FileType::FileJpeg;
    };
    match document.mime_type.as_str() {
        "image/jpeg" => FileType::FileJpeg,
        "image/png" => FileType::FilePng,
        "image/gif" => FileType::FileGif,
        "image/webp" => FileType::FileWebp,
        "application/pdf" => FileType::FilePdf,
        "audio/mpeg" => FileType::FileMp3,
        "video/mp4" => FileType::FileMp4,
        "video/quicktime" => FileType::FileMov,
        _ => FileType::FileUnknown,
    }
}

/// A serialized `upload.file`.
fn serialized_file(
    bytes: &FileBytes,
    storage: tl::enums::storage::FileType,
    date: i32,
    offset: u64,
    limit: usize,
) -> Result<Vec<u8>, RpcError> {
    let remaining = usize::try_from(bytes.len().saturating_sub(offset)).unwrap_or(usize::MAX);
    let length = remaining.min(limit);
    let mut out = Vec::with_capacity(length + 24);
    tl::types::upload::File::CONSTRUCTOR_ID.serialize(&mut out);
    storage.serialize(&mut out);
    date.serialize(&mut out);
    // A TL byte string: a length of one byte, or 254 and three bytes; padded to four bytes with its length.
    match u8::try_from(length) {
        Ok(short) if short < 254 => out.push(short),
        _ => {
            let length = u32::try_from(length).expect("the limit is at most 1 MiB").to_le_bytes();
            out.extend_from_slice(&[254, length[0], length[1], length[2]]);
        }
    }
    bytes.append_to(&mut out, offset, limit)?;
    out.resize(out.len().next_multiple_of(4), 0);
    Ok(out)
}
