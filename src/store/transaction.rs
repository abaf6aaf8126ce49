//! Several statements that take effect together.

use std::sync::Arc;

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use super::Error;
use super::executor::sealed::{self, Context};

/// Statements that take effect together when it is committed. Dropped before that, also because one of them failed or the caller was
/// cancelled, it leaves nothing.
///
/// On SQLite there is one at a time, and it waits for its turn when it begins; readers go on meanwhile. Until it ends, its owner writes
/// through it alone: a write through the [`Store`](super::Store) would wait for it.
#[must_use = "it does nothing unless it is committed"]
pub struct Transaction {
    transaction: DatabaseTransaction,
    context: Arc<Context>,
}

impl Transaction {
    pub(super) async fn begin(writer: &DatabaseConnection, context: Arc<Context>) -> Result<Self, Error> {
        Ok(Self { transaction: begin(writer).await?, context })
    }

    /// Makes everything take effect.
    pub async fn commit(self) -> Result<(), Error> {
        Ok(self.transaction.commit().await?)
    }
}

/// Begins a transaction that will write.
pub(super) async fn begin(writer: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    // One that reads first and would become a writer later may find that another process has written meanwhile, and fail.
    let options =
        TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() };
    writer.begin_with_options(options).await
}

impl sealed::Executor for Transaction {
    type Connection = DatabaseTransaction;

    fn reader(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    fn writer(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    fn context(&self) -> &Context {
        &self.context
    }
}
