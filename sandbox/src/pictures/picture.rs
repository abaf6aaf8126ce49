//! Telegram's sizes of a picture: `s`, `m`, `x`, `y` and `w` with 100, 320, 800, 1280 and 2560 pixels on the longer side.
//!
//! A picture has all sizes smaller than itself, and one with its own dimensions.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, RgbImage};

use super::stripped;
use crate::rpc::{RpcError, bad_request};

/// A decoded picture.
pub(crate) struct Picture {
    pixels: RgbImage,
}

/// A size of a picture.
#[derive(Clone, Debug)]
pub(crate) struct RenderedSize {
    pub(crate) size_type: char,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) jpeg: Vec<u8>,
}

/// Where the largest size comes from.
pub(crate) enum Largest {
    /// Encoded from the picture, as Telegram does.
    Reencoded,
    /// The JPEG from which the picture was decoded.
    Original(Vec<u8>),
}

/// The sizes, smallest first.
const SIZES: [(char, u32); 5] = [('s', 100), ('m', 320), ('x', 800), ('y', 1280), ('w', 2560)];

/// The JPEG quality, from 1 to 100.
const QUALITY: u8 = 75;

impl Picture {
    /// Decodes JPEG, PNG, WebP or the first frame of a GIF. Refuses the dimensions that Telegram refuses: a sum of width and height above
    /// 10,000 pixels, or a ratio above 20.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, RpcError> {
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
        Ok(Self { pixels: oriented(image, bytes).into_rgb8() })
    }

    /// The stripped thumbnail.
    pub(crate) fn stripped(&self) -> Vec<u8> {
        stripped::encode(&self.within(stripped::SIDE))
    }

    /// All sizes, smallest first.
    pub(crate) fn sizes(&self, largest: Largest) -> Vec<RenderedSize> {
        let longer = self.pixels.width().max(self.pixels.height());
        let mut wanted: Vec<_> = SIZES.into_iter().filter(|(_, side)| *side < longer).collect();
        if let Some(last) = SIZES.get(wanted.len()) {
            wanted.push(*last);
        }
        let mut sizes: Vec<RenderedSize> = Vec::new();
        // From the largest to the smallest, each scaled from the one before.
        let mut pixels = None;
        let mut largest = Some(largest);
        for (size_type, side) in wanted.into_iter().rev() {
            let scaled = pixels.as_ref().unwrap_or(self).within(side);
            let jpeg = match largest.take() {
                Some(Largest::Original(jpeg)) if longer <= side => jpeg,
                _ => encode(&scaled),
            };
            sizes.push(RenderedSize { size_type, width: scaled.width(), height: scaled.height(), jpeg });
            pixels = Some(Self { pixels: scaled });
        }
        sizes.reverse();
        sizes
    }

    /// Width and height.
    pub(crate) fn dimensions(&self) -> (u32, u32) {
        self.pixels.dimensions()
    }

    /// The picture, scaled down to fit into a square.
    fn within(&self, side: u32) -> RgbImage {
        let (width, height) = self.pixels.dimensions();
        if width.max(height) <= side {
            return self.pixels.clone();
        }
        // `DynamicImage` is not generic: its code is compiled with its crate, which is optimised in every profile.
        DynamicImage::ImageRgb8(self.pixels.clone()).resize(side, side, FilterType::Triangle).into_rgb8()
    }
}

/// Applies the orientation from the picture's metadata.
fn oriented(mut image: DynamicImage, bytes: &[u8]) -> DynamicImage {
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
        .expect("sides of 1 to 65,535 pixels can be encoded, and writing to memory does not fail");
    jpeg
}
