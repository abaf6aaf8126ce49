//! The outbox: messages at Telegram that are not yet as the rows say.
//!
//! An entry names what is out of date, not what has to be done: whoever works it off reads the rows as they are then. So several changes of one thing
//! are one entry, an entry may be worked off twice, and what was done already does no harm.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

use super::OutboxKind;
use super::entity::outbox_entry::{ActiveModel, Column, Entity, Model};
use super::segments::MessageRef;
use super::{NodeId, RevisionId, SegmentId, UserId};
use crate::store::seconds::now;
use crate::store::{Error, Executor};

/// What is out of date at Telegram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outdated {
    /// A folder's manifest.
    Folder(NodeId),
    /// A user's manifest.
    User(UserId),
    /// A content's manifest.
    Revision(RevisionId),
    /// The caption of a segment whose content is gone.
    Segment(SegmentId),
    /// A message that has to be deleted.
    Delete(MessageRef),
}

/// An entry.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    id: i64,
    version: i64,
    /// What is out of date.
    pub outdated: Outdated,
    /// How often it was tried.
    pub attempts: i32,
}

/// Adds an entry, or renews the one that there is.
pub async fn add(db: &impl Executor, outdated: Outdated) -> Result<(), Error> {
    add_all(db, &[outdated]).await
}

/// The same for several.
pub async fn add_all(db: &impl Executor, outdated: &[Outdated]) -> Result<(), Error> {
    let now = now();
    for some in outdated.chunks(super::ROWS_AT_ONCE) {
        let rows = some.iter().map(|outdated| {
            let (kind, chat, subject) = outdated.columns();
            ActiveModel {
                id: ActiveValue::NotSet,
                kind: ActiveValue::Set(kind),
                chat_id: ActiveValue::Set(chat),
                subject: ActiveValue::Set(subject),
                version: ActiveValue::Set(0),
                attempts: ActiveValue::Set(0),
                due_at: ActiveValue::Set(now),
            }
        });
        let renew = OnConflict::columns([Column::Kind, Column::ChatId, Column::Subject])
            .value(Column::Version, Expr::cust("drive_outbox.version + 1"))
            .value(Column::DueAt, Expr::value(now))
            .to_owned();
        Entity::insert_many(rows).on_conflict(renew).exec_without_returning(db.writer()).await?;
    }
    Ok(())
}

/// The entries that are due, the oldest first.
pub async fn due(db: &impl Executor, limit: u64) -> Result<Vec<Entry>, Error> {
    let rows =
        Entity::find().filter(Column::DueAt.lte(now())).order_by_asc(Column::Id).limit(limit).all(db.reader()).await?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

/// The entry for what is out of date, whether it is due or not.
pub async fn find(db: &impl Executor, outdated: Outdated) -> Result<Option<Entry>, Error> {
    let (kind, chat, subject) = outdated.columns();
    let entry = Entity::find()
        .filter(Column::Kind.eq(kind))
        .filter(Column::ChatId.eq(chat))
        .filter(Column::Subject.eq(subject))
        .one(db.reader());
    Ok(entry.await?.map(Entry::from))
}

/// When the next entry is due.
pub async fn next_due(db: &impl Executor) -> Result<Option<OffsetDateTime>, Error> {
    let next: Option<Option<i64>> =
        Entity::find().select_only().column_as(Column::DueAt.min(), "due").into_tuple().one(db.reader()).await?;
    Ok(next.flatten().map(crate::store::seconds::date))
}

/// How many entries there are.
pub async fn count(db: &impl Executor) -> Result<u64, Error> {
    Ok(Entity::find().count(db.reader()).await?)
}

/// Removes an entry that was worked off, unless it was renewed meanwhile.
pub async fn remove(db: &impl Executor, entry: Entry) -> Result<(), Error> {
    Entity::delete_many()
        .filter(Column::Id.eq(entry.id))
        .filter(Column::Version.eq(entry.version))
        .exec(db.writer())
        .await?;
    Ok(())
}

/// Puts an entry off until then.
pub async fn put_off(db: &impl Executor, entry: Entry, until: OffsetDateTime) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::Attempts, Expr::value(entry.attempts + 1))
        .col_expr(Column::DueAt, Expr::value(until.unix_timestamp()))
        .filter(Column::Id.eq(entry.id))
        .filter(Column::Version.eq(entry.version))
        .exec(db.writer())
        .await?;
    Ok(())
}

impl Outdated {
    fn columns(self) -> (OutboxKind, i64, i64) {
        match self {
            Self::Folder(id) => (OutboxKind::Folder, 0, id.0),
            Self::User(id) => (OutboxKind::User, 0, id.0),
            Self::Revision(id) => (OutboxKind::Revision, 0, id.0),
            Self::Segment(id) => (OutboxKind::Segment, 0, id.0),
            Self::Delete(message) => (OutboxKind::Delete, message.chat, message.message.into()),
        }
    }
}

impl From<Model> for Entry {
    fn from(row: Model) -> Self {
        let outdated = match row.kind {
            OutboxKind::Folder => Outdated::Folder(NodeId(row.subject)),
            OutboxKind::User => Outdated::User(UserId(row.subject)),
            OutboxKind::Revision => Outdated::Revision(RevisionId(row.subject)),
            OutboxKind::Segment => Outdated::Segment(SegmentId(row.subject)),
            OutboxKind::Delete => Outdated::Delete(MessageRef::new(row.chat_id, row.subject)),
        };
        Self { id: row.id, version: row.version, outdated, attempts: row.attempts }
    }
}
