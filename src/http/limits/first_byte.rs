//! The time within which a client gets the first byte of a file, or an answer that says why not.

use std::time::Duration;

use tokio::time::Instant;

use crate::config::Config;
use crate::telegram;

/// When a request for a file is answered at the latest, whatever Telegram does meanwhile.
#[derive(Clone, Copy, Debug)]
pub struct FirstByte(Instant);

impl FirstByte {
    /// For a request that begins now.
    pub fn begin(config: &Config) -> Self {
        Self::after(config.time_limits.calls.first_byte)
    }

    fn after(limit: Duration) -> Self {
        Self(Instant::now() + limit)
    }

    /// Does a part of what the answer takes. [`telegram::Error::Unavailable`] when the time is up.
    pub async fn within<T, E: From<telegram::Error>>(&self, work: impl Future<Output = Result<T, E>>) -> Result<T, E> {
        const LATE: telegram::Error = telegram::Error::Unavailable("the first byte did not arrive in time");
        tokio::time::timeout_at(self.0, work).await.unwrap_or_else(|_| Err(LATE.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn all_parts_together_have_one_limit() {
        let (begun, short) = (Instant::now(), Duration::from_millis(20));
        let limit = FirstByte::after(short);
        let ready = std::future::ready(Ok::<_, telegram::Error>(7));
        assert!(matches!(limit.within(ready).await, Ok(7)));
        for _ in 0..2 {
            let never = std::future::pending::<Result<(), telegram::Error>>();
            assert!(matches!(limit.within(never).await, Err(telegram::Error::Unavailable(_))));
        }
        assert!((short..10 * short).contains(&begun.elapsed()), "{:?}", begun.elapsed());
    }
}
