//! Uploads: parts that come in any order, and the photos and documents that are made of them.
//!
//! The rules are those of core.telegram.org/api/files: parts of at most 512 KiB, all of one length that divides 512 KiB and is a multiple of
//! 1 KiB, but for the last; at most 4,000 of them. Parts belong to an account, whichever of its keys sent them, and are forgotten after an hour.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use grammers_tl_types as tl;
use md5::{Digest, Md5};

use super::file::{self, Document, File, FileId, Size};
use super::phone::{Character, UserId};
use super::picture::{Largest, Picture};
use super::refusal::bad_request;
use super::{Signed, World};
use crate::rpc::RpcError;
use crate::store::{Bytes, Parts};

/// The longest part; every part's length divides it.
const LONGEST_PART: usize = 512 * 1024;
/// Every part's length is a multiple of this.
const PART_UNIT: usize = 1024;
/// How many parts a file has at most, and of a premium account.
const MOST_PARTS: i32 = 4000;
const MOST_PARTS_PREMIUM: i32 = 8000;
/// How long parts are kept, in seconds.
const LIFETIME: i32 = 3600;
/// The longest file that is taken as a photo.
const LONGEST_PHOTO: u64 = 10 * 1024 * 1024;
/// The longest file that small parts (`upload.saveFilePart`) are meant for.
const LONGEST_THUMBNAIL: u64 = 1024 * 1024;

/// An upload on its way.
#[derive(Debug)]
pub(super) struct Upload {
    parts: Parts,
    lengths: BTreeMap<i32, usize>,
    touched: i32,
}

/// Uploads by account and by the id that the client chose.
pub(super) type Uploads = HashMap<(UserId, i64), Arc<Mutex<Upload>>>;

/// An upload whose parts are all there.
pub struct Complete {
    user: UserId,
    id: i64,
    part_size: u64,
    length: u64,
}

impl World {
    /// `upload.saveFilePart` and `upload.saveBigFilePart`; `total` is `None` for the former and for −1.
    pub fn save_part(
        &self,
        signed: &Signed,
        id: i64,
        part: i32,
        total: Option<i32>,
        bytes: Vec<u8>,
    ) -> Result<(), RpcError> {
        check_part(part, total, bytes.len(), self.most_parts(signed.user))?;
        let now = self.clock().now();
        self.forget_old_uploads(now);
        let upload = {
            let mut uploads = self.uploads();
            let upload = uploads.entry((signed.user, id)).or_insert_with(|| {
                let parts = self.store().blobs().begin(&format!("{}-{id}", signed.user.0));
                Arc::new(Mutex::new(Upload { parts, lengths: BTreeMap::new(), touched: now }))
            });
            upload.clone()
        };
        let mut upload = upload.lock().unwrap_or_else(PoisonError::into_inner);
        upload.check_length(part, total, bytes.len())?;
        upload.touched = now;
        upload.lengths.insert(part, bytes.len());
        upload.parts.put(part, bytes)?;
        Ok(())
    }

    /// The upload that an `InputFile` names, if every part is there.
    pub fn complete_upload(&self, user: UserId, file: &tl::enums::InputFile) -> Result<Complete, RpcError> {
        let (id, parts, checksum) = match file {
            tl::enums::InputFile::File(file) => (file.id, file.parts, file.md5_checksum.as_str()),
            tl::enums::InputFile::Big(file) => (file.id, file.parts, ""),
            tl::enums::InputFile::StoryDocument(_) => return Err(bad_request("FILE_ID_INVALID")),
        };
        let upload = self.uploads().get(&(user, id)).cloned();
        let upload =
            upload.ok_or_else(|| bad_request(if parts > 0 { "FILE_PART_0_MISSING" } else { "FILE_PARTS_INVALID" }))?;
        let upload = upload.lock().unwrap_or_else(PoisonError::into_inner);
        let (part_size, length) = upload.check_complete(parts, self.most_parts(user))?;
        let complete = Complete { user, id, part_size, length };
        if !checksum.is_empty() && !checksum_matches(&upload.parts.view(part_size, length), checksum)? {
            return Err(bad_request("MD5_CHECKSUM_INVALID"));
        }
        Ok(complete)
    }

    /// Makes a photo of an upload: its sizes are made from the picture. Slow.
    pub fn photo_of(&self, upload: &Complete) -> Result<Arc<File>, RpcError> {
        if upload.length > LONGEST_PHOTO {
            return Err(bad_request("PHOTO_SAVE_FILE_INVALID"));
        }
        let picture = Picture::decode(&self.uploaded(upload)?.to_vec()?)?;
        let id = FileId::random();
        let file = File {
            id,
            dc: self.home_of(upload.user),
            date: self.clock().now(),
            document: None,
            stripped: Some(picture.stripped()),
            sizes: self.keep_sizes(id, picture.sizes(Largest::Encoded))?,
        };
        self.keep_file(upload.user, file, upload.part_size)
    }

    /// Makes a document of an upload. A thumbnail that is no picture is left out, as Telegram does.
    pub fn document_of(
        &self,
        upload: &Complete,
        thumbnail: Option<&Complete>,
        mime_type: &str,
        attributes: Vec<tl::enums::DocumentAttribute>,
    ) -> Result<Arc<File>, RpcError> {
        let id = FileId::random();
        let mut attributes = attributes;
        let picture = self.thumbnail_of(upload, thumbnail, mime_type, &mut attributes)?;
        let small = picture.as_ref().map(|picture| picture.sizes(Largest::Encoded));
        let small = small.into_iter().flatten().rfind(|size| matches!(size.letter, 's' | 'm'));
        let sizes = self.keep_sizes(id, small.into_iter().collect())?;
        let bytes = self.move_upload(upload, id)?;
        let file = File {
            id,
            dc: self.home_of(upload.user),
            date: self.clock().now(),
            document: Some(Document { mime_type: mime_type.to_owned(), attributes, bytes }),
            stripped: picture.map(|picture| picture.stripped()),
            sizes,
        };
        self.keep_file(upload.user, file, upload.part_size)
    }

    /// Forgets an upload that was made into a file.
    pub fn forget_upload(&self, upload: &Complete) {
        if let Some(upload) = self.uploads().remove(&(upload.user, upload.id)) {
            upload.lock().unwrap_or_else(PoisonError::into_inner).parts.discard();
        }
    }

    /// The picture to show before a document is opened: the one that was given, or the document itself if it is a picture.
    fn thumbnail_of(
        &self,
        upload: &Complete,
        thumbnail: Option<&Complete>,
        mime_type: &str,
        attributes: &mut Vec<tl::enums::DocumentAttribute>,
    ) -> Result<Option<Picture>, RpcError> {
        if let Some(thumbnail) = thumbnail {
            if thumbnail.length > LONGEST_THUMBNAIL {
                return Ok(None);
            }
            return Ok(Picture::decode(&self.uploaded(thumbnail)?.to_vec()?).ok());
        }
        if !mime_type.starts_with("image/") || upload.length > LONGEST_PHOTO {
            return Ok(None);
        }
        let Ok(picture) = Picture::decode(&self.uploaded(upload)?.to_vec()?) else {
            return Ok(None);
        };
        if !attributes.iter().any(|attribute| matches!(attribute, tl::enums::DocumentAttribute::ImageSize(_))) {
            let (w, h) = picture.dimensions();
            let side = |pixels| i32::try_from(pixels).unwrap_or(i32::MAX);
            attributes.insert(0, tl::types::DocumentAttributeImageSize { w: side(w), h: side(h) }.into());
        }
        Ok(Some(picture))
    }

    fn keep_sizes(&self, id: FileId, sizes: Vec<super::picture::Rendered>) -> Result<Vec<Size>, RpcError> {
        let keep = |size: super::picture::Rendered| {
            let bytes = self.store().blobs().put(&file::size_name(id, size.letter), size.jpeg)?;
            Ok(Size { letter: size.letter, width: size.width, height: size.height, bytes })
        };
        sizes.into_iter().map(keep).collect()
    }

    fn keep_file(&self, user: UserId, file: File, part_size: u64) -> Result<Arc<File>, RpcError> {
        self.store().add_file(&file.to_row(user, part_size))?;
        let file = Arc::new(file);
        self.state().files.insert(file.id, file.clone());
        Ok(file)
    }

    fn uploaded(&self, upload: &Complete) -> Result<Bytes, RpcError> {
        let found = self.uploads().get(&(upload.user, upload.id)).cloned();
        let found = found.ok_or_else(|| bad_request("FILE_PART_0_MISSING"))?;
        let found = found.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(found.parts.view(upload.part_size, upload.length))
    }

    fn move_upload(&self, upload: &Complete, id: FileId) -> Result<Bytes, RpcError> {
        let found =
            self.uploads().remove(&(upload.user, upload.id)).ok_or_else(|| bad_request("FILE_PART_0_MISSING"))?;
        let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(self.store().blobs().finish(&id.0.to_string(), &mut found.parts, upload.part_size, upload.length)?)
    }

    /// How many parts a file of theirs has at most.
    fn most_parts(&self, user: UserId) -> i32 {
        match self.character(user) {
            Some(Character::Premium) => MOST_PARTS_PREMIUM,
            _ => MOST_PARTS,
        }
    }

    fn forget_old_uploads(&self, now: i32) {
        self.uploads().retain(|_, upload| {
            let Ok(upload) = upload.try_lock() else { return true };
            let keep = upload.touched + LIFETIME > now;
            if !keep {
                upload.parts.discard();
            }
            keep
        });
    }
}

/// What can be said of a part by itself.
fn check_part(part: i32, total: Option<i32>, length: usize, most: i32) -> Result<(), RpcError> {
    if !(0..most).contains(&part) {
        return Err(bad_request("FILE_PART_INVALID"));
    }
    if let Some(total) = total {
        if !(1..=most).contains(&total) {
            return Err(bad_request("FILE_PARTS_INVALID"));
        }
        if part >= total {
            return Err(bad_request("FILE_PART_INVALID"));
        }
    }
    if length == 0 {
        return Err(bad_request("FILE_PART_EMPTY"));
    }
    if length > LONGEST_PART {
        return Err(bad_request("FILE_PART_TOO_BIG"));
    }
    if total.is_some_and(|total| part + 1 < total) && !is_part_size(length) {
        return Err(bad_request("FILE_PART_SIZE_INVALID"));
    }
    Ok(())
}

fn is_part_size(length: usize) -> bool {
    length.is_multiple_of(PART_UNIT) && LONGEST_PART.is_multiple_of(length)
}

impl Upload {
    /// Whether a part can stand beside those that came: all have one length but the last, which is shorter.
    fn check_length(&self, part: i32, total: Option<i32>, length: usize) -> Result<(), RpcError> {
        let is_last = |number: i32| total.is_some_and(|total| number + 1 == total);
        let before = self.lengths.range(..part).next_back().map(|(_, length)| *length);
        let after = self.lengths.range(part + 1..).next_back().map(|(_, length)| *length);
        if before.is_some_and(|before| !is_part_size(before) || length > before) {
            return Err(bad_request("FILE_PART_SIZE_CHANGED"));
        }
        if after.is_some_and(|after| after > length) || (after.is_some() && !is_part_size(length)) {
            return Err(bad_request("FILE_PART_SIZE_CHANGED"));
        }
        if let (Some(total), Some(before)) = (total, before)
            && part + 1 < total
            && before != length
            && !is_last(part)
        {
            return Err(bad_request("FILE_PART_SIZE_CHANGED"));
        }
        Ok(())
    }

    /// The length of the parts and of the whole, if parts 0 to `count` − 1 are there and fit together.
    fn check_complete(&self, count: i32, most: i32) -> Result<(u64, u64), RpcError> {
        if !(1..=most).contains(&count) {
            return Err(bad_request("FILE_PARTS_INVALID"));
        }
        if let Some(missing) = (0..count).find(|part| !self.lengths.contains_key(part)) {
            return Err(bad_request(format!("FILE_PART_{missing}_MISSING")));
        }
        if self.lengths.len() > usize::try_from(count).unwrap_or(0) {
            return Err(bad_request("FILE_PARTS_INVALID"));
        }
        let part_size = self.lengths[&0];
        if count > 1 && !is_part_size(part_size) {
            return Err(bad_request("FILE_PART_SIZE_INVALID"));
        }
        let last = self.lengths[&(count - 1)];
        if self.lengths.range(..count - 1).any(|(_, length)| *length != part_size) {
            return Err(bad_request("FILE_PART_SIZE_CHANGED"));
        }
        if last > part_size {
            return Err(bad_request("FILE_PART_LENGTH_INVALID"));
        }
        let full = u64::try_from(count - 1).unwrap_or(0) * part_size as u64;
        Ok((part_size as u64, full + last as u64))
    }
}

/// Whether bytes have an MD5, given in hexadecimal digits.
fn checksum_matches(bytes: &Bytes, checksum: &str) -> Result<bool, RpcError> {
    let mut hasher = Md5::new();
    let mut piece = Vec::new();
    let mut offset = 0;
    while offset < bytes.len() {
        piece.clear();
        bytes.append_to(&mut piece, offset, LONGEST_PART)?;
        hasher.update(&piece);
        offset += piece.len() as u64;
    }
    let digest: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(digest.eq_ignore_ascii_case(checksum))
}
