//! Contents that files have or had.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait};
use time::OffsetDateTime;

use super::entity::revision::{ActiveModel, Column, Entity, Model, Relation};
use super::entity::{node, revision_segment};
use super::segments::MessageRef;
use super::{NodeId, RevisionId, SegmentId, UserId, messages, numbers};
use crate::store::executor::sealed::Executor as _;
use crate::store::seconds::date;
use crate::store::{Error, Executor, Transaction};

/// A content of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its id.
    pub id: RevisionId,
    /// The file.
    pub node: NodeId,
    /// 1 for the first one of its file.
    pub number: i32,
    /// Bytes, as they were sent.
    pub size: u64,
    /// Bytes, as they are stored.
    pub stored_size: u64,
    /// Of the bytes as they were sent.
    pub sha256: Vec<u8>,
    /// Its MIME type.
    pub content_type: String,
    /// Whether it is encrypted.
    pub is_encrypted: bool,
    /// The name that it was sent with.
    pub original_name: String,
    /// When it was sent.
    pub created: OffsetDateTime,
    /// The name of whoever sent it.
    pub created_by: String,
    /// Whether its manifest is the caption of its last segment. Otherwise it is a text message.
    pub owns_segments: bool,
    /// That message, once it is posted.
    pub manifest: Option<MessageRef>,
}

/// Adds a content with its segments, in their order.
pub async fn insert(transaction: &Transaction, revision: &Revision, segments: &[SegmentId]) -> Result<(), Error> {
    insert_all(transaction, &[(revision, segments)]).await
}

/// Adds contents, each with its segments, in their order.
pub async fn insert_all(transaction: &Transaction, contents: &[(&Revision, &[SegmentId])]) -> Result<(), Error> {
    for some in contents.chunks(super::ROWS_AT_ONCE) {
        let rows = some.iter().map(|(revision, _)| row_of(revision));
        Entity::insert_many(rows).exec_without_returning(transaction.writer()).await?;
    }
    let of_content = |(revision, segments): &(&Revision, &[SegmentId])| {
        let revision = revision.id.0;
        let row = move |(segment, position): (&SegmentId, i32)| revision_segment::ActiveModel {
            revision_id: ActiveValue::Set(revision),
            position: ActiveValue::Set(position),
            segment_id: ActiveValue::Set(segment.0),
        };
        segments.iter().zip(0..).map(row).collect::<Vec<_>>()
    };
    let rows: Vec<_> = contents.iter().flat_map(of_content).collect();
    for some in rows.chunks(super::ROWS_AT_ONCE) {
        revision_segment::Entity::insert_many(some.to_vec()).exec_without_returning(transaction.writer()).await?;
    }
    Ok(())
}

fn row_of(revision: &Revision) -> ActiveModel {
    ActiveModel {
        id: ActiveValue::Set(revision.id.0),
        node_id: ActiveValue::Set(revision.node.0),
        number: ActiveValue::Set(revision.number),
        size: ActiveValue::Set(numbers::signed(revision.size)),
        stored_size: ActiveValue::Set(numbers::signed(revision.stored_size)),
        sha256: ActiveValue::Set(revision.sha256.clone()),
        content_type: ActiveValue::Set(revision.content_type.clone()),
        is_encrypted: ActiveValue::Set(revision.is_encrypted),
        original_name: ActiveValue::Set(revision.original_name.clone()),
        created_at: ActiveValue::Set(revision.created.unix_timestamp()),
        created_by: ActiveValue::Set(revision.created_by.clone()),
        owns_segments: ActiveValue::Set(revision.owns_segments),
        manifest_chat_id: ActiveValue::Set(revision.manifest.map(|message| message.chat)),
        manifest_message_id: ActiveValue::Set(revision.manifest.map(|message| message.message.into())),
    }
}

/// The content with that id.
pub async fn find(db: &impl Executor, id: RevisionId) -> Result<Option<Revision>, Error> {
    Ok(Entity::find_by_id(id.0).one(db.reader()).await?.map(Revision::from))
}

/// The contents of a file, the newest first.
pub async fn of_node(db: &impl Executor, node: NodeId) -> Result<Vec<Revision>, Error> {
    let rows = Entity::find().filter(Column::NodeId.eq(node.0)).order_by_desc(Column::Number).all(db.reader()).await?;
    Ok(rows.into_iter().map(Revision::from).collect())
}

/// The contents of these files.
pub async fn of_nodes(db: &impl Executor, nodes: &[NodeId]) -> Result<Vec<Revision>, Error> {
    let mut revisions = Vec::new();
    for some in nodes.chunks(super::ROWS_AT_ONCE) {
        let rows = Entity::find().filter(Column::NodeId.is_in(some.iter().map(|id| id.0))).all(db.reader()).await?;
        revisions.extend(rows.into_iter().map(Revision::from));
    }
    Ok(revisions)
}

/// The files that have a content from before that moment beside their newest one.
pub async fn replaced_before(db: &impl Executor, moment: OffsetDateTime) -> Result<Vec<NodeId>, Error> {
    let ids: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::NodeId)
        .distinct()
        .join(JoinType::InnerJoin, Relation::Node.def())
        .filter(Column::CreatedAt.lt(moment.unix_timestamp()))
        .filter(Expr::col((Entity, Column::Id)).ne(Expr::col((node::Entity, node::Column::RevisionId))))
        .order_by_asc(Column::NodeId)
        .into_tuple()
        .all(db.reader())
        .await?;
    Ok(ids.into_iter().map(NodeId).collect())
}

/// A content of that user with those bytes, stored in that form.
pub async fn find_same(
    db: &impl Executor,
    owner: UserId,
    sha256: &[u8],
    size: u64,
    is_encrypted: bool,
) -> Result<Option<Revision>, Error> {
    let query = Entity::find()
        .join(JoinType::InnerJoin, Relation::Node.def())
        .filter(node::Column::OwnerId.eq(owner.0))
        .filter(Column::Sha256.eq(sha256))
        .filter(Column::Size.eq(numbers::signed(size)))
        .filter(Column::IsEncrypted.eq(is_encrypted))
        .order_by_desc(Column::CreatedAt);
    Ok(query.one(db.reader()).await?.map(Revision::from))
}

/// The content whose manifest is the caption of that segment: the one that owns its segments and ends with this one.
pub async fn owner_of(db: &impl Executor, segment: SegmentId) -> Result<Option<Revision>, Error> {
    let ids: Vec<i64> = revision_segment::Entity::find()
        .select_only()
        .column(revision_segment::Column::RevisionId)
        .filter(revision_segment::Column::SegmentId.eq(segment.0))
        .into_tuple()
        .all(db.reader())
        .await?;
    let query = Entity::find().filter(Column::Id.is_in(ids)).filter(Column::OwnsSegments.eq(true));
    Ok(query.one(db.reader()).await?.map(Revision::from))
}

/// Notes the text message with a content's manifest, in place of the one that was known. `false` when another is known, or there is no such content
/// any more.
pub async fn set_manifest(
    db: &impl Executor,
    id: RevisionId,
    before: Option<MessageRef>,
    message: MessageRef,
) -> Result<bool, Error> {
    let columns = (Column::Id, Column::ManifestChatId, Column::ManifestMessageId);
    messages::set_manifest::<Entity>(db, columns, id.0, before, message).await
}

/// Deletes contents' rows.
pub async fn delete(transaction: &Transaction, ids: &[RevisionId]) -> Result<(), Error> {
    for some in ids.chunks(super::ROWS_AT_ONCE) {
        Entity::delete_many().filter(Column::Id.is_in(some.iter().map(|id| id.0))).exec(transaction.writer()).await?;
    }
    Ok(())
}

impl From<Model> for Revision {
    fn from(row: Model) -> Self {
        Self {
            id: RevisionId(row.id),
            node: NodeId(row.node_id),
            number: row.number,
            size: numbers::unsigned(row.size),
            stored_size: numbers::unsigned(row.stored_size),
            sha256: row.sha256,
            content_type: row.content_type,
            is_encrypted: row.is_encrypted,
            original_name: row.original_name,
            created: date(row.created_at),
            created_by: row.created_by,
            owns_segments: row.owns_segments,
            manifest: MessageRef::of(row.manifest_chat_id, row.manifest_message_id),
        }
    }
}
