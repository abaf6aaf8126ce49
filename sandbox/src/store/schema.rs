//! The tables.

use rusqlite::Connection;

/// Sets up the journal and creates missing tables.
///
/// With a write-ahead log and `synchronous = NORMAL`, commits don't wait for the disk. They survive a killed process, but not a power
/// failure, which is enough for a sandbox.
pub(super) fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.execute_batch(TABLES)?;
    // Databases of older versions.
    let has_details =
        connection.prepare("select 1 from pragma_table_info('messages') where name = 'details'")?.exists([])?;
    if !has_details {
        connection.execute_batch("alter table messages add column details blob not null default x''")?;
    }
    Ok(())
}

const TABLES: &str = "
create table if not exists settings (name text primary key, value blob not null);
create table if not exists auth_keys (dc integer, id integer, key blob not null, primary key (dc, id));
create table if not exists accounts (
    id integer primary key, phone text not null unique, first_name text not null, last_name text, created integer not null);
create table if not exists authorizations (
    key integer primary key, dc integer not null, account integer not null, standing integer not null, parent integer,
    hash integer not null, api_id integer not null, model text not null, system_version text not null, app_version text not null,
    created integer not null, active integer not null);
create table if not exists codes (
    hash text primary key, phone text not null, sent integer not null, delivery integer not null, failures integer not null);
create table if not exists messages (
    owner integer, id integer, date integer not null, edited integer, text text not null, entities blob not null,
    album integer, file integer, deleted integer not null, random_id integer, details blob not null default x'',
    primary key (owner, id));
create table if not exists members (
    channel integer, account integer, standing integer not null, date integer not null, primary key (channel, account));
create table if not exists events (
    owner integer, pts integer, count integer not null, kind integer not null, ids blob not null, primary key (owner, pts));
create table if not exists files (
    id integer primary key, owner integer not null, dc integer not null, date integer not null, mime_type text, size integer not null,
    part_size integer not null, attributes blob not null, stripped blob);
create table if not exists channels (
    id integer primary key, creator integer not null, date integer not null, title text not null, about text not null,
    broadcast integer not null, deleted integer not null);
create table if not exists fills (
    number integer primary key, channel integer not null, first_id integer not null, count integer not null, author integer not null,
    date integer not null, dc integer not null, pts integer not null, size integer not null);
create table if not exists dialogs (
    account integer, chat integer, read_inbox integer, read_outbox integer, pinned integer not null, marked integer not null,
    draft blob not null, primary key (account, chat));
create table if not exists upload_parts (
    account integer, upload integer, part integer, length integer not null, date integer not null, primary key (account, upload, part));
create table if not exists altered_bytes (file integer, position integer, primary key (file, position));
create table if not exists sizes (
    file integer, letter text, width integer not null, height integer not null, length integer not null, primary key (file, letter));
";
