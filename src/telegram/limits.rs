//! Telegram's limits on what is sent.
//!
//! Lengths of texts are in UTF-16 units, as Telegram counts them; `int` in its schema.

/// The largest part of a file, in bytes.
pub const PART_BYTES: u64 = 512 * 1024;
/// Parts of one file.
pub const PARTS: u64 = 4000;
/// Parts of one file, of an account with premium.
pub const PREMIUM_PARTS: u64 = 8000;
/// The largest file, in bytes.
pub const FILE_BYTES: u64 = PARTS * PART_BYTES;
/// The largest file of an account with premium, in bytes.
pub const PREMIUM_FILE_BYTES: u64 = PREMIUM_PARTS * PART_BYTES;
/// The largest file that goes by `upload.saveFilePart`, and the largest photo, in bytes. Larger ones go by `upload.saveBigFilePart`.
pub const SMALL_FILE_BYTES: u64 = 10 * 1024 * 1024;
/// The length of the pieces of a file whose hashes `upload.getFileHashes` tells, in bytes.
pub const HASHED_BYTES: u64 = 128 * 1024;
/// Files in one album.
pub const ALBUM_FILES: usize = 10;
/// The largest cover that a sender may add to a file, in bytes.
pub const COVER_BYTES: usize = 200 * 1024;
/// The longest text of a message.
pub const TEXT_UNITS: i32 = 4096;
/// The longest caption.
pub const CAPTION_UNITS: i32 = 1024;
/// The longest caption of an account with premium.
pub const PREMIUM_CAPTION_UNITS: i32 = 4096;
