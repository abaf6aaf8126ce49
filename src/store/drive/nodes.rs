//! The tree: folders and files.
//!
//! Everything of a user is below their root. What is moved to the trash together has one mark, the id of the node that was moved; it keeps its place in
//! the tree, but no path leads to it.

use sea_orm::sea_query::{Expr, OnConflict, SimpleExpr};
use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select, Statement};
use sea_orm::{ConnectionTrait, SqlErr};
use time::OffsetDateTime;

use super::entity::node::{ActiveModel, Column, Entity, Model};
use super::segments::MessageRef;
use super::{NodeId, NodeKind, RevisionId, UserId, messages, numbers};
use crate::store::executor::sealed::Executor as _;
use crate::store::seconds::{date, now};
use crate::store::{Error, Executor, Transaction};

/// A folder or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its id.
    pub id: NodeId,
    /// Whose it is.
    pub owner: UserId,
    /// The folder that it is in; none for the root alone.
    pub parent: Option<NodeId>,
    /// What it is.
    pub kind: NodeKind,
    /// Its name.
    pub name: String,
    /// The node with which it was moved to the trash.
    pub trashed_with: Option<NodeId>,
    /// When it was moved to the trash, if it was moved itself.
    pub trashed: Option<OffsetDateTime>,
    /// When it was made.
    pub created: OffsetDateTime,
    /// When its name, folder or content last changed.
    pub modified: OffsetDateTime,
    /// Of a file: its content.
    pub file: Option<FileFacts>,
    /// Of a folder: the message with its manifest, once that is posted.
    pub manifest: Option<MessageRef>,
}

/// What the newest content of a file is like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// The content.
    pub revision: RevisionId,
    /// Bytes, as they were sent.
    pub size: u64,
    /// Bytes, as they are stored.
    pub stored_size: u64,
    /// Its MIME type.
    pub content_type: String,
    /// A number of its category.
    pub category: i16,
    /// Whether it is encrypted.
    pub is_encrypted: bool,
    /// The name that it was sent with.
    pub original_name: String,
    /// When it was sent.
    pub uploaded: OffsetDateTime,
    /// The message of its first segment, or else the one with its manifest.
    pub message: Option<i64>,
}

/// A node that is added.
#[derive(Clone, Debug)]
pub struct NewNode {
    /// Its id.
    pub id: NodeId,
    /// Whose it is.
    pub owner: UserId,
    /// The folder that it is in.
    pub parent: NodeId,
    /// What it is.
    pub kind: NodeKind,
    /// Its name.
    pub name: String,
    /// The name in lower case.
    pub search_name: String,
}

/// How a list of nodes is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NodeSort {
    /// By name.
    #[default]
    Name,
    /// By the time when their content was sent.
    Uploaded,
    /// By size.
    Size,
}

/// Which part of a list of nodes is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct NodePage {
    /// The order.
    pub sort: NodeSort,
    /// Whether the order is reversed.
    pub descending: bool,
    /// How many are skipped.
    pub offset: u64,
    /// How many at most; none: all.
    pub limit: Option<u64>,
}

/// Adds a node. `false` when its name is taken.
pub async fn insert(db: &impl Executor, node: &NewNode) -> Result<bool, Error> {
    let now = now();
    let row = ActiveModel {
        id: ActiveValue::Set(node.id.0),
        owner_id: ActiveValue::Set(node.owner.0),
        parent_id: ActiveValue::Set(Some(node.parent.0)),
        kind: ActiveValue::Set(node.kind),
        name: ActiveValue::Set(node.name.clone()),
        search_name: ActiveValue::Set(node.search_name.clone()),
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
    let unless_taken = OnConflict::columns([Column::ParentId, Column::TrashMark, Column::Name]).do_nothing().to_owned();
    Ok(Entity::insert(row).on_conflict(unless_taken).exec_without_returning(db.writer()).await? > 0)
}

/// The node with that id, whoever owns it and wherever it is.
pub async fn find(db: &impl Executor, id: NodeId) -> Result<Option<Node>, Error> {
    Ok(Entity::find_by_id(id.0).one(db.reader()).await?.map(Node::from))
}

/// The same, for a transaction that changes it: no other changes it until this one ends.
pub async fn find_to_change(transaction: &Transaction, id: NodeId) -> Result<Option<Node>, Error> {
    Ok(Entity::find_by_id(id.0).lock_exclusive().one(transaction.reader()).await?.map(Node::from))
}

/// What has that name in that folder and is not in the trash.
pub async fn child(db: &impl Executor, parent: NodeId, name: &str) -> Result<Option<Node>, Error> {
    let query = Entity::find()
        .filter(Column::ParentId.eq(parent.0))
        .filter(Column::TrashMark.eq(0))
        .filter(Column::Name.eq(name));
    Ok(query.one(db.reader()).await?.map(Node::from))
}

/// What is in a folder and not in the trash: of one kind.
pub async fn children(db: &impl Executor, parent: NodeId, kind: NodeKind, page: NodePage) -> Result<Vec<Node>, Error> {
    rows(db, children_query(parent, kind, page)).await
}

/// The statement for that. The indexes `drive_nodes_name`, `drive_nodes_times` and `drive_nodes_sizes` have its rows in their order.
pub(in crate::store) fn children_query(parent: NodeId, kind: NodeKind, page: NodePage) -> Select<Entity> {
    let query = Entity::find()
        .filter(Column::ParentId.eq(parent.0))
        .filter(Column::TrashMark.eq(0))
        .filter(Column::Kind.eq(kind));
    in_order(query, page)
}

/// Everything of one kind that a user has and that is not in the trash.
pub async fn of_owner(db: &impl Executor, owner: UserId, kind: NodeKind, page: NodePage) -> Result<Vec<Node>, Error> {
    rows(db, of_owner_query(owner, kind, page)).await
}

/// The statement for that. The indexes `drive_nodes_owner_names`, `drive_nodes_search` and `drive_nodes_owner_sizes` have its rows in their order.
pub(in crate::store) fn of_owner_query(owner: UserId, kind: NodeKind, page: NodePage) -> Select<Entity> {
    let query = Entity::find()
        .filter(Column::OwnerId.eq(owner.0))
        .filter(Column::TrashMark.eq(0))
        .filter(Column::Kind.eq(kind));
    in_order(query, page)
}

fn in_order(query: Select<Entity>, page: NodePage) -> Select<Entity> {
    let order = if page.descending { Order::Desc } else { Order::Asc };
    let column = match page.sort {
        NodeSort::Name => Column::Name,
        NodeSort::Uploaded => Column::UploadedAt,
        NodeSort::Size => Column::Size,
    };
    let query = query.order_by(column, order.clone()).order_by(Column::Id, order);
    if page.offset > 0 {
        query.offset(page.offset).limit(page.limit.unwrap_or(i64::MAX as u64))
    } else {
        query.limit(page.limit)
    }
}

async fn rows(db: &impl Executor, query: Select<Entity>) -> Result<Vec<Node>, Error> {
    Ok(query.all(db.reader()).await?.into_iter().map(Node::from).collect())
}

/// The messages of the files in each of these folders, in the order of their names: what the API's document lists of a folder.
pub async fn messages_in(db: &impl Executor, folders: &[NodeId]) -> Result<Vec<(NodeId, i64)>, Error> {
    let mut messages = Vec::new();
    for some in folders.chunks(super::ROWS_AT_ONCE) {
        let rows: Vec<(i64, Option<i64>)> = messages_query(some).into_tuple().all(db.reader()).await?;
        messages.extend(rows.into_iter().map(|(folder, message)| (NodeId(folder), message.unwrap_or_default())));
    }
    Ok(messages)
}

/// The statement for that. The index `drive_nodes_times` has all that it asks for.
pub(in crate::store) fn messages_query(folders: &[NodeId]) -> Select<Entity> {
    Entity::find()
        .select_only()
        .column(Column::ParentId)
        .column(Column::MessageId)
        .filter(Column::ParentId.is_in(folders.iter().map(|id| id.0)))
        .filter(Column::TrashMark.eq(0))
        .filter(Column::Kind.eq(NodeKind::File))
        .order_by_asc(Column::UploadedAt)
        .order_by_asc(Column::Id)
}

/// Gives a node another name and folder. `false` when the name is taken there.
pub async fn relocate(
    transaction: &Transaction,
    id: NodeId,
    parent: NodeId,
    name: &str,
    search_name: &str,
) -> Result<bool, Error> {
    if child(transaction, parent, name).await?.is_some_and(|other| other.id != id) {
        return Ok(false);
    }
    let changed = Entity::update_many()
        .col_expr(Column::ParentId, Expr::value(parent.0))
        .col_expr(Column::Name, Expr::value(name))
        .col_expr(Column::SearchName, Expr::value(search_name))
        .col_expr(Column::ModifiedAt, Expr::value(now()))
        .filter(Column::Id.eq(id.0))
        .exec(transaction.writer())
        .await;
    match changed {
        Ok(_) => Ok(true),
        // Another transaction took the name meanwhile.
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Whether `node` is `ancestor` or somewhere below it.
pub async fn is_within(db: &impl Executor, node: NodeId, ancestor: NodeId) -> Result<bool, Error> {
    let mut current = Some(node);
    while let Some(id) = current {
        if id == ancestor {
            return Ok(true);
        }
        current = find(db, id).await?.and_then(|node| node.parent);
    }
    Ok(false)
}

/// The names from below the root down to a node.
pub async fn path(db: &impl Executor, node: &Node) -> Result<Vec<String>, Error> {
    let mut names = vec![node.name.clone()];
    let mut parent = node.parent;
    while let Some(id) = parent {
        let Some(folder) = find(db, id).await? else { break };
        if folder.kind != NodeKind::Root {
            names.push(folder.name);
        }
        parent = folder.parent;
    }
    names.reverse();
    Ok(names)
}

/// Points a file to another content. It was changed when that was sent, and made then too where it is the first one: as its message says.
pub async fn set_file(transaction: &Transaction, id: NodeId, file: &FileFacts) -> Result<(), Error> {
    let values: [(Column, SimpleExpr); 10] = [
        (Column::RevisionId, Expr::value(file.revision.0)),
        (Column::Size, Expr::value(numbers::signed(file.size))),
        (Column::StoredSize, Expr::value(numbers::signed(file.stored_size))),
        (Column::ContentType, Expr::value(file.content_type.clone())),
        (Column::Category, Expr::value(file.category)),
        (Column::IsEncrypted, Expr::value(file.is_encrypted)),
        (Column::OriginalName, Expr::value(file.original_name.clone())),
        (Column::UploadedAt, Expr::value(file.uploaded.unix_timestamp())),
        (Column::MessageId, Expr::value(file.message)),
        (Column::ModifiedAt, Expr::value(file.uploaded.unix_timestamp())),
    ];
    let made =
        Expr::case(Column::RevisionId.is_null(), file.uploaded.unix_timestamp()).finally(Expr::col(Column::CreatedAt));
    let mut update = Entity::update_many().filter(Column::Id.eq(id.0)).col_expr(Column::CreatedAt, made.into());
    for (column, value) in values {
        update = update.col_expr(column, value);
    }
    Ok(update.exec(transaction.writer()).await.map(drop)?)
}

/// Notes the message of a file whose content has no segment of its own.
pub async fn set_message(db: &impl Executor, revision: RevisionId, message: i64) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::MessageId, Expr::value(message))
        .filter(Column::RevisionId.eq(revision.0))
        .filter(Column::MessageId.is_null())
        .exec(db.writer())
        .await?;
    Ok(())
}

/// Notes the message with a folder's manifest, in place of the known one. `false` when another is known, or the folder is gone.
pub async fn set_manifest(
    db: &impl Executor,
    id: NodeId,
    before: Option<MessageRef>,
    message: MessageRef,
) -> Result<bool, Error> {
    let columns = (Column::Id, Column::ManifestChatId, Column::ManifestMessageId);
    messages::set_manifest::<Entity>(db, columns, id.0, before, message).await
}

/// Marks what is below a folder and has another mark. Only folders have something below them: of the 100,000 files in one, each is looked up once, in
/// the order of an index.
const MARK_BELOW: &str = "WITH RECURSIVE below(id) AS (\
    SELECT id FROM drive_nodes WHERE id = $1 \
    UNION ALL \
    SELECT child.id FROM drive_nodes AS child JOIN below ON child.parent_id = below.id \
    WHERE child.trash_mark = $2 AND child.kind = $4) \
    UPDATE drive_nodes SET trash_mark = $3 WHERE parent_id IN (SELECT id FROM below) AND trash_mark = $2";

/// Moves a node and everything below it to the trash.
pub async fn trash(transaction: &Transaction, id: NodeId) -> Result<(), Error> {
    mark_below(transaction, id, 0, id.0).await?;
    Entity::update_many()
        .col_expr(Column::TrashMark, Expr::value(id.0))
        .col_expr(Column::TrashedAt, Expr::value(now()))
        .filter(Column::Id.eq(id.0))
        .exec(transaction.writer())
        .await?;
    Ok(())
}

/// Takes a node, and what was moved to the trash with it, out of the trash, to that folder under that name. `false` when the name is taken.
pub async fn restore(
    transaction: &Transaction,
    id: NodeId,
    parent: NodeId,
    name: &str,
    search_name: &str,
) -> Result<bool, Error> {
    if child(transaction, parent, name).await?.is_some() {
        return Ok(false);
    }
    relocate(transaction, id, parent, name, search_name).await?;
    mark_below(transaction, id, id.0, 0).await?;
    Entity::update_many()
        .col_expr(Column::TrashMark, Expr::value(0_i64))
        .col_expr(Column::TrashedAt, Expr::value(None::<i64>))
        .filter(Column::Id.eq(id.0))
        .exec(transaction.writer())
        .await?;
    Ok(true)
}

async fn mark_below(transaction: &Transaction, id: NodeId, before: i64, mark: i64) -> Result<(), Error> {
    let values: [sea_orm::Value; 4] = [id.0.into(), before.into(), mark.into(), NodeKind::Folder.into()];
    let writer = transaction.writer();
    writer.execute_raw(Statement::from_sql_and_values(writer.get_database_backend(), MARK_BELOW, values)).await?;
    Ok(())
}

/// A node and everything below it, whatever is in the trash.
pub async fn subtree(transaction: &Transaction, id: NodeId) -> Result<Vec<Node>, Error> {
    let mut nodes: Vec<Node> =
        Entity::find_by_id(id.0).all(transaction.reader()).await?.into_iter().map(Node::from).collect();
    let mut from = 0;
    while from < nodes.len() {
        let to = nodes.len();
        for some in nodes[from..to].iter().map(|node| node.id.0).collect::<Vec<_>>().chunks(super::ROWS_AT_ONCE) {
            let rows =
                Entity::find().filter(Column::ParentId.is_in(some.iter().copied())).all(transaction.reader()).await?;
            nodes.extend(rows.into_iter().map(Node::from));
        }
        from = to;
    }
    Ok(nodes)
}

/// Deletes a node and everything below it, with their contents' rows.
pub async fn delete(transaction: &Transaction, id: NodeId) -> Result<(), Error> {
    Entity::delete_by_id(id.0).exec(transaction.writer()).await?;
    Ok(())
}

/// What a user moved to the trash, the latest first.
pub async fn trashed(db: &impl Executor, owner: UserId) -> Result<Vec<Node>, Error> {
    let query = Entity::find()
        .filter(Column::OwnerId.eq(owner.0))
        .filter(Column::TrashedAt.is_not_null())
        .order_by_desc(Column::TrashedAt)
        .order_by_desc(Column::Id);
    Ok(query.all(db.reader()).await?.into_iter().map(Node::from).collect())
}

/// What was moved to the trash before that moment, by anybody.
pub async fn trashed_before(db: &impl Executor, moment: OffsetDateTime) -> Result<Vec<Node>, Error> {
    let query = Entity::find().filter(Column::TrashedAt.lt(moment.unix_timestamp())).order_by_asc(Column::TrashedAt);
    Ok(query.all(db.reader()).await?.into_iter().map(Node::from).collect())
}

impl From<Model> for Node {
    fn from(row: Model) -> Self {
        let file = row.revision_id.filter(|_| row.kind == NodeKind::File).map(|revision| FileFacts {
            revision: RevisionId(revision),
            size: numbers::unsigned(row.size),
            stored_size: numbers::unsigned(row.stored_size),
            content_type: row.content_type.unwrap_or_default(),
            category: row.category,
            is_encrypted: row.is_encrypted,
            original_name: row.original_name.unwrap_or_default(),
            uploaded: date(row.uploaded_at.unwrap_or_default()),
            message: row.message_id,
        });
        Self {
            id: NodeId(row.id),
            owner: UserId(row.owner_id),
            parent: row.parent_id.map(NodeId),
            kind: row.kind,
            name: row.name,
            trashed_with: (row.trash_mark != 0).then_some(NodeId(row.trash_mark)),
            trashed: row.trashed_at.map(date),
            created: date(row.created_at),
            modified: date(row.modified_at),
            file,
            manifest: MessageRef::of(row.manifest_chat_id, row.manifest_message_id),
        }
    }
}
