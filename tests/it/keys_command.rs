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
