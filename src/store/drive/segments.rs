//! Documents at Telegram.

use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::segment::{ActiveModel, Column, Entity, Model};
use super::entity::{revision, revision_segment};
use super::{NodeId, RevisionId, SegmentId, UserId, numbers};
use crate::store::executor::sealed::Executor as _;
use crate::store::seconds::now;
use crate::store::{Error, Executor, Transaction};

/// A message at Telegram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageRef {
    /// The marked id of its chat.
    pub chat: i64,
    /// Its id there.
    pub message: i32,
}

/// A document at Telegram that a content, or a part of one, is stored in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its id.
    pub id: SegmentId,
    /// Whose it is.
    pub owner: UserId,
    /// Its message.
    pub message: MessageRef,
    /// Telegram's id of the document.
    pub document: i64,
    /// Bytes, as they are stored.
    pub size: u64,
    /// Bytes of the content.
    pub plain_size: u64,
    /// Of an encrypted one: the header of its age file, with the payload's nonce. Empty after a rebuild, until it is read.
    pub header: Option<Vec<u8>>,
    /// SHA-256 over the SHA-256 of each 128 KiB as stored; empty of what was imported, until a deep check.
    pub digest: Vec<u8>,
}

/// Adds segments.
pub async fn insert(transaction: &Transaction, segments: &[Segment]) -> Result<(), Error> {
    let now = now();
    for some in segments.chunks(super::ROWS_AT_ONCE) {
        let rows = some.iter().map(|segment| ActiveModel {
            id: ActiveValue::Set(segment.id.0),
            owner_id: ActiveValue::Set(segment.owner.0),
            chat_id: ActiveValue::Set(segment.message.chat),
            message_id: ActiveValue::Set(segment.message.message.into()),
            document_id: ActiveValue::Set(segment.document),
            size: ActiveValue::Set(numbers::signed(segment.size)),
            plain_size: ActiveValue::Set(numbers::signed(segment.plain_size)),
            header: ActiveValue::Set(segment.header.clone()),
            digest: ActiveValue::Set(segment.digest.clone()),
            created_at: ActiveValue::Set(now),
        });
        Entity::insert_many(rows).exec_without_returning(transaction.writer()).await?;
    }
    Ok(())
}

/// The segments of a content, in their order.
pub async fn of_revision(db: &impl Executor, revision: RevisionId) -> Result<Vec<Segment>, Error> {
    let rows = revision_segment::Entity::find()
        .filter(revision_segment::Column::RevisionId.eq(revision.0))
        .order_by_asc(revision_segment::Column::Position)
        .find_also_related(Entity)
        .all(db.reader())
        .await?;
    Ok(rows.into_iter().filter_map(|(_, segment)| segment.map(Segment::from)).collect())
}

/// The segment with that id.
pub async fn find(db: &impl Executor, id: SegmentId) -> Result<Option<Segment>, Error> {
    Ok(Entity::find_by_id(id.0).one(db.reader()).await?.map(Segment::from))
}

/// Segments in the order of their ids, after that one: a hundred.
pub async fn page(db: &impl Executor, after: Option<SegmentId>) -> Result<Vec<Segment>, Error> {
    let after = after.map_or(0, |id| id.0);
    let rows = Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(100).all(db.reader()).await?;
    Ok(rows.into_iter().map(Segment::from).collect())
}

/// Notes the header of an encrypted segment.
pub async fn set_header(db: &impl Executor, id: SegmentId, header: &[u8]) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::Header, Expr::value(header.to_vec()))
        .filter(Column::Id.eq(id.0))
        .exec(db.writer())
        .await?;
    Ok(())
}

/// Which of these documents a user has already.
pub async fn known_documents(db: &impl Executor, owner: UserId, documents: &[i64]) -> Result<Vec<i64>, Error> {
    let query = Entity::find()
        .select_only()
        .column(Column::DocumentId)
        .filter(Column::OwnerId.eq(owner.0))
        .filter(Column::DocumentId.is_in(documents.iter().copied()));
    Ok(query.into_tuple().all(db.reader()).await?)
}

/// Notes the digest of a segment that had none.
pub async fn set_digest(db: &impl Executor, id: SegmentId, digest: &[u8]) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::Digest, Expr::value(digest.to_vec()))
        .filter(Column::Id.eq(id.0))
        .exec(db.writer())
        .await?;
    Ok(())
}

/// Bytes that a user has at Telegram: each segment counts once, however many contents it is in.
pub async fn stored_bytes(db: &impl Executor, owner: UserId) -> Result<u64, Error> {
    let sum: Option<Option<i64>> = Entity::find()
        .select_only()
        .column_as(Expr::cust("CAST(SUM(size) AS BIGINT)"), "sum")
        .filter(Column::OwnerId.eq(owner.0))
        .into_tuple()
        .one(db.reader())
        .await?;
    Ok(numbers::unsigned(sum.flatten().unwrap_or_default()))
}

/// The segments of these nodes' contents.
pub async fn of_nodes(transaction: &Transaction, nodes: &[NodeId]) -> Result<Vec<Segment>, Error> {
    let mut segments = Vec::new();
    for some in nodes.chunks(super::ROWS_AT_ONCE) {
        let ids = some.iter().map(|id| id.0);
        let revisions = Query::select()
            .column(revision::Column::Id)
            .from(revision::Entity)
            .and_where(revision::Column::NodeId.is_in(ids))
            .to_owned();
        segments.extend(in_revisions(transaction, revisions).await?);
    }
    segments.sort_by_key(|segment: &Segment| segment.id);
    segments.dedup_by_key(|segment| segment.id);
    Ok(segments)
}

/// The segments of these contents.
pub async fn of_revisions(transaction: &Transaction, revisions: &[RevisionId]) -> Result<Vec<Segment>, Error> {
    let ids = revisions.iter().map(|id| id.0);
    let query = Query::select()
        .column(revision::Column::Id)
        .from(revision::Entity)
        .and_where(revision::Column::Id.is_in(ids))
        .to_owned();
    in_revisions(transaction, query).await
}

async fn in_revisions(
    transaction: &Transaction,
    revisions: sea_orm::sea_query::SelectStatement,
) -> Result<Vec<Segment>, Error> {
    let segments = Query::select()
        .column(revision_segment::Column::SegmentId)
        .from(revision_segment::Entity)
        .and_where(revision_segment::Column::RevisionId.in_subquery(revisions))
        .to_owned();
    let rows = Entity::find().filter(Column::Id.in_subquery(segments)).all(transaction.reader()).await?;
    Ok(rows.into_iter().map(Segment::from).collect())
}

/// Deletes those of these segments that are in no content any more, and returns them.
pub async fn delete_unused(transaction: &Transaction, segments: Vec<Segment>) -> Result<Vec<Segment>, Error> {
    let mut deleted = Vec::new();
    for some in segments.chunks(super::ROWS_AT_ONCE) {
        let ids: Vec<_> = some.iter().map(|segment| segment.id.0).collect();
        let used: Vec<i64> = revision_segment::Entity::find()
            .select_only()
            .column(revision_segment::Column::SegmentId)
            .distinct()
            .filter(revision_segment::Column::SegmentId.is_in(ids.iter().copied()))
            .into_tuple()
            .all(transaction.reader())
            .await?;
        let unused: Vec<_> = ids.into_iter().filter(|id| !used.contains(id)).collect();
        Entity::delete_many().filter(Column::Id.is_in(unused.iter().copied())).exec(transaction.writer()).await?;
        deleted.extend(some.iter().filter(|segment| unused.contains(&segment.id.0)).cloned());
    }
    Ok(deleted)
}

impl From<Model> for Segment {
    fn from(row: Model) -> Self {
        Self {
            id: SegmentId(row.id),
            owner: UserId(row.owner_id),
            message: MessageRef::new(row.chat_id, row.message_id),
            document: row.document_id,
            size: numbers::unsigned(row.size),
            plain_size: numbers::unsigned(row.plain_size),
            header: row.header,
            digest: row.digest,
        }
    }
}

impl MessageRef {
    /// From the columns.
    pub(super) fn new(chat: i64, message: i64) -> Self {
        Self { chat, message: i32::try_from(message).unwrap_or_default() }
    }

    /// The rows that have this message in these columns, or none.
    pub(super) fn is_in<C: ColumnTrait>(chat: C, message: C, expected: Option<Self>) -> Condition {
        match expected {
            None => Condition::all().add(message.is_null()),
            Some(expected) => Condition::all().add(chat.eq(expected.chat)).add(message.eq(i64::from(expected.message))),
        }
    }

    /// From columns that may be empty.
    pub(super) fn of(chat: Option<i64>, message: Option<i64>) -> Option<Self> {
        Some(Self::new(chat?, message?))
    }
}
