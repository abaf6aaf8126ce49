//! The drive: its users, the account that stores for them, the tree with revisions and segments, shares, the outbox, the audit.
//!
//! Ids of what Telegram also knows (users, nodes, revisions) are random and below 2⁵³: a manifest is written before its row, and a rebuilt
//! database has the same ids.
//!
//! Why this file is long: a step is never changed once it is released, so its tables stay together.

use sea_orm::sea_query::{ForeignKey, ForeignKeyAction, ForeignKeyCreateStatement, Index, IntoIden, Table};
use sea_orm::{DbBackend, DeriveIden, Statement};

use super::columns::{
    big_integer, big_integer_null, binary, binary_null, boolean, integer, serial, small_integer, string_len,
    string_len_null, text_null,
};

#[derive(Clone, Copy, DeriveIden)]
enum Accounts {
    Table,
    Id,
}

#[derive(Clone, Copy, DeriveIden)]
enum DriveStorage {
    Table,
    Id,
    AccountId,
    PendingId,
    BoundAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum DriveChannels {
    Table,
    ChatId,
    Number,
    ManifestMessageId,
    CreatedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum DriveUsers {
    Table,
    Id,
    Name,
    PasswordHash,
    IsOperator,
    Encrypts,
    Recipient,
    Identity,
    KeyVersion,
    Quota,
    TotpSecret,
    TotpStep,
    RootId,
    ManifestChatId,
    ManifestMessageId,
    CreatedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum DriveSessions {
    Table,
    Id,
    UserId,
    TokenHash,
    Client,
    CreatedAt,
    UsedAt,
    ExpiresAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum DriveAppPasswords {
    Table,
    Id,
    UserId,
    Name,
    SecretHash,
    CreatedAt,
    UsedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum DriveNodes {
    Table,
    Id,
    OwnerId,
    ParentId,
    Kind,
    Name,
    SearchName,
    TrashMark,
    TrashedAt,
    CreatedAt,
    ModifiedAt,
    RevisionId,
    Size,
    StoredSize,
    ContentType,
    Category,
    IsEncrypted,
    OriginalName,
    UploadedAt,
    MessageId,
    ManifestChatId,
    ManifestMessageId,
}

#[derive(Clone, Copy, DeriveIden)]
enum DriveRevisions {
    Table,
    Id,
    NodeId,
    Number,
    Size,
    StoredSize,
    Sha256,
    ContentType,
    IsEncrypted,
    OriginalName,
    CreatedAt,
    CreatedBy,
    OwnsSegments,
    ManifestChatId,
    ManifestMessageId,
}

#[derive(Clone, Copy, DeriveIden)]
enum DriveSegments {
    Table,
    Id,
    OwnerId,
    ChatId,
    MessageId,
    DocumentId,
    Size,
    PlainSize,
    Header,
    Digest,
    CreatedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum DriveRevisionSegments {
    Table,
    RevisionId,
    Position,
    SegmentId,
}

#[derive(Clone, Copy, DeriveIden)]
enum DriveShares {
    Table,
    Id,
    TokenHash,
    OwnerId,
    NodeId,
    Kind,
    PasswordHash,
    MaxDownloads,
    Downloads,
    Decrypts,
    CreatedAt,
    ExpiresAt,
    RevokedAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum DriveOutbox {
    Table,
    Id,
    Kind,
    Subject,
    ChatId,
    Version,
    Attempts,
    DueAt,
}

#[derive(Clone, Copy, DeriveIden)]
enum DriveAudit {
    Table,
    Id,
    At,
    UserId,
    ActorKind,
    Actor,
    Action,
    NodeId,
    Name,
    Address,
    Outcome,
}

pub(super) fn statements(backend: DbBackend) -> Vec<Statement> {
    let tables = [
        storage(),
        channels(),
        users(),
        sessions(),
        app_passwords(),
        nodes(),
        revisions(),
        segments(),
        revision_segments(),
        shares(),
        outbox(),
        audit(),
    ];
    let indexes = [
        index("drive_sessions_user", DriveSessions::Table, &[DriveSessions::UserId]),
        unique(
            "drive_app_passwords_name",
            DriveAppPasswords::Table,
            &[DriveAppPasswords::UserId, DriveAppPasswords::Name],
        ),
        // Names in a folder are unique; what was trashed together has a mark of its own and leaves its name to others.
        unique("drive_nodes_name", DriveNodes::Table, &[DriveNodes::ParentId, DriveNodes::TrashMark, DriveNodes::Name]),
        index("drive_nodes_owner", DriveNodes::Table, &[DriveNodes::OwnerId, DriveNodes::TrashMark, DriveNodes::Kind]),
        unique("drive_revisions_number", DriveRevisions::Table, &[DriveRevisions::NodeId, DriveRevisions::Number]),
        index("drive_revisions_content", DriveRevisions::Table, &[DriveRevisions::Sha256]),
        unique("drive_segments_message", DriveSegments::Table, &[DriveSegments::ChatId, DriveSegments::MessageId]),
        index("drive_segments_owner", DriveSegments::Table, &[DriveSegments::OwnerId]),
        index("drive_revision_segments_segment", DriveRevisionSegments::Table, &[DriveRevisionSegments::SegmentId]),
        index("drive_shares_node", DriveShares::Table, &[DriveShares::NodeId]),
        unique(
            "drive_outbox_subject",
            DriveOutbox::Table,
            &[DriveOutbox::Kind, DriveOutbox::ChatId, DriveOutbox::Subject],
        ),
        index("drive_audit_user", DriveAudit::Table, &[DriveAudit::UserId, DriveAudit::Id]),
        index("drive_audit_at", DriveAudit::Table, &[DriveAudit::At]),
    ];
    tables.iter().map(|table| backend.build(table)).chain(indexes.iter().map(|index| backend.build(index))).collect()
}

/// The account that stores for everybody: one row, or none.
fn storage() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table(DriveStorage::Table)
        .col(integer(DriveStorage::Id).primary_key())
        .col(big_integer(DriveStorage::AccountId))
        .col(big_integer_null(DriveStorage::PendingId))
        .col(big_integer(DriveStorage::BoundAt))
        .foreign_key(&mut foreign_key(
            "drive_storage_account",
            (DriveStorage::Table, DriveStorage::AccountId),
            (Accounts::Table, Accounts::Id),
            ForeignKeyAction::Cascade,
        ))
        .foreign_key(&mut foreign_key(
            "drive_storage_pending",
            (DriveStorage::Table, DriveStorage::PendingId),
            (Accounts::Table, Accounts::Id),
            ForeignKeyAction::SetNull,
        ))
        .to_owned()
}

fn channels() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table(DriveChannels::Table)
        .col(big_integer(DriveChannels::ChatId).primary_key())
        .col(integer(DriveChannels::Number).unique_key())
        .col(big_integer_null(DriveChannels::ManifestMessageId))
        .col(big_integer(DriveChannels::CreatedAt))
        .to_owned()
}

fn users() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table(DriveUsers::Table)
        .col(big_integer(DriveUsers::Id).primary_key())
        .col(string_len(DriveUsers::Name, 255).unique_key())
        .col(string_len_null(DriveUsers::PasswordHash, 255))
        .col(boolean(DriveUsers::IsOperator))
        .col(boolean(DriveUsers::Encrypts))
        .col(string_len_null(DriveUsers::Recipient, 128))
        .col(binary_null(DriveUsers::Identity))
        .col(integer(DriveUsers::KeyVersion))
        .col(big_integer_null(DriveUsers::Quota))
        .col(binary_null(DriveUsers::TotpSecret))
        .col(big_integer_null(DriveUsers::TotpStep))
        .col(big_integer(DriveUsers::RootId))
        .col(big_integer_null(DriveUsers::ManifestChatId))
        .col(big_integer_null(DriveUsers::ManifestMessageId))
        .col(big_integer(DriveUsers::CreatedAt))
        .to_owned()
}

fn sessions() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table(DriveSessions::Table)
        .col(big_integer(DriveSessions::Id).primary_key())
        .col(big_integer(DriveSessions::UserId))
        .col(binary(DriveSessions::TokenHash).unique_key())
        .col(string_len_null(DriveSessions::Client, 255))
        .col(big_integer(DriveSessions::CreatedAt))
        .col(big_integer_null(DriveSessions::UsedAt))
        .col(big_integer(DriveSessions::ExpiresAt))
        .foreign_key(&mut of_user("drive_sessions_user", (DriveSessions::Table, DriveSessions::UserId)))
        .to_owned()
}

fn app_passwords() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table(DriveAppPasswords::Table)
        .col(big_integer(DriveAppPasswords::Id).primary_key())
        .col(big_integer(DriveAppPasswords::UserId))
        .col(string_len(DriveAppPasswords::Name, 255))
        .col(binary(DriveAppPasswords::SecretHash).unique_key())
        .col(big_integer(DriveAppPasswords::CreatedAt))
        .col(big_integer_null(DriveAppPasswords::UsedAt))
        .foreign_key(&mut of_user("drive_app_passwords_user", (DriveAppPasswords::Table, DriveAppPasswords::UserId)))
        .to_owned()
}

fn nodes() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table(DriveNodes::Table)
        .col(big_integer(DriveNodes::Id).primary_key())
        .col(big_integer(DriveNodes::OwnerId))
        .col(big_integer_null(DriveNodes::ParentId))
        .col(small_integer(DriveNodes::Kind))
        .col(string_len(DriveNodes::Name, 255))
        .col(string_len(DriveNodes::SearchName, 765))
        .col(big_integer(DriveNodes::TrashMark))
        .col(big_integer_null(DriveNodes::TrashedAt))
        .col(big_integer(DriveNodes::CreatedAt))
        .col(big_integer(DriveNodes::ModifiedAt))
        // What the newest revision says, so that lists, searches and sums read one table.
        .col(big_integer_null(DriveNodes::RevisionId))
        .col(big_integer(DriveNodes::Size))
        .col(big_integer(DriveNodes::StoredSize))
        .col(string_len_null(DriveNodes::ContentType, 255))
        .col(small_integer(DriveNodes::Category))
        .col(boolean(DriveNodes::IsEncrypted))
        .col(string_len_null(DriveNodes::OriginalName, 255))
        .col(big_integer_null(DriveNodes::UploadedAt))
        .col(big_integer_null(DriveNodes::MessageId))
        .col(big_integer_null(DriveNodes::ManifestChatId))
        .col(big_integer_null(DriveNodes::ManifestMessageId))
        .foreign_key(&mut of_user("drive_nodes_owner", (DriveNodes::Table, DriveNodes::OwnerId)))
        .foreign_key(&mut foreign_key(
            "drive_nodes_parent",
            (DriveNodes::Table, DriveNodes::ParentId),
            (DriveNodes::Table, DriveNodes::Id),
            ForeignKeyAction::Cascade,
        ))
        .to_owned()
}

fn revisions() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table(DriveRevisions::Table)
        .col(big_integer(DriveRevisions::Id).primary_key())
        .col(big_integer(DriveRevisions::NodeId))
        .col(integer(DriveRevisions::Number))
        .col(big_integer(DriveRevisions::Size))
        .col(big_integer(DriveRevisions::StoredSize))
        .col(binary(DriveRevisions::Sha256))
        .col(string_len(DriveRevisions::ContentType, 255))
        .col(boolean(DriveRevisions::IsEncrypted))
        .col(string_len(DriveRevisions::OriginalName, 255))
        .col(big_integer(DriveRevisions::CreatedAt))
        .col(string_len(DriveRevisions::CreatedBy, 255))
        // Whether its manifest is the caption of its last segment. Otherwise it has a text message, once that is posted.
        .col(boolean(DriveRevisions::OwnsSegments))
        .col(big_integer_null(DriveRevisions::ManifestChatId))
        .col(big_integer_null(DriveRevisions::ManifestMessageId))
        .foreign_key(&mut foreign_key(
            "drive_revisions_node",
            (DriveRevisions::Table, DriveRevisions::NodeId),
            (DriveNodes::Table, DriveNodes::Id),
            ForeignKeyAction::Cascade,
        ))
        .to_owned()
}

fn segments() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table(DriveSegments::Table)
        .col(big_integer(DriveSegments::Id).primary_key())
        .col(big_integer(DriveSegments::OwnerId))
        .col(big_integer(DriveSegments::ChatId))
        .col(big_integer(DriveSegments::MessageId))
        .col(big_integer(DriveSegments::DocumentId))
        .col(big_integer(DriveSegments::Size))
        .col(big_integer(DriveSegments::PlainSize))
        // Of an encrypted one: age's header, so that reading begins at once.
        .col(binary_null(DriveSegments::Header))
        // SHA-256 over the SHA-256 of each 128 KiB as stored.
        .col(binary(DriveSegments::Digest))
        .col(big_integer(DriveSegments::CreatedAt))
        .foreign_key(&mut of_user("drive_segments_owner", (DriveSegments::Table, DriveSegments::OwnerId)))
        .to_owned()
}

fn revision_segments() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table(DriveRevisionSegments::Table)
        .col(big_integer(DriveRevisionSegments::RevisionId))
        .col(integer(DriveRevisionSegments::Position))
        .col(big_integer(DriveRevisionSegments::SegmentId))
        .primary_key(Index::create().col(DriveRevisionSegments::RevisionId).col(DriveRevisionSegments::Position))
        .foreign_key(&mut foreign_key(
            "drive_revision_segments_revision",
            (DriveRevisionSegments::Table, DriveRevisionSegments::RevisionId),
            (DriveRevisions::Table, DriveRevisions::Id),
            ForeignKeyAction::Cascade,
        ))
        .foreign_key(&mut foreign_key(
            "drive_revision_segments_segment",
            (DriveRevisionSegments::Table, DriveRevisionSegments::SegmentId),
            (DriveSegments::Table, DriveSegments::Id),
            ForeignKeyAction::Restrict,
        ))
        .to_owned()
}

fn shares() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table(DriveShares::Table)
        .col(big_integer(DriveShares::Id).primary_key())
        .col(binary(DriveShares::TokenHash).unique_key())
        .col(big_integer(DriveShares::OwnerId))
        .col(big_integer(DriveShares::NodeId))
        .col(small_integer(DriveShares::Kind))
        .col(string_len_null(DriveShares::PasswordHash, 255))
        .col(big_integer_null(DriveShares::MaxDownloads))
        .col(big_integer(DriveShares::Downloads))
        .col(boolean(DriveShares::Decrypts))
        .col(big_integer(DriveShares::CreatedAt))
        .col(big_integer_null(DriveShares::ExpiresAt))
        .col(big_integer_null(DriveShares::RevokedAt))
        .foreign_key(&mut of_user("drive_shares_owner", (DriveShares::Table, DriveShares::OwnerId)))
        .foreign_key(&mut foreign_key(
            "drive_shares_node",
            (DriveShares::Table, DriveShares::NodeId),
            (DriveNodes::Table, DriveNodes::Id),
            ForeignKeyAction::Cascade,
        ))
        .to_owned()
}

/// Messages at Telegram that are not yet as the rows say.
fn outbox() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table(DriveOutbox::Table)
        .col(serial(DriveOutbox::Id))
        .col(small_integer(DriveOutbox::Kind))
        .col(big_integer(DriveOutbox::ChatId))
        .col(big_integer(DriveOutbox::Subject))
        .col(big_integer(DriveOutbox::Version))
        .col(integer(DriveOutbox::Attempts))
        .col(big_integer(DriveOutbox::DueAt))
        .to_owned()
}

/// Rows are only added, and deleted when they are old; what they name may be gone.
fn audit() -> sea_orm::sea_query::TableCreateStatement {
    Table::create()
        .table(DriveAudit::Table)
        .col(serial(DriveAudit::Id))
        .col(big_integer(DriveAudit::At))
        .col(big_integer_null(DriveAudit::UserId))
        .col(small_integer(DriveAudit::ActorKind))
        .col(string_len_null(DriveAudit::Actor, 255))
        .col(string_len(DriveAudit::Action, 32))
        .col(big_integer_null(DriveAudit::NodeId))
        .col(text_null(DriveAudit::Name))
        .col(string_len_null(DriveAudit::Address, 64))
        .col(string_len(DriveAudit::Outcome, 64))
        .to_owned()
}

fn of_user(name: &str, from: (impl IntoIden, impl IntoIden)) -> ForeignKeyCreateStatement {
    foreign_key(name, from, (DriveUsers::Table, DriveUsers::Id), ForeignKeyAction::Cascade)
}

fn foreign_key(
    name: &str,
    from: (impl IntoIden, impl IntoIden),
    to: (impl IntoIden, impl IntoIden),
    on_delete: ForeignKeyAction,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(name)
        .from(from.0.into_iden(), from.1)
        .to(to.0.into_iden(), to.1)
        .on_delete(on_delete)
        .to_owned()
}

fn index<T: IntoIden + Copy>(
    name: &str,
    table: impl IntoIden,
    columns: &[T],
) -> sea_orm::sea_query::IndexCreateStatement {
    let mut index = Index::create().name(name).table(table.into_iden()).to_owned();
    for column in columns {
        index.col(column.into_iden());
    }
    index
}

fn unique<T: IntoIden + Copy>(
    name: &str,
    table: impl IntoIden,
    columns: &[T],
) -> sea_orm::sea_query::IndexCreateStatement {
    index(name, table, columns).unique().to_owned()
}
