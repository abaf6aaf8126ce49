//! What one account needs to move files.

use std::sync::Arc;

use super::shared::SharedFiles;
use super::stats::Streams;
use crate::stream::{Budget, PER_ACCOUNT};
use crate::telegram::calls::call::Calls;

/// One account's downloads, thumbnails and uploads.
pub struct Files {
    /// Who is signed in, and the connections.
    pub(super) calls: Arc<Calls>,
    /// What all accounts share.
    pub(super) shared: Arc<SharedFiles>,
    /// What the account's streams measure of themselves.
    pub(super) streams: Streams,
    /// Bytes that all its streams together may have ahead of their readers.
    pub(super) budget: Arc<Budget>,
}

impl Files {
    /// No file is under way yet.
    pub fn new(calls: Arc<Calls>, shared: Arc<SharedFiles>) -> Self {
        let budget = shared.budget.part(PER_ACCOUNT);
        Self { calls, shared, streams: Streams::default(), budget }
    }

    /// The account's streams: those that run, the youngest first, then the last 32 that ended, the last first.
    pub fn stream_stats(&self) -> Vec<super::stats::StreamStats> {
        self.streams.all()
    }
}
