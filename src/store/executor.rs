//! What an operation runs on: the store, or a transaction of it.

/// What statements can be run on: a [`Store`](super::Store), where each statement stands alone, or a [`Transaction`](super::Transaction).
pub trait Executor: sealed::Executor {}

impl<E: sealed::Executor> Executor for E {}

/// Out of reach for everybody else: nobody outside the store runs statements of their own.
pub(super) mod sealed {
    use sea_orm::ConnectionTrait;

    use crate::store::seal::Sealer;

    /// What operations need beside a connection.
    pub struct Context {
        pub(in crate::store) sealer: Sealer,
        /// Names this process in leases: random, new at every start.
        pub(in crate::store) lease_owner: String,
    }

    pub trait Executor: Sync {
        type Connection: ConnectionTrait;

        /// For statements that read.
        fn reader(&self) -> &Self::Connection;

        /// For statements that write.
        fn writer(&self) -> &Self::Connection;

        fn context(&self) -> &Context;
    }
}
