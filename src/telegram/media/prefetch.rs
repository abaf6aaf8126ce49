//! Prefetching thumbnails.
//!
//! A browser requests six pictures at a time, so a page of a hundred thumbnails would take some twenty round trips to Telegram. But the next requests
//! are known: the browser was given the list. A request for a thumbnail therefore prefetches those of the following messages in the same size, on
//! the thumbnails' lane and after the urgent requests. The more thumbnails of a list were requested, the more are prefetched: a single
//! preview causes few requests, while a page gets all its thumbnails.
//!
//! Each request replaces the queue, so nothing is fetched for a part of the list that was scrolled past, and prefetching ends when no requests
//! follow. Listing alone prefetches nothing. It only prepares the data centres that store the listed files, because creating an auth key and copying
//! the authorization takes five round trips.

use std::collections::HashSet;
use std::sync::Arc;

use tracing::debug;

use super::library::Library;
use crate::telegram::error::Error;
use crate::telegram::files::thumbnail::{ThumbnailSize, choose};
use crate::telegram::ids::MessageId;
use crate::telegram::transport::lane::Lane;

impl Library {
    /// Starts to prefetch the thumbnails that follow this one in the list.
    pub fn prefetch_after(self: &Arc<Self>, id: MessageId, size: ThumbnailSize) {
        for _ in 0..self.prefetch.record_request(id, size) {
            let library = self.clone();
            tokio::spawn(async move {
                let _in_use = library.calls.in_use();
                let mut done = None;
                while let Some((id, size)) = library.prefetch.next(done) {
                    if let Err(error) = library.prefetch_one(id, size).await {
                        debug!(%error, "prefetching thumbnails has stopped");
                        library.prefetch.clear();
                    }
                    done = Some((id, size));
                }
            });
        }
    }

    /// Prepares data centres in the background: creates an auth key, copies the authorization, and opens connections for downloads and
    /// thumbnails. All of that takes round trips, and the files of a list are usually opened next.
    pub fn prepare_data_centres(self: &Arc<Self>, data_centres: impl IntoIterator<Item = i32>) {
        let data_centres: HashSet<_> = data_centres.into_iter().collect();
        for dc in data_centres {
            if !self.calls.session.is_authorized(dc) && !self.prefetch.start_preparing(dc) {
                continue;
            }
            let library = self.clone();
            tokio::spawn(async move {
                let _in_use = library.calls.in_use();
                if let Err(error) = library.calls.ensure_authorized(dc).await {
                    // The next download there tries again and reports the error.
                    debug!(dc, error = %Error::from(error), "a data centre could not be prepared");
                    return;
                }
                for lane in [Lane::Downloads, Lane::Thumbnails] {
                    library.calls.connections.pool(lane, dc).warm();
                }
            });
        }
    }

    async fn prefetch_one(self: &Arc<Self>, id: MessageId, size: ThumbnailSize) -> Result<(), Error> {
        let Some(located) = self.cached(id).await else { return Ok(()) };
        let Some(thumb) = choose(&located.file.thumbs, size) else { return Ok(()) };
        match self.files.thumbnail(self.file_of(id), thumb, false).await {
            Ok(_) | Err(Error::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }
}
