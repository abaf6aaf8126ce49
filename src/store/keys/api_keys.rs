//! API keys.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use time::OffsetDateTime;
use zeroize::Zeroizing;

use super::api_key::{ActiveModel, Column, Entity, Model};
use crate::store::seconds::{date, now};
use crate::store::{Error, Executor};

/// The row id of an API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId(pub i64);

/// An API key as stored.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// Its id, the first part of the key.
    pub id: KeyId,
    /// What its owner calls it.
    pub name: String,
    /// SHA-256 of its secret part.
    pub secret_hash: Vec<u8>,
    /// What it may be used for: words with commas between them.
    pub scopes: String,
    /// When it was made.
    pub created: OffsetDateTime,
    /// When it was last used (to the minute or so).
    pub used: Option<OffsetDateTime>,
}

/// Adds a key. `false` when there is one of that name.
pub async fn insert(
    db: &impl Executor,
    id: KeyId,
    name: &str,
    secret_hash: [u8; 32],
    scopes: &str,
) -> Result<bool, Error> {
    let row = ActiveModel {
        id: ActiveValue::Set(id.0),
        name: ActiveValue::Set(name.to_owned()),
        secret_hash: ActiveValue::Set(secret_hash.to_vec()),
        scopes: ActiveValue::Set(scopes.to_owned()),
        created_at: ActiveValue::Set(now()),
        used_at: ActiveValue::Set(None),
    };
    let unless_there = OnConflict::column(Column::Name).do_nothing().to_owned();
    Ok(Entity::insert(row).on_conflict(unless_there).exec_without_returning(db.writer()).await? > 0)
}

/// The key with that id.
pub async fn find(db: &impl Executor, id: KeyId) -> Result<Option<KeyRow>, Error> {
    Ok(Entity::find_by_id(id.0).one(db.reader()).await?.map(KeyRow::from))
}

/// All keys, by name.
pub async fn list(db: &impl Executor) -> Result<Vec<KeyRow>, Error> {
    let rows = Entity::find().order_by_asc(Column::Name).all(db.reader()).await?;
    Ok(rows.into_iter().map(KeyRow::from).collect())
}

/// Notes that a key was used now.
pub async fn touch(db: &impl Executor, id: KeyId) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now()))
        .filter(Column::Id.eq(id.0))
        .exec(db.writer())
        .await?;
    Ok(())
}

/// Deletes the key of that name, and what it holds. The accounts that it signed in stay signed in at Telegram until housekeeping logs them
/// out. Whether there was one.
pub async fn delete(db: &impl Executor, name: &str) -> Result<bool, Error> {
    let deleted = Entity::delete_many().filter(Column::Name.eq(name)).exec(db.writer()).await?;
    Ok(deleted.rows_affected > 0)
}

/// The secret part of the demo mode's key: whoever has our master key could make it, and nobody else.
pub fn demo_secret(db: &impl Executor) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(db.context().sealer.fingerprint(&[0; 8], b"the demo mode's API key"))
}

impl From<Model> for KeyRow {
    fn from(row: Model) -> Self {
        Self {
            id: KeyId(row.id),
            name: row.name,
            secret_hash: row.secret_hash,
            scopes: row.scopes,
            created: date(row.created_at),
            used: row.used_at.map(date),
        }
    }
}
