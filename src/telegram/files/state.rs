//! The state of an account's file transfers.

use std::sync::Arc;

use super::shared::SharedFiles;
use super::stats::Streams;
use crate::stream::{BUDGET_PER_ACCOUNT, Budget};
use crate::telegram::calls::call::Calls;

/// Downloads, thumbnails and uploads of one account.
pub struct Files {
    pub(super) calls: Arc<Calls>,
    /// What all accounts share.
    pub(super) shared: Arc<SharedFiles>,
    /// The statistics of the account's streams.
    pub(super) streams: Streams,
    /// The bytes that the account's streams together may fetch ahead of their readers.
    pub(super) budget: Arc<Budget>,
}

impl Files {
    /// No file is transferred yet.
    pub fn new(calls: Arc<Calls>, shared: Arc<SharedFiles>) -> Self {
        let budget = shared.budget.child(BUDGET_PER_ACCOUNT);
        Self { calls, shared, streams: Streams::default(), budget }
    }

    /// The statistics of the account's streams: first those that run, then the last 32 that ended, the latest first in each group.
    pub fn stream_stats(&self) -> Vec<super::stats::StreamStats> {
        self.streams.all()
    }
}
