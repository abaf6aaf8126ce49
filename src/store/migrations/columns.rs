//! Columns as the steps write them: nothing may be missing, unless the name says so.

use sea_orm::sea_query::{ColumnDef, IntoIden};

pub(super) fn big_integer(name: impl IntoIden) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().take()
}

pub(super) fn big_integer_null(name: impl IntoIden) -> ColumnDef {
    ColumnDef::new(name).big_integer().null().take()
}

pub(super) fn binary(name: impl IntoIden) -> ColumnDef {
    ColumnDef::new(name).binary().not_null().take()
}

pub(super) fn integer(name: impl IntoIden) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().take()
}

pub(super) fn string(name: impl IntoIden) -> ColumnDef {
    ColumnDef::new(name).string().not_null().take()
}

pub(super) fn string_len(name: impl IntoIden, characters: u32) -> ColumnDef {
    ColumnDef::new(name).string_len(characters).not_null().take()
}

pub(super) fn string_len_null(name: impl IntoIden, characters: u32) -> ColumnDef {
    ColumnDef::new(name).string_len(characters).null().take()
}

pub(super) fn binary_null(name: impl IntoIden) -> ColumnDef {
    ColumnDef::new(name).binary().null().take()
}

pub(super) fn boolean(name: impl IntoIden) -> ColumnDef {
    ColumnDef::new(name).boolean().not_null().take()
}

/// A primary key that the database counts.
pub(super) fn serial(name: impl IntoIden) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().auto_increment().primary_key().take()
}

pub(super) fn small_integer(name: impl IntoIden) -> ColumnDef {
    ColumnDef::new(name).small_integer().not_null().take()
}

pub(super) fn text_null(name: impl IntoIden) -> ColumnDef {
    ColumnDef::new(name).text().null().take()
}
