//! Finding files by words of their names, and by what they are.

use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, LikeExpr, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

use super::entity::node::{Column, Entity};
use super::nodes::Node;
use super::{NodeId, NodeKind, UserId, numbers};
use crate::store::{Error, Executor};

/// What is searched for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Words in lower case; names have all of them, in any order.
    pub words: Vec<String>,
    /// Only files in one of these folders.
    pub folders: Option<Vec<NodeId>>,
    /// Only files of this category.
    pub category: Option<i16>,
    /// Only files whose MIME type begins so.
    pub content_type: Option<String>,
    /// Only files sent then or later.
    pub from: Option<OffsetDateTime>,
    /// Only files sent before.
    pub to: Option<OffsetDateTime>,
    /// Only files of at least so many bytes.
    pub min_size: Option<u64>,
    /// Only files of at most so many bytes.
    pub max_size: Option<u64>,
    /// Whether the best match comes first, instead of the newest.
    pub best_first: bool,
    /// Only what comes after this position.
    pub after: Option<Position>,
    /// How many at most.
    pub limit: u64,
}

/// A position in the results: the next page begins after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// How well the name matches: 0 is best. Always 0 where the newest come first.
    pub rank: i64,
    /// When the file was sent, in seconds since 1970.
    pub uploaded: i64,
    /// The file.
    pub node: NodeId,
}

/// A user's files that match, and the position of each.
pub async fn find(db: &impl Executor, owner: UserId, search: &Search) -> Result<Vec<(Node, Position)>, Error> {
    let mut query = Entity::find()
        .filter(Column::OwnerId.eq(owner.0))
        .filter(Column::TrashMark.eq(0))
        .filter(Column::Kind.eq(NodeKind::File));
    for word in &search.words {
        query =
            query.filter(Expr::col(Column::SearchName).like(LikeExpr::new(format!("%{}%", escape(word))).escape('\\')));
    }
    if let Some(folders) = &search.folders {
        query = query.filter(Column::ParentId.is_in(folders.iter().map(|id| id.0)));
    }
    if let Some(category) = search.category {
        query = query.filter(Column::Category.eq(category));
    }
    if let Some(content_type) = &search.content_type {
        query = query.filter(
            Expr::col(Column::ContentType).like(LikeExpr::new(format!("{}%", escape(content_type))).escape('\\')),
        );
    }
    if let Some(from) = search.from {
        query = query.filter(Column::UploadedAt.gte(from.unix_timestamp()));
    }
    if let Some(to) = search.to {
        query = query.filter(Column::UploadedAt.lt(to.unix_timestamp()));
    }
    if let Some(size) = search.min_size {
        query = query.filter(Column::Size.gte(numbers::signed(size)));
    }
    if let Some(size) = search.max_size {
        query = query.filter(Column::Size.lte(numbers::signed(size)));
    }
    let rank = rank(search);
    if let Some(after) = search.after {
        query = query.filter(later(rank.as_ref(), after));
    }
    if let Some(rank) = rank {
        query = query.order_by(rank, Order::Asc);
    }
    let rows =
        query.order_by_desc(Column::UploadedAt).order_by_desc(Column::Id).limit(search.limit).all(db.reader()).await?;
    let position = |node: Node| {
        let uploaded = node.file.as_ref().map_or(0, |file| file.uploaded.unix_timestamp());
        let position = Position { rank: rank_of(search, &node.name), uploaded, node: node.id };
        (node, position)
    };
    Ok(rows.into_iter().map(|row| position(Node::from(row))).collect())
}

/// A name that is the words, one that begins with them, any other; none where the newest come first.
fn rank(search: &Search) -> Option<SimpleExpr> {
    if !search.best_first || search.words.is_empty() {
        return None;
    }
    let phrase = search.words.join(" ");
    let rank = CaseStatement::new()
        .case(Expr::col(Column::SearchName).eq(phrase.clone()), 0)
        .case(Expr::col(Column::SearchName).like(LikeExpr::new(format!("{}%", escape(&phrase))).escape('\\')), 1)
        .finally(2);
    Some(rank.into())
}

/// The same of one name, in lower case as the column has it.
fn rank_of(search: &Search, name: &str) -> i64 {
    let (name, phrase) = (name.to_lowercase(), search.words.join(" "));
    match () {
        () if !search.best_first || search.words.is_empty() => 0,
        () if name == phrase => 0,
        () if name.starts_with(&phrase) => 1,
        () => 2,
    }
}

/// What comes after a position in the order of rank, time and id, the latter two descending.
fn later(rank: Option<&SimpleExpr>, after: Position) -> SimpleExpr {
    let older = Expr::col(Column::UploadedAt).lt(after.uploaded);
    let same_time = Expr::col(Column::UploadedAt).eq(after.uploaded).and(Expr::col(Column::Id).lt(after.node.0));
    let later = older.or(same_time);
    match rank {
        None => later,
        Some(rank) => rank.clone().gt(after.rank).or(rank.clone().eq(after.rank).and(later)),
    }
}

/// A text that stands for itself in a pattern.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
