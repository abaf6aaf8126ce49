//! `heliograph drive check`, `rebuild` and `export`: what needs the storage account, and so the database to itself

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::time::Instant;

use clap::Subcommand;
use heliograph::accounts::Accounts;
use heliograph::config::Config;
use heliograph::drive::tree::FolderPath;
use heliograph::drive::{
    self, Actor, ActorKind, CheckOptions, CheckProgress, Checked, Drive, ExportOptions, Finding, RebuildOptions,
    Rebuilt,
};
use heliograph::store::{self, Store};
use heliograph::telegram;
use serde::Serialize;

#[derive(Subcommand)]
pub enum StorageCommand {
    /// Compare the database with Telegram: every row with its message, every message with its row.
    Check {
        /// Compare the hashes of the stored bytes as well. Nothing is downloaded.
        #[arg(long)]
        deep: bool,
        /// Make missing edits, and delete messages that nothing needs and that are older than a day.
        #[arg(long)]
        repair: bool,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Make the database again from the channel alone. Users get new passwords from an operator afterwards.
    Rebuild {
        /// Go on without messages that cannot be opened. What they are about is lost then.
        #[arg(long)]
        skip_unreadable: bool,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Write the files of a folder, and of the folders in it, into a directory. Can be repeated: what is there is left alone.
    Export {
        /// The folder's path.
        folder: String,
        /// The directory.
        directory: PathBuf,
        /// Whose folder; needed where there are several users.
        #[arg(long)]
        user: Option<String>,
        /// Write files again that are there already.
        #[arg(long)]
        overwrite: bool,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// The storage account is for one process at a time.
const SERVER_RUNS: &str =
    "a server has this database open; the storage account can be used by one process at a time, so stop it first";

pub async fn run(command: StorageCommand, config: Config) -> Result<(), String> {
    // A rebuild makes a lost database again.
    if !matches!(command, StorageCommand::Rebuild { .. }) {
        Store::check_exists(&config.storage).await.map_err(|error| error.to_string())?;
    }
    let store = match Store::open(&config.storage).await {
        Ok(store) => store,
        Err(store::Error::InUse(_)) => {
            return Err(SERVER_RUNS.to_owned());
        }
        Err(error) => return Err(error.to_string()),
    };
    let outcome = match Accounts::start(&config, store.clone()).await {
        Ok(accounts) => {
            let drive = Drive::new(store.clone(), accounts.clone(), config.drive);
            let outcome = execute(command, &drive).await;
            accounts.shutdown(Instant::now()).await;
            outcome
        }
        Err(error) => Err(error.to_string()),
    };
    let closed = store.close().await;
    outcome.and_then(|()| closed.map_err(|error| error.to_string()))
}

async fn execute(command: StorageCommand, drive: &Drive) -> Result<(), String> {
    match command {
        StorageCommand::Check { deep, repair, json } => {
            let progress = Progress::new(json, "messages");
            let told = |done| match done {
                CheckProgress::Messages(count) => progress.count(count),
                CheckProgress::Documents { compared, all } => progress.text(&format!("{compared} of {all} documents")),
            };
            let checked = drive.check(CheckOptions { deep, repair }, told).await;
            progress.end();
            tell_checked(&checked.map_err(explain)?, json)
        }
        StorageCommand::Rebuild { skip_unreadable, json } => {
            let progress = Progress::new(json, "messages");
            let rebuilt = drive.rebuild(RebuildOptions { skip_unreadable }, |count| progress.count(count)).await;
            progress.end();
            tell_rebuilt(&rebuilt.map_err(explain)?, json)
        }
        StorageCommand::Export { folder, directory, user, overwrite, json } => {
            let folder = FolderPath::parse(&folder).map_err(explain)?;
            let actor = actor(drive, user.as_deref()).await?;
            let progress = Progress::new(json, "files");
            let options = ExportOptions { overwrite };
            let exported = drive.export(&actor, &folder, &directory, options, |path| progress.text(path)).await;
            progress.end();
            let exported = exported.map_err(explain)?;
            if json {
                print_json(&exported)?;
            } else {
                println!(
                    "{} written ({} bytes), {} there already",
                    exported.written, exported.bytes, exported.unchanged
                );
                for (path, problem) in &exported.failed {
                    println!("failed: {path}: {problem}");
                }
            }
            if exported.failed.is_empty() { Ok(()) } else { Err("some files were not written".to_owned()) }
        }
    }
}

/// Whose folder it is: named, or the only user.
async fn actor(drive: &Drive, name: Option<&str>) -> Result<Actor, String> {
    let user = match name {
        Some(name) => drive.people().user(name).await.map_err(|_| "there is no user of that name".to_owned())?,
        None => match drive.people().list().await.map_err(explain)?.as_slice() {
            [user] => user.clone(),
            [] => return Err("there are no users".to_owned()),
            _ => return Err("there are several users; name one with --user".to_owned()),
        },
    };
    Ok(Actor {
        kind: ActorKind::Server,
        user: user.id,
        name: "command line".to_owned(),
        app_password: None,
        address: None,
    })
}

fn tell_checked(checked: &Checked, json: bool) -> Result<(), String> {
    if json {
        print_json(checked)?;
    } else {
        println!("{} messages read, {} documents compared", checked.messages, checked.documents);
        for finding in &checked.findings {
            println!("{}", describe(finding));
        }
        if checked.pending > 0 {
            println!("{} changes are still to be sent to Telegram", checked.pending);
        }
        println!("{} findings, {} repaired", checked.findings.len(), checked.repaired);
    }
    if checked.is_clean() { Ok(()) } else { Err("not everything is as it should be".to_owned()) }
}

fn describe(finding: &Finding) -> String {
    match finding {
        Finding::SegmentMissing { files, chat, message } => {
            format!("missing: message {message} of {chat}, a part of {}", files.join(", "))
        }
        Finding::SegmentAltered { files, chat, message } => {
            format!("altered: message {message} of {chat}, a part of {}", files.join(", "))
        }
        Finding::ManifestUnposted { of } => format!("missing: a message about {of}"),
        Finding::ManifestMissing { of, chat, message } => format!("missing: message {message} of {chat}, about {of}"),
        Finding::ManifestOutdated { of, chat, message } => {
            format!("out of date: message {message} of {chat}, about {of}")
        }
        Finding::ManifestUnreadable { chat, message } => {
            format!("sealed with another key, or damaged: message {message} of {chat}; it is left as it is")
        }
        Finding::Orphan { chat, message, is_old: true } => format!("orphan: message {message} of {chat}"),
        Finding::Orphan { chat, message, is_old: false } => {
            format!("orphan: message {message} of {chat}, not a day old")
        }
    }
}

fn tell_rebuilt(rebuilt: &Rebuilt, json: bool) -> Result<(), String> {
    if json {
        return print_json(rebuilt);
    }
    let Rebuilt { messages, users, folders, files, contents, .. } = rebuilt;
    println!("{messages} messages read: {users} users, {folders} folders, {files} files with {contents} contents");
    for (name, number) in &rebuilt.incomplete {
        println!("incomplete, left out: {name}, version {number}");
    }
    for name in &rebuilt.recovered {
        println!("in the folder Recovered: {name}");
    }
    for name in &rebuilt.unreadable {
        println!("cannot be decrypted, its owner's key is gone: {name}");
    }
    if rebuilt.unopened > 0 {
        println!("sealed with another key, or damaged, and left out: {} messages", rebuilt.unopened);
    }
    println!("Passwords, shares and the audit are not at Telegram. Give each user a password:");
    println!("  heliograph drive users reset-password NAME");
    Ok(())
}

fn explain(error: drive::Error) -> String {
    match error {
        drive::Error::StorageSignedOut => {
            "the storage account is not signed in; start the server and sign it in (/api/v1/tgcloud/auth)".to_owned()
        }
        drive::Error::NotEmpty => "there are files in the database already; a rebuild needs one without".to_owned(),
        drive::Error::ManifestsUnreadable { count } => format!(
            "{count} messages were sealed with another key, or are damaged, and nothing was changed. Put back the DATA_DIR/secret.key (or \
             ROCKET_SECRET_KEY) that the server had when it wrote them. If it is lost, what they are about is: --skip-unreadable goes on without them"
        ),
        drive::Error::NotFound => "the storage account has no drive yet".to_owned(),
        // On PostgreSQL; what a server that was killed had open is free after some seconds.
        drive::Error::Telegram(telegram::Error::OpenElsewhere(_)) => SERVER_RUNS.to_owned(),
        error => error.to_string(),
    }
}

fn print_json(value: &impl Serialize) -> Result<(), String> {
    println!("{}", serde_json::to_string(value).map_err(|error| error.to_string())?);
    Ok(())
}

/// A line on a terminal that is written over and over; nothing elsewhere.
struct Progress {
    is_shown: bool,
    what: &'static str,
}

impl Progress {
    fn new(json: bool, what: &'static str) -> Self {
        Self { is_shown: !json && std::io::stderr().is_terminal(), what }
    }

    fn count(&self, count: u64) {
        self.text(&format!("{count} {}", self.what));
    }

    fn text(&self, text: &str) {
        if self.is_shown {
            let visible: String = text.chars().filter(|character| !character.is_control()).take(100).collect();
            eprint!("\r\x1b[K{visible}");
            let _ = std::io::stderr().flush();
        }
    }

    fn end(&self) {
        if self.is_shown {
            eprint!("\r\x1b[K");
        }
    }
}
