//! Repairing failed requests for pieces of files.

use std::time::Duration;

use crate::config::TimeLimits;
use crate::telegram::calls::call_error::CallError;
use crate::telegram::calls::pauses::Pauses;
use crate::telegram::error::{CLOSED_HERE, Error, KEY_REFUSED};

/// How often the file reference is renewed for a piece. A reference that another stream fetched may have expired already, and a new one may
/// expire before it is used.
const MAX_RENEWALS: u8 = 6;
/// How often a piece may have the wrong length.
const MAX_WRONG_LENGTH: u8 = 3;

/// The next step after a failed request for a piece.
pub enum RepairStep {
    /// Make the request again after this pause: a connection failed, or Telegram had a fault of its own.
    Retry(Duration),
    /// Make it at this data centre.
    ChangeDc(i32),
    /// Renew the file reference first.
    RenewReference,
    /// Make it again after this flood wait. (The lane's pacer holds it back until then.)
    Wait(Duration),
}

/// Counts the repairs of one piece. Each kind has a limit.
pub struct Repairs {
    max_wait: Duration,
    max_pace: Duration,
    max_total_wait: Duration,
    waited: Duration,
    renewals: u8,
    migrations: u8,
    wrong_length: u8,
    pauses: Pauses,
}

impl Repairs {
    /// No repairs yet. `max_wait` is the longest flood wait that is waited out, and `max_pace` the longest of those that only limit the speed.
    pub fn new(max_wait: Duration, max_pace: Duration, limits: &TimeLimits) -> Self {
        let TimeLimits { calls, flood_waits, .. } = limits;
        Self {
            max_wait,
            max_pace,
            max_total_wait: flood_waits.piece_in_all,
            waited: Duration::ZERO,
            renewals: 0,
            migrations: 0,
            wrong_length: 0,
            pauses: Pauses::new(calls.pause, calls.max_pause, calls.transfer_outage),
        }
    }

    /// Counts an answer of the wrong length, and fails when there were too many.
    pub fn wrong_length(&mut self) -> Result<(), Error> {
        self.wrong_length += 1;
        match self.wrong_length <= MAX_WRONG_LENGTH {
            true => Ok(()),
            false => Err(Error::Protocol("a piece of a file has the wrong length")),
        }
    }

    /// The next step after an error; the error itself when it cannot be repaired.
    pub fn next_step(&mut self, error: CallError) -> Result<RepairStep, Error> {
        if error.is("FILE_REFERENCE_*") {
            self.renewals += 1;
            return match self.renewals <= MAX_RENEWALS {
                true => Ok(RepairStep::RenewReference),
                false => Err(Error::Protocol("a fresh file reference is refused")),
            };
        }
        if let Some(dc) = error.value_of("FILE_MIGRATE") {
            self.migrations += 1;
            return match i32::try_from(dc) {
                Ok(dc) if self.migrations <= 2 => Ok(RepairStep::ChangeDc(dc)),
                _ => Err(Error::Protocol("the data centres send each other the file")),
            };
        }
        // Limits the speed of accounts without Telegram Premium. Such waits are part of every transfer, so their sum has no limit.
        let limits_speed = error.is("FLOOD_PREMIUM_WAIT");
        match error.into() {
            Error::Wait(wait) if limits_speed && wait <= self.max_pace => Ok(RepairStep::Wait(wait)),
            error @ Error::Unavailable(CLOSED_HERE | KEY_REFUSED) => Err(error),
            error @ Error::Unavailable(_) => self.pauses.next().map(RepairStep::Retry).ok_or(error),
            Error::Wait(wait) if wait <= self.max_wait && self.waited + wait <= self.max_total_wait => {
                self.waited += wait;
                Ok(RepairStep::Wait(wait))
            }
            error => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repairs_are_limited() {
        let limits = TimeLimits::default();
        let rpc = |name: &str, value, code| {
            CallError::Rpc(grammers_mtsender::RpcError { code, name: name.to_owned(), value, caused_by: None })
        };
        let mut repairs = Repairs::new(limits.flood_waits.transfer, limits.flood_waits.pace, &limits);
        for _ in 0..MAX_RENEWALS {
            assert!(matches!(
                repairs.next_step(rpc("FILE_REFERENCE_EXPIRED", None, 400)),
                Ok(RepairStep::RenewReference)
            ));
        }
        assert!(repairs.next_step(rpc("FILE_REFERENCE_EXPIRED", None, 400)).is_err());
        assert!(matches!(repairs.next_step(rpc("FLOOD_WAIT", Some(30), 420)), Ok(RepairStep::Wait(_))));
        assert!(matches!(repairs.next_step(rpc("FLOOD_PREMIUM_WAIT", Some(70), 420)), Ok(RepairStep::Wait(_))));
        assert!(matches!(repairs.next_step(rpc("FLOOD_PREMIUM_WAIT", Some(301), 420)), Err(Error::Wait(_))));
        assert!(matches!(repairs.next_step(rpc("FLOOD_WAIT", Some(30), 420)), Ok(RepairStep::Wait(_))));
        assert!(matches!(repairs.next_step(rpc("FLOOD_WAIT", Some(1), 420)), Err(Error::Wait(_))));
        assert!(matches!(repairs.next_step(rpc("FLOOD_PREMIUM_WAIT", Some(30), 420)), Ok(RepairStep::Wait(_))));
        assert!(matches!(repairs.next_step(rpc("FLOOD_WAIT", Some(31), 420)), Err(Error::Wait(_))));
        assert!(matches!(repairs.next_step(rpc("FILE_MIGRATE", Some(2), 303)), Ok(RepairStep::ChangeDc(2))));
        for name in ["FROZEN_METHOD_INVALID", "FLOOD_WAIT"] {
            assert!(matches!(repairs.next_step(rpc(name, None, 420)), Err(Error::Rejected(_))), "{name}");
        }
    }

    #[test]
    fn a_piece_is_requested_again_while_there_is_no_connection() {
        let limits = TimeLimits::default();
        for (error, is_retried) in [("the connection broke", true), (CLOSED_HERE, false), (KEY_REFUSED, false)] {
            let mut repairs = Repairs::new(limits.flood_waits.transfer, limits.flood_waits.pace, &limits);
            let step = repairs.next_step(CallError::Final(Error::Unavailable(error)));
            assert_eq!(matches!(step, Ok(RepairStep::Retry(_))), is_retried, "{error}");
        }
    }
}
