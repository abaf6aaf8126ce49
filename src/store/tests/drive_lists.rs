//! Lists and searches of the drive are read from indexes, in their order: SQLite says so of each statement.

use sea_orm::sea_query::Values;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, QueryTrait, Select, Statement};
use time::OffsetDateTime;

use super::Database;
use crate::store::Store;
use crate::store::drive::nodes::{self, NodePage, NodeSort};
use crate::store::drive::search::{self, Position, Rank, Search};
use crate::store::drive::{NodeId, NodeKind, UserId};

/// How SQLite goes about a statement, step by step.
async fn plan<E: EntityTrait>(store: &Store, query: &Select<E>) -> Vec<String> {
    let Statement { sql, values, .. } = query.build(DbBackend::Sqlite);
    let values = values.unwrap_or(Values(Vec::new()));
    let explain = Statement::from_sql_and_values(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {sql}"), values);
    let steps = store.reader.query_all_raw(explain).await.unwrap();
    steps.iter().map(|step| step.try_get("", "detail").unwrap()).collect()
}

async fn on_sqlite(test: impl AsyncFn(&Store)) {
    let database = Database::sqlite();
    let store = database.open().await.unwrap();
    test(&store).await;
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_page_of_a_folder_is_read_in_the_order_of_an_index() {
    on_sqlite(async |store| {
        for (sort, index) in [
            (NodeSort::Name, "drive_nodes_name (parent_id=? AND trash_mark=?)"),
            (NodeSort::Uploaded, "drive_nodes_times (parent_id=? AND trash_mark=? AND kind=?)"),
            (NodeSort::Size, "drive_nodes_sizes (parent_id=? AND trash_mark=? AND kind=?)"),
        ] {
            for descending in [false, true] {
                let page = NodePage { sort, descending, offset: 7, limit: Some(100) };
                let plan = plan(store, &nodes::children_query(NodeId(1), NodeKind::File, page)).await;
                assert_eq!(plan, [format!("SEARCH drive_nodes USING INDEX {index}")], "{sort:?}, {descending}");
            }
        }
        for (sort, index) in [
            (NodeSort::Name, "drive_nodes_owner_names"),
            (NodeSort::Uploaded, "drive_nodes_search"),
            (NodeSort::Size, "drive_nodes_owner_sizes"),
        ] {
            for descending in [false, true] {
                let page = NodePage { sort, descending, offset: 0, limit: Some(100) };
                let plan = plan(store, &nodes::of_owner_query(UserId(1), NodeKind::File, page)).await;
                let by = "(owner_id=? AND trash_mark=? AND kind=?)";
                assert_eq!(plan, [format!("SEARCH drive_nodes USING INDEX {index} {by}")], "{sort:?}, {descending}");
            }
        }
        let plan = plan(store, &nodes::messages_query(&[NodeId(1)])).await;
        assert_eq!(
            plan,
            ["SEARCH drive_nodes USING COVERING INDEX drive_nodes_times (parent_id=? AND trash_mark=? AND kind=?)"]
        );
    })
    .await;
}

#[tokio::test]
async fn a_search_reads_the_rows_of_its_page_alone() {
    on_sqlite(async |store| {
        let words = Search { words: vec!["sea".to_owned(), "100%".to_owned()], limit: 101, ..Search::default() };
        let date = |seconds| Some(OffsetDateTime::from_unix_timestamp(seconds).unwrap());
        let filtered = Search {
            folders: Some(vec![NodeId(1), NodeId(2)]),
            category: Some(1),
            content_type: Some("image/".to_owned()),
            min_size: Some(1),
            max_size: Some(2),
            ..words.clone()
        };
        let page = Some(Position { rank: 2, uploaded: 5, node: NodeId(3) });
        let by = "(owner_id=? AND trash_mark=? AND kind=?";
        for (search, range) in [
            (words.clone(), ")"),
            (Search { words: Vec::new(), ..filtered.clone() }, ")"),
            (filtered.clone(), ")"),
            (Search { from: date(1), to: date(2), ..filtered.clone() }, " AND uploaded_at>? AND uploaded_at<?)"),
            (Search { after: page, ..words.clone() }, " AND uploaded_at<?)"),
        ] {
            let rows = "SEARCH drive_nodes USING INTEGER PRIMARY KEY (rowid=?)";
            let found = format!("SEARCH drive_nodes USING COVERING INDEX drive_nodes_search {by}{range}");
            for best_first in [false, true] {
                let search = Search { best_first, ..search.clone() };
                let plan = plan(store, &search::query(UserId(1), &search, Rank::Other, 101)).await;
                let read: Vec<_> = plan.iter().filter(|step| step.contains("drive_nodes")).collect();
                assert_eq!(read, [rows, &found], "{search:?}");
                // The page's rows are put in order at the end; those that were found are in order.
                assert_eq!(plan.iter().filter(|step| step.contains("ORDER BY")).count(), 1, "{plan:?}");
            }
        }
    })
    .await;
}
