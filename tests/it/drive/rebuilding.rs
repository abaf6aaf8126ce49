//! The database is lost, or Telegram is changed by hand.

use heliograph::drive::{CheckOptions, Checked, Error, Finding, RebuildOptions};
use reqwest::Method;
use sandbox::ChatRef;
use serde_json::json;

use super::client::{PASSWORD, Program};
use super::stored::{self, STORAGE, posts, sign_storage_in, upload};
use crate::harness::{TestServer, ramp};

const DEEP: CheckOptions = CheckOptions { deep: true, repair: false };
const REPAIR: CheckOptions = CheckOptions { deep: false, repair: true };

async fn check(server: &TestServer, options: CheckOptions) -> Checked {
    server.drive(|_| {}).check(options, |_| {}).await.expect("a check")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_database_is_made_again() {
    let (mut server, alice) = stored::server().await;
    let bob = Program::registered(&server, "bob").await;
    bob.post("/encryption/on", json!({})).await.is(200);
    let bytes = ramp(150_000);
    for folder in ["photos", "photos/2024", "empty"] {
        alice.post("/folders/", json!({ "folder": folder })).await.is(200);
    }
    upload(&alice, "photos%2F2024", "a.jpg", &bytes).await.is(200);
    upload(&alice, "photos%2F2024", "nothing.txt", b"").await.is(200);
    alice.post("/folders/photos%2F2024/files/a.jpg/copy", json!({ "dest_folder": "photos" })).await.is(200);
    let rename = json!({ "new_name": "c.jpg" });
    alice.json(Method::PUT, "/folders/photos/files/a.jpg/rename", &rename).await.is(200);
    upload(&alice, "photos", "gone.txt", b"in the trash").await.is(200);
    alice.delete("/folders/photos/files/gone.txt").await.is(200);
    upload(&bob, "secret", "plan.txt", &bytes).await.is(200);
    stored::settled(&server).await;
    assert!(check(&server, DEEP).await.findings.is_empty());
    let before = [
        alice.get("/folders/").await.is(200).json(),
        alice.get("/files/").await.is(200).json(),
        alice.get("/trash/").await.is(200).json(),
        bob.get("/files/").await.is(200).json(),
    ];

    server.lose_database().await;
    let alice = Program::registered(&server, "alice").await;
    sign_storage_in(&alice).await;
    let refused = upload(&alice, "photos", "new.txt", b"x").await;
    assert_eq!(refused.status.as_u16(), 503, "no second drive is made by itself");
    // Somebody is quicker than bob.
    let thief = Program::registered(&server, "bob").await;
    let rebuilt = server.drive(|_| {}).rebuild(RebuildOptions::default(), |_| {}).await.expect("a rebuild");
    assert_eq!((rebuilt.users, rebuilt.incomplete.len(), rebuilt.recovered.len()), (2, 0, 0), "{rebuilt:?}");
    let alice = Program::new(server.origin()).signed_in("alice", PASSWORD).await;
    for answer in [thief.get("/files/").await, thief.token("bob", PASSWORD).await] {
        assert_eq!(answer.status.as_u16(), 401, "who registers under a name does not get what belongs to it");
    }
    let password = heliograph::drive::people::Password::parse("new".to_owned().into()).expect("a password");
    server.drive(|_| {}).people().reset_password("bob", &password, false).await.expect("there is bob");
    let bob = Program::new(server.origin()).signed_in("bob", "new").await;
    let after = [
        alice.get("/folders/").await.is(200).json(),
        alice.get("/files/").await.is(200).json(),
        alice.get("/trash/").await.is(200).json(),
        bob.get("/files/").await.is(200).json(),
    ];
    assert_eq!(before, after);
    for path in ["/folders/photos%2F2024/files/a.jpg/download", "/folders/photos/files/c.jpg/download"] {
        assert_eq!(alice.get(path).await.is(200).body, bytes, "{path}");
    }
    assert_eq!(bob.get("/folders/secret/files/plan.txt/download").await.is(200).body, bytes);
    stored::settled(&server).await;
    let checked = check(&server, DEEP).await;
    assert!(checked.findings.is_empty(), "{checked:?}");
    server.finish().await;
}

/// As with another `secret.key`: what cannot be opened may be all that is left of somebody's files.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_that_cannot_be_opened_are_kept_and_told() {
    let (mut server, alice) = stored::server().await;
    let bob = Program::registered(&server, "bob").await;
    bob.post("/encryption/on", json!({})).await.is(200);
    upload(&alice, "f", "plain.txt", b"plain").await.is(200);
    upload(&bob, "f", "sealed.txt", b"sealed").await.is(200);
    stored::settled(&server).await;
    let chat = ChatRef::Channel(server.sandbox().created_channels(STORAGE).expect("the account")[0].id);
    let sealed: Vec<_> = posts(&server).into_iter().filter(|post| post.text.starts_with("heliograph/1s ")).collect();
    let (users, of_bob): (Vec<_>, Vec<_>) = sealed.iter().partition(|post| post.document.is_none());
    assert!(users.len() >= 2 && of_bob.len() == 1, "{sealed:?}");
    for post in &sealed {
        server.sandbox().change_message(chat, post.id, "heliograph/1s AAAA").expect("it is there");
    }
    let count = posts(&server).len();
    server.lose_database().await;
    let alice = Program::registered(&server, "alice").await;
    sign_storage_in(&alice).await;
    let drive = server.drive(|settings| settings.orphan_age = std::time::Duration::ZERO);
    let unreadable = sealed.len() as u64;
    match drive.rebuild(RebuildOptions::default(), |_| {}).await {
        Err(Error::ManifestsUnreadable { count }) => assert_eq!(count, unreadable),
        other => panic!("{other:?}"),
    }
    let rebuilt = drive.rebuild(RebuildOptions { skip_unreadable: true }, |_| {}).await.expect("a rebuild");
    assert_eq!((rebuilt.unopened, rebuilt.files), (unreadable, 1), "{rebuilt:?}");
    stored::settled(&server).await;
    let checked = drive.check(REPAIR, |_| {}).await.expect("a check");
    let kept = checked.findings.iter().filter(|finding| matches!(finding, Finding::ManifestUnreadable { .. }));
    assert_eq!(kept.count() as u64, unreadable, "{checked:?}");
    assert!(!checked.is_clean());
    assert!(posts(&server).len() >= count, "nothing is deleted");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_changed_by_hand_is_found() {
    let (server, alice) = stored::server().await;
    upload(&alice, "f", "altered.bin", &ramp(300_000)).await.is(200);
    upload(&alice, "f", "deleted.bin", b"deleted").await.is(200);
    upload(&alice, "f", "renamed.bin", b"renamed").await.is(200);
    stored::settled(&server).await;
    let channel = server.sandbox().created_channels(STORAGE).expect("the account")[0].id;
    let message = |name: &str| {
        let of = |post: &&sandbox::MessageSummary| post.document.is_some() && post.text.contains(name);
        posts(&server).iter().find(of).map(|post| post.id).expect("its message")
    };
    let (altered, deleted, renamed) = (message("altered"), message("deleted"), message("renamed"));
    let chat = ChatRef::Channel(channel);
    server.sandbox().alter_document(chat, altered, 200_000).expect("there is a byte");
    server.sandbox().remove_message(chat, deleted).expect("it is there");
    server.sandbox().change_message(chat, renamed, "something else").expect("it is there");

    let checked = check(&server, DEEP).await;
    let found: Vec<_> = checked.findings.iter().map(kind).collect();
    assert_eq!(checked.findings.len(), 3, "{checked:?}");
    for expected in [("altered", altered), ("missing", deleted), ("outdated", renamed)] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    assert!(!check(&server, CheckOptions::default()).await.findings.iter().any(|it| kind(it).0 == "altered"));
    assert_eq!(check(&server, REPAIR).await.repaired, 1);
    let left = check(&server, CheckOptions::default()).await;
    assert_eq!(left.findings.iter().map(kind).collect::<Vec<_>>(), [("missing", deleted)]);
    assert!(posts(&server).iter().any(|post| post.id == renamed && post.text.contains("renamed.bin")));
    server.finish().await;
}

fn kind(finding: &Finding) -> (&'static str, i32) {
    match finding {
        Finding::SegmentMissing { message, .. } => ("missing", *message),
        Finding::SegmentAltered { message, .. } => ("altered", *message),
        Finding::ManifestMissing { message, .. } => ("no manifest", *message),
        Finding::ManifestUnposted { .. } => ("never posted", 0),
        Finding::ManifestOutdated { message, .. } => ("outdated", *message),
        Finding::ManifestUnreadable { message, .. } => ("unreadable", *message),
        Finding::Orphan { message, .. } => ("orphan", *message),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn renaming_a_folder_is_one_edit_whatever_is_in_it() {
    let (server, alice) = stored::server().await;
    for number in 0..20 {
        upload(&alice, "f", &format!("{number}.txt"), format!("{number}").as_bytes()).await.is(200);
    }
    stored::settled(&server).await;
    server.sandbox().reset_counters();
    alice.json(Method::PUT, "/folders/f/rename", &json!({ "new_name": "g" })).await.is(200);
    stored::settled(&server).await;
    let methods = server.sandbox().counters().methods;
    assert_eq!(methods.get("messages.editMessage").map(|counted| counted.calls), Some(1), "{methods:?}");
    assert_eq!(methods.values().map(|counted| counted.calls).sum::<u64>(), 1, "{methods:?}");
    server.finish().await;
}
