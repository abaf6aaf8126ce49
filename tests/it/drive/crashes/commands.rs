//! Commands that are ended, and repeated.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use sandbox::Moment;
use sea_orm::{ConnectionTrait, Database};

use super::kill::{Bench, Owner};
use super::operations::{BIG, SMALL};
use super::site::{Site, open};
use super::state::State;
use crate::drive::client::{PASSWORD, Program};
use crate::drive::stored::sign_storage_in;
use crate::harness::{Instance, TestDatabase};

fn command(settings: &[(String, String)], arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_heliograph"));
    command.env_clear().envs(settings.iter().map(|(name, value)| (name, value))).arg("drive").args(arguments);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

async fn run(settings: &[(String, String)], arguments: &[&str]) -> Output {
    let child = command(settings, arguments).spawn().expect("the program runs");
    tokio::task::spawn_blocking(move || child.wait_with_output().expect("it ends")).await.expect("no panic")
}

/// Runs a command, and ends it there.
async fn end(
    site: &Site,
    settings: &[(String, String)],
    arguments: &[&str],
    (method, moment, after): (&str, Moment, u64),
) {
    let mut hold = site.sandbox.hold(method, moment, after);
    let mut child = command(settings, arguments).spawn().expect("the program runs");
    let reached = tokio::time::timeout(std::time::Duration::from_secs(30), hold.reached()).await;
    assert!(reached.is_ok(), "{arguments:?} does not come to {method} {moment:?} {after}");
    child.kill().expect("it runs");
    child.wait().expect("it ends");
    hold.lose();
}

/// The files below a folder, by path.
fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            files.extend(files_below(&path).into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
        } else {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            files.insert(name, std::fs::read(&path).expect("a file"));
        }
    }
    files
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_that_was_ended_is_gone_on_with() {
    let mut bench = Bench::make().await;
    let (first, second, third) = (bench.fresh(BIG), bench.fresh(SMALL), bench.fresh(BIG));
    let files: [(&str, &[u8]); 4] = [("a.bin", &first), ("b.bin", &second), ("c.bin", &third), ("empty", b"")];
    for (owner, user) in [(Owner::Alice, "alice"), (Owner::Bob, "bob")] {
        let here = bench.arrange(owner, &files).await;
        let target = tempfile::tempdir().expect("a folder");
        let directory = target.path().to_str().expect("text");
        let arguments = ["export", &here, directory, "--user", user, "--json"];
        for point in [
            ("upload.getFile", Moment::BeforeExecution, 0),
            ("upload.getFile", Moment::BeforeAnswer, 1),
            ("upload.getFile", Moment::BeforeAnswer, 2),
        ] {
            bench.site.let_leases_run_out().await;
            end(&bench.site, &bench.site.settings, &arguments, point).await;
        }
        // What is there of a file may be of other bytes, after a power cut.
        for entry in std::fs::read_dir(target.path()).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|extension| extension == "part") {
                std::fs::write(path, [0; 100]).expect("it can be written");
            }
        }
        bench.site.let_leases_run_out().await;
        let output = run(&bench.site.settings, &arguments).await;
        assert!(output.status.success(), "{output:?}");
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON and nothing else");
        assert!(told["failed"].as_array().is_some_and(Vec::is_empty), "{told}");
        let expected: BTreeMap<_, _> = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
        assert!(files_below(target.path()) == expected, "{:?}", files_below(target.path()).keys());
        let output = run(&bench.site.settings, &arguments).await;
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!((&told["written"], &told["unchanged"]), (&0.into(), &4.into()));
    }
    bench.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rebuild_that_was_ended_is_done_again() {
    let mut bench = Bench::make().await;
    for owner in [Owner::Alice, Owner::Bob] {
        let (first, second) = (bench.fresh(BIG), bench.fresh(SMALL));
        bench.arrange(owner, &[("a.bin", &first), ("b.bin", &second)]).await;
    }
    // A database without anything but the account that stores.
    let home = tempfile::tempdir().expect("a folder");
    let data = home.path().join("data");
    std::os::unix::fs::DirBuilderExt::mode(&mut std::fs::DirBuilder::new(), 0o700).create(&data).expect("a folder");
    std::fs::copy(bench.site.data().join("secret.key"), data.join("secret.key")).expect("the master key is there");
    let database = TestDatabase::make().await;
    let own = |name: &str| ["DATA_DIR", "DATABASE_URL"].contains(&name);
    let mut settings: Vec<_> = bench.site.settings.iter().filter(|(name, _)| !own(name)).cloned().collect();
    settings.push(("DATA_DIR".to_owned(), data.display().to_string()));
    settings.extend(database.as_ref().map(|database| ("DATABASE_URL".to_owned(), database.url())));
    let server = Instance::launch(&settings, Default::default()).await;
    let program = Program::new(server.origin());
    program.register("alice", PASSWORD).await.is(200);
    sign_storage_in(&program.signed_in("alice", PASSWORD).await).await;
    server.stop().await;

    let let_leases_run_out = async || {
        if let Some(database) = &database {
            let connection = Database::connect(database.url()).await.expect("the database is there");
            connection.execute_unprepared("UPDATE accounts SET lease_until = 0").await.expect("there is the table");
            connection.close().await.expect("the connection closes");
        }
    };
    let arguments = ["rebuild", "--json"];
    for point in [
        ("messages.getHistory", Moment::BeforeExecution, 0),
        ("messages.getHistory", Moment::BeforeAnswer, 0),
        ("messages.search", Moment::BeforeAnswer, 0),
        ("messages.search", Moment::BeforeAnswer, 1),
    ] {
        let_leases_run_out().await;
        end(&bench.site, &settings, &arguments, point).await;
    }
    let_leases_run_out().await;
    let output = run(&settings, &arguments).await;
    assert!(output.status.success(), "{output:?}");
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON and nothing else");
    assert_eq!((&told["users"], &told["files"], &told["incomplete"]), (&2.into(), &4.into(), &serde_json::json!([])));
    let again = run(&settings, &arguments).await;
    assert_eq!(again.status.code(), Some(1));
    assert!(again.stdout.is_empty() && String::from_utf8_lossy(&again.stderr).contains("a rebuild needs one without"));
    let states = open(&settings, async |drive| {
        let alice = State::read(drive, "alice", "", &State::default()).await;
        [alice, State::read(drive, "bob", "", &State::default()).await]
    })
    .await;
    assert_eq!(states, bench.states);
    if let Some(database) = database {
        database.remove().await;
    }
    bench.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repair_that_was_ended_is_done_again() {
    let mut bench = Bench::make().await;
    let bytes = bench.fresh(SMALL);
    let here = bench.arrange(Owner::Alice, &[("a.bin", &bytes)]).await;
    let channel = bench.site.sandbox.created_channels("+9996622000").expect("the account")[0].id;
    let chat = sandbox::ChatRef::Channel(channel);
    let posts = bench.site.sandbox.messages(chat, 0, 1_000).expect("messages");
    let post = posts.iter().find(|post| post.text.contains("a.bin")).expect("its message");
    bench.site.sandbox.change_message(chat, post.id, "something else").expect("it is there");
    let arguments = ["check", "--repair", "--json"];
    for moment in [Moment::BeforeExecution, Moment::BeforeAnswer] {
        bench.site.let_leases_run_out().await;
        end(&bench.site, &bench.site.settings, &arguments, ("messages.editMessage", moment, 0)).await;
    }
    bench.site.let_leases_run_out().await;
    let output = run(&bench.site.settings, &arguments).await;
    assert!(output.status.success(), "{output:?}");
    let output = run(&bench.site.settings, &["check", "--deep", "--json"]).await;
    assert!(output.status.success(), "{output:?}");
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON and nothing else");
    assert_eq!((&told["findings"], &told["pending"]), (&serde_json::json!([]), &0.into()));
    assert!(bench.states[0].folders.contains(&here));
    bench.finish().await;
}
