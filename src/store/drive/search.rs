//! Finding files by words of their names, and by what they are.

use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};
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
    let mut found = Vec::new();
    for rank in Rank::of(search) {
        let limit = search.limit.saturating_sub(found.len() as u64);
        if limit == 0 {
            break;
        }
        let position = |node: &Node| {
            let uploaded = node.file.as_ref().map_or(0, |file| file.uploaded.unix_timestamp());
            Position { rank: rank as i64, uploaded, node: node.id }
        };
        let rows = query(owner, search, rank, limit).all(db.reader()).await?;
        found.extend(rows.into_iter().map(Node::from).map(|node| (node.clone(), position(&node))));
    }
    Ok(found)
}

/// How well a name matches. Each rank is a statement of its own, which ends when the page is full: in one for all of them, every file that matches
/// would be put in order first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::store) enum Rank {
    /// It is the words. Also of all names, where the newest come first.
    Exact,
    /// It begins with the words.
    Beginning,
    /// It has the words.
    Other,
}

impl Rank {
    /// The ranks that are looked through, the best first: those from the last position on.
    fn of(search: &Search) -> impl Iterator<Item = Self> {
        let ranks: &[Self] = match is_ranked(search) {
            true => &[Self::Exact, Self::Beginning, Self::Other],
            false => &[Self::Exact],
        };
        let after = search.after.filter(|_| is_ranked(search)).map_or(0, |position| position.rank);
        ranks.iter().copied().filter(move |rank| *rank as i64 >= after)
    }

    fn condition(self, search: &Search) -> Condition {
        let name = || Expr::col(Column::SearchName);
        let phrase = search.words.join(" ");
        let beginning = || name().like(pattern(&format!("{}%", escape(&phrase))));
        if !is_ranked(search) {
            return has_words(search);
        }
        match self {
            Self::Exact => Condition::all().add(name().eq(phrase)),
            Self::Beginning => Condition::all().add(beginning()).add(name().ne(phrase.clone())),
            Self::Other => has_words(search).add(beginning().not()),
        }
    }
}

fn is_ranked(search: &Search) -> bool {
    search.best_first && !search.words.is_empty()
}

fn has_words(search: &Search) -> Condition {
    let has = |word: &String| Expr::col(Column::SearchName).like(pattern(&format!("%{}%", escape(word))));
    search.words.iter().map(has).fold(Condition::all(), Condition::add)
}

/// The statement for the files of a rank, the newest first. The index `drive_nodes_search` has all that is asked for: rows are read of those files
/// alone that are in the page.
pub(in crate::store) fn query(owner: UserId, search: &Search, rank: Rank, limit: u64) -> Select<Entity> {
    let mut query = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::OwnerId.eq(owner.0))
        .filter(Column::TrashMark.eq(0))
        .filter(Column::Kind.eq(NodeKind::File))
        .filter(rank.condition(search));
    if let Some(folders) = &search.folders {
        query = query.filter(Column::ParentId.is_in(folders.iter().map(|id| id.0)));
    }
    if let Some(category) = search.category {
        query = query.filter(Column::Category.eq(category));
    }
    if let Some(content_type) = &search.content_type {
        query = query.filter(Expr::col(Column::ContentType).like(pattern(&format!("{}%", escape(content_type)))));
    }
    if let Some(from) = search.from {
        query = query.filter(Column::UploadedAt.gte(from.unix_timestamp()));
    }
    if let Some(to) = search.to {
        query = query.filter(Column::UploadedAt.lt(to.unix_timestamp()));
    }
    // A sum, so that no database takes the index of sizes: in a wide range it would read every file's row.
    let size = || Expr::col(Column::Size).add(0_i64);
    if let Some(least) = search.min_size {
        query = query.filter(size().gte(numbers::signed(least)));
    }
    if let Some(most) = search.max_size {
        query = query.filter(size().lte(numbers::signed(most)));
    }
    // Positions of better ranks are before all of this one.
    if let Some(after) = search.after.filter(|after| after.rank == rank as i64 || !is_ranked(search)) {
        let time_and_id = Expr::tuple([Expr::col(Column::UploadedAt), Expr::col(Column::Id)]);
        query = query.filter(time_and_id.lt(Expr::tuple([Expr::value(after.uploaded), Expr::value(after.node.0)])));
    }
    let page = newest_first(query).limit(limit).into_query();
    newest_first(Entity::find().filter(Column::Id.in_subquery(page)))
}

fn newest_first(query: Select<Entity>) -> Select<Entity> {
    query.order_by_desc(Column::UploadedAt).order_by_desc(Column::Id)
}

fn pattern(text: &str) -> LikeExpr {
    LikeExpr::new(text).escape('\\')
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
