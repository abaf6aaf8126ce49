//! Accounts and their sealed sessions.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use time::OffsetDateTime;
use zeroize::Zeroizing;

use super::entity::{ActiveModel, Column, Entity, Model, State};
use crate::store::seal::{KEY_VERSION, SealedField, Sealer};
use crate::store::seconds::{date, now};
use crate::store::{Error, Executor};

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

/// What somebody who signs in has: a browser by its cookie, an API key under a phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The account: signed in, or being signed in.
    pub account: AccountId,
    /// A sign-in under way while `account` is signed in. It takes `account`'s place when it succeeds.
    pub pending: Option<AccountId>,
}

/// Stores a fresh pending session and leases it to this process for `lease`.
pub async fn insert(db: &impl Executor, session: &[u8], lease: Duration) -> Result<AccountId, Error> {
    let id = random_id()?;
    let now = now();
    let row = ActiveModel {
        id: ActiveValue::Set(id.0),
        state: ActiveValue::Set(State::Pending),
        telegram_user_id: ActiveValue::Set(None),
        session: ActiveValue::Set(seal(&db.context().sealer, id, session)?),
        key_version: ActiveValue::Set(KEY_VERSION),
        created_at: ActiveValue::Set(now),
        updated_at: ActiveValue::Set(now),
        used_at: ActiveValue::Set(now),
        lease_owner: ActiveValue::Set(Some(db.context().lease_owner.clone())),
        lease_until: ActiveValue::Set(Some(now.saturating_add_unsigned(lease.as_secs()))),
    };
    Entity::insert(row).exec_without_returning(db.writer()).await?;
    Ok(id)
}

/// The account of that row; `None` when there is none.
pub async fn find(db: &impl Executor, id: AccountId) -> Result<Option<AccountRow>, Error> {
    let row = Entity::find_by_id(id.0).one(db.reader()).await?;
    row.map(|row| unseal(&db.context().sealer, row)).transpose()
}

/// Replaces an account's session, state and user. Only while this process holds its lease or nobody does.
///
/// # Errors
///
/// [`Error::LeaseLost`] when another process holds it or the row is gone; nothing is written then.
pub async fn save(
    db: &impl Executor,
    id: AccountId,
    state: AccountState,
    telegram_user_id: Option<i64>,
    session: &[u8],
) -> Result<(), Error> {
    let sealed = seal(&db.context().sealer, id, session)?;
    let not_anothers =
        Condition::any().add(Column::LeaseOwner.is_null()).add(Column::LeaseOwner.eq(&db.context().lease_owner));
    let written = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::from(state)))
        .col_expr(Column::TelegramUserId, Expr::value(telegram_user_id))
        .col_expr(Column::Session, Expr::value(sealed))
        .col_expr(Column::KeyVersion, Expr::value(KEY_VERSION))
        .col_expr(Column::UpdatedAt, Expr::value(now()))
        .filter(Column::Id.eq(id.0))
        .filter(not_anothers)
        .exec(db.writer())
        .await?;
    if written.rows_affected == 0 { Err(Error::LeaseLost) } else { Ok(()) }
}

/// Deletes an account, and with it whatever holds it. Whether it was there.
pub async fn delete(db: &impl Executor, id: AccountId) -> Result<bool, Error> {
    Ok(Entity::delete_by_id(id.0).exec(db.writer()).await?.rows_affected > 0)
}

/// The ids of pending sessions that were not used since `before` and that no other process has open.
pub async fn find_stale_pending(db: &impl Executor, before: OffsetDateTime) -> Result<Vec<AccountId>, Error> {
    let unleased = Condition::any()
        .add(Column::LeaseUntil.is_null())
        .add(Column::LeaseUntil.lt(now()))
        .add(Column::LeaseOwner.eq(&db.context().lease_owner));
    let query = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::State.eq(State::Pending))
        .filter(Column::UsedAt.lt(before.unix_timestamp()))
        .filter(unleased);
    let ids: Vec<i64> = query.into_tuple().all(db.reader()).await?;
    Ok(ids.into_iter().map(AccountId).collect())
}

/// The ids of all accounts in that state.
pub async fn list(db: &impl Executor, state: AccountState) -> Result<Vec<AccountId>, Error> {
    let query = Entity::find().select_only().column(Column::Id).filter(Column::State.eq(State::from(state)));
    let ids: Vec<i64> = query.into_tuple().all(db.reader()).await?;
    Ok(ids.into_iter().map(AccountId).collect())
}

pub(super) fn unseal(sealer: &Sealer, row: Model) -> Result<AccountRow, Error> {
    let id = AccountId(row.id);
    Ok(AccountRow {
        id,
        state: row.state.into(),
        telegram_user_id: row.telegram_user_id,
        session: sealer.unseal(field(&row.id.to_be_bytes(), row.key_version), &row.session)?,
        created: date(row.created_at),
    })
}

fn seal(sealer: &Sealer, id: AccountId, session: &[u8]) -> Result<Vec<u8>, Error> {
    sealer.seal(field(&id.0.to_be_bytes(), KEY_VERSION), session)
}

fn field(row: &[u8], key_version: i32) -> SealedField<'_> {
    SealedField { table: "accounts", row, key_version }
}

/// A random positive id: known before the row is written, as sealing needs, and telling nothing about how many there are.
fn random_id() -> Result<AccountId, Error> {
    let bytes = getrandom::u64()?;
    Ok(AccountId((bytes >> 1).max(1) as i64))
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
