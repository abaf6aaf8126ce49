//! Files on their way to Telegram, straight from a request's body: no temporary file, no length known beforehand.

use tokio_util::bytes::Bytes;

use super::{Account, Error, MessageId};

/// What the sender knows about a file.
#[derive(Clone, Debug, Default)]
pub struct UploadHints {
    /// File name as given; kept.
    pub name: String,
    /// MIME type as given, if any.
    pub mime_type: Option<String>,
    /// An upper bound of the size where the request says so (its Content-Length).
    pub at_most: Option<u64>,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
    /// Seconds.
    pub duration: Option<f64>,
}

/// A file being uploaded, part by part. Dropping it sends nothing: Telegram forgets parts that no message uses.
pub struct Upload {}

impl Upload {
    /// Takes the next bytes; waits while too many parts are under way.
    pub async fn write(&mut self, bytes: Bytes) -> Result<(), Error> {
        todo!()
    }

    /// All bytes were given: sends the last part and waits for all.
    pub async fn finish(self) -> Result<Uploaded, Error> {
        todo!()
    }
}

/// A file whose parts are all at Telegram, not yet in any message.
pub struct Uploaded {
    /// What the sender knew.
    pub hints: UploadHints,
    /// A cover made by the sender: a JPEG of at most 320 pixels and 200 KB.
    pub cover: Option<Bytes>,
}

impl Account {
    /// Starts an upload.
    pub fn upload(&self, hints: UploadHints) -> Upload {
        todo!()
    }

    /// Sends the files to Saved Messages with one caption: one message, or an album when there are several (2 to 10; photos and videos
    /// together, documents and audio each among themselves — what doesn't go together is sent as messages of its own). Ids in the order of `files`.
    pub async fn send_files(&self, files: Vec<Uploaded>, caption: &str) -> Result<Vec<MessageId>, Error> {
        todo!()
    }
}
