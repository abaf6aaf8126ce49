//! What small numbers in the tables mean.

use sea_orm::{DeriveActiveEnum, EnumIter};

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i16", db_type = "SmallInteger")]
pub enum NodeKind {
    /// The node that everything else of a user is below. It has no name and no manifest.
    #[sea_orm(num_value = 0)]
    Root,
    /// A folder.
    #[sea_orm(num_value = 1)]
    Folder,
    /// A file.
    #[sea_orm(num_value = 2)]
    File,
}

/// What an entry of the outbox asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i16", db_type = "SmallInteger")]
pub enum OutboxKind {
    /// The manifest of a folder is out of date.
    #[sea_orm(num_value = 0)]
    Folder,
    /// The manifest of a user is out of date.
    #[sea_orm(num_value = 1)]
    User,
    /// The manifest of a content is out of date.
    #[sea_orm(num_value = 2)]
    Revision,
    /// A segment's caption is the manifest of a content that is gone, while others need the segment.
    #[sea_orm(num_value = 3)]
    Segment,
    /// A message that nothing needs any more has to be deleted.
    #[sea_orm(num_value = 4)]
    Delete,
}
