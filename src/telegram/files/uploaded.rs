//! A file whose parts are all at Telegram, and what its sender knew of it.

use grammers_tl_types as tl;
use tokio_util::bytes::Bytes;

use super::probe::Probe;

/// What the sender knows about a file.
#[derive(Clone, Debug, Default)]
pub struct UploadHints {
    /// File name as given; kept.
    pub name: String,
    /// MIME type as given, if any.
    pub mime_type: Option<String>,
    /// An upper bound of the size where the request says so (its Content-Length).
    pub at_most: Option<u64>,
    /// The size itself, where the sender tells it.
    pub size: Option<u64>,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// Seconds.
    pub duration: Option<f64>,
    /// Whether it is to stay the file it is: a document, whatever Telegram could make of it.
    pub as_file: bool,
}

/// A file whose parts are all at Telegram, not yet in any message.
pub struct Uploaded {
    /// What the sender knew.
    pub hints: UploadHints,
    /// A cover made by the sender: a JPEG of at most 320 pixels and 200 KB.
    pub cover: Option<Bytes>,
    /// As the methods that use it take it.
    pub file: tl::enums::InputFile,
    /// Bytes.
    pub size: u64,
    /// What its bytes told.
    pub probe: Probe,
}
