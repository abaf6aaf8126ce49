//! What is detected.

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
