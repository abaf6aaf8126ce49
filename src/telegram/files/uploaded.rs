//! Uploaded files, and what their sender knows about them.

use grammers_tl_types as tl;
use tokio_util::bytes::Bytes;

use super::probe::Probe;

/// What the sender knows about a file.
#[derive(Clone, Debug, Default)]
pub struct UploadHints {
    /// The file's name.
    pub name: String,
    /// The MIME type, if the sender gave one.
    pub mime_type: Option<String>,
    /// An upper bound of the size, if there is one (a request's `Content-Length`).
    pub at_most: Option<u64>,
    /// The size, if the sender gave it.
    pub size: Option<u64>,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// Seconds.
    pub duration: Option<f64>,
    /// Whether to send it as a document even if it is a photo or a video.
    pub as_file: bool,
}

/// A file whose parts Telegram has stored, and which no message contains yet.
pub struct Uploaded {
    /// What the sender knows about it.
    pub hints: UploadHints,
    /// A cover that the sender made: a JPEG of at most 320 pixels and 200 KB.
    pub cover: Option<Bytes>,
    /// The file as an argument of Telegram's methods.
    pub file: tl::enums::InputFile,
    /// The size in bytes.
    pub size: u64,
    /// What was detected from its bytes.
    pub probe: Probe,
}
