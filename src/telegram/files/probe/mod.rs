//! Detecting the type and dimensions of a picture, and the dimensions and duration of a video, from the bytes of an upload.
//!
//! A picture has them in its header ([`picture`]). An MP4 file has them in its `moov` box, which is before or after the media data: [`boxes`]
//! finds it, [`movie`] parses it. Only the header and the `moov` box are kept in memory.

mod boxes;
mod movie;
mod picture;

use boxes::Boxes;

/// How much of the beginning is kept: a picture's dimensions may follow previews and a colour profile.
const HEAD: usize = 256 * 1024;

/// Examines the bytes of a file.
#[derive(Default)]
pub struct Probe {
    head: Vec<u8>,
    boxes: Boxes,
}

/// What is detected from the bytes of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detected {
    /// The MIME type.
    pub mime_type: Option<&'static str>,
    /// Width and height of a picture as displayed, if Telegram may accept it as a photo.
    pub picture: Option<(u32, u32)>,
    /// Width and height of a video as displayed.
    pub video: Option<(u32, u32)>,
    /// Seconds.
    pub duration: Option<f64>,
}

impl Probe {
    /// Takes the next bytes of the file.
    pub fn feed(&mut self, bytes: &[u8]) {
        let room = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..room]);
        self.boxes.feed(bytes);
    }

    /// What is detected from the bytes so far.
    pub fn detected(&self) -> Detected {
        if let Some((mime_type, dimensions)) = picture::parse(&self.head) {
            return Detected { mime_type: Some(mime_type), picture: Some(dimensions), ..Detected::default() };
        }
        if let Some(movie) = self.boxes.movie().and_then(movie::parse) {
            let mime_type = movie.dimensions.map(|_| self.boxes.mime_type());
            return Detected { mime_type, video: movie.dimensions, duration: movie.duration, ..Detected::default() };
        }
        Detected::default()
    }
}

impl Detected {
    /// Pixels.
    pub fn width(&self) -> Option<u32> {
        self.picture.or(self.video).map(|(width, _)| width)
    }

    /// Pixels.
    pub fn height(&self) -> Option<u32> {
        self.picture.or(self.video).map(|(_, height)| height)
    }
}
