//! Limits on the bytes that are fetched ahead of their readers: one for each account, and one for the whole process.
//!
//! A stream takes a [`Permit`] for each piece that it requests, and releases it when the piece is delivered. A stream without any piece may
//! exceed the limit by one, so that it makes progress while other streams use up the budget.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The budget of all streams of the process, in bytes.
pub const BUDGET_PER_PROCESS: u64 = 128 * 1024 * 1024;
/// The budget of all streams of one account, in bytes.
pub const BUDGET_PER_ACCOUNT: u64 = 32 * 1024 * 1024;

/// A limit in bytes, which may be part of a larger one.
#[derive(Debug)]
pub struct Budget {
    parent: Option<Arc<Budget>>,
    limit: u64,
    taken: AtomicU64,
}

/// Bytes that are taken of a budget. Dropping it releases them.
#[derive(Debug)]
pub struct Permit {
    budget: Arc<Budget>,
    bytes: u64,
}

impl Budget {
    /// A budget with this limit.
    pub fn new(limit: u64) -> Arc<Self> {
        Arc::new(Self { parent: None, limit, taken: AtomicU64::new(0) })
    }

    /// A budget whose bytes count towards this one as well.
    pub fn child(self: &Arc<Self>, limit: u64) -> Arc<Self> {
        Arc::new(Self { parent: Some(self.clone()), limit, taken: AtomicU64::new(0) })
    }

    /// Takes the bytes unless they exceed a limit.
    pub fn try_take(self: &Arc<Self>, bytes: u64) -> Option<Permit> {
        self.reserve(bytes).then(|| Permit { budget: self.clone(), bytes })
    }

    /// Takes the bytes even if they exceed a limit.
    pub fn force_take(self: &Arc<Self>, bytes: u64) -> Permit {
        self.add(bytes);
        Permit { budget: self.clone(), bytes }
    }

    /// The bytes that are taken.
    pub fn taken(&self) -> u64 {
        self.taken.load(Ordering::Acquire)
    }

    fn reserve(&self, bytes: u64) -> bool {
        let fits = |taken: u64| taken.checked_add(bytes).filter(|sum| *sum <= self.limit);
        if self.taken.fetch_update(Ordering::AcqRel, Ordering::Acquire, fits).is_err() {
            return false;
        }
        let granted = self.parent.as_ref().is_none_or(|parent| parent.reserve(bytes));
        if !granted {
            self.taken.fetch_sub(bytes, Ordering::AcqRel);
        }
        granted
    }

    fn add(&self, bytes: u64) {
        self.taken.fetch_add(bytes, Ordering::AcqRel);
        if let Some(parent) = &self.parent {
            parent.add(bytes);
        }
    }

    fn release(&self, bytes: u64) {
        self.taken.fetch_sub(bytes, Ordering::AcqRel);
        if let Some(parent) = &self.parent {
            parent.release(bytes);
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.budget.release(self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_limits_hold_and_every_byte_is_released() {
        let process = Budget::new(10);
        let (one, other) = (process.child(6), process.child(6));
        let permit = one.try_take(6).expect("within the limits");
        assert!(one.try_take(1).is_none(), "the account's limit");
        assert!(other.try_take(5).is_none(), "the process's limit");
        assert_eq!(other.taken(), 0, "refused bytes are not counted");
        let over = other.force_take(5);
        assert_eq!(process.taken(), 11);
        drop(permit);
        assert_eq!((process.taken(), one.taken()), (5, 0));
        drop(over);
        assert_eq!((process.taken(), other.taken()), (0, 0));
    }
}
