//! `accounts`: authorizations and their sealed sessions.

use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use time::OffsetDateTime;
use zeroize::Zeroizing;

use super::entities::account::{ActiveModel, Column, Entity, State};
use super::entities::{browser, key_account};
use super::seal::{KEY_VERSION, Place};
use super::{Error, Store};

/// The row id of an account (one authorization).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(pub i64);

/// How far an authorization is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// A session that has not signed in.
    Pending,
    /// Signed in.
    Active,
}

/// An account as stored.
pub struct AccountRow {
    /// Its id.
    pub id: AccountId,
    /// How far it is.
    pub state: AccountState,
    /// Telegram's user id, once signed in.
    pub telegram_user_id: Option<i64>,
    /// The session, unsealed; wiped when dropped.
    pub session: Zeroizing<Vec<u8>>,
    /// When the row was made.
    pub created: OffsetDateTime,
}

impl Store {
    /// Stores a fresh pending session and leases it to this process for `lease`.
    pub async fn insert_account(&self, session: &[u8], lease: std::time::Duration) -> Result<AccountId, Error> {
        let id = random_id()?;
        let now = now();
        let row = ActiveModel {
            id: ActiveValue::Set(id.0),
            state: ActiveValue::Set(State::Pending),
            telegram_user_id: ActiveValue::Set(None),
            session: ActiveValue::Set(self.sealer.seal(place(&id.0.to_be_bytes(), KEY_VERSION), session)?),
            key_version: ActiveValue::Set(KEY_VERSION),
            created_at: ActiveValue::Set(now),
            updated_at: ActiveValue::Set(now),
            used_at: ActiveValue::Set(now),
            lease_owner: ActiveValue::Set(Some(self.owner.clone())),
            lease_until: ActiveValue::Set(Some(now.saturating_add_unsigned(lease.as_secs()))),
        };
        Entity::insert(row).exec_without_returning(&self.database).await?;
        Ok(id)
    }

    /// The account of that row; `None` when there is none.
    pub async fn account(&self, id: AccountId) -> Result<Option<AccountRow>, Error> {
        let Some(row) = Entity::find_by_id(id.0).one(&self.database).await? else { return Ok(None) };
        let session = self.sealer.unseal(place(&row.id.to_be_bytes(), row.key_version), &row.session)?;
        Ok(Some(AccountRow {
            id,
            state: row.state.into(),
            telegram_user_id: row.telegram_user_id,
            session,
            created: moment(row.created_at),
        }))
    }

    /// Replaces an account's session, state and user. Only while this process holds its lease or nobody does.
    ///
    /// # Errors
    ///
    /// [`Error::LeaseLost`] when another process holds it or the row is gone; nothing is written then.
    pub async fn save_account(
        &self,
        id: AccountId,
        state: AccountState,
        telegram_user_id: Option<i64>,
        session: &[u8],
    ) -> Result<(), Error> {
        let sealed = self.sealer.seal(place(&id.0.to_be_bytes(), KEY_VERSION), session)?;
        let not_anothers = Condition::any().add(Column::LeaseOwner.is_null()).add(Column::LeaseOwner.eq(&self.owner));
        let written = Entity::update_many()
            .col_expr(Column::State, Expr::value(State::from(state)))
            .col_expr(Column::TelegramUserId, Expr::value(telegram_user_id))
            .col_expr(Column::Session, Expr::value(sealed))
            .col_expr(Column::KeyVersion, Expr::value(KEY_VERSION))
            .col_expr(Column::UpdatedAt, Expr::value(now()))
            .filter(Column::Id.eq(id.0))
            .filter(not_anothers)
            .exec(&self.database)
            .await?;
        if written.rows_affected == 0 { Err(Error::LeaseLost) } else { Ok(()) }
    }

    /// Deletes an account with all its browsers. Whether it was there.
    pub async fn delete_account(&self, id: AccountId) -> Result<bool, Error> {
        Ok(Entity::delete_by_id(id.0).exec(&self.database).await?.rows_affected > 0)
    }

    /// Deletes pending sessions not used since `before` that no other process has open, and tells which.
    pub async fn delete_stale_pending(&self, before: OffsetDateTime) -> Result<Vec<AccountId>, Error> {
        let unleased = Condition::any()
            .add(Column::LeaseUntil.is_null())
            .add(Column::LeaseUntil.lt(now()))
            .add(Column::LeaseOwner.eq(&self.owner));
        let stale = Condition::all()
            .add(Column::State.eq(State::Pending))
            .add(Column::UsedAt.lt(before.unix_timestamp()))
            .add(unleased);
        let query = Entity::find().select_only().column(Column::Id).filter(stale.clone());
        let ids: Vec<i64> = query.into_tuple().all(&self.database).await?;
        // The condition once more: a session may have signed in since.
        Entity::delete_many().filter(Column::Id.is_in(ids.iter().copied())).filter(stale).exec(&self.database).await?;
        Ok(ids.into_iter().map(AccountId).collect())
    }

    /// Accounts that are signed in and that nobody can reach any more: no browser and no key has them, and they were not used since `before`.
    pub async fn abandoned_accounts(&self, before: OffsetDateTime) -> Result<Vec<AccountId>, Error> {
        let of_browsers = Query::select().column(browser::Column::AccountId).from(browser::Entity).to_owned();
        let of_keys = Query::select().column(key_account::Column::AccountId).from(key_account::Entity).to_owned();
        let query = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::State.eq(State::Active))
            .filter(Column::UsedAt.lt(before.unix_timestamp()))
            .filter(Column::Id.not_in_subquery(of_browsers))
            .filter(Column::Id.not_in_subquery(of_keys));
        let ids: Vec<i64> = query.into_tuple().all(&self.database).await?;
        Ok(ids.into_iter().map(AccountId).collect())
    }

    /// The ids of all accounts in that state.
    pub async fn account_ids(&self, state: AccountState) -> Result<Vec<AccountId>, Error> {
        let query = Entity::find().select_only().column(Column::Id).filter(Column::State.eq(State::from(state)));
        let ids: Vec<i64> = query.into_tuple().all(&self.database).await?;
        Ok(ids.into_iter().map(AccountId).collect())
    }
}

impl From<State> for AccountState {
    fn from(state: State) -> Self {
        match state {
            State::Pending => Self::Pending,
            State::Active => Self::Active,
        }
    }
}

impl From<AccountState> for State {
    fn from(state: AccountState) -> Self {
        match state {
            AccountState::Pending => Self::Pending,
            AccountState::Active => Self::Active,
        }
    }
}

/// A random positive id: known before the row is written, as sealing needs, and telling nothing about how many there are.
fn random_id() -> Result<AccountId, Error> {
    let bytes = getrandom::u64()?;
    Ok(AccountId((bytes >> 1).max(1) as i64))
}

fn place(row: &[u8], key_version: i32) -> Place<'_> {
    Place { table: "accounts", row, key_version }
}

/// Now, as the tables have it.
pub(super) fn now() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}

/// A moment of the tables.
pub(super) fn moment(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
