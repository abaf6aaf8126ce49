//! Versions that are too old go by themselves, and the newest content of a file never.

use serde_json::json;

use super::stored::{self, replace, upload};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn old_versions_go_though_no_new_one_comes() {
    let (server, alice) = stored::server().await;
    upload(&alice, "f", "a.txt", b"first").await.is(200);
    upload(&alice, "f", "still.txt", b"still").await.is(200);
    let drive = server.drive(|_| {});
    for bytes in [b"second".as_slice(), b"third"] {
        replace(&drive, "alice", "f", "a.txt", bytes).await;
    }
    let versions = async || {
        let listed = alice.get("/folders/f/files/a.txt/versions").await.is(200).json();
        let number = |version: &serde_json::Value| version["version"].as_i64().expect("a number");
        listed.as_array().expect("a list").iter().map(number).collect::<Vec<_>>()
    };
    assert_eq!(versions().await, [3, 2, 1]);
    drive.clear_away().await.expect("a round");
    assert_eq!(versions().await, [3, 2, 1], "none is old");
    server.execute("UPDATE drive_revisions SET created_at = created_at - 31 * 86400 WHERE number = 1").await;
    drive.clear_away().await.expect("a round");
    assert_eq!(versions().await, [3, 2]);
    server.execute("UPDATE drive_revisions SET created_at = created_at - 31 * 86400").await;
    drive.clear_away().await.expect("a round");
    assert_eq!(versions().await, [3]);
    stored::settled(&server).await;
    assert_eq!(stored::documents(&server), 2, "the messages of the others are gone");
    assert_eq!(alice.get("/folders/f/files/a.txt/download").await.is(200).body, "third");
    assert_eq!(alice.get("/folders/f/files/still.txt/download").await.is(200).body, "still");
    assert_eq!(alice.get("/stats/").await.is(200).json()["stored_bytes"], json!(10));
    server.finish().await;
}
