//! Two people signed in at once: neither sees anything of the other.

use serde_json::json;

use crate::harness::{EMPTY, Part, SECOND, TestServer, jpeg, ramp};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_has_warmed_the_other_cannot_have() {
    let server = TestServer::start().await;
    let alice = server.sign_in(EMPTY).await;
    let bob = server.sign_in(SECOND).await;
    alice.upload(&[Part::file("hers.jpg", "image/jpeg", jpeg())]).await.is(200);
    alice.upload_document("hers.bin", ramp(70_000)).await;
    let hers = alice.items("").await;
    assert_eq!(hers.len(), 2);
    assert!(bob.items("").await.is_empty(), "her media is not his");

    for item in &hers {
        let etag = alice.get(item.stream_url()).await.is(200).header("etag").to_owned();
        bob.get(item.stream_url()).await.fails(404, "Media not found or message ID is invalid.");
        bob.head(item.stream_url()).await.is(404);
        let guess = bob.call(reqwest::Method::GET, item.stream_url()).header("if-none-match", &etag).send().await;
        guess.is(404);
        bob.get_range(item.stream_url(), "bytes=0-0").await.is(404);
        if item.0["has_thumbnail"] == true {
            alice.get(&item.thumbnail_path()).await.is(200);
            bob.get(&item.thumbnail_path())
                .await
                .fails(404, "Thumbnail not found for this message or message ID is invalid.");
        }
        bob.patch(&format!("/media/{}", item.id()), json!({ "caption": "mine" })).await.fails_with(404);
        bob.delete(&format!("/media/{}", item.id())).await.fails_with(404);
    }
    assert_eq!(alice.items("").await.len(), 2, "nothing of hers is gone");
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_number_of_a_message_is_two_messages() {
    let server = TestServer::start().await;
    let alice = server.sign_in(EMPTY).await;
    let bob = server.sign_in(SECOND).await;
    let hers = alice.upload_document("hers.bin", ramp(5000)).await;
    let his = bob.upload_document("his.bin", vec![7; 300]).await;
    assert_eq!(hers, his, "two new accounts count their messages alike, or this test shows nothing");
    let path = format!("/stream_media/{hers}");
    for _ in 0..2 {
        let (from_her, from_him) = tokio::join!(alice.get(&path), bob.get(&path));
        assert!(from_her.is(200).body == ramp(5000));
        assert!(from_him.is(200).body == [7; 300][..]);
    }
    let (hers, his) = (alice.head(&path).await, bob.head(&path).await);
    assert_ne!(hers.header("etag"), his.header("etag"));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_persons_trouble_is_not_anothers() {
    let server = TestServer::start().await;
    let alice = server.sign_in(EMPTY).await;
    let bob = server.sign_in(SECOND).await;
    bob.upload_document("his.bin", ramp(5000)).await;
    server.sandbox().revoke(EMPTY.phone).expect("the account is there");
    alice.get("/get-saved-messages-media").await.is(401);
    assert_eq!(bob.items("").await.len(), 1);
    assert!(bob.is_authenticated().await);
    server.finish().await;
}
