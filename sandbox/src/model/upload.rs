//! Uploads: parts that arrive in any order.
//!
//! The rules are those of <https://core.telegram.org/api/files#uploading-files>: parts have at most 512 KiB; all but the last have the same
//! length, which divides 512 KiB and is a multiple of 1 KiB. A file has at most 4,000 parts, 8,000 for premium accounts.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use md5::{Digest, Md5};

use super::phone::{AccountKind, UserId};
use crate::rpc::{RpcError, bad_request};
use crate::store::{FileBytes, UploadPartRow, UploadParts};

/// The longest part. The length of every part but the last divides it.
const MAXIMUM_PART: usize = 512 * 1024;

/// The length of every part but the last is a multiple of this.
const PART_UNIT: usize = 1024;

/// The most parts of a file.
pub(crate) const MAXIMUM_PARTS: i32 = 4000;
/// The same for premium accounts.
pub(crate) const MAXIMUM_PARTS_PREMIUM: i32 = 8000;

#[derive(Debug)]
pub(crate) struct Upload {
    pub(crate) parts: UploadParts,
    /// By number.
    lengths: BTreeMap<i32, usize>,
    /// When the last part arrived.
    pub(crate) last_part: i32,
}

/// Uploads by account and by the id that the client chose.
pub(crate) type Uploads = HashMap<(UserId, i64), Arc<Mutex<Upload>>>;

/// An upload with all its parts.
pub(crate) struct CompleteUpload {
    pub(crate) user: UserId,
    pub(crate) id: i64,
    pub(crate) part_size: u64,
    pub(crate) length: u64,
}

/// The most parts of a file of such an account.
pub(crate) fn maximum_parts(account: Option<AccountKind>) -> i32 {
    match account {
        Some(AccountKind::Premium) => MAXIMUM_PARTS_PREMIUM,
        _ => MAXIMUM_PARTS,
    }
}

/// Checks a part by itself.
pub(crate) fn check_part(part: i32, total: Option<i32>, length: usize, maximum: i32) -> Result<(), RpcError> {
    if !(0..maximum).contains(&part) {
        return Err(bad_request("FILE_PART_INVALID"));
    }
    if let Some(total) = total {
        if !(1..=maximum).contains(&total) {
            return Err(bad_request("FILE_PARTS_INVALID"));
        }
        if part >= total {
            return Err(bad_request("FILE_PART_INVALID"));
        }
    }
    if length == 0 {
        return Err(bad_request("FILE_PART_EMPTY"));
    }
    if length > MAXIMUM_PART {
        return Err(bad_request("FILE_PART_TOO_BIG"));
    }
    if total.is_some_and(|total| part + 1 < total) && !is_part_size(length) {
        return Err(bad_request("FILE_PART_SIZE_INVALID"));
    }
    Ok(())
}

fn is_part_size(length: usize) -> bool {
    length.is_multiple_of(PART_UNIT) && MAXIMUM_PART.is_multiple_of(length)
}

/// The name of an upload's bytes in the store.
pub(crate) fn upload_name(account: UserId, id: i64) -> String {
    format!("{}-{id}", account.0)
}

impl Upload {
    pub(crate) fn new(parts: UploadParts, now: i32) -> Self {
        Self { parts, lengths: BTreeMap::new(), last_part: now }
    }

    /// Adds a part whose bytes are stored.
    pub(crate) fn restore(&mut self, row: UploadPartRow) {
        self.lengths.insert(row.part, usize::try_from(row.length).unwrap_or(0));
        self.last_part = self.last_part.max(row.date);
    }

    /// Stores a part.
    pub(crate) fn put(&mut self, part: i32, total: Option<i32>, bytes: Vec<u8>, now: i32) -> Result<(), RpcError> {
        self.check_length(part, total, bytes.len())?;
        self.last_part = now;
        self.lengths.insert(part, bytes.len());
        Ok(self.parts.put(part, bytes)?)
    }

    /// Checks the length of a part against the other parts: all have the same length but the last, which may be shorter.
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

    /// The length of a part and the total length, if parts 0 to `count` − 1 have arrived and fit together.
    pub(crate) fn check_complete(&self, count: i32, maximum: i32) -> Result<(u64, u64), RpcError> {
        if !(1..=maximum).contains(&count) {
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

/// Whether the MD5 of the bytes is `checksum`, in hexadecimal digits.
pub(crate) fn checksum_matches(bytes: &FileBytes, checksum: &str) -> Result<bool, RpcError> {
    let mut hasher = Md5::new();
    let mut piece = Vec::new();
    let mut offset = 0;
    while offset < bytes.len() {
        piece.clear();
        bytes.append_to(&mut piece, offset, MAXIMUM_PART)?;
        hasher.update(&piece);
        offset += piece.len() as u64;
    }
    let digest: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(digest.eq_ignore_ascii_case(checksum))
}
