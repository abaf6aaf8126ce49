//! `heliograph drive`: beside a server that runs on the same data, and while none runs.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::drive::client::{PASSWORD, Program, refuses};
use crate::drive::stored::{STORAGE, sign_storage_in, upload};
use crate::harness::{Program as Process, TestDatabase, sandbox_settings};

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

/// A drive whose server does not run, with a file of `alice`; and what runs a command on it.
struct Stopped {
    sandbox: sandbox::Sandbox,
    settings: Vec<(String, String)>,
    database: Option<TestDatabase>,
    home: tempfile::TempDir,
}

impl Stopped {
    async fn make() -> Self {
        let sandbox = sandbox::Sandbox::start(sandbox::Options::default()).await.expect("a sandbox");
        let home = tempfile::tempdir().expect("a folder");
        let database = TestDatabase::make().await;
        let settings = sandbox_settings(&sandbox, home.path());
        let mut settings: Vec<_> = settings.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        settings.push(("DRIVE_REGISTRATION".to_owned(), "open".to_owned()));
        settings.extend(database.as_ref().map(|database| ("DATABASE_URL".to_owned(), database.url())));
        Self { sandbox, settings, database, home }
    }

    fn start(&self) -> Process {
        let settings: Vec<_> = self.settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        Process::start(self.home.path(), &settings)
    }

    async fn store_file(&self, program: &Program) {
        program.register("alice", PASSWORD).await.is(200);
        let alice = program.signed_in("alice", PASSWORD).await;
        sign_storage_in(&alice).await;
        upload(&alice, "f", "a.txt", b"hello").await.is(200);
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.home.path()).env_clear().args(arguments);
        command.envs(self.settings.iter().map(|(name, value)| (name, value))).env("PATH", "/usr/bin:/bin");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    async fn run(&self, arguments: &[&str]) -> Output {
        let arguments = [&["drive"], arguments].concat();
        let child = self.command(env!("CARGO_BIN_EXE_heliograph"), &arguments).spawn().expect("the program runs");
        tokio::task::spawn_blocking(move || child.wait_with_output().expect("it ends")).await.expect("no panic")
    }

    /// Runs it as somebody sees it on a terminal.
    async fn on_terminal(&self, arguments: &[&str]) -> String {
        let line = format!("{} drive {}", env!("CARGO_BIN_EXE_heliograph"), arguments.join(" "));
        let child = self.command("script", &["-qec", &line, "/dev/null"]).spawn().expect("`script` of util-linux runs");
        let output = tokio::task::spawn_blocking(move || child.wait_with_output().expect("it ends")).await;
        text(&output.expect("no panic").stdout)
    }

    async fn finish(self) {
        self.sandbox.stop().await;
        if let Some(database) = self.database {
            database.remove().await;
        }
    }
}

/// One JSON document on the standard output, and nothing else anywhere.
fn json_alone(output: &Output) -> Value {
    assert_eq!(text(&output.stderr), "");
    json_of(output)
}

fn refusal(output: &Output) -> String {
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), String::new()));
    text(&output.stderr)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_that_need_the_account_say_that_a_server_has_it() {
    let drive = Stopped::make().await;
    let process = drive.start();
    let program = Program::new(process.origin());
    drive.store_file(&program).await;
    let commands: [&[&str]; 4] = [&["check"], &["check", "--json"], &["rebuild"], &["export", "f", "files"]];
    for arguments in commands {
        let refusal = refusal(&drive.run(arguments).await);
        let rebuild_comes_first = arguments == ["rebuild"] && refusal.contains("a rebuild needs one without");
        assert!(
            rebuild_comes_first
                || refusal.ends_with("the storage account can be used by one process at a time, so stop it first\n"),
            "{arguments:?}: {refusal}"
        );
        assert_eq!(refusal.lines().count(), 1, "{refusal}");
    }
    let read = program.signed_in("alice", PASSWORD).await.get("/folders/f/files/a.txt/download").await.is(200);
    assert_eq!(read.body.as_ref(), b"hello", "the server goes on");
    process.stop();
    assert!(json_alone(&drive.run(&["check", "--json"]).await)["findings"].as_array().is_some_and(Vec::is_empty));
    drive.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_print_json_alone_and_progress_on_terminals_alone() {
    let drive = Stopped::make().await;
    let refused = refusal(&drive.run(&["check", "--json"]).await);
    assert!(refused.contains("there is no database of Heliograph"), "{refused}");
    drive.start().stop();
    let refused = refusal(&drive.run(&["check", "--json"]).await);
    assert!(refused.contains("the storage account is not signed in"), "{refused}");
    let process = drive.start();
    drive.store_file(&Program::new(process.origin())).await;
    process.stop();

    let checked = json_alone(&drive.run(&["check", "--deep", "--repair", "--json"]).await);
    let expected =
        json!({ "messages": checked["messages"], "documents": 1, "pending": 0, "findings": [], "repaired": 0 });
    assert_eq!(checked, expected);
    let listed = json_alone(&drive.run(&["users", "list", "--json"]).await);
    assert_eq!(listed[0]["username"], "alice");
    let exported = json_alone(&drive.run(&["export", "f", "files", "--json"]).await);
    assert_eq!(exported, json!({ "written": 1, "unchanged": 0, "bytes": 5, "failed": [] }));
    assert_eq!(std::fs::read(drive.home.path().join("files/a.txt")).expect("it is written"), b"hello");

    let quiet = drive.run(&["check"]).await;
    assert_eq!(text(&quiet.stderr), "");
    assert!(printed(&quiet).ends_with("0 findings, 0 repaired"), "{quiet:?}");
    let quiet = drive.run(&["export", "f", "files"]).await;
    assert_eq!((text(&quiet.stderr).as_str(), printed(&quiet).as_str()), ("", "0 written (0 bytes), 1 there already"));

    let seen = drive.on_terminal(&["check", "--deep"]).await;
    assert!(seen.contains(" messages\r") && seen.contains("1 of 1 documents"), "{seen:?}");
    assert!(drive.on_terminal(&["export", "f", "files", "--overwrite"]).await.contains("\x1b[Kf/a.txt"));
    let seen = drive.on_terminal(&["check", "--json"]).await;
    assert!(serde_json::from_str::<Value>(&seen).is_ok(), "no progress in JSON: {seen:?}");

    for (arguments, problem) in [
        (&["export", "nothing", "files"][..], "there is no such folder"),
        (&["export", "f", "files", "--user", "bob"], "there is no user of that name"),
        (&["rebuild"], "there are files in the database already; a rebuild needs one without"),
    ] {
        assert_eq!(refusal(&drive.run(arguments).await), format!("heliograph: {problem}\n"));
    }
    assert_eq!(drive.run(&["check", "--unknown"]).await.status.code(), Some(2), "a mistake on the command line");

    // Something is wrong: it is told, in JSON too, and the exit code says so.
    let channel = drive.sandbox.created_channels(STORAGE).expect("the account")[0].id;
    let chat = sandbox::ChatRef::Channel(channel);
    let messages = drive.sandbox.messages(chat, 0, 100).expect("messages");
    let post = messages.iter().find(|post| post.text.contains("a.txt")).expect("its message");
    drive.sandbox.remove_message(chat, post.id).expect("it is there");
    let output = drive.run(&["check", "--json"]).await;
    assert_eq!(output.status.code(), Some(1));
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(told["findings"][0]["finding"], "segment_missing");
    assert_eq!(told["findings"][0]["files"], json!(["alice:f/a.txt"]));
    assert_eq!(text(&output.stderr), "heliograph: not everything is as it should be\n");
    drive.finish().await;
}
