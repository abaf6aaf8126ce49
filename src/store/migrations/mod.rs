//! The schema's history, one file per step, the same for SQLite and PostgreSQL. Steps are never changed once released; new ones follow.

use sea_orm_migration::{MigrationTrait, MigratorTrait, async_trait};

mod m0001_accounts_and_browsers;
mod m0002_keys;
mod m0003_positions;

/// Runs the steps in order.
pub(super) struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_accounts_and_browsers::Migration),
            Box::new(m0002_keys::Migration),
            Box::new(m0003_positions::Migration),
        ]
    }
}
