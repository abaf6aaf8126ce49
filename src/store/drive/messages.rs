//! The messages at Telegram that rows name, whatever they are.

use std::collections::HashSet;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::MessageRef;
use super::entity::{node, revision, segment, user};
use crate::store::{Error, Executor};

/// Selects the messages among `$ids` of `$chat` that rows of a table name.
macro_rules! named_in {
    ($db:expr, $table:ident, $chat_column:ident, $message_column:ident, $chat:expr, $ids:expr) => {
        $table::Entity::find()
            .select_only()
            .column($table::Column::$message_column)
            .filter($table::Column::$chat_column.eq($chat))
            .filter($table::Column::$message_column.is_in($ids.iter().copied()))
            .into_tuple::<i64>()
            .all($db.reader())
            .await?
    };
}

/// Those of these messages of a chat that a row names: a segment's, or one with a manifest.
pub async fn needed(db: &impl Executor, chat: i64, messages: &[i32]) -> Result<HashSet<MessageRef>, Error> {
    let mut needed = HashSet::new();
    for some in messages.chunks(super::ROWS_AT_ONCE) {
        let ids: Vec<_> = some.iter().map(|id| i64::from(*id)).collect();
        let named = [
            named_in!(db, segment, ChatId, MessageId, chat, ids),
            named_in!(db, node, ManifestChatId, ManifestMessageId, chat, ids),
            named_in!(db, revision, ManifestChatId, ManifestMessageId, chat, ids),
            named_in!(db, user, ManifestChatId, ManifestMessageId, chat, ids),
        ];
        needed.extend(named.into_iter().flatten().map(|message| MessageRef::new(chat, message)));
    }
    Ok(needed)
}

/// Notes the message with a row's manifest, in place of the one that was known. `false` when another is known, or there is no such row any more.
/// The columns are those of the id, and of the message's chat and number.
pub(super) async fn set_manifest<E: EntityTrait>(
    db: &impl Executor,
    (id_column, chat, number): (E::Column, E::Column, E::Column),
    id: i64,
    before: Option<MessageRef>,
    message: MessageRef,
) -> Result<bool, Error> {
    let changed = E::update_many()
        .col_expr(chat, Expr::value(message.chat))
        .col_expr(number, Expr::value(i64::from(message.message)))
        .filter(id_column.eq(id))
        .filter(MessageRef::is_in(chat, number, before))
        .exec(db.writer())
        .await?;
    Ok(changed.rows_affected > 0)
}
