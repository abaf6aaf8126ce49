//! Which data centres are being made usable at the moment.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What a data centre needs before it can be used.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// An auth key.
    Key,
    /// A copy of the account's authorization.
    Authorization,
}

/// One lock for each data centre and step: keys and authorizations are made by one call at a time.
#[derive(Default)]
pub struct Preparing(Mutex<HashMap<(Step, i32), Arc<tokio::sync::Mutex<()>>>>);

impl Preparing {
    /// The lock of that step.
    pub fn lock_of(&self, step: Step, dc: i32) -> Arc<tokio::sync::Mutex<()>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry((step, dc)).or_default().clone()
    }
}
