//! Moving files: [`download`]s, [`thumbnail`]s, [`upload`]s, and what streams [measure of themselves](stats).
//!
//! A file at Telegram is a [`remote_file::RemoteFile`]. Its reference expires; whoever carries it (a message, above) is its
//! [`remote_file::FileSource`] and finds it again. Towards Telegram a file goes through a [`part_sink`], which takes parts at any offset;
//! [`upload`] feeds one in the order of the bytes and [probes](probe) them as they pass. [`byte_source`] reads one or several files as one.

pub mod image_type;
pub mod probe;
pub mod stats;

pub mod remote_file;
pub mod shared;
pub mod state;
pub mod thumbnail_cache;

pub mod byte_source;
pub mod download;
pub mod get_file;
pub mod repairs;
pub mod thumbnail;

pub mod part_sink;
pub mod save_part;
pub mod upload;
pub mod uploaded;
