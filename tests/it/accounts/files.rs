//! Files: up, down, and the profile photo; never on the server's disk.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{DEMO, EMPTY, Part, TestServer, ramp, send};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_comes_back_as_it_went() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(EMPTY).await;
    let bytes = ramp((3 << 20) + 77);
    let parts = [
        Part::text("mimeType", "application/x-ramp"),
        Part::file("../../ramp \"1\".bin", "application/octet-stream", bytes.clone()),
        Part::text("caption", "a ramp"),
    ];
    let answer = service.post_form(&format!("/user/{}/uploadFile", EMPTY.phone), &parts).await.is(200).json();
    assert_eq!((answer["isSuccess"].as_bool(), answer["_"].as_str()), (Some(true), Some("Updates")));
    let message = &answer["updates"][1]["message"];
    assert_eq!(message["message"], "a ramp");
    let document = &message["media"]["document"];
    assert_eq!(document["mime_type"], "application/x-ramp");
    assert_eq!(document["size"], bytes.len());
    assert_eq!(answer["data"]["id"], message["id"]);

    let path = format!("/user/{}/downloadFile?messageId={}", EMPTY.phone, message["id"]);
    let whole = service.get(&path).await.is(200);
    assert!(whole.body == bytes, "other bytes");
    assert!(whole.header("content-disposition").starts_with("attachment"));
    let part = send(service.call(Method::GET, &path).header("range", "bytes=1048570-1048585")).await.is(206);
    assert!(part.body == bytes[1_048_570..=1_048_585]);
    let head = send(service.call(Method::HEAD, &path)).await.is(200);
    assert_eq!(head.header("content-length"), bytes.len().to_string());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_goes_to_a_group_and_comes_back() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(DEMO).await;
    let bytes = ramp(70_001);
    let parts =
        [Part::text("chatId", "@lighthouse_keepers"), Part::file("log.bin", "application/octet-stream", bytes.clone())];
    let sent = service.post_form(&format!("/user/{}/uploadFile", DEMO.phone), &parts).await.is(200).json();
    assert_eq!(sent["data"]["peer_id"]["_"], "PeerChannel");
    let id = &sent["data"]["id"];
    let path = format!("/user/{}/downloadFile?chatId=@lighthouse_keepers&messageId={id}", DEMO.phone);
    assert!(service.get(&path).await.is(200).body == bytes, "other bytes");
    let body = json!({ "ids": [id], "chatId": "@lighthouse_keepers" });
    service.post(&format!("/user/{}/messages/deleteMessages", DEMO.phone), &body).await.is(200);
    service.get(&path).await.is(404);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_upload_is_refused_and_leaves_nothing() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(EMPTY).await;
    let upload = async |parts: &[Part]| service.post_form(&format!("/user/{}/uploadFile", EMPTY.phone), parts).await;
    let file = || Part::file("a.txt", "text/plain", b"a".to_vec());
    assert_eq!(upload(&[Part::text("mimeType", "text/plain")]).await.is(400).refuses(), "file is required.");
    let nowhere = upload(&[Part::text("chatId", "@nobody_at_all"), file()]).await;
    assert_eq!(nowhere.is(404).refuses(), "The chat was not found.");
    let notices = service
        .post_form(&format!("/user/{}/uploadFile", EMPTY.phone), &[Part::text("chatId", "@harbour_notices"), file()])
        .await;
    assert_eq!(notices.is(403).json()["isSuccess"], false, "a channel of somebody else's");
    let list = service.get(&format!("/user/{}/messages/getMessages", EMPTY.phone)).await.is(200).json();
    assert_eq!(list["data"], Value::Array(Vec::new()));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_without_a_file_has_none_to_download() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(DEMO).await;
    let download = async |query: &str| service.get(&format!("/user/{}/downloadFile{query}", DEMO.phone)).await;
    assert_eq!(download("").await.is(400).refuses(), "messageId must be a message's id.");
    for query in ["?messageId=999999", "?messageId=1&chatId=@lighthouse_keepers"] {
        assert_eq!(download(query).await.is(404).refuses(), "There is no such message, or it has no file.", "{query}");
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_profile_photo_is_bytes() {
    let server = TestServer::start().await;
    let service = server.service("one").await;
    service.sign_in(DEMO).await;
    service.sign_in(EMPTY).await;
    let path = format!("/user/{}/downloadProfilePhoto?path=/etc/&filename=passwd", DEMO.phone);
    let photo = service.get(&path).await.is(200);
    assert_eq!(photo.header("content-type"), "image/jpeg");
    assert!(photo.body.starts_with(&[0xff, 0xd8, 0xff]));
    let none = service.get(&format!("/user/{}/downloadProfilePhoto", EMPTY.phone)).await;
    assert_eq!(none.is(404).refuses(), "The account has no profile photo.");
    server.finish().await;
}
