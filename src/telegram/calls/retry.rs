//! Repeating failed calls.

use std::time::Duration;

use grammers_tl_types::RemoteCall;

use super::call::Calls;
use super::call_error::CallError;
use super::pauses::Pauses;
use crate::config::{FloodWaitLimits, TimeLimits};
use crate::telegram::error::{CLOSED_HERE, Error, KEY_REFUSED, is_fault, wait_of};
use crate::telegram::transport::route::CallRoute;

/// Decides whether a failed call is repeated. Counts the failures and flood waits of one call.
pub struct Retries {
    limits: FloodWaitLimits,
    /// The pauses after failures.
    pauses: Pauses,
    waited: Duration,
}

impl Retries {
    /// No failure yet.
    pub fn new(limits: &TimeLimits) -> Self {
        let TimeLimits { calls, flood_waits, .. } = limits;
        let pauses = Pauses::new(calls.pause, calls.max_pause, calls.transfer_outage);
        Self { limits: *flood_waits, pauses, waited: Duration::ZERO }
    }

    /// Waits until the call may be repeated, or returns the error when it is not to be repeated.
    pub async fn wait_after(&mut self, error: CallError) -> Result<(), CallError> {
        let pause = self.pause_after(error)?;
        tokio::time::sleep(pause).await;
        Ok(())
    }

    fn pause_after(&mut self, error: CallError) -> Result<Duration, CallError> {
        match &error {
            CallError::Rpc(rpc) => match wait_of(rpc) {
                // Part of every transfer without Telegram Premium.
                Some(wait) if rpc.is("FLOOD_PREMIUM_WAIT") && wait <= self.limits.pace => Ok(wait),
                Some(wait) => {
                    self.waited += wait;
                    let is_too_long = wait > self.limits.transfer || self.waited > self.limits.part_in_all;
                    if is_too_long { Err(error) } else { Ok(wait) }
                }
                None if is_fault(rpc) => self.pauses.next().ok_or(error),
                None => Err(error),
            },
            CallError::Final(Error::Unavailable(CLOSED_HERE | KEY_REFUSED)) => Err(error),
            CallError::Final(Error::Unavailable(_)) => self.pauses.next().ok_or(error),
            CallError::Final(_) => Err(error),
        }
    }
}

impl Calls {
    /// Makes a call, and repeats it after short flood waits and broken connections. It must have the same effect once or several times.
    pub async fn call_with_retries<R: RemoteCall>(
        &self,
        route: CallRoute,
        request: &R,
    ) -> Result<R::Return, CallError> {
        let mut retries = Retries::new(&self.limits);
        loop {
            match self.call(route, request).await {
                Ok(answer) => return Ok(answer),
                Err(error) => retries.wait_after(error).await?,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rpc(code: i32, name: &str, value: Option<u32>) -> CallError {
        CallError::Rpc(grammers_mtsender::RpcError { code, name: name.to_owned(), value, caused_by: None })
    }

    #[test]
    fn waits_are_limited_but_for_those_that_set_the_pace() {
        let new = || Retries::new(&TimeLimits::default());
        let mut retries = new();
        for _ in 0..4 {
            retries.pause_after(rpc(420, "FLOOD_WAIT", Some(30))).expect("repeated");
        }
        assert!(retries.pause_after(rpc(420, "FLOOD_WAIT", Some(1))).is_err(), "two minutes in total");
        assert!(new().pause_after(rpc(420, "FLOOD_WAIT", Some(31))).is_err(), "a single wait is too long");
        let mut retries = new();
        for _ in 0..10 {
            let pause = retries.pause_after(rpc(420, "FLOOD_PREMIUM_WAIT", Some(70))).expect("repeated");
            assert_eq!(pause, Duration::from_secs(70));
        }
        assert!(retries.pause_after(rpc(420, "FLOOD_PREMIUM_WAIT", Some(301))).is_err());
    }

    #[test]
    fn no_error_without_seconds_is_a_wait() {
        for error in [
            rpc(420, "FROZEN_METHOD_INVALID", None),
            rpc(420, "PREMIUM_SUB_ACTIVE_UNTIL", Some(1_700_000_000)),
            rpc(420, "STORY_SEND_FLOOD_WEEKLY", Some(1_700_000_000)),
            rpc(420, "FLOOD_WAIT", None),
            rpc(406, "UPDATE_APP_TO_LOGIN", None),
        ] {
            assert!(Retries::new(&TimeLimits::default()).pause_after(error).is_err());
        }
    }

    #[test]
    fn failures_are_retried_unless_they_last() {
        for error in [
            CallError::Final(Error::Unavailable("the connection broke")),
            rpc(500, "INTERNAL", None),
            rpc(-503, "Timeout", None),
            rpc(400, "RPC_CALL_FAIL", None),
            rpc(400, "INTERDC_CALL_ERROR", Some(2)),
        ] {
            assert!(matches!(Retries::new(&TimeLimits::default()).pause_after(error), Ok(Duration::ZERO)));
        }
        let lasting = [Error::SignedOut, Error::Unavailable(CLOSED_HERE), Error::Unavailable(KEY_REFUSED)];
        for error in lasting.map(CallError::Final).into_iter().chain([rpc(500, "RANDOM_ID_DUPLICATE", None)]) {
            assert!(Retries::new(&TimeLimits::default()).pause_after(error).is_err());
        }
    }
}
