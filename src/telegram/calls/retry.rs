//! Repeating failed calls.

use std::time::Duration;

use grammers_tl_types::RemoteCall;

use super::call::Calls;
use super::call_error::CallError;
use crate::config::{FloodWaitLimits, TimeLimits};
use crate::telegram::error::Error;
use crate::telegram::transport::route::CallRoute;

/// How often a call is made at most when connections break or Telegram has internal errors.
const MAX_ATTEMPTS: usize = 5;

/// Decides whether a failed call is repeated. Counts the failures and flood waits of one call.
pub struct Retries {
    limits: FloodWaitLimits,
    /// The pause after a failure.
    pause: Duration,
    waited: Duration,
    failures: usize,
}

impl Retries {
    /// No failure yet.
    pub fn new(limits: &TimeLimits) -> Self {
        Self { limits: limits.flood_waits, pause: limits.calls.pause, waited: Duration::ZERO, failures: 0 }
    }

    /// Waits until the call may be repeated, or returns the error when it is not to be repeated.
    pub async fn wait_after(&mut self, error: CallError) -> Result<(), CallError> {
        let pause = self.pause_after(error)?;
        tokio::time::sleep(pause).await;
        Ok(())
    }

    fn pause_after(&mut self, error: CallError) -> Result<Duration, CallError> {
        match &error {
            CallError::Rpc(rpc) if rpc.code == 420 => {
                let wait = Duration::from_secs(rpc.value.unwrap_or(1).into());
                self.waited += wait;
                if wait > self.limits.transfer || self.waited > self.limits.part_in_all {
                    return Err(error);
                }
                Ok(wait)
            }
            // RANDOM_ID_DUPLICATE has the code 500 as well: the message was sent by an earlier attempt.
            CallError::Rpc(rpc) if rpc.code.abs() >= 500 && !rpc.is("RANDOM_ID_DUPLICATE") => self.count_failure(error),
            CallError::Final(Error::Unavailable(_)) => self.count_failure(error),
            _ => Err(error),
        }
    }

    fn count_failure(&mut self, error: CallError) -> Result<Duration, CallError> {
        self.failures += 1;
        if self.failures < MAX_ATTEMPTS { Ok(self.pause) } else { Err(error) }
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

    #[test]
    fn retries_are_limited() {
        let flood = |seconds| {
            let name = "FLOOD_PREMIUM_WAIT".to_owned();
            CallError::Rpc(grammers_mtsender::RpcError { code: 420, name, value: Some(seconds), caused_by: None })
        };
        let new = || Retries::new(&TimeLimits::default());
        let mut retries = new();
        for _ in 0..4 {
            retries.pause_after(flood(30)).expect("repeated");
        }
        assert!(retries.pause_after(flood(1)).is_err(), "two minutes in total");
        assert!(new().pause_after(flood(31)).is_err(), "a single wait is too long");
        let mut retries = new();
        let broken = || CallError::Final(Error::Unavailable("the connection broke"));
        for _ in 1..MAX_ATTEMPTS {
            retries.pause_after(broken()).expect("repeated");
        }
        assert!(retries.pause_after(broken()).is_err());
        assert!(new().pause_after(CallError::Final(Error::SignedOut)).is_err());
    }
}
