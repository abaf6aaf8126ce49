//! Thumbnails: the small pictures of a photo or document that Telegram provides.
//!
//! They are cached in memory for all accounts of the process. Concurrent requests for one thumbnail share a fetch, which continues when the first of
//! them is dropped. An account has to find the message in its own chats before it reads from the cache. That a thumbnail does not exist is cached
//! for a short time. Thumbnails have a lane of their own, so that a page full of them does not delay a video.
//!
//! They are fetched by `upload.getFile`, not by grammers' download iterator. That follows `FILE_MIGRATE_x` and copies authorizations in a pool of
//! its own, without our key exchange and time limits, and repeats calls with a revoked key forever.

use std::sync::Arc;

use grammers_client::media::Downloadable;
use tokio_util::bytes::{Bytes, BytesMut};

use super::get_file::get_file;
use super::image_type::image_type;
use super::remote_file::{FileSource, Thumb};
use super::repairs::{RepairStep, Repairs};
use super::state::Files;
use super::thumbnail_cache::{FailedFetch, Thumbnail, key};
use crate::stream::{ByteRange, MAX_PIECE, MIN_PIECE, Plan};
use crate::telegram::calls::call::Calls;
use crate::telegram::calls::call_error::CallError;
use crate::telegram::error::Error;
use crate::telegram::transport::route::CallRoute;

/// The largest thumbnail in bytes. Telegram's own are smaller.
const MAX_SIZE: u64 = 8 * 1024 * 1024;

/// Telegram's sizes of thumbnails: boxes of 100, 320, 800, 1280 and 2560 pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ThumbnailSize {
    /// 100
    S,
    /// 320
    M,
    /// 800
    X,
    /// 1280
    Y,
    /// 2560
    W,
}

impl ThumbnailSize {
    /// The side of the box, in pixels.
    fn pixels(self) -> u32 {
        match self {
            Self::S => 100,
            Self::M => 320,
            Self::X => 800,
            Self::Y => 1280,
            Self::W => 2560,
        }
    }
}

impl Files {
    /// A thumbnail of a file: from the cache, from a fetch under way, or fetched. `urgent`: a reader waits for it.
    pub async fn thumbnail(
        self: &Arc<Self>,
        source: Arc<dyn FileSource>,
        thumb: &Thumb,
        urgent: bool,
    ) -> Result<Thumbnail, Error> {
        let (account, key) = (self.calls.id(), key(thumb));
        let cache = &self.shared.thumbnails;
        if let Some(thumbnail) = cache.thumbnails.get(&key).await {
            return Ok(thumbnail);
        }
        if cache.missing.contains_key(&(account, key.clone())) {
            return Err(Error::NotFound);
        }
        loop {
            // A task of its own, because other callers may share this fetch when the first one is cancelled.
            let (files, key, thumb, source) = (self.clone(), key.clone(), thumb.clone(), source.clone());
            let fetching = tokio::spawn(async move {
                let _in_use = files.calls.in_use();
                let fetching = async {
                    let fetched = fetch(&files.calls, &*source, thumb, urgent).await;
                    if matches!(fetched, Err(Error::NotFound)) {
                        files.shared.thumbnails.missing.insert((account, key.clone()), ()).await;
                    }
                    fetched.map_err(|error| FailedFetch { account, error: error.into() })
                };
                files.shared.thumbnails.thumbnails.try_get_with(key.clone(), fetching).await
            });
            match fetching.await.map_err(|_| Error::Unavailable("the thumbnail was given up"))? {
                Ok(thumbnail) => return Ok(thumbnail),
                Err(failed) if failed.account == account => return Err(failed.error.to_error()),
                // The error of another account, such as a flood wait, does not concern this one, which tries again.
                Err(_) => {}
            }
        }
    }
}

/// The smallest thumbnail that fills the box, else the largest one.
pub fn choose(thumbs: &[Thumb], size: ThumbnailSize) -> Option<&Thumb> {
    let side = |thumb: &&Thumb| thumb.width.max(thumb.height);
    let usable = || thumbs.iter().filter(|thumb| thumb.size <= MAX_SIZE);
    // Rounding makes Telegram's thumbnails a few pixels smaller than their box.
    let filling = usable().filter(|thumb| side(thumb) + 10 >= size.pixels()).min_by_key(side);
    filling.or_else(|| usable().max_by_key(side))
}

async fn fetch(calls: &Calls, source: &dyn FileSource, mut thumb: Thumb, urgent: bool) -> Result<Thumbnail, Error> {
    let max_wait = calls.limits.flood_waits.thumbnail;
    let mut repairs = Repairs::new(max_wait, max_wait, &calls.limits);
    loop {
        if let Some(bytes) = thumb.inline() {
            return with_mime_type(bytes);
        }
        let location = thumb.picture.to_raw_input_location().ok_or(Error::NotFound)?;
        let step = match fetch_bytes(calls, CallRoute::thumbnail(thumb.dc, urgent), location, thumb.size).await {
            Ok(bytes) => return with_mime_type(bytes),
            Err(error) => repairs.next_step(error)?,
        };
        match step {
            RepairStep::Retry(pause) => tokio::time::sleep(pause).await,
            RepairStep::Wait(_) => {}
            RepairStep::ChangeDc(dc) => thumb.dc = dc,
            RepairStep::RenewReference => {
                let fresh = source.refresh().await?;
                let same = fresh.thumbs.iter().find(|other| key(other) == key(&thumb)).ok_or(Error::NotFound)?;
                thumb = Thumb { dc: thumb.dc, ..same.clone() };
            }
        }
    }
}

async fn fetch_bytes(
    calls: &Calls,
    route: CallRoute,
    location: grammers_tl_types::enums::InputFileLocation,
    size: u64,
) -> Result<Bytes, CallError> {
    let whole = ByteRange::new(0..size).ok_or(Error::NotFound)?;
    let in_one = size.next_power_of_two().clamp(MIN_PIECE, MAX_PIECE);
    let plan = Plan::new(whole, size).ok_or(Error::NotFound)?.with_first_piece(in_one);
    let mut pieces = BytesMut::new();
    for piece in plan {
        let bytes = get_file(calls, route, || location.clone(), piece).await?;
        if bytes.len() != piece.expected as usize {
            return Err(Error::Protocol("a thumbnail has the wrong length").into());
        }
        if bytes.len() as u64 == size {
            return Ok(bytes);
        }
        pieces.extend_from_slice(&bytes);
    }
    Ok(pieces.freeze())
}

fn with_mime_type(bytes: Bytes) -> Result<Thumbnail, Error> {
    let mime_type = image_type(&bytes).ok_or(Error::NotFound)?;
    Ok(Thumbnail { bytes, mime_type })
}

#[cfg(test)]
mod tests {
    use grammers_client::media::Photo;
    use grammers_tl_types as tl;

    use super::*;

    fn thumbs(sizes: &[(&str, i32, i32)]) -> Vec<Thumb> {
        let sizes = sizes
            .iter()
            .map(|&(letter, w, h)| tl::types::PhotoSize { r#type: letter.to_owned(), w, h, size: 1000 }.into());
        let photo = tl::types::Photo {
            has_stickers: false,
            id: 7,
            access_hash: 1,
            file_reference: Vec::new(),
            date: 0,
            sizes: sizes.collect(),
            video_sizes: None,
            dc_id: 2,
        };
        let pictures = Photo::from_raw(photo.into()).thumbs();
        pictures.into_iter().filter_map(|picture| Thumb::new(picture, 7, 2)).collect()
    }

    #[test]
    fn the_next_larger_size_is_chosen() {
        let thumbs = thumbs(&[("s", 100, 66), ("m", 320, 213), ("x", 800, 533)]);
        let letter = |thumbs, size| choose(thumbs, size).map(Thumb::letter);
        assert_eq!(letter(&thumbs, ThumbnailSize::S).as_deref(), Some("s"));
        assert_eq!(letter(&thumbs, ThumbnailSize::M).as_deref(), Some("m"));
        assert_eq!(letter(&thumbs, ThumbnailSize::W).as_deref(), Some("x"));
        assert_eq!(letter(&thumbs[2..], ThumbnailSize::S).as_deref(), Some("x"));
        assert!(choose(&[], ThumbnailSize::S).is_none());
    }
}
