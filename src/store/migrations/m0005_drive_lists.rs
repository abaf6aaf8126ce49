//! Indexes from which lists and searches of 100,000 files are read in their order, without reading the files' rows.

use sea_orm::sea_query::{Index, IndexCreateStatement, IntoIden};
use sea_orm::{DbBackend, DeriveIden, Statement};

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
    Size,
    StoredSize,
    ContentType,
    Category,
    UploadedAt,
    MessageId,
}

#[derive(Clone, Copy, DeriveIden)]
enum DriveSegments {
    Table,
    OwnerId,
    Size,
}

pub(super) fn statements(backend: DbBackend) -> Vec<Statement> {
    use DriveNodes::{
        Category, ContentType, Id, Kind, MessageId, Name, OwnerId, ParentId, SearchName, Size, StoredSize, TrashMark,
        UploadedAt,
    };
    // A search goes through a user's files from the newest on, sums through all of them. All that they ask for is in the index, whose first columns
    // are those of the old one.
    let search =
        [OwnerId, TrashMark, Kind, UploadedAt, Id, SearchName, Category, Size, ParentId, ContentType, StoredSize];
    let old = [
        ("drive_nodes_owner", DriveNodes::Table.into_iden()),
        ("drive_segments_owner", DriveSegments::Table.into_iden()),
    ];
    let new = [
        index("drive_nodes_search", DriveNodes::Table, &search),
        // A folder's files by time, and their messages.
        index("drive_nodes_times", DriveNodes::Table, &[ParentId, TrashMark, Kind, UploadedAt, Id, MessageId]),
        index("drive_nodes_sizes", DriveNodes::Table, &[ParentId, TrashMark, Kind, Size, Id]),
        // All of a user's files, by name and size.
        index("drive_nodes_owner_names", DriveNodes::Table, &[OwnerId, TrashMark, Kind, Name, Id]),
        index("drive_nodes_owner_sizes", DriveNodes::Table, &[OwnerId, TrashMark, Kind, Size, Id]),
        // What a user's segments are in sum.
        index("drive_segments_sizes", DriveSegments::Table, &[DriveSegments::OwnerId, DriveSegments::Size]),
    ];
    let dropped = old.map(|(name, table)| backend.build(&Index::drop().name(name).table(table).to_owned()));
    dropped.into_iter().chain(new.iter().map(|index| backend.build(index))).collect()
}

fn index<T: IntoIden + Copy>(name: &str, table: impl IntoIden, columns: &[T]) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table(table.into_iden()).to_owned();
    for column in columns {
        index.col(column.into_iden());
    }
    index
}
