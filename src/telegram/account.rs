//! One authorization: a sealed session, its connections, and what can be asked of it.

use tokio::sync::broadcast;

use super::Event;
use crate::store::AccountId;

/// One authorization (one auth key), pending or signed in. Shared by all requests that use it; its connections open when first needed
/// and close when idle.
pub struct Account {}

impl Account {
    /// The row it lives in.
    pub fn id(&self) -> AccountId {
        todo!()
    }

    /// Events from now on. A receiver that lags learns so and should list again. While at least one receiver lives, a connection for
    /// updates is kept.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        todo!()
    }
}
