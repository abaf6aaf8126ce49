//! Runs work that may wait for disks or compute for long on a blocking thread.

use crate::rpc::RpcError;

pub(super) async fn run_blocking(
    work: impl FnOnce() -> Result<Vec<u8>, RpcError> + Send + 'static,
) -> Result<Vec<u8>, RpcError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
        tracing::error!(%error, "a method panicked");
        Err(RpcError::new(500, "INTERNAL"))
    })
}
