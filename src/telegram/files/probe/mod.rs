//! What an upload's own bytes tell about it while they pass: what kind of picture it is, and a video's size and duration.
//!
//! Pictures say it at their beginning ([`picture`]). An MP4 says it in its `moov` box, which stands before or after the gigabytes of
//! pictures and sound ([`boxes`] finds it on the way, [`movie`] reads it). Nothing but that is kept.

mod boxes;
mod movie;
mod picture;

use boxes::Boxes;

/// A picture's header with its previews and colour profile may take a while to come to the point.
const HEAD: usize = 256 * 1024;

/// Looks at bytes as they pass.
#[derive(Default)]
pub struct Probe {
    head: Vec<u8>,
    boxes: Boxes,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Told by the bytes, where they tell it.
    pub mime_type: Option<&'static str>,
    /// Width and height of a picture that Telegram may take as a photo, as it is shown.
    pub picture: Option<(u32, u32)>,
    /// Width and height of a video, as it is shown.
    pub video: Option<(u32, u32)>,
    /// Seconds.
    pub duration: Option<f64>,
}

impl Probe {
    /// The next bytes of the file.
    pub fn feed(&mut self, bytes: &[u8]) {
        let room = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..room]);
        self.boxes.feed(bytes);
    }

    /// What is known now.
    pub fn found(&self) -> Found {
        if let Some((mime_type, sides)) = picture::read(&self.head) {
            return Found { mime_type: Some(mime_type), picture: Some(sides), ..Found::default() };
        }
        if let Some(movie) = self.boxes.movie().and_then(movie::read) {
            let mime_type = movie.sides.map(|_| self.boxes.mime_type());
            return Found { mime_type, video: movie.sides, duration: movie.duration, ..Found::default() };
        }
        Found::default()
    }
}

impl Found {
    /// Pixels.
    pub fn width(&self) -> Option<u32> {
        self.picture.or(self.video).map(|(width, _)| width)
    }

    /// Pixels.
    pub fn height(&self) -> Option<u32> {
        self.picture.or(self.video).map(|(_, height)| height)
    }
}
