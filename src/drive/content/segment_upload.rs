//! The upload of one segment.

use tokio_util::bytes::Bytes;

use super::age::payload::{CHUNK, SEALED_CHUNK, sealed_len};
use super::age::{Encryptor, Recipient, header};
use super::captions::SegmentFacts;
use super::hashes::{Hashes, digest};
use crate::telegram::limits::PART_BYTES;
use crate::telegram::{Account, Error, Upload, UploadHints, Uploaded};

/// A segment whose bytes are arriving. Nothing of it is posted.
pub struct SegmentUpload {
    upload: Upload,
    encryptor: Option<Encryptor>,
    offset: u64,
    plain_size: u64,
    size: u64,
}

/// A segment whose bytes Telegram has stored, and which is not posted.
pub struct UploadedSegment {
    /// The file.
    pub file: Uploaded,
    /// Of an encrypted one: the header of its age file.
    pub header: Option<Vec<u8>>,
    /// SHA-256 of each 128 KiB as stored, one after the other.
    pub hashes: Vec<u8>,
    /// What its caption can say.
    pub facts: SegmentFacts,
}

/// How many bytes of a content fit into a segment: whole parts of Telegram's, and of an encrypted content whole chunks.
pub fn capacity(segment: u64, largest_upload: u64, is_encrypted: bool) -> u64 {
    let parts = (segment.min(largest_upload) / PART_BYTES).max(1) * PART_BYTES;
    if is_encrypted { (parts - header::WRITTEN_BYTES as u64) / SEALED_CHUNK as u64 * CHUNK as u64 } else { parts }
}

impl SegmentUpload {
    /// Begins a segment. `plain_size` is the number of bytes that will come, if that is known.
    pub fn start(
        account: &Account,
        name: String,
        recipient: Option<&Recipient>,
        offset: u64,
        plain_size: Option<u64>,
    ) -> Self {
        let stored = |plain: u64| match recipient {
            Some(_) => header::WRITTEN_BYTES as u64 + sealed_len(plain),
            None => plain,
        };
        let hints = UploadHints { name, size: plain_size.map(stored), as_file: true, ..UploadHints::default() };
        Self { upload: account.upload(hints), encryptor: recipient.map(Encryptor::new), offset, plain_size: 0, size: 0 }
    }

    /// Bytes of the content that were taken.
    pub fn plain_size(&self) -> u64 {
        self.plain_size
    }

    /// Takes the next bytes of the content, and waits while too many parts are under way.
    pub async fn write(&mut self, plain: Bytes, hashes: &mut Hashes) -> Result<(), Error> {
        self.plain_size += plain.len() as u64;
        let Some(encryptor) = &mut self.encryptor else {
            self.size += plain.len() as u64;
            return self.upload.write_observed(plain, &mut |part| hashes.store_plain(part)).await;
        };
        let sealed = encryptor.write(&plain);
        hashes.update(plain);
        self.size += sealed.len() as u64;
        self.upload.write_observed(sealed, &mut |part| hashes.store(part)).await
    }

    /// Waits until all of it is stored.
    pub async fn finish(mut self, hashes: &mut Hashes) -> Result<UploadedSegment, Error> {
        let (file, header) = match self.encryptor.take() {
            None => (self.upload.finish_observed(&mut |part| hashes.store_plain(part)).await?, None),
            Some(encryptor) => {
                let header = encryptor.header().to_vec();
                let rest = encryptor.finish();
                self.size += rest.len() as u64;
                self.upload.write_observed(rest, &mut |part| hashes.store(part)).await?;
                (self.upload.finish_observed(&mut |part| hashes.store(part)).await?, Some(header))
            }
        };
        let hashes = hashes.end_segment();
        let (offset, plain_size, size) = (self.offset, self.plain_size, self.size);
        let facts = SegmentFacts { offset, plain_size, size, digest: digest(&hashes) };
        Ok(UploadedSegment { file, header, hashes, facts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telegram::limits::{FILE_BYTES, PREMIUM_FILE_BYTES};

    #[test]
    fn a_full_segment_is_as_large_as_it_may_be_and_no_larger() {
        for segment in [0, 1, PART_BYTES, PART_BYTES + 1, 10 << 20, 512 << 20, FILE_BYTES, u64::MAX] {
            for largest in [FILE_BYTES, PREMIUM_FILE_BYTES] {
                let allowed = segment.min(largest).max(PART_BYTES);
                let plain = capacity(segment, largest, false);
                assert!(plain <= allowed && plain > allowed - PART_BYTES && plain.is_multiple_of(PART_BYTES));
                let sealed = header::WRITTEN_BYTES as u64 + sealed_len(capacity(segment, largest, true));
                assert!(sealed <= plain && sealed + SEALED_CHUNK as u64 > plain, "{segment} of {largest}");
            }
        }
    }
}
