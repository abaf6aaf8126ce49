//! Cookies: issued, looked up, replaced, ended.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, QueryFilter};
use time::OffsetDateTime;

use super::entity::{ActiveModel, Column, Entity};
use crate::store::seconds::{date, now};
use crate::store::{AccountId, Binding, Error, Executor, Transaction};

/// SHA-256 of a cookie's token.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash(pub [u8; 32]);

/// A browser's session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Browser {
    /// What it has.
    pub binding: Binding,
    /// When the cookie was issued.
    pub created: OffsetDateTime,
    /// When it was last used (to the minute or so).
    pub seen: OffsetDateTime,
    /// When it ends in any case.
    pub expires: OffsetDateTime,
}

/// Issues a cookie.
pub async fn insert(
    db: &impl Executor,
    token: TokenHash,
    binding: Binding,
    expires: OffsetDateTime,
) -> Result<(), Error> {
    let now = now();
    let row = ActiveModel {
        token_hash: ActiveValue::Set(token.0.to_vec()),
        account_id: ActiveValue::Set(binding.account.0),
        pending_id: ActiveValue::Set(binding.pending.map(|id| id.0)),
        created_at: ActiveValue::Set(now),
        seen_at: ActiveValue::Set(now),
        expires_at: ActiveValue::Set(expires.unix_timestamp()),
    };
    Entity::insert(row).exec_without_returning(db.writer()).await?;
    Ok(())
}

/// The browser with that cookie, unless it has expired.
pub async fn find(db: &impl Executor, token: TokenHash) -> Result<Option<Browser>, Error> {
    let query = Entity::find_by_id(token.0.to_vec()).filter(Column::ExpiresAt.gt(now()));
    Ok(query.one(db.reader()).await?.map(|row| Browser {
        binding: Binding { account: AccountId(row.account_id), pending: row.pending_id.map(AccountId) },
        created: date(row.created_at),
        seen: date(row.seen_at),
        expires: date(row.expires_at),
    }))
}

/// Notes that a cookie was used now.
pub async fn touch(db: &impl Executor, token: TokenHash) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(now()))
        .filter(Column::TokenHash.eq(token.0.to_vec()))
        .exec(db.writer())
        .await?;
    Ok(())
}

/// Replaces a cookie by a new one: the old one is dead when the new one lives.
pub async fn replace(
    transaction: &Transaction,
    old: TokenHash,
    new: TokenHash,
    binding: Binding,
    expires: OffsetDateTime,
) -> Result<(), Error> {
    delete(transaction, old).await?;
    insert(transaction, new, binding, expires).await
}

/// Changes what a cookie stands for. Whether it was there.
pub async fn rebind(
    db: &impl Executor,
    token: TokenHash,
    binding: Binding,
    expires: OffsetDateTime,
) -> Result<bool, Error> {
    let changed = Entity::update_many()
        .col_expr(Column::AccountId, Expr::value(binding.account.0))
        .col_expr(Column::PendingId, Expr::value(binding.pending.map(|id| id.0)))
        .col_expr(Column::SeenAt, Expr::value(now()))
        .col_expr(Column::ExpiresAt, Expr::value(expires.unix_timestamp()))
        .filter(Column::TokenHash.eq(token.0.to_vec()))
        .exec(db.writer())
        .await?;
    Ok(changed.rows_affected > 0)
}

/// Deletes a cookie. Whether it was there.
pub async fn delete(db: &impl Executor, token: TokenHash) -> Result<bool, Error> {
    Ok(Entity::delete_by_id(token.0.to_vec()).exec(db.writer()).await?.rows_affected > 0)
}

/// Deletes every cookie that has expired or was not used since `idle_since`. How many.
pub async fn delete_stale(db: &impl Executor, idle_since: OffsetDateTime) -> Result<u64, Error> {
    let stale = Condition::any().add(Column::ExpiresAt.lte(now())).add(Column::SeenAt.lt(idle_since.unix_timestamp()));
    Ok(Entity::delete_many().filter(stale).exec(db.writer()).await?.rows_affected)
}
