//! Thumbnails: Telegram's own pictures of a photo or document, whole.
//!
//! They are kept in memory for all accounts of the process, and fetched once however many ask at the same time, also when the first of them goes
//! away. An account has to find the message in its own chats before the memory is asked. That there is no picture after all is remembered
//! for a short while. Fetching uses a lane of its own, so that a grid of fifty does not delay a video.
//!
//! The bytes come by raw `upload.getFile` like a file's: grammers' download iterator follows `FILE_MIGRATE_x` and carries authorizations
//! inside its own pool, out of reach of our key exchange and time limits, and repeats calls on a revoked key without pause or end.

use std::sync::Arc;
use std::time::Duration;

use grammers_client::media::Downloadable;
use tokio_util::bytes::{Bytes, BytesMut};

use super::get_file::get_file;
use super::image_type::image_type;
use super::remote_file::{FileSource, Thumb};
use super::repairs::{Repairs, Treatment};
use super::state::Files;
use super::thumbnail_cache::{FailedFetch, Thumbnail, key};
use crate::stream::{ByteRange, Plan};
use crate::telegram::calls::call::Calls;
use crate::telegram::calls::failed::Failed;
use crate::telegram::error::Error;
use crate::telegram::transport::route::CallRoute;

/// More than any of Telegram's sizes has; what claims more is no thumbnail.
const LARGEST: u64 = 8 * 1024 * 1024;
/// A page shows its placeholder rather than wait long.
const PATIENCE: Duration = Duration::from_secs(3);

/// Telegram's thumbnail sizes: a box of 100, 320, 800, 1280, 2560 pixels.
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
    /// The longer side of its box, in pixels.
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
    /// One picture of a file: from memory, from a fetch that is under way, or fetched. `urgent`: a reader is waiting for it.
    pub async fn thumbnail(
        self: &Arc<Self>,
        source: Arc<dyn FileSource>,
        thumb: &Thumb,
        urgent: bool,
    ) -> Result<Thumbnail, Error> {
        let (account, key) = (self.calls.id(), key(thumb));
        let pictures = &self.shared.thumbnails;
        if let Some(thumbnail) = pictures.kept.get(&key).await {
            return Ok(thumbnail);
        }
        if pictures.missing.contains_key(&(account, key.clone())) {
            return Err(Error::NotFound);
        }
        loop {
            // A task of its own: the first caller may go away, and the others wait for this very fetch.
            let (files, key, thumb, source) = (self.clone(), key.clone(), thumb.clone(), source.clone());
            let fetching = tokio::spawn(async move {
                let _in_use = files.calls.in_use();
                let fetching = async {
                    let fetched = fetch(&files.calls, &*source, thumb, urgent).await;
                    if matches!(fetched, Err(Error::NotFound)) {
                        files.shared.thumbnails.missing.insert((account, key.clone()), ()).await;
                    }
                    fetched.map_err(|error| FailedFetch { by: account, error: error.into() })
                };
                files.shared.thumbnails.kept.try_get_with(key.clone(), fetching).await
            });
            match fetching.await.map_err(|_| Error::Unavailable("the thumbnail was given up"))? {
                Ok(thumbnail) => return Ok(thumbnail),
                Err(missed) if missed.by == account => return Err(missed.error.retold()),
                // Another account's flood wait, or its end, is not this one's: this one tries for itself.
                Err(_) => {}
            }
        }
    }
}

/// The smallest that fills the box, else the largest there is.
pub fn choose(thumbs: &[Thumb], size: ThumbnailSize) -> Option<&Thumb> {
    let side = |thumb: &&Thumb| thumb.width.max(thumb.height);
    let usable = || thumbs.iter().filter(|thumb| thumb.size <= LARGEST);
    // Telegram's boxes are met within a few pixels' rounding.
    let filling = usable().filter(|thumb| side(thumb) + 10 >= size.pixels()).min_by_key(side);
    filling.or_else(|| usable().max_by_key(side))
}

async fn fetch(calls: &Calls, source: &dyn FileSource, mut thumb: Thumb, urgent: bool) -> Result<Thumbnail, Error> {
    let mut repairs = Repairs::new(PATIENCE);
    loop {
        if let Some(bytes) = thumb.inline() {
            return finish(bytes);
        }
        let location = thumb.picture.to_raw_input_location().ok_or(Error::NotFound)?;
        let treatment = match fetch_whole(calls, CallRoute::thumbnail(thumb.dc, urgent), location, thumb.size).await {
            Ok(bytes) => return finish(bytes),
            Err(failed) => repairs.treat(failed)?,
        };
        match treatment {
            Treatment::Again => {}
            Treatment::Elsewhere(dc) => thumb.dc = dc,
            Treatment::Refresh => {
                let fresh = source.refresh().await?;
                let same = fresh.thumbs.iter().find(|other| key(other) == key(&thumb)).ok_or(Error::NotFound)?;
                thumb = Thumb { dc: thumb.dc, ..same.clone() };
            }
            // The lane keeps the wait for all that use it.
            Treatment::Wait(_) => {}
        }
    }
}

async fn fetch_whole(
    calls: &Calls,
    route: CallRoute,
    location: grammers_tl_types::enums::InputFileLocation,
    size: u64,
) -> Result<Bytes, Failed> {
    let whole = ByteRange::new(0..size).ok_or(Error::NotFound)?;
    let plan = Plan::new(whole, size).ok_or(Error::NotFound)?;
    let mut parts = BytesMut::new();
    for piece in plan {
        let bytes = get_file(calls, route, || location.clone(), piece).await?;
        if bytes.len() != piece.expected as usize {
            return Err(Error::Protocol("a thumbnail has the wrong length").into());
        }
        if bytes.len() as u64 == size {
            return Ok(bytes);
        }
        parts.extend_from_slice(&bytes);
    }
    Ok(parts.freeze())
}

fn finish(bytes: Bytes) -> Result<Thumbnail, Error> {
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
