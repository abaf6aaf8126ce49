//! Users: who stores. Everything that a user has is below their root, a node without a name that is inserted with them.

use std::collections::HashMap;
use std::fmt;

use sea_orm::sea_query::{Expr, LockType, OnConflict, Query, SelectStatement};
use sea_orm::{
    ActiveValue, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use time::OffsetDateTime;
use zeroize::Zeroizing;

use super::entity::user::{ActiveModel, Column, Entity, Model};
use super::entity::{node, outbox_entry, revision, segment};
use super::{MessageRef, NodeId, NodeKind, OutboxKind, UserId, messages};
use crate::store::executor::sealed::Executor as _;
use crate::store::seal::{KEY_VERSION, SealedField};
use crate::store::seconds::{date, now};
use crate::store::{Error, Executor, Transaction, meta};

/// The sealed columns.
const IDENTITY: &str = "drive_users.identity";
const TOTP_SECRET: &str = "drive_users.totp_secret";

/// A user, without secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The id.
    pub id: UserId,
    /// The name; no two are alike.
    pub name: String,
    /// Whether the user looks after the drive.
    pub is_operator: bool,
    /// Whether new files are encrypted, and encrypted ones are decrypted for their owner.
    pub encrypts: bool,
    /// The public part of the user's age identity, if there is one.
    pub recipient: Option<String>,
    /// The most bytes to store; `None`: no limit.
    pub quota: Option<u64>,
    /// Whether signing in takes a one-time password.
    pub needs_one_time_password: bool,
    /// The node above everything that the user has.
    pub root: NodeId,
    /// The message with the user's manifest, once that is posted.
    pub manifest: Option<MessageRef>,
    /// When the user was added.
    pub created: OffsetDateTime,
}

/// What a user signs in with.
pub struct Credentials {
    /// The user.
    pub user: User,
    /// Argon2id, in PHC form; `None` until a password is set.
    pub password_hash: Option<String>,
    /// The secret of the one-time passwords, if any was made. It counts when [`User::needs_one_time_password`].
    pub totp_secret: Option<Zeroizing<Vec<u8>>>,
}

/// A user to be added.
#[derive(Clone, Copy)]
pub struct NewUser<'a> {
    /// The id; random for a new user, and that of the manifest for one that is restored.
    pub id: UserId,
    /// The root's id.
    pub root: NodeId,
    /// The name.
    pub name: &'a str,
    /// Argon2id, in PHC form; `None`: nobody can sign in as the user yet.
    pub password_hash: Option<&'a str>,
    /// Whether the user looks after the drive.
    pub is_operator: bool,
}

/// Whether there are no users, for a transaction that adds one: no other adds one until this one ends.
pub async fn is_empty_to_insert(transaction: &Transaction) -> Result<bool, Error> {
    meta::lock(transaction.writer()).await?;
    is_empty(transaction).await
}

/// Whether there are no users.
pub async fn is_empty(db: &impl Executor) -> Result<bool, Error> {
    let any: Option<i64> =
        Entity::find().select_only().column(Column::Id).limit(1).into_tuple().one(db.reader()).await?;
    Ok(any.is_none())
}

/// Adds a user with their root. `false` if the name is taken.
pub async fn insert(transaction: &Transaction, user: NewUser<'_>) -> Result<bool, Error> {
    let now = now();
    let row = ActiveModel {
        id: ActiveValue::Set(user.id.0),
        name: ActiveValue::Set(user.name.to_owned()),
        password_hash: ActiveValue::Set(user.password_hash.map(str::to_owned)),
        is_operator: ActiveValue::Set(user.is_operator),
        encrypts: ActiveValue::Set(false),
        recipient: ActiveValue::Set(None),
        identity: ActiveValue::Set(None),
        key_version: ActiveValue::Set(KEY_VERSION),
        quota: ActiveValue::Set(None),
        totp_secret: ActiveValue::Set(None),
        totp_step: ActiveValue::Set(None),
        root_id: ActiveValue::Set(user.root.0),
        manifest_chat_id: ActiveValue::Set(None),
        manifest_message_id: ActiveValue::Set(None),
        created_at: ActiveValue::Set(now),
    };
    let unless_there = OnConflict::column(Column::Name).do_nothing().to_owned();
    let inserted = Entity::insert(row).on_conflict(unless_there).exec_without_returning(transaction.writer()).await?;
    if inserted == 0 {
        return Ok(false);
    }
    let root = node::ActiveModel {
        id: ActiveValue::Set(user.root.0),
        owner_id: ActiveValue::Set(user.id.0),
        parent_id: ActiveValue::Set(None),
        kind: ActiveValue::Set(NodeKind::Root),
        name: ActiveValue::Set(String::new()),
        search_name: ActiveValue::Set(String::new()),
        trash_mark: ActiveValue::Set(0),
        trashed_at: ActiveValue::Set(None),
        created_at: ActiveValue::Set(now),
        modified_at: ActiveValue::Set(now),
        revision_id: ActiveValue::Set(None),
        size: ActiveValue::Set(0),
        stored_size: ActiveValue::Set(0),
        content_type: ActiveValue::Set(None),
        category: ActiveValue::Set(0),
        is_encrypted: ActiveValue::Set(false),
        original_name: ActiveValue::Set(None),
        uploaded_at: ActiveValue::Set(None),
        message_id: ActiveValue::Set(None),
        manifest_chat_id: ActiveValue::Set(None),
        manifest_message_id: ActiveValue::Set(None),
    };
    node::Entity::insert(root).exec_without_returning(transaction.writer()).await?;
    Ok(true)
}

/// The user with that id.
pub async fn find(db: &impl Executor, id: UserId) -> Result<Option<User>, Error> {
    Ok(Entity::find_by_id(id.0).one(db.reader()).await?.map(User::from))
}

/// The user of that name.
pub async fn find_by_name(db: &impl Executor, name: &str) -> Result<Option<User>, Error> {
    Ok(Entity::find().filter(Column::Name.eq(name)).one(db.reader()).await?.map(User::from))
}

/// The names of these users.
pub async fn names(db: &impl Executor, ids: &[UserId]) -> Result<HashMap<UserId, String>, Error> {
    let mut names = HashMap::new();
    for some in ids.chunks(super::ROWS_AT_ONCE) {
        let rows: Vec<(i64, String)> = Entity::find()
            .select_only()
            .column(Column::Id)
            .column(Column::Name)
            .filter(Column::Id.is_in(some.iter().map(|id| id.0)))
            .into_tuple()
            .all(db.reader())
            .await?;
        names.extend(rows.into_iter().map(|(id, name)| (UserId(id), name)));
    }
    Ok(names)
}

/// All users, by name.
pub async fn list(db: &impl Executor) -> Result<Vec<User>, Error> {
    let rows = Entity::find().order_by_asc(Column::Name).all(db.reader()).await?;
    Ok(rows.into_iter().map(User::from).collect())
}

/// What the user of that name signs in with.
pub async fn credentials_by_name(db: &impl Executor, name: &str) -> Result<Option<Credentials>, Error> {
    let row = Entity::find().filter(Column::Name.eq(name)).one(db.reader()).await?;
    row.map(|row| credentials(db, row)).transpose()
}

/// What the user with that id signs in with.
pub async fn credentials_by_id(db: &impl Executor, id: UserId) -> Result<Option<Credentials>, Error> {
    let row = Entity::find_by_id(id.0).one(db.reader()).await?;
    row.map(|row| credentials(db, row)).transpose()
}

fn credentials(db: &impl Executor, mut row: Model) -> Result<Credentials, Error> {
    let (sealed, password_hash) = (row.totp_secret.take(), row.password_hash.take());
    let totp_secret = sealed.map(|sealed| unseal(db, TOTP_SECRET, &row, &sealed)).transpose()?;
    // The secret alone may be one that is not confirmed yet.
    Ok(Credentials { user: row.into(), password_hash, totp_secret })
}

/// Has every other transaction that changes this user's tree wait until this one ends. (On SQLite they wait in any case.) Without it, what one
/// transaction has read of the tree may have changed by the time it writes: a folder that is moved to the trash while a file comes into it, a
/// segment that is deleted while a copy begins to need it.
pub async fn lock_tree(transaction: &Transaction, id: UserId) -> Result<(), Error> {
    let row = Entity::find_by_id(id.0).select_only().column(Column::Id).lock(LockType::NoKeyUpdate);
    row.into_tuple::<i64>().one(transaction.reader()).await?;
    Ok(())
}

/// Replaces a user's password.
pub async fn set_password(db: &impl Executor, id: UserId, password_hash: &str) -> Result<(), Error> {
    set(db, id, [(Column::PasswordHash, Expr::value(password_hash))]).await
}

/// Sets the most bytes that a user may store. Whether there is such a user.
pub async fn set_quota(db: &impl Executor, name: &str, quota: Option<u64>) -> Result<bool, Error> {
    let quota = quota.map(|bytes| i64::try_from(bytes).unwrap_or(i64::MAX));
    let changed = Entity::update_many()
        .col_expr(Column::Quota, Expr::value(quota))
        .filter(Column::Name.eq(name))
        .exec(db.writer())
        .await?;
    Ok(changed.rows_affected > 0)
}

/// Stores a new secret for one-time passwords, not confirmed yet. `false`, and nothing is changed, if the user has a confirmed one.
pub async fn set_totp_secret(db: &impl Executor, id: UserId, secret: &[u8]) -> Result<bool, Error> {
    let changed = Entity::update_many()
        .col_expr(Column::TotpSecret, Expr::value(seal(db, TOTP_SECRET, id, secret)?))
        .col_expr(Column::KeyVersion, Expr::value(KEY_VERSION))
        .filter(Column::Id.eq(id.0))
        .filter(Column::TotpStep.is_null())
        .exec(db.writer())
        .await?;
    Ok(changed.rows_affected > 0)
}

/// Uses up the one-time password of that time step, which confirms the secret as well. `false` if it or a later one was used before, or if there is no
/// secret (any more).
pub async fn use_totp_step(db: &impl Executor, id: UserId, step: u64) -> Result<bool, Error> {
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    let changed = Entity::update_many()
        .col_expr(Column::TotpStep, Expr::value(step))
        .filter(Column::Id.eq(id.0))
        .filter(Column::TotpSecret.is_not_null())
        .filter(Condition::any().add(Column::TotpStep.is_null()).add(Column::TotpStep.lt(step)))
        .exec(db.writer())
        .await?;
    Ok(changed.rows_affected > 0)
}

/// Forgets the secret for one-time passwords.
pub async fn clear_totp(db: &impl Executor, id: UserId) -> Result<(), Error> {
    let none = || Expr::value(None::<i64>);
    set(db, id, [(Column::TotpSecret, Expr::value(None::<Vec<u8>>)), (Column::TotpStep, none())]).await
}

/// Switches a user's encryption on or off.
pub async fn set_encrypts(db: &impl Executor, id: UserId, encrypts: bool) -> Result<(), Error> {
    set(db, id, [(Column::Encrypts, Expr::value(encrypts))]).await
}

/// A user's age identity, if there is one.
pub async fn identity(db: &impl Executor, id: UserId) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
    let Some(mut row) = Entity::find_by_id(id.0).one(db.reader()).await? else { return Ok(None) };
    let sealed = row.identity.take();
    sealed.map(|sealed| unseal(db, IDENTITY, &row, &sealed)).transpose()
}

/// Gives a user an age identity. `false`, and nothing is changed, if there is one already: files are encrypted to it.
pub async fn set_identity(db: &impl Executor, id: UserId, recipient: &str, identity: &[u8]) -> Result<bool, Error> {
    let changed = Entity::update_many()
        .col_expr(Column::Recipient, Expr::value(recipient))
        .col_expr(Column::Identity, Expr::value(seal(db, IDENTITY, id, identity)?))
        .col_expr(Column::KeyVersion, Expr::value(KEY_VERSION))
        .filter(Column::Id.eq(id.0))
        .filter(Column::Identity.is_null())
        .exec(db.writer())
        .await?;
    Ok(changed.rows_affected > 0)
}

/// An identity as the row has it, and the version of the key that it is sealed with.
pub(super) fn sealed_identity(
    db: &impl Executor,
    id: UserId,
    identity: Option<&str>,
) -> Result<(Option<Vec<u8>>, i32), Error> {
    let sealed = identity.map(|text| seal(db, IDENTITY, id, text.as_bytes())).transpose()?;
    Ok((sealed, KEY_VERSION))
}

/// Notes the message of a user's manifest, in place of the one that was known. `false` when another is known, or there is no such user any more.
pub async fn set_manifest(
    db: &impl Executor,
    id: UserId,
    before: Option<MessageRef>,
    message: MessageRef,
) -> Result<bool, Error> {
    let columns = (Column::Id, Column::ManifestChatId, Column::ManifestMessageId);
    messages::set_manifest::<Entity>(db, columns, id.0, before, message).await
}

/// Deletes a user and everything that they have. Their messages at Telegram are handed to the outbox.
pub async fn delete(transaction: &Transaction, id: UserId) -> Result<(), Error> {
    let db = transaction.writer();
    for messages in [
        Query::select()
            .columns([segment::Column::ChatId, segment::Column::MessageId])
            .from(segment::Entity)
            .and_where(segment::Column::OwnerId.eq(id.0))
            .to_owned(),
        Query::select()
            .columns([node::Column::ManifestChatId, node::Column::ManifestMessageId])
            .from(node::Entity)
            .and_where(node::Column::OwnerId.eq(id.0))
            .and_where(node::Column::ManifestMessageId.is_not_null())
            .to_owned(),
        Query::select()
            .columns([revision::Column::ManifestChatId, revision::Column::ManifestMessageId])
            .from(revision::Entity)
            .and_where(
                revision::Column::NodeId.in_subquery(
                    Query::select()
                        .column(node::Column::Id)
                        .from(node::Entity)
                        .and_where(node::Column::OwnerId.eq(id.0))
                        .to_owned(),
                ),
            )
            .and_where(revision::Column::ManifestMessageId.is_not_null())
            .to_owned(),
        Query::select()
            .columns([Column::ManifestChatId, Column::ManifestMessageId])
            .from(Entity)
            .and_where(Column::Id.eq(id.0))
            .and_where(Column::ManifestMessageId.is_not_null())
            .to_owned(),
    ] {
        delete_messages(db, messages).await?;
    }
    // In this order: a segment cannot go before the contents that consist of it.
    node::Entity::delete_many().filter(node::Column::OwnerId.eq(id.0)).exec(db).await?;
    segment::Entity::delete_many().filter(segment::Column::OwnerId.eq(id.0)).exec(db).await?;
    Entity::delete_by_id(id.0).exec(db).await?;
    Ok(())
}

/// Has messages deleted at Telegram: their chats and ids.
async fn delete_messages(db: &impl ConnectionTrait, mut messages: SelectStatement) -> Result<(), Error> {
    use outbox_entry::Column;

    for value in [Expr::value(OutboxKind::Delete), Expr::value(0_i64), Expr::value(0), Expr::value(now())] {
        messages.expr(value);
    }
    let columns = [Column::ChatId, Column::Subject, Column::Kind, Column::Version, Column::Attempts, Column::DueAt];
    let unless_there = OnConflict::columns([Column::Kind, Column::ChatId, Column::Subject]).do_nothing().to_owned();
    let insert = Query::insert()
        .into_table(outbox_entry::Entity)
        .columns(columns)
        .select_from(messages)
        .expect("there are as many values as columns")
        .on_conflict(unless_there)
        .to_owned();
    db.execute(&insert).await?;
    Ok(())
}

async fn set<const N: usize>(db: &impl Executor, id: UserId, values: [(Column, Expr); N]) -> Result<(), Error> {
    let mut update = Entity::update_many().filter(Column::Id.eq(id.0));
    for (column, value) in values {
        update = update.col_expr(column, value);
    }
    update.exec(db.writer()).await?;
    Ok(())
}

fn seal(db: &impl Executor, column: &'static str, id: UserId, plain: &[u8]) -> Result<Vec<u8>, Error> {
    let field = SealedField { table: column, row: &id.0.to_be_bytes(), key_version: KEY_VERSION };
    db.context().sealer.seal(field, plain)
}

fn unseal(db: &impl Executor, column: &'static str, row: &Model, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
    let field = SealedField { table: column, row: &row.id.to_be_bytes(), key_version: row.key_version };
    db.context().sealer.unseal(field, sealed)
}

impl From<Model> for User {
    fn from(row: Model) -> Self {
        Self {
            id: UserId(row.id),
            name: row.name,
            is_operator: row.is_operator,
            encrypts: row.encrypts,
            recipient: row.recipient,
            quota: row.quota.map(|bytes| u64::try_from(bytes).unwrap_or_default()),
            needs_one_time_password: row.totp_step.is_some(),
            root: NodeId(row.root_id),
            manifest: MessageRef::of(row.manifest_chat_id, row.manifest_message_id),
            created: date(row.created_at),
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("user", &self.user).finish_non_exhaustive()
    }
}
