//! `meta`: facts about the database itself. So far one: a constant, sealed with the master key that the database belongs to.

pub(super) mod entity;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue, ConnectionTrait, EntityTrait, QuerySelect};

use super::Error;
use super::seal::{KEY_VERSION, SealedField, Sealer};

const KEY_CHECK: &str = "key-check";
const KEY_CHECK_TEXT: &[u8] = b"sealed with the right key";

/// Seals the constant, unless one is there already.
pub(super) async fn write_key_check(database: &impl ConnectionTrait, sealer: &Sealer) -> Result<(), Error> {
    let sealed = sealer.seal(key_check_field(), KEY_CHECK_TEXT)?;
    let row = entity::ActiveModel { name: ActiveValue::Set(KEY_CHECK.to_owned()), value: ActiveValue::Set(sealed) };
    let unless_there = OnConflict::column(entity::Column::Name).do_nothing().to_owned();
    entity::Entity::insert(row).on_conflict(unless_there).exec_without_returning(database).await?;
    Ok(())
}

/// Whether the constant opens; where there is none, nothing was sealed with another key.
///
/// # Errors
///
/// [`Error::WrongKey`] when it does not.
pub(super) async fn check_key(database: &impl ConnectionTrait, sealer: &Sealer) -> Result<(), Error> {
    let Some(row) = entity::Entity::find_by_id(KEY_CHECK.to_owned()).one(database).await? else {
        return Ok(());
    };
    match sealer.unseal(key_check_field(), &row.value) {
        Ok(text) if text.as_slice() == KEY_CHECK_TEXT => Ok(()),
        _ => Err(Error::WrongKey),
    }
}

/// Whether there is a constant, and so a key that the database was sealed with.
pub(super) async fn is_sealed(database: &impl ConnectionTrait) -> Result<bool, Error> {
    Ok(entity::Entity::find_by_id(KEY_CHECK.to_owned()).one(database).await?.is_some())
}

/// A lock over the whole database, for what must be decided by one transaction at a time: another one that asks for it waits until this one ends.
pub(super) async fn lock(transaction: &impl ConnectionTrait) -> Result<(), Error> {
    // Row locks are PostgreSQL's; on SQLite only one transaction writes at a time anyway.
    entity::Entity::find_by_id(KEY_CHECK.to_owned()).lock_exclusive().one(transaction).await?;
    Ok(())
}

fn key_check_field() -> SealedField<'static> {
    SealedField { table: "meta", row: KEY_CHECK.as_bytes(), key_version: KEY_VERSION }
}
