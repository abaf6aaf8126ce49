//! Every operation, ended at every point.

use heliograph::drive::tree::FolderPath;
use heliograph::drive::{Actor, ActorKind, Drive, NameTaken, NewFile, NodeName};
use reqwest::{Method, RequestBuilder};
use sandbox::ChatRef;
use sandbox::content::{FilledMessage, ramp};
use serde_json::{Value, json};

use super::kill::{Bench, End, Operation, Owner};
use super::state::State;
use crate::drive::stored::multipart;
use End::{Acknowledged, After, Before};

/// Two segments.
pub const BIG: usize = 700_000;
pub const SMALL: usize = 1_000;

const SEND: &str = "messages.sendMessage";
const POST: &str = "messages.sendMedia";
const EDIT: &str = "messages.editMessage";
const DELETE: &str = "channels.deleteMessages";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_of_who_does_not_encrypt() {
    every_operation(Owner::Alice).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_of_who_encrypts() {
    every_operation(Owner::Bob).await;
}

async fn every_operation(owner: Owner) {
    let mut bench = Bench::make().await;
    uploads(&mut bench, owner).await;
    names(&mut bench, owner).await;
    deletions(&mut bench, owner).await;
    imports(&mut bench, owner).await;
    assert!(bench.points >= 30, "{} points", bench.points);
    bench.finish().await;
}

async fn uploads(bench: &mut Bench, owner: Owner) {
    let part = "upload.saveFilePart";
    for end in [Before(part, 0), Before(POST, 0), After(POST, 0), Before(POST, 1), After(POST, 1), Acknowledged] {
        let here = bench.arrange(owner, &[]).await;
        let bytes = bench.fresh(BIG);
        bench
            .kill(owner, &here.clone(), end, |bench, origin| bench.upload(owner, origin, &here, "a.bin", &bytes))
            .await;
    }
    for end in [Before(SEND, 0), After(SEND, 0)] {
        let (here, bytes) = (bench.next_folder(), bench.fresh(SMALL));
        bench
            .kill(owner, &here.clone(), end, |bench, origin| {
                let between = vec![bench.states[owner as usize].clone().with_folder(&here)];
                let upload = bench.upload(owner, origin, &here, "a.bin", &bytes);
                Operation { name: "an upload into a new folder", between, ..upload }
            })
            .await;
    }
    for end in [Before(SEND, 0), After(SEND, 0), Acknowledged] {
        let here = bench.arrange(owner, &[]).await;
        bench.kill(owner, &here.clone(), end, |bench, origin| bench.upload(owner, origin, &here, "empty", b"")).await;
    }
    for end in [Before(DELETE, 0), After(SEND, 0), Acknowledged] {
        let bytes = bench.fresh(BIG);
        let here = bench.arrange(owner, &[("a.bin", &bytes)]).await;
        bench.kill(owner, &here.clone(), end, |bench, origin| bench.upload(owner, origin, &here, "same", &bytes)).await;
    }
}

async fn names(bench: &mut Bench, owner: Owner) {
    for end in [Before(EDIT, 0), After(EDIT, 0), Acknowledged] {
        let bytes = bench.fresh(BIG);
        let here = bench.arrange(owner, &[("a.bin", &bytes)]).await;
        let path = format!("/folders/{here}/files/a.bin/rename");
        let after = |state: State| state.moved((&here, "a.bin"), (&here, "b.bin"));
        bench
            .kill_names(owner, &here, end, "renaming", (Method::PUT, &path, json!({ "new_name": "b.bin" })), after)
            .await;
    }
    for end in [Before(EDIT, 0), After(EDIT, 0)] {
        let bytes = bench.fresh(SMALL);
        let here = bench.arrange(owner, &[("a.bin", &bytes)]).await;
        let there = bench.arrange(owner, &[]).await;
        let path = format!("/folders/{here}/files/a.bin/move");
        let after = |state: State| state.moved((&here, "a.bin"), (&there, "a.bin"));
        bench
            .kill_names(owner, &here, end, "moving", (Method::POST, &path, json!({ "dest_folder": there })), after)
            .await;
    }
    for end in [Before(SEND, 0), After(SEND, 0)] {
        let bytes = bench.fresh(BIG);
        let here = bench.arrange(owner, &[("a.bin", &bytes)]).await;
        let path = format!("/folders/{here}/files/a.bin/copy");
        let after = |state: State| state.with(&here, "(1).a.bin", &bytes);
        bench
            .kill_names(owner, &here, end, "copying", (Method::POST, &path, json!({ "dest_folder": here })), after)
            .await;
    }
    for end in [Before(SEND, 0), After(SEND, 0)] {
        let (first, second) = (bench.fresh(BIG), bench.fresh(SMALL));
        let here = bench.arrange(owner, &[("a.bin", &first), ("a.bin", &second)]).await;
        let path = format!("/folders/{here}/files/a.bin/versions/1/restore");
        let after = |state: State| state.with(&here, "a.bin", &first);
        bench.kill_names(owner, &here, end, "restoring a version", (Method::POST, &path, json!({})), after).await;
    }
    for end in [Before(EDIT, 0), After(EDIT, 0)] {
        let bytes = bench.fresh(SMALL);
        let here = bench.arrange(owner, &[("a.bin", &bytes)]).await;
        let renamed = format!("{here} renamed");
        let path = format!("/folders/{here}/rename");
        let after = |state: State| {
            let mut state = state.moved((&here, "a.bin"), (&renamed, "a.bin"));
            state.folders.remove(&here);
            state
        };
        let call = (Method::PUT, path.as_str(), json!({ "new_name": renamed }));
        bench.kill_names(owner, &here, end, "renaming a folder", call, after).await;
    }
}

async fn deletions(bench: &mut Bench, owner: Owner) {
    for end in [Before(EDIT, 0), After(EDIT, 0)] {
        let bytes = bench.fresh(SMALL);
        let here = bench.arrange(owner, &[("a.bin", &bytes)]).await;
        let path = format!("/folders/{here}/files/a.bin");
        let after = |state: State| {
            let mut state = state.without(&here, "a.bin");
            state.trash.insert(format!("{here}/a.bin"));
            state
        };
        bench.kill_names(owner, &here, end, "deleting", (Method::DELETE, &path, Value::Null), after).await;
        bench.empty_trash(owner).await;
    }
    let emptied = |mut state: State| {
        state.trash.clear();
        state
    };
    let empty = || (Method::DELETE, "/trash/", Value::Null);
    for end in [Before(DELETE, 0), After(DELETE, 0), Acknowledged] {
        let bytes = bench.fresh(BIG);
        let here = bench.arrange(owner, &[("a.bin", &bytes)]).await;
        bench.trash_file(owner, &here, "a.bin").await;
        bench.kill_names(owner, &here, end, "emptying the trash", empty(), emptied).await;
    }
    // The segments are a copy's as well: they stay, and say something else.
    for end in [Before(EDIT, 0), After(EDIT, 0), Before(EDIT, 1), After(EDIT, 1)] {
        let bytes = bench.fresh(BIG);
        let here = bench.arrange(owner, &[("a.bin", &bytes), ("copy", &bytes)]).await;
        bench.trash_file(owner, &here, "a.bin").await;
        bench.kill_names(owner, &here, end, "deleting what has a copy", empty(), emptied).await;
    }
    for end in [Before(DELETE, 0), After(DELETE, 0)] {
        let bytes = bench.fresh(SMALL);
        let here = bench.arrange(owner, &[("a.bin", &bytes)]).await;
        bench.trash_folder(owner, &here).await;
        bench.kill_names(owner, &here, end, "deleting a folder for good", empty(), emptied).await;
    }
}

async fn imports(bench: &mut Bench, owner: Owner) {
    for end in [Before(POST, 0), After(POST, 0), Before(POST, 1), After(POST, 1), Acknowledged] {
        let (first, second) = (bench.fresh(SMALL), bench.fresh(SMALL));
        let here = bench.arrange(owner, &[]).await;
        let chat = bench.old_channel(SMALL).await;
        bench
            .kill(owner, &here.clone(), end, |bench, origin| {
                let user = if owner == Owner::Alice { "alice" } else { "bob" };
                let call = bench.call(Owner::Alice, origin, Method::POST, "/import");
                let body = json!({ "chat": chat, "username": user, "folder": here });
                let between = bench.states[owner as usize].clone().with(&here, "0.bin", &first);
                Operation {
                    name: "an import",
                    requests: vec![with_json(call, &body)],
                    after: between.clone().with(&here, "1.bin", &second),
                    between: vec![between],
                    is_of_names: false,
                }
            })
            .await;
    }
}

fn with_json(call: RequestBuilder, body: &Value) -> RequestBuilder {
    call.header("content-type", "application/json").body(body.to_string())
}

impl Bench {
    /// Bytes that no file has.
    pub fn fresh(&mut self, length: usize) -> Vec<u8> {
        self.seed += 1;
        ramp(self.seed * 1_000_003, length)
    }

    /// A name for a folder that is not there.
    pub fn next_folder(&mut self) -> String {
        self.seed += 1;
        format!("p{}", self.seed)
    }

    /// A new folder with these files, and everything in order. A name that comes twice is a file with two contents.
    pub async fn arrange(&mut self, owner: Owner, files: &[(&str, &[u8])]) -> String {
        let here = self.next_folder();
        let path = FolderPath::parse(&here).expect("a path");
        self.with_drive(owner, async |drive, actor| {
            drive.create_folder(actor, &path).await.expect("a new folder");
            for (name, bytes) in files {
                replace(drive, actor, &here, name, bytes).await;
            }
        })
        .await;
        let mut state = std::mem::take(&mut self.states[owner as usize]).with_folder(&here);
        for (name, bytes) in files {
            state = state.with(&here, name, bytes);
        }
        self.states[owner as usize] = state;
        here
    }

    async fn trash_file(&mut self, owner: Owner, folder: &str, name: &str) {
        let path = FolderPath::parse(folder).expect("a path");
        let node = NodeName::parse(name).expect("a name");
        self.with_drive(owner, async |drive, actor| {
            drive.delete_file(actor, &path, &node).await.expect("it is there");
        })
        .await;
        let state = std::mem::take(&mut self.states[owner as usize]).without(folder, name);
        self.states[owner as usize] = state;
        self.states[owner as usize].trash.insert(format!("{folder}/{name}"));
    }

    async fn trash_folder(&mut self, owner: Owner, folder: &str) {
        let path = FolderPath::parse(folder).expect("a path");
        self.with_drive(owner, async |drive, actor| drive.delete_folder(actor, &path).await.expect("it is there"))
            .await;
        let state = &mut self.states[owner as usize];
        state.folders.remove(folder);
        state.files.retain(|(of, _), _| of != folder);
        state.trash.insert(folder.to_owned());
    }

    async fn empty_trash(&mut self, owner: Owner) {
        self.with_drive(owner, async |drive, actor| {
            drive.empty_trash(actor).await.expect("it can be emptied");
        })
        .await;
        self.states[owner as usize].trash.clear();
    }

    async fn with_drive(&self, owner: Owner, work: impl AsyncFnOnce(&Drive, &Actor)) {
        self.site
            .open(async |drive| {
                let name = if owner == Owner::Alice { "alice" } else { "bob" };
                let user = drive.people().user(name).await.expect("the user is there").id;
                let actor =
                    Actor { kind: ActorKind::Server, user, name: name.to_owned(), app_password: None, address: None };
                work(drive, &actor).await;
                drive.work_off_outbox().await.expect("an outbox");
            })
            .await;
    }

    /// A channel with two documents of the freshest bytes, `0.bin` and `1.bin`.
    async fn old_channel(&self, length: usize) -> i64 {
        let create = async |drive: &Drive| {
            let account = drive.storage_account().await.expect("it is signed in");
            account.create_channel("Old files", "").await.expect("a channel").0
        };
        let chat = self.site.open(create).await;
        let document = |index: u32| {
            let start = (self.seed - 2 + u64::from(index)) * 1_000_003;
            FilledMessage::document("caption", format!("{index}.bin"), start, length as u64)
        };
        self.site.sandbox.fill(ChatRef::Channel(chat), 2, &document).expect("the channel is there");
        chat
    }

    fn upload(&self, owner: Owner, origin: &str, folder: &str, name: &str, bytes: &[u8]) -> Operation {
        let (content_type, body) = multipart(name, bytes);
        let call = self.call(owner, origin, Method::POST, &format!("/folders/{folder}/files/"));
        Operation {
            name: "an upload",
            requests: vec![call.header("content-type", content_type).body(body)],
            after: self.states[owner as usize].clone().with(folder, name, bytes),
            between: Vec::new(),
            is_of_names: false,
        }
    }

    async fn kill_names(
        &mut self,
        owner: Owner,
        current: &str,
        end: End,
        name: &'static str,
        (method, path, body): (Method, &str, Value),
        after: impl FnOnce(State) -> State,
    ) {
        self.kill(owner, current, end, |bench, origin| {
            let call = bench.call(owner, origin, method, path);
            let call = if body.is_null() { call } else { with_json(call, &body) };
            let after = after(bench.states[owner as usize].clone());
            Operation { name, requests: vec![call], after, between: Vec::new(), is_of_names: true }
        })
        .await;
    }
}

/// Stores a file, as the newest content of the one that has the name.
pub async fn replace(drive: &Drive, actor: &Actor, folder: &str, name: &str, bytes: &[u8]) {
    let file = NewFile {
        folder: FolderPath::parse(folder).expect("a path"),
        name: NodeName::parse(name).expect("a name"),
        original_name: name.to_owned(),
        content_type: None,
        name_taken: NameTaken::Replace,
        size: Some(bytes.len() as u64),
    };
    let mut upload = drive.upload(actor, file).await.expect("an upload begins");
    upload.write(bytes.to_vec().into()).await.expect("it takes bytes");
    upload.finish().await.expect("it is stored");
}
