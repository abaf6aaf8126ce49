//! `browsers`: who holds which cookie. The token itself never gets here, only its hash.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, QueryFilter, TransactionTrait};
use time::OffsetDateTime;

use super::accounts::{moment, now};
use super::entities::browser::{ActiveModel, Column, Entity};
use super::{AccountId, Error, Store};

/// SHA-256 of a cookie's token.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash(pub [u8; 32]);

/// A browser's session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Browser {
    /// The account that it uses: signed in, or on the way there.
    pub account: AccountId,
    /// A sign-in under way while `account` is signed in. It takes `account`'s place when it succeeds.
    pub pending: Option<AccountId>,
    /// When the cookie was issued.
    pub created: OffsetDateTime,
    /// When it was last used (to the minute or so).
    pub seen: OffsetDateTime,
    /// When it ends in any case.
    pub expires: OffsetDateTime,
}

/// What a cookie stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The account that the browser uses.
    pub account: AccountId,
    /// A sign-in under way beside it.
    pub pending: Option<AccountId>,
    /// When the cookie ends in any case.
    pub expires: OffsetDateTime,
}

impl Store {
    /// Issues a cookie.
    pub async fn insert_browser(&self, token: TokenHash, binding: Binding) -> Result<(), Error> {
        Entity::insert(row(token, binding)).exec_without_returning(&self.database).await?;
        Ok(())
    }

    /// The browser with that cookie, unless it has expired.
    pub async fn browser(&self, token: TokenHash) -> Result<Option<Browser>, Error> {
        let query = Entity::find_by_id(token.0.to_vec()).filter(Column::ExpiresAt.gt(now()));
        Ok(query.one(&self.database).await?.map(|row| Browser {
            account: AccountId(row.account_id),
            pending: row.pending_id.map(AccountId),
            created: moment(row.created_at),
            seen: moment(row.seen_at),
            expires: moment(row.expires_at),
        }))
    }

    /// Notes that a cookie was used now.
    pub async fn touch_browser(&self, token: TokenHash) -> Result<(), Error> {
        Entity::update_many()
            .col_expr(Column::SeenAt, Expr::value(now()))
            .filter(Column::TokenHash.eq(token.0.to_vec()))
            .exec(&self.database)
            .await?;
        Ok(())
    }

    /// Replaces a cookie by a new one in one step: the old one is dead when the new one lives.
    pub async fn replace_browser(&self, old: TokenHash, new: TokenHash, binding: Binding) -> Result<(), Error> {
        let transaction = self.database.begin().await?;
        Entity::delete_by_id(old.0.to_vec()).exec(&transaction).await?;
        Entity::insert(row(new, binding)).exec_without_returning(&transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// Changes what a cookie stands for. Whether it was there.
    pub async fn rebind_browser(&self, token: TokenHash, binding: Binding) -> Result<bool, Error> {
        let changed = Entity::update_many()
            .col_expr(Column::AccountId, Expr::value(binding.account.0))
            .col_expr(Column::PendingId, Expr::value(binding.pending.map(|id| id.0)))
            .col_expr(Column::SeenAt, Expr::value(now()))
            .col_expr(Column::ExpiresAt, Expr::value(binding.expires.unix_timestamp()))
            .filter(Column::TokenHash.eq(token.0.to_vec()))
            .exec(&self.database)
            .await?;
        Ok(changed.rows_affected > 0)
    }

    /// Forgets a cookie. Whether it was there.
    pub async fn delete_browser(&self, token: TokenHash) -> Result<bool, Error> {
        Ok(Entity::delete_by_id(token.0.to_vec()).exec(&self.database).await?.rows_affected > 0)
    }

    /// Forgets every cookie that has expired or was not used since `idle_since`. How many.
    pub async fn delete_stale_browsers(&self, idle_since: OffsetDateTime) -> Result<u64, Error> {
        let stale =
            Condition::any().add(Column::ExpiresAt.lte(now())).add(Column::SeenAt.lt(idle_since.unix_timestamp()));
        Ok(Entity::delete_many().filter(stale).exec(&self.database).await?.rows_affected)
    }
}

fn row(token: TokenHash, binding: Binding) -> ActiveModel {
    let now = now();
    ActiveModel {
        token_hash: ActiveValue::Set(token.0.to_vec()),
        account_id: ActiveValue::Set(binding.account.0),
        pending_id: ActiveValue::Set(binding.pending.map(|id| id.0)),
        created_at: ActiveValue::Set(now),
        seen_at: ActiveValue::Set(now),
        expires_at: ActiveValue::Set(binding.expires.unix_timestamp()),
    }
}
