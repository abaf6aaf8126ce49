//! `heliograph drive`, beside a server that runs on the same data.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::drive::client::{Program, refuses};
use crate::harness::Program as Process;

fn users(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_heliograph"));
    command.current_dir(folder).env_clear().args(["drive", "users"]).args(arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    child.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("it reads");
    child.wait_with_output().expect("it ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout).trim_end().to_owned()
}

fn json_of(output: &Output) -> Value {
    serde_json::from_str(&printed(output)).expect("JSON")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn users_are_looked_after_while_the_server_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    let process = Process::start(folder.path(), &[("DRIVE_REGISTRATION", "closed")]);
    let program = Program::new(process.origin());
    let run = |arguments: &[&str], input: &str| users(folder.path(), arguments, input);
    assert_eq!(printed(&run(&["list", "--json"], "")), "[]");

    let made = run(&["add", "root"], "");
    let password = printed(&made);
    assert!(password.len() == 24 && text(&made.stderr).contains("an operator"), "{password} {made:?}");
    let root = program.signed_in("root", &password).await;
    assert_eq!(root.get("/me").await.is(200).json()["is_operator"], true, "the first one");
    assert_eq!(printed(&run(&["add", "alice", "--password-stdin"], "a word with spaces \n")), "");
    let alice = program.signed_in("alice", "a word with spaces ").await;
    assert_eq!(alice.get("/me").await.is(200).json()["is_operator"], false);
    let second = json_of(&run(&["add", "deputy", "--operator", "--json"], ""));
    assert_eq!((&second["username"], &second["is_operator"]), (&json!("deputy"), &json!(true)));
    program.signed_in("deputy", second["password"].as_str().expect("a password")).await;

    for (arguments, input, problem) in [
        (&["add", "alice"][..], "", "there is a user of that name"),
        (
            &["add", "a/b"],
            "",
            "A user name has 1 to 64 visible characters, none of them / or :, and no space at its ends",
        ),
        (&["add", "bob", "--password-stdin"], "\n", "A password has 1 to 1024 bytes"),
        (&["remove", "bob"], "", "there is no user of that name"),
        (&["reset-password", "bob"], "", "there is no user of that name"),
    ] {
        let output = run(arguments, input);
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(1), format!("heliograph: {problem}\n")));
    }

    let listed = json_of(&run(&["list", "--json"], ""));
    let names: Vec<_> = listed.as_array().expect("a list").iter().map(|user| &user["username"]).collect();
    assert_eq!(names, ["alice", "deputy", "root"]);
    let table = printed(&run(&["list"], ""));
    let line = table.lines().find(|line| line.starts_with("root")).unwrap_or_else(|| panic!("{table}"));
    assert!(line.contains("operator") && line.contains("none"), "{line}");

    let reset = json_of(&run(&["reset-password", "alice", "--json"], ""));
    refuses(alice.get("/me").await, 401, "Could not validate credentials");
    refuses(program.token("alice", "a word with spaces ").await, 401, "Incorrect login credentials");
    let alice = program.signed_in("alice", reset["password"].as_str().expect("a password")).await;
    printed(&run(&["remove", "alice"], ""));
    refuses(alice.get("/me").await, 401, "Could not validate credentials");
    assert!(!process.said().contains(&password), "it was shown once");
    process.stop();
}

/// Whoever has lost the app gets in again by an operator.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_time_passwords_are_switched_off_for_who_has_lost_the_app() {
    let folder = tempfile::tempdir().expect("a folder");
    let process = Process::start(folder.path(), &[]);
    let program = Program::new(process.origin());
    program.register("alice", "pass").await.is(200);
    let alice = program.signed_in("alice", "pass").await;
    let enrolled = alice.post("/totp", json!({ "password": "pass" })).await.is(200).json();
    let secret = totp_rs::Secret::try_from_base32(enrolled["secret"].as_str().expect("a secret")).expect("base32");
    let app = totp_rs::Builder::new().with_algorithm(totp_rs::Algorithm::SHA1).with_secret(secret).build();
    let otp = app.expect("usual parameters").generate_current().to_string();
    alice.post("/totp/confirm", json!({ "otp": otp })).await.is(200);
    let reset = |arguments: &[&str]| {
        let arguments = [&["reset-password", "alice", "--password-stdin"], arguments].concat();
        printed(&users(folder.path(), &arguments, "another\n"))
    };
    reset(&[]);
    refuses(program.token("alice", "another").await, 401, "One-time password required");
    reset(&["--totp"]);
    program.token("alice", "another").await.is(200);
    process.stop();
}
