//! What a database has before anything is made in it: whose tables, and whether it was sealed.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};

use super::{Error, connect, meta, migrations};
use crate::config::DatabaseUrl;

/// The tables of the schema in use, without those that belong to an extension.
const POSTGRES_TABLES: &str = "SELECT relation.relname FROM pg_catalog.pg_class AS relation \
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relation.relnamespace \
    WHERE namespace.nspname = current_schema() AND relation.relkind IN ('r', 'p', 'v', 'm', 'f') \
    AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS needed WHERE needed.objid = relation.oid AND needed.deptype = 'e')";
const SQLITE_TABLES: &str =
    "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

/// A database as it is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Existing {
    /// There is none, or none of our tables.
    Empty,
    /// It has tables of ours.
    Ours {
        /// Whether something in it was sealed with a key.
        sealed: bool,
    },
}

impl Existing {
    /// Looks at the database without changing it.
    ///
    /// # Errors
    ///
    /// [`Error::Foreign`] when its tables are another program's.
    pub(super) async fn of(database: &DatabaseUrl) -> Result<Self, Error> {
        if let DatabaseUrl::Sqlite(path) = database
            && !path.exists()
        {
            return Ok(Self::Empty);
        }
        let connection = connect::visitor(database).await?;
        let existing = look(&connection).await;
        connection.close().await?;
        existing
    }
}

async fn look(database: &DatabaseConnection) -> Result<Existing, Error> {
    let tables = tables(database).await?;
    if tables.is_empty() {
        return Ok(Existing::Empty);
    }
    let has_step = tables.contains(migrations::TABLE) && migrations::has_any(database).await.unwrap_or(false);
    // A first start that was interrupted may have left tables without a note.
    if let Some(foreign) = tables.iter().find(|table| !is_ours(table))
        && !has_step
    {
        return Err(Error::Foreign { table: foreign.clone() });
    }
    let sealed = tables.contains("meta") && meta::is_sealed(database).await?;
    Ok(Existing::Ours { sealed })
}

async fn tables(database: &DatabaseConnection) -> Result<BTreeSet<String>, DbErr> {
    let backend = database.get_database_backend();
    let query = if backend == DbBackend::Postgres { POSTGRES_TABLES } else { SQLITE_TABLES };
    let rows = database.query_all_raw(Statement::from_string(backend, query)).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// Whether a table's name is one of ours.
fn is_ours(table: &str) -> bool {
    matches!(
        table,
        migrations::TABLE | "accounts" | "browsers" | "api_keys" | "key_accounts" | "key_positions" | "meta"
    ) || table.starts_with("drive_")
}
