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
    /// The account that it uses.
    pub account: AccountId,
    /// When the cookie was issued.
    pub created: OffsetDateTime,
    /// When it was last used (to the minute or so).
    pub seen: OffsetDateTime,
    /// When it ends in any case.
    pub expires: OffsetDateTime,
}

impl Store {
    /// Binds a new cookie to an account.
    pub async fn insert_browser(
        &self,
        token: TokenHash,
        account: AccountId,
        expires: OffsetDateTime,
    ) -> Result<(), Error> {
        Entity::insert(row(token, account, expires)).exec_without_returning(&self.database).await?;
        Ok(())
    }

    /// The browser with that cookie, unless it has expired.
    pub async fn browser(&self, token: TokenHash) -> Result<Option<Browser>, Error> {
        let found =
            Entity::find_by_id(token.0.to_vec()).filter(Column::ExpiresAt.gt(now())).one(&self.database).await?;
        Ok(found.map(|row| Browser {
            account: AccountId(row.account_id),
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
    pub async fn replace_browser(
        &self,
        old: TokenHash,
        new: TokenHash,
        account: AccountId,
        expires: OffsetDateTime,
    ) -> Result<(), Error> {
        let transaction = self.database.begin().await?;
        Entity::delete_by_id(old.0.to_vec()).exec(&transaction).await?;
        Entity::insert(row(new, account, expires)).exec_without_returning(&transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// Moves a cookie to another account.
    pub async fn rebind_browser(
        &self,
        token: TokenHash,
        account: AccountId,
        expires: OffsetDateTime,
    ) -> Result<(), Error> {
        Entity::update_many()
            .col_expr(Column::AccountId, Expr::value(account.0))
            .col_expr(Column::SeenAt, Expr::value(now()))
            .col_expr(Column::ExpiresAt, Expr::value(expires.unix_timestamp()))
            .filter(Column::TokenHash.eq(token.0.to_vec()))
            .exec(&self.database)
            .await?;
        Ok(())
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

fn row(token: TokenHash, account: AccountId, expires: OffsetDateTime) -> ActiveModel {
    let now = now();
    ActiveModel {
        token_hash: ActiveValue::Set(token.0.to_vec()),
        account_id: ActiveValue::Set(account.0),
        created_at: ActiveValue::Set(now),
        seen_at: ActiveValue::Set(now),
        expires_at: ActiveValue::Set(expires.unix_timestamp()),
    }
}
