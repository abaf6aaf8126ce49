//! The schema's history, one file per step, the same for SQLite and PostgreSQL. Steps are never changed once released; new ones follow.
//!
//! A database knows which steps it has had: their names stand in its table `seaql_migrations`, whose name and columns are those of the crate
//! `sea-orm-migration`, which ran the first ones. That crate is not used any more: it builds all of SeaORM's features, for what is a loop here
//! (decision 10).
//!
//! A start runs all of its steps in one transaction, so that a process which is killed meanwhile leaves nothing. On SQLite that crate ran each statement by
//! itself; a start of then may have left a step half done and not noted. Such a step is gone on with: what it has made already is left as it is.

mod columns;
mod m0001_accounts_and_browsers;
mod m0002_keys;
mod m0003_positions;
mod m0004_drive;
mod m0005_drive_lists;

use std::collections::HashSet;

use sea_orm::sea_query::{Expr, Query, Table};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, DeriveIden, Statement};

use self::columns::{big_integer, string};
use super::seconds;

/// A step of the schema: its name, and the statements that make it.
type Step = (&'static str, fn(DbBackend) -> Vec<Statement>);

/// The steps in their order.
const STEPS: [Step; 5] = [
    ("m0001_accounts_and_browsers", m0001_accounts_and_browsers::statements),
    ("m0002_keys", m0002_keys::statements),
    ("m0003_positions", m0003_positions::statements),
    ("m0004_drive", m0004_drive::statements),
    ("m0005_drive_lists", m0005_drive_lists::statements),
];

/// The table of the steps that a database has had.
pub(super) const TABLE: &str = "seaql_migrations";
/// Any number, the same at every instance.
const LOCK: &str = "SELECT pg_advisory_xact_lock(5284012093)";

#[derive(DeriveIden)]
enum SeaqlMigrations {
    Table,
    Version,
    AppliedAt,
}

/// The statement, which changes nothing where it was run before.
fn resuming(statement: Statement) -> Statement {
    const FORMS: [(&str, &str); 4] = [
        ("CREATE TABLE ", "CREATE TABLE IF NOT EXISTS "),
        ("CREATE INDEX ", "CREATE INDEX IF NOT EXISTS "),
        ("CREATE UNIQUE INDEX ", "CREATE UNIQUE INDEX IF NOT EXISTS "),
        ("DROP INDEX ", "DROP INDEX IF EXISTS "),
    ];
    let form = FORMS.into_iter().find_map(|(once, again)| Some((again, statement.sql.strip_prefix(once)?)));
    match form {
        Some((again, rest)) => Statement { sql: format!("{again}{rest}"), ..statement },
        None => statement,
    }
}

/// Whether the database, which has the table of steps, has had any of ours. Other programs have a table of that name too.
pub(super) async fn has_any(database: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let names = Query::select().column(SeaqlMigrations::Version).from(SeaqlMigrations::Table).to_owned();
    let rows = database.query_all(&names).await?;
    let had = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<HashSet<String>, _>>()?;
    Ok(STEPS.iter().any(|(name, _)| had.contains(*name)))
}

/// Runs the steps that the database has not had. They take effect with the transaction.
///
/// # Errors
///
/// Also when it has had a step that this version does not know: a later version's.
pub(super) async fn run(database: &DatabaseTransaction) -> Result<(), DbErr> {
    let backend = database.get_database_backend();
    if backend == DbBackend::Postgres {
        // Of several instances that start at once one runs the steps, and the others find them done.
        database.execute_unprepared(LOCK).await?;
    }
    let table = Table::create()
        .table(SeaqlMigrations::Table)
        .if_not_exists()
        .col(string(SeaqlMigrations::Version).primary_key())
        .col(big_integer(SeaqlMigrations::AppliedAt))
        .to_owned();
    database.execute(&table).await?;
    let names = Query::select().column(SeaqlMigrations::Version).from(SeaqlMigrations::Table).to_owned();
    let rows = database.query_all(&names).await?;
    let mut had = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<HashSet<String>, _>>()?;
    for (name, statements) in STEPS {
        if had.remove(name) {
            continue;
        }
        for statement in statements(backend) {
            database.execute_raw(if backend == DbBackend::Sqlite { resuming(statement) } else { statement }).await?;
        }
        let note = Query::insert()
            .into_table(SeaqlMigrations::Table)
            .columns([SeaqlMigrations::Version, SeaqlMigrations::AppliedAt])
            .values_panic([Expr::val(name), Expr::val(seconds::now())])
            .to_owned();
        database.execute(&note).await?;
    }
    match had.into_iter().next() {
        None => Ok(()),
        Some(name) => Err(DbErr::Migration(format!("the database has had the step {name} of a later version"))),
    }
}

/// Leaves an empty database as a process that was killed has left it which ran each statement by itself: with so many of all steps' statements, and
/// without a note of the step that it was in. `false`: there are no more statements.
#[cfg(test)]
pub(super) async fn leave_half_done(database: &impl ConnectionTrait, statements: usize) -> Result<bool, DbErr> {
    let backend = database.get_database_backend();
    let table = "CREATE TABLE seaql_migrations (version varchar NOT NULL PRIMARY KEY, applied_at bigint NOT NULL)";
    database.execute_unprepared(table).await?;
    let mut left = statements;
    for (name, of_step) in STEPS {
        for statement in of_step(backend) {
            if left == 0 {
                return Ok(true);
            }
            database.execute_raw(statement).await?;
            left -= 1;
        }
        if left > 0 {
            database.execute_unprepared(&format!("INSERT INTO seaql_migrations VALUES ('{name}', 0)")).await?;
        }
    }
    Ok(false)
}
