//! Leases: one account is open in one process at a time.
//!
//! A Telegram auth key that is used from two addresses at once is destroyed (`AUTH_KEY_DUPLICATED`), so a process takes the account's lease
//! before it connects, renews it while the account is open, and gives it back. What a dead
//! process leaves runs out on PostgreSQL; on SQLite the next process clears it at its start. Saving asks for the lease too
//! ([`Store::save_account`]), so that a process that slept through its end cannot overwrite its successor's work.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::accounts::now;
use super::entities::account::{Column, Entity};
use super::{AccountId, Error, Store};

impl Store {
    /// Takes an account's lease, or renews it, for `lease` from now. `false`: another process has it, or there is no such account.
    pub async fn acquire_lease(&self, id: AccountId, lease: Duration) -> Result<bool, Error> {
        let now = now();
        let available = Condition::any()
            .add(Column::LeaseOwner.is_null())
            .add(Column::LeaseOwner.eq(&self.owner))
            .add(Column::LeaseUntil.is_null())
            .add(Column::LeaseUntil.lte(now));
        let taken = Entity::update_many()
            .col_expr(Column::LeaseOwner, Expr::value(self.owner.clone()))
            .col_expr(Column::LeaseUntil, Expr::value(now.saturating_add_unsigned(lease.as_secs())))
            .col_expr(Column::UsedAt, Expr::value(now))
            .filter(Column::Id.eq(id.0))
            .filter(available)
            .exec(&self.database)
            .await?;
        Ok(taken.rows_affected > 0)
    }

    /// Ends all leases. Only for a process that is known to be alone.
    pub(super) async fn clear_leases(&self) -> Result<(), Error> {
        Entity::update_many()
            .col_expr(Column::LeaseOwner, Expr::value(None::<String>))
            .col_expr(Column::LeaseUntil, Expr::value(None::<i64>))
            .filter(Column::LeaseOwner.is_not_null())
            .exec(&self.database)
            .await?;
        Ok(())
    }

    /// Gives an account's lease back, if this process has it.
    pub async fn release_lease(&self, id: AccountId) -> Result<(), Error> {
        Entity::update_many()
            .col_expr(Column::LeaseOwner, Expr::value(None::<String>))
            .col_expr(Column::LeaseUntil, Expr::value(None::<i64>))
            .filter(Column::Id.eq(id.0))
            .filter(Column::LeaseOwner.eq(&self.owner))
            .exec(&self.database)
            .await?;
        Ok(())
    }
}
