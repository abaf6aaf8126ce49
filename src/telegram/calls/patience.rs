//! Repeating a call that is worth waiting for.

use std::time::Duration;

use grammers_tl_types::RemoteCall;

use super::call::Calls;
use super::failed::Failed;
use crate::telegram::error::Error;
use crate::telegram::transport::route::CallRoute;

/// The longest single flood wait that is waited out.
const LONGEST: Duration = Duration::from_secs(30);
/// All flood waits of one call together.
const IN_ALL: Duration = Duration::from_secs(120);
/// How often a call is made in all when connections break or Telegram has faults of its own.
const TRIES: usize = 5;
/// A pause before the next try.
const PAUSE: Duration = Duration::from_secs(1);

/// What is left of the patience with one call.
#[derive(Default)]
pub struct Patience {
    waited: Duration,
    failures: usize,
}

impl Patience {
    /// Waits until the call may be repeated; gives the error back when it should not be.
    pub async fn after(&mut self, failed: Failed) -> Result<(), Failed> {
        let pause = self.pause_after(failed)?;
        tokio::time::sleep(pause).await;
        Ok(())
    }

    fn pause_after(&mut self, failed: Failed) -> Result<Duration, Failed> {
        match &failed {
            Failed::Rpc(error) if error.code == 420 => {
                let wait = Duration::from_secs(error.value.unwrap_or(1).into());
                self.waited += wait;
                if wait > LONGEST || self.waited > IN_ALL {
                    return Err(failed);
                }
                Ok(wait)
            }
            // Telegram's own faults pass; that a message was posted already does not.
            Failed::Rpc(error) if error.code.abs() >= 500 && !error.is("RANDOM_ID_DUPLICATE") => self.once_more(failed),
            Failed::Final(Error::Unavailable(_)) => self.once_more(failed),
            _ => Err(failed),
        }
    }

    fn once_more(&mut self, failed: Failed) -> Result<Duration, Failed> {
        self.failures += 1;
        if self.failures < TRIES { Ok(PAUSE) } else { Err(failed) }
    }
}

impl Calls {
    /// A call that is worth waiting for: it is repeated after short flood waits and broken connections. It must have the same effect once or
    /// several times.
    pub async fn call_patiently<R: RemoteCall>(&self, route: CallRoute, request: &R) -> Result<R::Return, Failed> {
        let mut patience = Patience::default();
        loop {
            match self.call(route, request).await {
                Ok(answer) => return Ok(answer),
                Err(failed) => patience.after(failed).await?,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_has_an_end() {
        let flood = |seconds| {
            let name = "FLOOD_PREMIUM_WAIT".to_owned();
            Failed::Rpc(grammers_mtsender::RpcError { code: 420, name, value: Some(seconds), caused_by: None })
        };
        let mut patience = Patience::default();
        for _ in 0..4 {
            patience.pause_after(flood(30)).expect("worth it");
        }
        assert!(patience.pause_after(flood(1)).is_err(), "two minutes in all");
        assert!(Patience::default().pause_after(flood(31)).is_err(), "too long at once");
        let mut patience = Patience::default();
        let broken = || Failed::Final(Error::Unavailable("the connection broke"));
        for _ in 1..TRIES {
            patience.pause_after(broken()).expect("worth it");
        }
        assert!(patience.pause_after(broken()).is_err());
        assert!(Patience::default().pause_after(Failed::Final(Error::SignedOut)).is_err());
    }
}
