//! What can be done about a piece of a file that could not be fetched.

use std::time::Duration;

use crate::telegram::calls::failed::Failed;
use crate::telegram::error::Error;

/// All waits for one piece together: Telegram may ask again and again.
const WAIT_IN_ALL: Duration = Duration::from_secs(60);
/// How often a piece is asked for again after its connections broke (each time twice, on another connection).
const BROKEN: u8 = 2;
/// How often a piece gets another file reference. One that another stream got may have expired as well, and the newest may on its way.
const REFRESHED: u8 = 6;
/// How often a piece may be too short, or not found in time, before its file is not to be had.
const SHORT: u8 = 3;

/// What to do about a failed piece.
pub enum Treatment {
    /// Ask once more.
    Again,
    /// Ask that data centre.
    Elsewhere(i32),
    /// Get a fresh file reference first.
    Refresh,
    /// Wait first.
    Wait(Duration),
}

/// The repairs made for one piece; each has its limit, so that all end.
pub struct Repairs {
    patience: Duration,
    waited: Duration,
    refreshed: u8,
    migrated: u8,
    shortened: u8,
    broken: u8,
}

impl Repairs {
    /// None made yet; `patience` is the longest single wait.
    pub fn new(patience: Duration) -> Self {
        Self { patience, waited: Duration::ZERO, refreshed: 0, migrated: 0, shortened: 0, broken: 0 }
    }

    /// An answer of the wrong length: tolerable a few times.
    pub fn short(&mut self) -> Result<(), Error> {
        self.shortened += 1;
        match self.shortened <= SHORT {
            true => Ok(()),
            false => Err(Error::Protocol("a piece of a file has the wrong length")),
        }
    }

    /// What can be done about an error; the error itself when nothing can.
    pub fn treat(&mut self, failed: Failed) -> Result<Treatment, Error> {
        if failed.is("FILE_REFERENCE_*") {
            self.refreshed += 1;
            return match self.refreshed <= REFRESHED {
                true => Ok(Treatment::Refresh),
                false => Err(Error::Protocol("a fresh file reference is refused")),
            };
        }
        if let Some(dc) = failed.value_of("FILE_MIGRATE") {
            self.migrated += 1;
            return match i32::try_from(dc) {
                Ok(dc) if self.migrated <= 2 => Ok(Treatment::Elsewhere(dc)),
                _ => Err(Error::Protocol("the data centres send each other the file")),
            };
        }
        if failed.is("TIMEOUT") || failed.is("Timeout") {
            self.short()?;
            return Ok(Treatment::Again);
        }
        // How fast one without premium may go: not to be counted among refusals.
        let pace = failed.is("FLOOD_PREMIUM_WAIT");
        match failed.into() {
            Error::Wait(wait) if pace && wait <= self.patience => Ok(Treatment::Wait(wait)),
            Error::Unavailable(_) if self.broken < BROKEN => {
                self.broken += 1;
                Ok(Treatment::Again)
            }
            Error::Wait(wait) if wait <= self.patience && self.waited + wait <= WAIT_IN_ALL => {
                self.waited += wait;
                Ok(Treatment::Wait(wait))
            }
            error => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repairs_have_an_end() {
        const PATIENCE: Duration = Duration::from_secs(30);
        let rpc = |name: &str, value, code| {
            Failed::Rpc(grammers_mtsender::RpcError { code, name: name.to_owned(), value, caused_by: None })
        };
        let mut repairs = Repairs::new(PATIENCE);
        for _ in 0..REFRESHED {
            assert!(matches!(repairs.treat(rpc("FILE_REFERENCE_EXPIRED", None, 400)), Ok(Treatment::Refresh)));
        }
        assert!(repairs.treat(rpc("FILE_REFERENCE_EXPIRED", None, 400)).is_err());
        assert!(matches!(repairs.treat(rpc("FLOOD_WAIT", Some(30), 420)), Ok(Treatment::Wait(_))));
        assert!(matches!(repairs.treat(rpc("FLOOD_PREMIUM_WAIT", Some(30), 420)), Ok(Treatment::Wait(_))));
        assert!(matches!(repairs.treat(rpc("FLOOD_WAIT", Some(30), 420)), Ok(Treatment::Wait(_))));
        assert!(matches!(repairs.treat(rpc("FLOOD_WAIT", Some(1), 420)), Err(Error::Wait(_))));
        assert!(matches!(repairs.treat(rpc("FLOOD_PREMIUM_WAIT", Some(30), 420)), Ok(Treatment::Wait(_))));
        assert!(matches!(repairs.treat(rpc("FLOOD_WAIT", Some(31), 420)), Err(Error::Wait(_))));
        assert!(matches!(repairs.treat(rpc("FILE_MIGRATE", Some(2), 303)), Ok(Treatment::Elsewhere(2))));
    }
}
