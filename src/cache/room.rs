//! The room on a file system, of which the cache leaves enough for others: a database that finds no room fails.

use std::io;
use std::path::Path;

/// At least so much of a file system is left free, …
const LEAST_BYTES: u64 = 1 << 30;
/// … and at least this part of it.
const DIVISOR: u64 = 10;

/// The room on a file system, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Its size.
    pub size: u64,
    /// What this process may still write.
    pub free: u64,
}

impl Room {
    /// That of the file system with this folder.
    pub fn of(folder: &Path) -> io::Result<Self> {
        let facts = rustix::fs::statvfs(folder)?;
        Ok(Self {
            size: facts.f_blocks.saturating_mul(facts.f_frsize),
            free: facts.f_bavail.saturating_mul(facts.f_frsize),
        })
    }

    /// What may be written so that enough is left: none, when there is too little already.
    pub fn spare(self) -> u64 {
        self.free.saturating_sub(LEAST_BYTES.max(self.size / DIVISOR))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_and_at_least_a_gibibyte_are_left() {
        const GIB: u64 = 1 << 30;
        assert_eq!(Room { size: 100 * GIB, free: 50 * GIB }.spare(), 40 * GIB);
        assert_eq!(Room { size: 100 * GIB, free: 9 * GIB }.spare(), 0);
        assert_eq!(Room { size: 5 * GIB, free: 3 * GIB }.spare(), 2 * GIB);
        let own = Room::of(&std::env::temp_dir()).expect("known");
        assert!(own.size > own.free && own.size > 0, "{own:?}");
    }
}
