//! `api_keys` and `key_accounts`: which services have a key, and which accounts each of them signed in.
//!
//! A key's secret never gets here, only its hash; nor does a phone number, only a hash of it under a key of ours, since there are few enough
//! numbers to try them all.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;
use zeroize::Zeroizing;

use super::accounts::{moment, now};
use super::entities::{api_key, key_account};
use super::{AccountId, Error, Store};

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

impl Store {
    /// Adds a key. `false` when there is one of that name.
    pub async fn insert_key(&self, id: KeyId, name: &str, secret_hash: [u8; 32], scopes: &str) -> Result<bool, Error> {
        let row = api_key::ActiveModel {
            id: ActiveValue::Set(id.0),
            name: ActiveValue::Set(name.to_owned()),
            secret_hash: ActiveValue::Set(secret_hash.to_vec()),
            scopes: ActiveValue::Set(scopes.to_owned()),
            created_at: ActiveValue::Set(now()),
            used_at: ActiveValue::Set(None),
        };
        let unless_there = OnConflict::column(api_key::Column::Name).do_nothing().to_owned();
        let inserted =
            api_key::Entity::insert(row).on_conflict(unless_there).exec_without_returning(&self.database).await?;
        Ok(inserted > 0)
    }

    /// The key with that id.
    pub async fn key(&self, id: KeyId) -> Result<Option<KeyRow>, Error> {
        Ok(api_key::Entity::find_by_id(id.0).one(&self.database).await?.map(KeyRow::from))
    }

    /// All keys, by name.
    pub async fn keys(&self) -> Result<Vec<KeyRow>, Error> {
        let rows = api_key::Entity::find().order_by_asc(api_key::Column::Name).all(&self.database).await?;
        Ok(rows.into_iter().map(KeyRow::from).collect())
    }

    /// Notes that a key was used now.
    pub async fn touch_key(&self, id: KeyId) -> Result<(), Error> {
        api_key::Entity::update_many()
            .col_expr(api_key::Column::UsedAt, Expr::value(now()))
            .filter(api_key::Column::Id.eq(id.0))
            .exec(&self.database)
            .await?;
        Ok(())
    }

    /// Deletes the key of that name. The accounts that it signed in stay signed in at Telegram until somebody ends them there. Whether there
    /// was one.
    pub async fn delete_key(&self, name: &str) -> Result<bool, Error> {
        let deleted =
            api_key::Entity::delete_many().filter(api_key::Column::Name.eq(name)).exec(&self.database).await?;
        Ok(deleted.rows_affected > 0)
    }

    /// The account that a key uses under a phone number (its digits).
    pub async fn account_of_key(&self, key: KeyId, digits: &str) -> Result<Option<AccountId>, Error> {
        let found = key_account::Entity::find_by_id((key.0, self.phone_hash(key, digits))).one(&self.database).await?;
        Ok(found.map(|row| AccountId(row.account_id)))
    }

    /// Has a key use that account under a phone number from now on.
    pub async fn bind_key(&self, key: KeyId, digits: &str, account: AccountId) -> Result<(), Error> {
        let row = key_account::ActiveModel {
            key_id: ActiveValue::Set(key.0),
            phone_hash: ActiveValue::Set(self.phone_hash(key, digits)),
            account_id: ActiveValue::Set(account.0),
        };
        let instead = OnConflict::columns([key_account::Column::KeyId, key_account::Column::PhoneHash])
            .update_column(key_account::Column::AccountId)
            .to_owned();
        key_account::Entity::insert(row).on_conflict(instead).exec_without_returning(&self.database).await?;
        Ok(())
    }

    /// All accounts that a key uses.
    pub async fn accounts_of_key(&self, key: KeyId) -> Result<Vec<AccountId>, Error> {
        let ids: Vec<i64> = key_account::Entity::find()
            .select_only()
            .column(key_account::Column::AccountId)
            .filter(key_account::Column::KeyId.eq(key.0))
            .into_tuple()
            .all(&self.database)
            .await?;
        Ok(ids.into_iter().map(AccountId).collect())
    }

    /// The secret part of the demo mode's key: whoever has our master key could make it, and nobody else.
    pub fn demo_secret(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.sealer.fingerprint(&[0; 8], b"the demo mode's API key"))
    }

    fn phone_hash(&self, key: KeyId, digits: &str) -> Vec<u8> {
        self.sealer.fingerprint(&key.0.to_be_bytes(), digits.as_bytes()).to_vec()
    }
}

impl From<api_key::Model> for KeyRow {
    fn from(row: api_key::Model) -> Self {
        Self {
            id: KeyId(row.id),
            name: row.name,
            secret_hash: row.secret_hash,
            scopes: row.scopes,
            created: moment(row.created_at),
            used: row.used_at.map(moment),
        }
    }
}
