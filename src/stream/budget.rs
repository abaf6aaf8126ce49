//! How many bytes may be ahead of their readers: for one account, and for the whole process.
//!
//! A stream takes a [`Permit`] for each piece that it asks for ahead, and gives it back when the piece is handed on. A stream may always
//! have one piece without asking, so that it goes on when the budget is used up by others.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// All streams of the process together.
pub const PER_PROCESS: u64 = 128 * 1024 * 1024;
/// All streams of one account together.
pub const PER_ACCOUNT: u64 = 32 * 1024 * 1024;

/// A bound in bytes, within a larger one or not.
#[derive(Debug)]
pub struct Budget {
    within: Option<Arc<Budget>>,
    limit: u64,
    taken: AtomicU64,
}

/// Bytes that were taken. Given back when dropped.
#[derive(Debug)]
pub struct Permit {
    budget: Arc<Budget>,
    bytes: u64,
}

impl Budget {
    /// A bound of its own.
    pub fn new(limit: u64) -> Arc<Self> {
        Arc::new(Self { within: None, limit, taken: AtomicU64::new(0) })
    }

    /// A bound inside this one.
    pub fn part(self: &Arc<Self>, limit: u64) -> Arc<Self> {
        Arc::new(Self { within: Some(self.clone()), limit, taken: AtomicU64::new(0) })
    }

    /// Takes so many bytes, if they are to be had.
    pub fn take(self: &Arc<Self>, bytes: u64) -> Option<Permit> {
        self.reserve(bytes).then(|| Permit { budget: self.clone(), bytes })
    }

    /// Takes them in any case, over the bound if need be.
    pub fn take_anyway(self: &Arc<Self>, bytes: u64) -> Permit {
        self.add(bytes);
        Permit { budget: self.clone(), bytes }
    }

    /// Bytes that are taken now.
    pub fn taken(&self) -> u64 {
        self.taken.load(Ordering::Acquire)
    }

    fn reserve(&self, bytes: u64) -> bool {
        let fits = |taken: u64| taken.checked_add(bytes).filter(|sum| *sum <= self.limit);
        if self.taken.fetch_update(Ordering::AcqRel, Ordering::Acquire, fits).is_err() {
            return false;
        }
        let granted = self.within.as_ref().is_none_or(|within| within.reserve(bytes));
        if !granted {
            self.taken.fetch_sub(bytes, Ordering::AcqRel);
        }
        granted
    }

    fn add(&self, bytes: u64) {
        self.taken.fetch_add(bytes, Ordering::AcqRel);
        if let Some(within) = &self.within {
            within.add(bytes);
        }
    }

    fn give_back(&self, bytes: u64) {
        self.taken.fetch_sub(bytes, Ordering::AcqRel);
        if let Some(within) = &self.within {
            within.give_back(bytes);
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.budget.give_back(self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_bounds_hold_and_nothing_is_lost() {
        let process = Budget::new(10);
        let (one, other) = (process.part(6), process.part(6));
        let permit = one.take(6).expect("it fits");
        assert!(one.take(1).is_none(), "the account's bound");
        assert!(other.take(5).is_none(), "the process's bound");
        assert_eq!(other.taken(), 0, "what was refused is not counted");
        let over = other.take_anyway(5);
        assert_eq!(process.taken(), 11);
        drop(permit);
        assert_eq!((process.taken(), one.taken()), (5, 0));
        drop(over);
        assert_eq!((process.taken(), other.taken()), (0, 0));
    }
}
