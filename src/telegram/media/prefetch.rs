//! Fetching thumbnails before they are asked for.
//!
//! A browser asks for six pictures at a time and waits for each, which makes a page of a hundred some twenty round trips to Telegram. What it
//! will ask for next is no secret: what stands next in the list that it was given. So whoever asks for a thumbnail has those of the
//! following messages fetched in the same size, a good number at once, on the thumbnails' own lane and behind what somebody waits for. The more
//! of a list somebody has asked for, the further it reaches: one picture for a preview costs few others, a browser's grid has all it needs.
//!
//! Each request says anew what comes next, so that a page scrolled elsewhere drags nothing behind it, and when nobody asks it ends by itself.
//! Listing alone fetches nothing; but it has the data centres made ready in which the listed files live, since a
//! key and an authorization there take five round trips, once.

use std::collections::HashSet;
use std::sync::Arc;

use tracing::debug;

use super::library::Library;
use crate::telegram::error::Error;
use crate::telegram::files::thumbnail::{ThumbnailSize, choose};
use crate::telegram::ids::MessageId;
use crate::telegram::transport::lane::Lane;

impl Library {
    /// Has the thumbnails fetched that follow this one in the list. Returns at once.
    pub fn prefetch_after(self: &Arc<Self>, id: MessageId, size: ThumbnailSize) {
        for _ in 0..self.prefetch.asked(id, size) {
            let library = self.clone();
            tokio::spawn(async move {
                let _in_use = library.calls.in_use();
                let mut done = None;
                while let Some((id, size)) = library.prefetch.next(done) {
                    if let Err(error) = library.prefetch_one(id, size).await {
                        debug!(%error, "thumbnails are not fetched ahead for now");
                        library.prefetch.stop();
                    }
                    done = Some((id, size));
                }
            });
        }
    }

    /// Makes ready, in the background, what is needed to fetch files from those data centres: a key and an authorization, once for each, and
    /// a connection for each kind of file. Whoever looks at a list will look at what is in it, and opening takes round trips.
    pub fn prepare(self: &Arc<Self>, data_centres: impl IntoIterator<Item = i32>) {
        let data_centres: HashSet<_> = data_centres.into_iter().collect();
        for dc in data_centres {
            if !self.calls.session.is_authorized(dc) && !self.prefetch.is_first_at(dc) {
                continue;
            }
            let library = self.clone();
            tokio::spawn(async move {
                let _in_use = library.calls.in_use();
                if let Err(error) = library.calls.ensure_authorized(dc).await {
                    // Whoever needs it will try again, and be told.
                    debug!(dc, error = %Error::from(error), "a data centre could not be made ready");
                    return;
                }
                for lane in [Lane::Downloads, Lane::Thumbnails] {
                    library.calls.connections.pool(lane, dc).warm();
                }
            });
        }
    }

    async fn prefetch_one(self: &Arc<Self>, id: MessageId, size: ThumbnailSize) -> Result<(), Error> {
        let Some(located) = self.get(id).await else { return Ok(()) };
        let Some(thumb) = choose(&located.file.thumbs, size) else { return Ok(()) };
        match self.files.thumbnail(self.file_of(id), thumb, false).await {
            Ok(_) | Err(Error::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }
}
