//! Telegram's sizes of a picture: `s` 100, `m` 320, `x` 800, `y` 1280 and `w` 2560 pixels at the longer side, and the stripped thumbnail.
//!
//! A size is made if the picture is larger than the size before it, never larger than the picture itself, so the picture's own dimensions
//! are always among them.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, RgbImage};

use super::refusal::bad_request;
use super::stripped;
use crate::rpc::RpcError;

/// A picture, decoded.
pub struct Picture {
    pixels: RgbImage,
}

/// A size of a picture.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// Telegram's letter.
    pub letter: char,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The JPEG.
    pub jpeg: Vec<u8>,
}

/// Where the largest size comes from.
pub enum Largest {
    /// Encoded anew, as Telegram does with every photo that is sent.
    Encoded,
    /// The JPEG that the picture was decoded from.
    AsIs(Vec<u8>),
}

/// The sizes, the smallest first.
const SIZES: [(char, u32); 5] = [('s', 100), ('m', 320), ('x', 800), ('y', 1280), ('w', 2560)];

/// How well sizes are encoded, of 100.
const QUALITY: u8 = 75;

impl Picture {
    /// Decodes JPEG, PNG, WebP or the first frame of a GIF. Refuses what is no picture, and dimensions that Telegram refuses:
    /// sides that add up to more than 10,000 pixels, or one more than 20 times the other.
    pub fn decode(bytes: &[u8]) -> Result<Self, RpcError> {
        let reader = ImageReader::new(Cursor::new(bytes))
            .with_guessed_format()
            .map_err(|_| bad_request("IMAGE_PROCESS_FAILED"))?;
        if reader.format().is_none() {
            return Err(bad_request("PHOTO_EXT_INVALID"));
        }
        let (width, height) = reader.into_dimensions().map_err(|_| bad_request("IMAGE_PROCESS_FAILED"))?;
        let (long, short) = (width.max(height), width.min(height));
        if short == 0 || width.saturating_add(height) > 10_000 || long > short.saturating_mul(20) {
            return Err(bad_request("PHOTO_INVALID_DIMENSIONS"));
        }
        let image = image::load_from_memory(bytes).map_err(|_: ImageError| bad_request("IMAGE_PROCESS_FAILED"))?;
        Ok(Self { pixels: upright(image, bytes).into_rgb8() })
    }

    /// The stripped thumbnail.
    pub fn stripped(&self) -> Vec<u8> {
        stripped::encode(&self.within(stripped::SIDE))
    }

    /// Every size, the smallest first.
    pub fn sizes(&self, largest: Largest) -> Vec<Rendered> {
        let longer = self.pixels.width().max(self.pixels.height());
        let mut wanted: Vec<_> = SIZES.into_iter().filter(|(_, side)| *side < longer).collect();
        if let Some(last) = SIZES.get(wanted.len()) {
            wanted.push(*last);
        }
        let mut sizes: Vec<Rendered> = Vec::new();
        // From the largest to the smallest, each made from the one before: every step halves, roughly.
        let mut pixels = None;
        let mut largest = Some(largest);
        for (letter, side) in wanted.into_iter().rev() {
            let scaled = pixels.as_ref().unwrap_or(self).within(side);
            let jpeg = match largest.take() {
                Some(Largest::AsIs(jpeg)) if longer <= side => jpeg,
                _ => encode(&scaled),
            };
            sizes.push(Rendered { letter, width: scaled.width(), height: scaled.height(), jpeg });
            pixels = Some(Self { pixels: scaled });
        }
        sizes.reverse();
        sizes
    }

    /// The picture's own dimensions.
    pub fn dimensions(&self) -> (u32, u32) {
        self.pixels.dimensions()
    }

    /// The picture, scaled down until it fits a square.
    fn within(&self, side: u32) -> RgbImage {
        let (width, height) = self.pixels.dimensions();
        if width.max(height) <= side {
            return self.pixels.clone();
        }
        // Through `DynamicImage`, whose code is compiled with its crate: optimised in every profile.
        DynamicImage::ImageRgb8(self.pixels.clone()).resize(side, side, FilterType::Triangle).into_rgb8()
    }
}

/// The picture as its camera was held.
fn upright(mut image: DynamicImage, bytes: &[u8]) -> DynamicImage {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok();
    let decoder = reader.and_then(|reader| reader.into_decoder().ok());
    if let Some(orientation) = decoder.and_then(|mut decoder| decoder.orientation().ok()) {
        image.apply_orientation(orientation);
    }
    image
}

fn encode(pixels: &RgbImage) -> Vec<u8> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode_image(pixels)
        .expect("a picture with sides from 1 to 65,535 can be a JPEG, and memory takes every byte");
    jpeg
}
