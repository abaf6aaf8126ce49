//! Waiting for what can be observed but is not signalled.

use std::time::Duration;

use tokio::time::{interval, timeout};

const DEADLINE: Duration = Duration::from_secs(40);
const PACE: Duration = Duration::from_millis(20);

/// Asks again and again until there is an answer, and fails the test when there is none in time. `what` completes the
/// sentence "waited in vain until …".
pub async fn eventually<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let asking = async {
        let mut pace = interval(PACE);
        loop {
            pace.tick().await;
            if let Some(answer) = ask().await {
                return answer;
            }
        }
    };
    timeout(DEADLINE, asking).await.unwrap_or_else(|_| panic!("waited in vain until {what}"))
}
