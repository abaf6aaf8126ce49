//! The whole index at once: read for a check against Telegram, written after a rebuild from there.

use sea_orm::{ActiveValue, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder};

use sea_orm::sea_query::OnConflict;

use super::channels::Channel;
use super::entity::{channel, node, revision, revision_segment, segment, user};
use super::nodes::Node;
use super::revisions::Revision;
use super::segments::{MessageRef, Segment};
use super::users::User;
use super::{NodeId, NodeKind, RevisionId, SegmentId, UserId, numbers};
use crate::store::executor::sealed::Executor as _;
use crate::store::{Error, Executor, Transaction};

/// Everything that the index says about what Telegram stores.
#[derive(Debug, Default)]
pub struct Whole {
    /// All users.
    pub users: Vec<User>,
    /// All folders and files, and the users' roots.
    pub nodes: Vec<Node>,
    /// All contents.
    pub revisions: Vec<Revision>,
    /// Which segments each content has, in their order.
    pub contents: Vec<(RevisionId, SegmentId)>,
    /// All segments.
    pub segments: Vec<Segment>,
}

/// A user that is made again. Passwords are not at Telegram.
#[derive(Clone, Debug)]
pub struct RebuiltUser {
    /// Their id.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// Whether they are an operator.
    pub is_operator: bool,
    /// Whether they encrypt.
    pub encrypts: bool,
    /// The public part of their age identity.
    pub recipient: Option<String>,
    /// Their age identity.
    pub identity: Option<zeroize::Zeroizing<String>>,
    /// Bytes that they may store.
    pub quota: Option<u64>,
    /// The node that everything else of theirs is below.
    pub root: NodeId,
    /// Their message.
    pub manifest: Option<MessageRef>,
    /// When they registered, in seconds since 1970.
    pub created: i64,
}

/// Whether nobody has a folder or file. There may be users: somebody has to sign the storage account in before a rebuild.
pub async fn is_empty(db: &impl Executor) -> Result<bool, Error> {
    let nodes = node::Entity::find().filter(node::Column::Kind.ne(NodeKind::Root));
    Ok(nodes.count(db.reader()).await? == 0)
}

/// Reads everything.
pub async fn load(transaction: &Transaction) -> Result<Whole, Error> {
    let db = transaction.reader();
    let contents = revision_segment::Entity::find()
        .order_by_asc(revision_segment::Column::RevisionId)
        .order_by_asc(revision_segment::Column::Position)
        .all(db)
        .await?;
    Ok(Whole {
        users: user::Entity::find().all(db).await?.into_iter().map(User::from).collect(),
        nodes: node::Entity::find().all(db).await?.into_iter().map(Node::from).collect(),
        revisions: revision::Entity::find().all(db).await?.into_iter().map(Revision::from).collect(),
        contents: contents.into_iter().map(|row| (RevisionId(row.revision_id), SegmentId(row.segment_id))).collect(),
        segments: segment::Entity::find().all(db).await?.into_iter().map(Segment::from).collect(),
    })
}

/// Writes a rebuilt index into an empty one. `nodes` are in an order in which parents come before what is in them; the users' roots are not among
/// them. Each has its name in lower case beside it.
///
/// Of the users who are there already, operators keep their rights and passwords under the same name. Anybody else may have registered under another's
/// name meanwhile, whose files they must not get: they have to be given a password.
pub async fn insert(
    transaction: &Transaction,
    users: &[RebuiltUser],
    nodes: &[(Node, String)],
    revisions: &[Revision],
    contents: &[(RevisionId, Vec<SegmentId>)],
    segments: &[Segment],
    channels: &[Channel],
) -> Result<(), Error> {
    let writer = transaction.writer();
    for user in users {
        let there = user::Entity::find().filter(user::Column::Name.eq(user.name.as_str())).one(writer).await?;
        if let Some(there) = &there {
            node::Entity::delete_many().filter(node::Column::OwnerId.eq(there.id)).exec(writer).await?;
            user::Entity::delete_by_id(there.id).exec(writer).await?;
        }
        let (identity, key_version) =
            super::users::sealed_identity(transaction, user.id, user.identity.as_ref().map(|text| text.as_str()))?;
        let row = user::Model {
            id: user.id.0,
            name: user.name.clone(),
            password_hash: there
                .as_ref()
                .filter(|there| there.is_operator || there.id == user.id.0)
                .and_then(|there| there.password_hash.clone()),
            is_operator: user.is_operator || there.is_some_and(|there| there.is_operator),
            encrypts: user.encrypts,
            recipient: user.recipient.clone(),
            identity,
            key_version,
            quota: user.quota.map(numbers::signed),
            totp_secret: None,
            totp_step: None,
            root_id: user.root.0,
            manifest_chat_id: user.manifest.map(|message| message.chat),
            manifest_message_id: user.manifest.map(|message| message.message.into()),
            created_at: user.created,
        };
        user::Entity::insert(row.into_active_model()).exec_without_returning(writer).await?;
        let root = node_row(&root_of(user), "");
        node::Entity::insert(root.into_active_model()).exec_without_returning(writer).await?;
    }
    for some in nodes.chunks(super::ROWS_AT_ONCE) {
        let rows = some.iter().map(|(node, search_name)| node_row(node, search_name).into_active_model());
        node::Entity::insert_many(rows).exec_without_returning(writer).await?;
    }
    super::segments::insert(transaction, segments).await?;
    let segments_of: std::collections::HashMap<_, _> = contents.iter().map(|(id, segments)| (*id, segments)).collect();
    let none: &[SegmentId] = &[];
    let mut with_segments = Vec::with_capacity(revisions.len());
    for revision in revisions {
        with_segments.push((revision, segments_of.get(&revision.id).map_or(none, |segments| segments.as_slice())));
    }
    super::revisions::insert_all(transaction, &with_segments).await?;
    for Channel { chat, number, manifest } in channels {
        let row = channel::ActiveModel {
            chat_id: ActiveValue::Set(*chat),
            number: ActiveValue::Set(*number),
            manifest_message_id: ActiveValue::Set(manifest.map(i64::from)),
            created_at: ActiveValue::Set(crate::store::seconds::now()),
        };
        let unless_there = OnConflict::column(channel::Column::ChatId).do_nothing().to_owned();
        channel::Entity::insert(row).on_conflict(unless_there).exec_without_returning(writer).await?;
    }
    Ok(())
}

fn root_of(user: &RebuiltUser) -> Node {
    let created = crate::store::seconds::date(user.created);
    Node {
        id: user.root,
        owner: user.id,
        parent: None,
        kind: NodeKind::Root,
        name: String::new(),
        trashed_with: None,
        trashed: None,
        created,
        modified: created,
        file: None,
        manifest: None,
    }
}

fn node_row(node: &Node, search_name: &str) -> node::Model {
    let file = node.file.as_ref();
    node::Model {
        id: node.id.0,
        owner_id: node.owner.0,
        parent_id: node.parent.map(|id| id.0),
        kind: node.kind,
        name: node.name.clone(),
        search_name: search_name.to_owned(),
        trash_mark: node.trashed_with.map_or(0, |id| id.0),
        trashed_at: node.trashed.map(time::OffsetDateTime::unix_timestamp),
        created_at: node.created.unix_timestamp(),
        modified_at: node.modified.unix_timestamp(),
        revision_id: file.map(|file| file.revision.0),
        size: file.map_or(0, |file| numbers::signed(file.size)),
        stored_size: file.map_or(0, |file| numbers::signed(file.stored_size)),
        content_type: file.map(|file| file.content_type.clone()),
        category: file.map_or(0, |file| file.category),
        is_encrypted: file.is_some_and(|file| file.is_encrypted),
        original_name: file.map(|file| file.original_name.clone()),
        uploaded_at: file.map(|file| file.uploaded.unix_timestamp()),
        message_id: file.and_then(|file| file.message),
        manifest_chat_id: node.manifest.map(|message| message.chat),
        manifest_message_id: node.manifest.map(|message| message.message.into()),
    }
}
