//! Locks for the preparation of data centres.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A step of preparing a data centre.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Creating an auth key.
    Key,
    /// Copying the account's authorization.
    Authorization,
}

/// Held while a step is made.
type StepLock = Arc<tokio::sync::Mutex<()>>;

/// A lock for each data centre and step, so that one call at a time does it.
#[derive(Default)]
pub struct PreparationLocks(Mutex<HashMap<(Step, i32), StepLock>>);

impl PreparationLocks {
    /// The lock of a step.
    pub fn lock_of(&self, step: Step, dc: i32) -> StepLock {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry((step, dc)).or_default().clone()
    }
}
