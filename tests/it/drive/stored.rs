//! What the drive has at Telegram, and how a test puts it there.

use heliograph::drive::tree::FolderPath;
use heliograph::drive::{Actor, ActorKind, Drive, NameTaken, NewFile, NodeName};
use reqwest::Method;
use sandbox::{ChatRef, MessageSummary};
use serde_json::{Value, json};

use super::client::Program;
use crate::harness::{Answer, Part, TestServer, eventually, form, send};

/// The number of the storage account: one with nothing in it.
pub const STORAGE: &str = "+9996622000";

/// A server whose storage account is signed in, and its operator.
pub async fn server() -> (TestServer, Program) {
    let server = TestServer::builder().setting("DRIVE_REGISTRATION", "open").start().await;
    let alice = Program::registered(&server, "alice").await;
    sign_storage_in(&alice).await;
    (server, alice)
}

/// Signs the storage account in.
pub async fn sign_storage_in(operator: &Program) {
    operator.post("/tgcloud/auth/phone", json!({ "phone": STORAGE })).await.says("Code sent");
    let code = json!({ "phone": STORAGE, "code": "22222" });
    operator.post("/tgcloud/auth/verify_code", code).await.says("Authenticated");
}

/// A form with one file: its content type and its body.
pub fn multipart(name: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    form(&[Part::file(name, "application/octet-stream", bytes.to_vec())])
}

/// Uploads a file to a folder, whose slashes are encoded.
pub async fn upload(program: &Program, folder: &str, name: &str, bytes: &[u8]) -> Answer {
    let (content_type, body) = multipart(name, bytes);
    let call = program.call(Method::POST, &format!("/folders/{folder}/files/"));
    send(call.header("content-type", content_type).body(body)).await
}

/// Gives a file of that user another content, as a program does that overwrites it.
pub async fn replace(drive: &Drive, user: &str, folder: &str, name: &str, bytes: &[u8]) {
    let user = drive.people().user(user).await.expect("there is such a user");
    let actor = Actor { kind: ActorKind::User, user: user.id, name: user.name, app_password: None, address: None };
    let file = NewFile {
        folder: FolderPath::parse(folder).expect("a path"),
        name: NodeName::parse(name).expect("a name"),
        original_name: name.to_owned(),
        content_type: None,
        name_taken: NameTaken::Replace,
        size: Some(bytes.len() as u64),
    };
    let mut upload = drive.upload(&actor, file).await.expect("it begins");
    upload.write(bytes.to_vec().into()).await.expect("bytes are taken");
    upload.finish().await.expect("it is stored");
}

/// Waits until the outbox is empty.
pub async fn settled(server: &TestServer) {
    eventually("the outbox is empty", async || {
        let left = heliograph::store::drive::outbox::count(server.store()).await.expect("a count");
        (left == 0).then_some(())
    })
    .await;
}

/// How many documents the storage account has in its channels.
pub fn documents(server: &TestServer) -> usize {
    posts(server).iter().filter(|post| post.document.is_some()).count()
}

/// The texts and captions there.
pub fn texts(server: &TestServer) -> Vec<String> {
    posts(server).into_iter().map(|post| post.text).collect()
}

/// The messages in all channels of the storage account.
pub fn posts(server: &TestServer) -> Vec<MessageSummary> {
    let sandbox = server.sandbox();
    let channels = sandbox.created_channels(STORAGE).expect("the account is there");
    let messages = |id| sandbox.messages(ChatRef::Channel(id), 0, usize::MAX).expect("the channel is there");
    channels.into_iter().flat_map(|channel| messages(channel.id)).collect()
}

/// A key of each object in a list.
pub fn names(list: &Value, key: &str) -> Vec<String> {
    let name = |entry: &Value| entry[key].as_str().expect("a text").to_owned();
    list.as_array().expect("a list").iter().map(name).collect()
}
