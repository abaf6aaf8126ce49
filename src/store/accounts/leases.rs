//! Leases: an account is open in one process at a time, because Telegram destroys an auth key that two use (`AUTH_KEY_DUPLICATED`).
//!
//! A process takes the lease before it connects, renews it while the account is open, and gives it back. What a dead process leaves runs out
//! on PostgreSQL; on SQLite the next process clears it at its start. Saving asks for the lease too ([`super::save`]), so that a process that
//! slept through its end cannot overwrite its successor's work.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::entity::{Column, Entity};
use super::sessions::{AccountId, AccountRow, unseal};
use crate::store::executor::sealed::Executor as _;
use crate::store::seconds::now;
use crate::store::{Error, Executor, Transaction};

/// What came of asking for a lease.
pub enum Lease {
    /// This process has it; the account is as the process before left it.
    Acquired(AccountRow),
    /// Another process has it.
    Elsewhere,
    /// There is no such account.
    NoAccount,
}

/// Takes an account's lease, or renews it, for `lease` from now, and reads the account.
pub async fn acquire_lease(transaction: &Transaction, id: AccountId, lease: Duration) -> Result<Lease, Error> {
    let acquired = renew_lease(transaction, id, lease).await?;
    let Some(row) = Entity::find_by_id(id.0).one(transaction.reader()).await? else { return Ok(Lease::NoAccount) };
    if acquired { Ok(Lease::Acquired(unseal(&transaction.context().sealer, row)?)) } else { Ok(Lease::Elsewhere) }
}

/// Takes an account's lease, or renews it, for `lease` from now. `false`: another process has it, or there is no such account.
pub async fn renew_lease(db: &impl Executor, id: AccountId, lease: Duration) -> Result<bool, Error> {
    let now = now();
    let owner = &db.context().lease_owner;
    let available = Condition::any()
        .add(Column::LeaseOwner.is_null())
        .add(Column::LeaseOwner.eq(owner))
        .add(Column::LeaseUntil.is_null())
        .add(Column::LeaseUntil.lte(now));
    let acquired = Entity::update_many()
        .col_expr(Column::LeaseOwner, Expr::value(owner.clone()))
        .col_expr(Column::LeaseUntil, Expr::value(now.saturating_add_unsigned(lease.as_secs())))
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::Id.eq(id.0))
        .filter(available)
        .exec(db.writer())
        .await?;
    Ok(acquired.rows_affected > 0)
}

/// Gives an account's lease back, if this process has it.
pub async fn release_lease(db: &impl Executor, id: AccountId) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::LeaseOwner, Expr::value(None::<String>))
        .col_expr(Column::LeaseUntil, Expr::value(None::<i64>))
        .filter(Column::Id.eq(id.0))
        .filter(Column::LeaseOwner.eq(&db.context().lease_owner))
        .exec(db.writer())
        .await?;
    Ok(())
}

/// Ends all leases. Only for a process that is known to be alone.
pub(in crate::store) async fn clear_leases(db: &impl Executor) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::LeaseOwner, Expr::value(None::<String>))
        .col_expr(Column::LeaseUntil, Expr::value(None::<i64>))
        .filter(Column::LeaseOwner.is_not_null())
        .exec(db.writer())
        .await?;
    Ok(())
}
