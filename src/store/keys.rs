//! `api_keys` and `key_accounts`: which services have a key, and which accounts each of them signed in.
//!
//! A key's secret never gets here, only its hash; nor does a phone number, only a hash of it under a key of ours, since there are few enough
//! numbers to try them all.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
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

/// What a key has under a phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyBinding {
    /// The account: signed in, or on the way there.
    pub account: AccountId,
    /// A sign-in under way while `account` is signed in. It takes `account`'s place when it succeeds.
    pub pending: Option<AccountId>,
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

    /// What a key has under a phone number (its digits).
    pub async fn key_binding(&self, key: KeyId, digits: &str) -> Result<Option<KeyBinding>, Error> {
        let found = key_account::Entity::find_by_id((key.0, self.phone_hash(key, digits))).one(&self.database).await?;
        Ok(found.map(KeyBinding::from))
    }

    /// Replaces what a key has under a phone number.
    pub async fn bind_key(&self, key: KeyId, digits: &str, binding: KeyBinding) -> Result<(), Error> {
        let row = key_account::ActiveModel {
            key_id: ActiveValue::Set(key.0),
            phone_hash: ActiveValue::Set(self.phone_hash(key, digits)),
            account_id: ActiveValue::Set(binding.account.0),
            pending_id: ActiveValue::Set(binding.pending.map(|id| id.0)),
            bound_at: ActiveValue::Set(now()),
        };
        let instead = OnConflict::columns([key_account::Column::KeyId, key_account::Column::PhoneHash])
            .update_columns([
                key_account::Column::AccountId,
                key_account::Column::PendingId,
                key_account::Column::BoundAt,
            ])
            .to_owned();
        key_account::Entity::insert(row).on_conflict(instead).exec_without_returning(&self.database).await?;
        Ok(())
    }

    /// Takes from a key what it has under a phone number.
    pub async fn unbind_key(&self, key: KeyId, digits: &str) -> Result<(), Error> {
        key_account::Entity::delete_by_id((key.0, self.phone_hash(key, digits))).exec(&self.database).await?;
        Ok(())
    }

    /// Everything that a key has, what was bound last first.
    pub async fn key_bindings(&self, key: KeyId) -> Result<Vec<KeyBinding>, Error> {
        let query = key_account::Entity::find()
            .filter(key_account::Column::KeyId.eq(key.0))
            .order_by_desc(key_account::Column::BoundAt);
        Ok(query.all(&self.database).await?.into_iter().map(KeyBinding::from).collect())
    }

    /// The secret part of the demo mode's key: whoever has our master key could make it, and nobody else.
    pub fn demo_secret(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.sealer.fingerprint(&[0; 8], b"the demo mode's API key"))
    }

    fn phone_hash(&self, key: KeyId, digits: &str) -> Vec<u8> {
        self.sealer.fingerprint(&key.0.to_be_bytes(), digits.as_bytes()).to_vec()
    }
}

impl From<key_account::Model> for KeyBinding {
    fn from(row: key_account::Model) -> Self {
        Self { account: AccountId(row.account_id), pending: row.pending_id.map(AccountId) }
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
