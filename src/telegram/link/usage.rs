//! Whether a connection is in use, so that an idle one can be closed.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Counts who uses a connection.
#[derive(Clone)]
pub struct Usage(Arc<Mutex<Users>>);

struct Users {
    /// Requests under way, and [`KeepOpen`] guards.
    count: usize,
    last_used: Instant,
}

/// A guard that keeps its connection from being closed as idle.
pub struct KeepOpen(Usage);

impl Usage {
    /// Nobody yet.
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(Users { count: 0, last_used: Instant::now() })))
    }

    /// Keeps the connection from being closed as idle while the guard lives.
    pub fn keep_open(&self) -> KeepOpen {
        self.users().count += 1;
        KeepOpen(self.clone())
    }

    /// How long nobody has used it; `None` while somebody does.
    pub fn idle_for(&self) -> Option<Duration> {
        let users = self.users();
        (users.count == 0).then(|| users.last_used.elapsed())
    }

    fn users(&self) -> MutexGuard<'_, Users> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for KeepOpen {
    fn drop(&mut self) {
        let mut users = self.0.users();
        users.count -= 1;
        users.last_used = Instant::now();
    }
}
