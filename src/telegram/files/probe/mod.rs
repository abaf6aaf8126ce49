//! Detecting the type of a file, the dimensions of a picture or video, and the duration of a video or of sound, from the bytes of an upload.
//!
//! The bytes pass by once and are not kept, except for the first and the last ones. What stands in the header of a file is read from the first
//! ([`picture`], [`matroska`], [`riff`], [`flv`], [`flac`], [`ogg`]); what may stand anywhere is found as the bytes pass ([`boxes`] and [`movie`] for
//! MP4 and QuickTime, [`jpeg`], [`mpeg_audio`]). What is not measured is `None`.
//!
//! Libraries for these formats want to seek in a whole file, which an upload never is.

mod boxes;
mod detected;
mod flac;
mod flv;
mod jpeg;
mod kinds;
mod matroska;
mod movie;
mod mpeg_audio;
mod ogg;
mod picture;
mod riff;

use boxes::Boxes;
use jpeg::Jpeg;
use mpeg_audio::Frames;

pub use detected::Detected;

/// How much of the beginning is kept: the tracks of a Matroska file may follow a list of chapters.
const HEAD: usize = 256 * 1024;
/// How much of the end is kept: the last page of an Ogg file has at most 64 KiB.
const TAIL: usize = 128 * 1024;

/// Examines the bytes of a file.
#[derive(Default)]
pub struct Probe {
    head: Vec<u8>,
    /// The last bytes, if the file is an Ogg file.
    tail: Vec<u8>,
    size: u64,
    boxes: Boxes,
    jpeg: Jpeg,
    frames: Frames,
}

impl Probe {
    /// Takes the next bytes of the file.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.size += bytes.len() as u64;
        let room = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..room]);
        if self.head.starts_with(b"OggS") {
            self.keep_tail(bytes);
        }
        self.boxes.feed(bytes);
        self.jpeg.feed(bytes);
        self.frames.feed(bytes);
    }

    /// What is detected from the bytes so far.
    pub fn detected(&self) -> Detected {
        if let Some(dimensions) = self.jpeg.dimensions() {
            return Detected { mime_type: Some("image/jpeg"), picture: Some(dimensions), ..Detected::default() };
        }
        if let Some((mime_type, dimensions)) = picture::parse(&self.head) {
            return Detected { mime_type: Some(mime_type), picture: Some(dimensions), ..Detected::default() };
        }
        let by_header = movie::parse(&self.boxes.found)
            .or_else(|| matroska::parse(&self.head))
            .or_else(|| riff::parse(&self.head, self.size))
            .or_else(|| flv::parse(&self.head))
            .or_else(|| ogg::parse(&self.head, &self.tail))
            .or_else(|| flac::parse(&self.head));
        let by_frames = || {
            let (mime_type, duration) = self.frames.detected()?;
            Some(Detected { mime_type: Some(mime_type), duration, ..Detected::default() })
        };
        by_header
            .or_else(by_frames)
            .unwrap_or_else(|| Detected { mime_type: kinds::by_first_bytes(&self.head), ..Detected::default() })
    }

    /// Whether the file begins like a text.
    pub fn is_text(&self) -> bool {
        kinds::is_text(&self.head)
    }

    fn keep_tail(&mut self, bytes: &[u8]) {
        self.tail.extend_from_slice(&bytes[bytes.len().saturating_sub(TAIL)..]);
        if self.tail.len() > 2 * TAIL {
            self.tail.drain(..self.tail.len() - TAIL);
        }
    }
}
