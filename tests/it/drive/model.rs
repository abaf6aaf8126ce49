//! Random operations of two users, against a plain model in memory; then the database is thrown away and made again.

use std::collections::{BTreeMap, BTreeSet};

use heliograph::drive::{Drive, RebuildOptions};
use reqwest::Method;
use serde_json::json;

use super::client::{PASSWORD, Program};
use super::stored::{self, sign_storage_in, upload};
use crate::harness::ramp;

const FOLDERS: [&str; 4] = ["f", "g", "f/n", "h"];
const FILES: [&str; 4] = ["a.txt", "b.jpg", "c", "ü 写.bin"];
const OPERATIONS: u64 = 2000;

/// What one user has: folders, and the bytes of each file by folder and name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Model {
    folders: BTreeSet<String>,
    files: BTreeMap<(String, String), Vec<u8>>,
}

/// Numbers that are the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn of<'a>(&mut self, items: &[&'a str]) -> &'a str {
        items[usize::try_from(self.below(items.len() as u64)).expect("it is small")]
    }
}

fn encoded(folder: &str) -> String {
    folder.replace('/', "%2F")
}

impl Model {
    fn free_name(&self, folder: &str, name: &str) -> String {
        let taken = |name: &str| self.files.contains_key(&(folder.to_owned(), name.to_owned()));
        let numbered = (1..).map(|number| format!("({number}).{name}"));
        std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken(name)).expect("there are many numbers")
    }

    fn make_folder(&mut self, path: &str) {
        let mut whole = String::new();
        for name in path.split('/') {
            whole = if whole.is_empty() { name.to_owned() } else { format!("{whole}/{name}") };
            self.folders.insert(whole.clone());
        }
    }

    fn remove_folder(&mut self, path: &str) {
        let below = format!("{path}/");
        let is_within = |folder: &str| folder == path || folder.starts_with(&below);
        self.folders.retain(|folder| !is_within(folder));
        self.files.retain(|(folder, _), _| !is_within(folder));
    }
}

/// Does something to both, and checks that they agree on whether it can be done.
async fn step(drive: &Drive, owner: &str, user: &Program, model: &mut Model, random: &mut Random) {
    let (folder, name) = (random.of(&FOLDERS), random.of(&FILES));
    let (other, new_name) = (random.of(&FOLDERS), random.of(&FILES));
    let key = (folder.to_owned(), name.to_owned());
    let file = format!("/folders/{}/files/{}", encoded(folder), name.replace(' ', "%20"));
    let exists = model.files.contains_key(&key);
    match random.below(12) {
        0..=2 => {
            let bytes = ramp(usize::try_from(random.below(3)).expect("small") * 40_000 + folder.len());
            let stored = upload(user, &encoded(folder), name, &bytes).await.is(200).json();
            model.make_folder(folder);
            let free = model.free_name(folder, name);
            assert_eq!(stored["filename"], free);
            model.files.insert((folder.to_owned(), free), bytes);
        }
        3 => {
            let answer = user.json(Method::PUT, &format!("{file}/rename"), &json!({ "new_name": new_name })).await;
            let to = (folder.to_owned(), new_name.to_owned());
            let can = exists && (new_name == name || !model.files.contains_key(&to));
            assert_eq!(answer.status.is_success(), can, "rename {file} to {new_name}: {answer:?}");
            if can && let Some(bytes) = model.files.remove(&key) {
                model.files.insert(to, bytes);
            }
        }
        4 => {
            let answer = user.post(&format!("{file}/move"), json!({ "dest_folder": other })).await;
            let to = (other.to_owned(), name.to_owned());
            let can = exists && model.folders.contains(other) && (other == folder || !model.files.contains_key(&to));
            assert_eq!(answer.status.is_success(), can, "move {file} to {other}: {answer:?}");
            if can && let Some(bytes) = model.files.remove(&key) {
                model.files.insert(to, bytes);
            }
        }
        5 => {
            let answer = user.post(&format!("{file}/copy"), json!({ "dest_folder": other })).await;
            let can = exists && model.folders.contains(other);
            assert_eq!(answer.status.is_success(), can, "copy {file} to {other}: {answer:?}");
            if can && let Some(bytes) = model.files.get(&key).cloned() {
                let free = model.free_name(other, name);
                model.files.insert((other.to_owned(), free), bytes);
            }
        }
        6 => {
            let answer = user.delete(&file).await;
            assert_eq!(answer.status.is_success(), exists, "delete {file}: {answer:?}");
            model.files.remove(&key);
        }
        7 => {
            // Out of the trash again, to where it was.
            user.delete("/trash/").await.is(200);
            let answer = user.delete(&file).await;
            assert_eq!(answer.status.is_success(), exists, "delete {file}: {answer:?}");
            if exists {
                let trash = user.get("/trash/").await.is(200).json();
                let id = &trash[0]["id"];
                user.post(&format!("/trash/{id}/restore"), json!({})).await.is(200);
            }
        }
        8 => {
            let answer = user.post(&format!("{file}/share"), json!({ "decrypt": true })).await;
            assert_eq!(answer.status.is_success(), exists, "share {file}: {answer:?}");
            if let Some(bytes) = model.files.get(&key) {
                let link = answer.json()["message"].as_str().expect("a link").to_owned();
                let link = link.strip_prefix("/api/v1").expect("a path of the API").to_owned();
                let visitor = user.with("");
                assert!(visitor.get(&format!("{link}/download")).await.is(200).body == *bytes, "the share of {file}");
                let token = link.rsplit('/').next().expect("a token");
                user.post(&format!("/access/revoke/{token}"), json!({})).await.is(200);
                visitor.get(&format!("{link}/download")).await.is(401);
            }
        }
        9 if exists => {
            let bytes = ramp(usize::try_from(random.below(100_000)).expect("small") + 1);
            stored::replace(drive, owner, folder, name, &bytes).await;
            model.files.insert(key, bytes);
        }
        10 => {
            let can = model.folders.contains(folder);
            let answer = user.delete(&format!("/folders/{}/", encoded(folder))).await;
            assert_eq!(answer.status.is_success(), can, "delete {folder}: {answer:?}");
            model.remove_folder(folder);
        }
        _ => {
            if random.below(2) == 0 {
                user.delete("/trash/").await.is(200);
            } else {
                let switch = random.of(&["on", "off"]);
                user.post(&format!("/encryption/{switch}"), json!({})).await.is(200);
            }
        }
    }
}

async fn compare(user: &Program, model: &Model) {
    let folders = user.get("/folders/").await.is(200).json();
    assert_eq!(stored::names(&folders, "name").into_iter().collect::<BTreeSet<_>>(), model.folders);
    let listed = user.get("/files/").await.is(200).json();
    let listed = listed.as_array().expect("a list");
    let text = |file: &serde_json::Value, key: &str| file[key].as_str().expect("a text").to_owned();
    let keys: BTreeSet<_> = listed.iter().map(|file| (text(file, "folder"), text(file, "filename"))).collect();
    assert_eq!(keys, model.files.keys().cloned().collect::<BTreeSet<_>>());
    user.post("/encryption/on", json!({})).await.is(200);
    for ((folder, name), bytes) in &model.files {
        let name = name.replace(' ', "%20");
        let path = format!("/folders/{}/files/{name}/download", encoded(folder));
        assert!(user.get(&path).await.is(200).body == *bytes, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_does_as_a_plain_model_does() {
    let (mut server, alice) = stored::server().await;
    let bob = Program::registered(&server, "bob").await;
    let mut random = Random(7);
    let mut users = [("alice", alice, Model::default()), ("bob", bob, Model::default())];
    let drive = server.drive(|_| {});
    for operation in 1..=OPERATIONS {
        let (owner, user, model) = &mut users[usize::try_from(random.below(2)).expect("it is small")];
        step(&drive, owner, user, model, &mut random).await;
        if operation % 100 == 0 {
            for (_, user, model) in &users {
                compare(user, model).await;
            }
        }
    }
    stored::settled(&server).await;
    let deep = heliograph::drive::CheckOptions { deep: true, repair: false };
    let checked = server.drive(|_| {}).check(deep, |_| {}).await.expect("a check");
    assert!(checked.findings.is_empty(), "{checked:?}");

    server.lose_database().await;
    let alice = Program::registered(&server, "alice").await;
    sign_storage_in(&alice).await;
    let rebuilt = server.drive(|_| {}).rebuild(RebuildOptions::default(), |_| {}).await.expect("a rebuild");
    assert!(rebuilt.incomplete.is_empty() && rebuilt.recovered.is_empty(), "{rebuilt:?}");
    let password = heliograph::drive::people::Password::parse(PASSWORD.to_owned().into()).expect("a password");
    server.drive(|_| {}).people().reset_password("bob", &password, false).await.expect("there is bob");
    for (name, _, model) in &users {
        let user = Program::new(server.origin()).signed_in(name, PASSWORD).await;
        compare(&user, model).await;
    }
    stored::settled(&server).await;
    let checked = server.drive(|_| {}).check(deep, |_| {}).await.expect("a check");
    assert!(checked.findings.is_empty(), "{checked:?}");
    server.finish().await;
}
