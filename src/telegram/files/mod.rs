//! Transferring files: [`download`]s, [`thumbnail`]s, [`upload`]s, and the [statistics](stats) of streams.
//!
//! A file at Telegram is a [`remote_file::RemoteFile`]. Its file reference expires; a [`remote_file::FileSource`], which the layers above implement,
//! renews it. Telegram tells the [`hashes`] of a file without a download. A file is uploaded through a [`part_sink`], which takes parts at any offset. [`upload`] fills one in the order of the bytes,
//! and [probes](probe) them. [`byte_source`] reads one file, or several as one.

pub mod image_type;
pub mod probe;
pub mod stats;

pub mod remote_file;
pub mod shared;
pub mod state;
pub mod thumbnail_cache;

pub mod byte_source;
pub mod current_location;
pub mod download;
pub mod get_file;
pub mod hashes;
pub mod repairs;
pub mod thumbnail;

pub mod hold_back;
pub mod part_sink;
pub mod save_part;
pub mod upload;
pub mod uploaded;
