//! `heliograph keys`, beside a server that runs on the same data.

use std::path::Path;
use std::process::{Command, Output};

use crate::harness::{Program, Service};

const PATH: &str = "/user/+9996620001/isAuthorized";

fn keys(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_heliograph"));
    command.current_dir(folder).env_clear().arg("keys").args(arguments).output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_is_made_listed_and_revoked_while_the_server_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::start(folder.path(), &[]);
    let made = keys(folder.path(), &["create", "robot", "--scope", "accounts"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let key = text(&made.stdout).trim().to_owned();
    let service = Service::new(program.origin(), &key);
    let answer = service.get(PATH).await.is(401).refuses();
    assert_eq!(answer, "The user trying to access telegram features is not authorized.", "the key is right");

    let listed = text(&keys(folder.path(), &["list"]).stdout);
    let line = listed.lines().find(|line| line.starts_with("robot")).unwrap_or_else(|| panic!("{listed}"));
    assert!(line.contains("accounts") && !line.contains("never"), "{line}");
    let secret = key.rsplit('_').next().expect("a part");
    assert!(!listed.contains(secret) && !program.said().contains(secret), "it was shown once");

    let again = keys(folder.path(), &["create", "robot"]);
    assert!(!again.status.success());
    assert_eq!(text(&again.stderr), "heliograph: there is a key of that name\n");
    assert!(keys(folder.path(), &["revoke", "robot"]).status.success());
    assert_eq!(service.get(PATH).await.is(401).refuses(), "The API key is not valid.");
    assert!(!keys(folder.path(), &["revoke", "robot"]).status.success());
    program.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_brings_a_key_that_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let printed = |program: &Program| {
        let said = program.said();
        let line =
            said.lines().find_map(|line| line.trim().strip_prefix("API key")).unwrap_or_else(|| panic!("{said}"));
        line.trim().to_owned()
    };
    let program = Program::start(folder.path(), &[]);
    let key = printed(&program);
    assert_eq!(
        Service::new(program.origin(), &key).get("/sendCode").await.is(400).refuses(),
        "phoneNumber is required."
    );
    program.stop();
    let program = Program::start(folder.path(), &[]);
    assert_eq!(printed(&program), key, "the same after a restart");
    program.stop();
}

#[test]
fn keys_of_no_server_are_not_listed_and_nothing_is_made() {
    for arguments in
        [&["keys", "list"][..], &["keys", "revoke", "robot"], &["drive", "users", "list"], &["drive", "check"]]
    {
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(env!("CARGO_BIN_EXE_heliograph"));
        let output = command.current_dir(folder.path()).env_clear().args(arguments).output().expect("the program runs");
        assert!(!output.status.success());
        let said = text(&output.stderr);
        assert!(said.contains("there is no database of Heliograph") && said.contains("DATA_DIR"), "{said}");
        let left = std::fs::read_dir(folder.path()).expect("the folder is there").count();
        assert_eq!(left, 0, "{arguments:?} left something");
    }
}

#[test]
fn an_address_in_use_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("it is bound").port().to_string();
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_heliograph"));
    let output = command.current_dir(folder.path()).env_clear().env("ROCKET_PORT", &port).output();
    let output = output.expect("the program runs");
    assert!(!output.status.success());
    let said = text(&output.stderr);
    assert!(said.contains(&format!("cannot listen on 127.0.0.1:{port}: ")) && said.contains("ROCKET_PORT"), "{said}");
}

#[test]
fn a_start_that_is_stopped_leaves_no_draft_of_the_key() {
    for _ in 0..8 {
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(env!("CARGO_BIN_EXE_heliograph"));
        let mut child =
            command.current_dir(folder.path()).env_clear().env("ROCKET_PORT", "0").spawn().expect("it starts");
        // As early as there is something to leave.
        while !folder.path().join("data/tmp").exists() {
            assert!(child.try_wait().expect("its state is known").is_none(), "it ended by itself");
            std::thread::yield_now();
        }
        let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill is there");
        assert!(asked.success() && child.wait().expect("it ends").success());
        let files = std::fs::read_dir(folder.path().join("data")).expect("the folder is there");
        let names: Vec<_> = files.map(|entry| entry.expect("readable").file_name()).collect();
        assert!(names.iter().all(|name| !name.to_string_lossy().contains("draft")), "{names:?}");
        let temporary = std::fs::read_dir(folder.path().join("data/tmp")).expect("the folder is there").count();
        assert_eq!(temporary, 0);
    }
}
