//! Thumbnails: Telegram's own pictures of a photo or document, whole.
//!
//! Kept in memory for all accounts of the process, and fetched once however many ask at the same time, also when the first of them leaves. An
//! account has to find the message in its own Saved Messages before the memory is asked. What has no picture after all
//! is remembered for a short while. Fetching goes on a lane of its own, so that a grid of fifty does not starve a video; those that
//! will be asked for next are fetched beforehand ([`super::ahead`]).
//!
//! The bytes come by raw `upload.getFile` like a file's: grammers' download iterator follows `FILE_MIGRATE_X` and carries authorizations
//! inside its own pool, out of reach of our key exchange and time limits, and asks a revoked one again without a pause or an end.

use std::sync::Arc;
use std::time::Duration;

use grammers_client::media::Downloadable;
use moka::future::Cache;
use tokio_util::bytes::{Bytes, BytesMut};

use super::chats::ChatRef;
use super::core::Core;
use super::download::{Repairs, Treatment, get};
use super::error::SharedError;
use super::known::{At, Thumb};
use super::lane::To;
use super::{Account, Error, MessageId};
use crate::store::AccountId;
use crate::stream::{ByteRange, Plan};

/// Bytes kept: some three thousand of a grid's pictures.
const KEPT: u64 = 64 * 1024 * 1024;
/// How long one is kept without being asked for.
const IDLE: Duration = Duration::from_secs(10 * 60);
/// How long it is remembered that there is none, so that a page that asks again and again costs nothing.
const MISSING: Duration = Duration::from_secs(30);
/// How many of those are remembered.
const MISSING_ENTRIES: u64 = 10_000;
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

/// A thumbnail, whole.
#[derive(Clone, Debug)]
pub struct Thumbnail {
    /// The picture.
    pub bytes: Bytes,
    /// `image/jpeg`, `image/png` or `image/webp`, told by the bytes themselves.
    pub mime_type: &'static str,
}

/// Which picture: of which file (or of which cover), in which size, of how many bytes.
type Key = (i64, String, u64);

/// The thumbnails fetched lately, by whichever account.
pub struct Thumbnails {
    kept: Cache<Key, Thumbnail>,
    /// Those that an account was told there are none of.
    missing: Cache<(AccountId, Key), ()>,
}

/// A fetch that failed, and whose it was.
#[derive(Debug)]
struct Missed {
    by: AccountId,
    error: SharedError,
}

impl Default for Thumbnails {
    fn default() -> Self {
        let weigh = |_: &Key, thumbnail: &Thumbnail| u32::try_from(thumbnail.bytes.len()).unwrap_or(u32::MAX);
        Self {
            kept: Cache::builder().max_capacity(KEPT).weigher(weigh).time_to_idle(IDLE).build(),
            missing: Cache::builder().max_capacity(MISSING_ENTRIES).time_to_live(MISSING).build(),
        }
    }
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

impl Account {
    /// The thumbnail nearest to that size (the next larger one if there is none). [`Error::NotFound`] when there is none at all.
    pub async fn thumbnail(&self, id: MessageId, size: ThumbnailSize) -> Result<Thumbnail, Error> {
        let core = &self.core;
        let located = core.locate(id).await?;
        let thumb = choose(&located.thumbs, size).ok_or(Error::NotFound)?;
        core.look_ahead(id, size);
        core.picture(id.into(), thumb, true).await
    }

    /// The thumbnail of a message in any chat, as [`Account::thumbnail`] gives those of Saved Messages.
    pub async fn thumbnail_from(&self, chat: &ChatRef, id: MessageId, size: ThumbnailSize) -> Result<Thumbnail, Error> {
        let core = &self.core;
        let at = core.at(chat, id).await?;
        let located = core.locate(at).await?;
        let thumb = choose(&located.thumbs, size).ok_or(Error::NotFound)?;
        core.picture(at, thumb, true).await
    }
}

impl Core {
    /// Fetches a thumbnail that nobody waits for. Nothing happens where there is none.
    pub(super) async fn thumbnail_ahead(self: &Arc<Self>, id: MessageId, size: ThumbnailSize) -> Result<(), Error> {
        let Some(located) = self.known.get(id).await else { return Ok(()) };
        let Some(thumb) = choose(&located.thumbs, size) else { return Ok(()) };
        match self.picture(id.into(), thumb, false).await {
            Ok(_) | Err(Error::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The picture, from memory, from whoever is fetching it, or fetched.
    async fn picture(self: &Arc<Self>, at: At, thumb: &Thumb, urgent: bool) -> Result<Thumbnail, Error> {
        let (account, key) = (self.id(), key(thumb));
        let pictures = &self.server.thumbnails;
        if let Some(thumbnail) = pictures.kept.get(&key).await {
            return Ok(thumbnail);
        }
        if pictures.missing.contains_key(&(account, key.clone())) {
            return Err(Error::NotFound);
        }
        loop {
            // A task of its own: whoever asked first may leave, and the others wait for this very fetch.
            let (core, key, thumb) = (self.clone(), key.clone(), thumb.clone());
            let fetching = tokio::spawn(async move {
                let fetching = async {
                    let fetched = fetch(&core, at, thumb, urgent).await;
                    if matches!(fetched, Err(Error::NotFound)) {
                        core.server.thumbnails.missing.insert((account, key.clone()), ()).await;
                    }
                    fetched.map_err(|error| Missed { by: account, error: error.into() })
                };
                core.server.thumbnails.kept.try_get_with(key.clone(), fetching).await
            });
            match fetching.await.map_err(|_| Error::Unavailable("the thumbnail was given up"))? {
                Ok(thumbnail) => return Ok(thumbnail),
                Err(missed) if missed.by == account => return Err(missed.error.retold()),
                // Another account's wait, or its end, is not this one's: it tries for itself.
                Err(_) => {}
            }
        }
    }
}

/// The smallest that fills the box, else the largest there is.
fn choose(thumbs: &[Thumb], size: ThumbnailSize) -> Option<&Thumb> {
    let side = |thumb: &&Thumb| thumb.width.max(thumb.height);
    let usable = || thumbs.iter().filter(|thumb| thumb.size <= LARGEST);
    // Telegram's boxes are met within a few pixels' rounding.
    let filling = usable().filter(|thumb| side(thumb) + 10 >= size.pixels()).min_by_key(side);
    filling.or_else(|| usable().max_by_key(side))
}

fn key(thumb: &Thumb) -> Key {
    (thumb.of, thumb.letter(), thumb.size)
}

async fn fetch(core: &Core, at: At, mut thumb: Thumb, urgent: bool) -> Result<Thumbnail, Error> {
    let mut repairs = Repairs::new(PATIENCE);
    loop {
        if let Some(bytes) = thumb.inline() {
            return finish(bytes);
        }
        let location = thumb.picture.to_raw_input_location().ok_or(Error::NotFound)?;
        let treatment = match fetch_whole(core, To::thumbnail(thumb.dc, urgent), location, thumb.size).await {
            Ok(bytes) => return finish(bytes),
            Err(failed) => repairs.treat(failed)?,
        };
        match treatment {
            Treatment::Again => {}
            Treatment::Elsewhere(dc) => thumb.dc = dc,
            Treatment::Refresh => {
                let fresh = core.refresh(at).await?;
                let same = fresh.thumbs.iter().find(|other| key(other) == key(&thumb)).ok_or(Error::NotFound)?;
                thumb = Thumb { dc: thumb.dc, ..same.clone() };
            }
            // The lane keeps the wait for all who use it.
            Treatment::Wait(_) => {}
        }
    }
}

async fn fetch_whole(
    core: &Core,
    to: To,
    location: grammers_tl_types::enums::InputFileLocation,
    size: u64,
) -> Result<Bytes, super::core::Failed> {
    let whole = ByteRange::new(0..size).ok_or(Error::NotFound)?;
    let plan = Plan::new(whole, size).ok_or(Error::NotFound)?;
    let mut parts = BytesMut::new();
    for piece in plan {
        let bytes = get(core, to, || location.clone(), piece).await?;
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

/// Told by the first bytes; `None` for what a page should not show as a picture.
pub(super) fn image_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
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

    #[test]
    fn pictures_are_known_by_their_first_bytes() {
        assert_eq!(image_type(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(image_type(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(image_type(b"<svg onload=alert(1)>"), None);
        assert_eq!(image_type(b""), None);
    }
}
