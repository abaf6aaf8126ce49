//! The command line: reads the settings, starts the server, and stops it gracefully.

mod drive_command;
mod keys_command;

use std::io::{IsTerminal, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use heliograph::config::{Config, Server};
use heliograph::keys::ApiKey;
use heliograph::store::{self, Store};
use heliograph::telegram;
use heliograph::{Ending, Heliograph};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use zeroize::Zeroizing;

use drive_command::DriveCommand;
use keys_command::KeysCommand;

/// glibc's allocator would keep the memory of closed connections: a gigabyte for a thousand idle accounts (docs/decisions/0008).
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// A Telegram account behind an HTTP server made for browsers.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server (the default).
    Serve,
    /// Create, list and revoke API keys for services.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// The drive: users, checks, rebuilding, exporting.
    #[command(subcommand)]
    Drive(DriveCommand),
    /// Print the OpenAPI document of the APIs, as in GET /openapi.json.
    Openapi,
}

fn main() -> ExitCode {
    match Cli::parse().command.unwrap_or(Command::Serve) {
        Command::Serve => configured("info", serve),
        Command::Keys(command) => configured("warn", async |config| keys_command::run(command, &config).await),
        Command::Drive(command) => configured("warn", async |config| drive_command::run(command, config).await),
        Command::Openapi => print_openapi(),
    }
}

fn print_openapi() -> ExitCode {
    let document = heliograph::openapi().to_pretty_json().expect("the document serializes");
    match writeln!(std::io::stdout(), "{document}") {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Reads the settings, and runs a command with them. `level` is what the log shows unless `RUST_LOG` says otherwise.
fn configured(level: &str, command: impl AsyncFnOnce(Config) -> ExitCode) -> ExitCode {
    let config = match read_config() {
        Ok(config) => config,
        Err(problem) => {
            eprintln!("heliograph: {problem}");
            return ExitCode::from(2);
        }
    };
    start_log(level);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(config.rocket.workers.max(2))
        .max_blocking_threads(config.rocket.max_blocking)
        .thread_name("heliograph")
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(command(config)),
        Err(error) => {
            eprintln!("heliograph: cannot start threads: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the events of `tracing` to standard error. Records of the `log` crate are never written, whatever `RUST_LOG` is: Rocket logs whole URLs
/// and, at `debug`, cookies.
fn start_log(level: &str) {
    let filter =
        std::env::var("RUST_LOG").ok().filter(|text| !text.trim().is_empty()).and_then(|text| text.parse().ok());
    let default = || format!("{level},{},{}", telegram::LOG, store::LOG).parse().expect("valid directives");
    let filter: Targets = filter.unwrap_or_else(default);
    let lines =
        tracing_subscriber::fmt::layer().with_ansi(std::io::stderr().is_terminal()).with_writer(std::io::stderr);
    let log = tracing_subscriber::registry().with(lines).with(filter);
    tracing::subscriber::set_global_default(log).expect("this is the only subscriber");
}

/// Reads `.env` and the environment, which takes precedence; both take precedence over `Rocket.toml`.
fn read_config() -> Result<Config, String> {
    let mut variables = match dotenvy::dotenv_iter() {
        Ok(lines) => lines.collect::<Result<Vec<_>, _>>().map_err(|_| ".env: a line is malformed".to_owned())?,
        Err(error) if error.not_found() => Vec::new(),
        Err(_) => return Err(".env: cannot be read".to_owned()),
    };
    let environment =
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    variables.extend(environment);
    let named = variables.iter().rev().find(|(name, _)| name == "ROCKET_CONFIG");
    let file = named.map_or_else(|| PathBuf::from("Rocket.toml"), |(_, path)| path.into());
    Config::read(Some(Path::new(&file)), variables).map_err(|error| error.to_string())
}

async fn serve(config: Config) -> ExitCode {
    let mut signals = match Signals::listen() {
        Ok(signals) => signals,
        Err(error) => {
            eprintln!("heliograph: cannot receive signals: {error}");
            return ExitCode::FAILURE;
        }
    };
    let started = tokio::select! {
        started = Heliograph::start(config) => started,
        () = signals.next() => return ExitCode::SUCCESS,
    };
    let server = match started {
        Ok(server) => server,
        Err(error) => {
            eprintln!("heliograph: {error}");
            return ExitCode::FAILURE;
        }
    };
    tokio::spawn(stop_on_signal(signals, server.shutdown()));
    tokio::spawn(greet(server.listening(), server.config().clone(), server.store().clone()));
    let address = SocketAddr::from((server.config().rocket.address, server.config().rocket.port));
    match server.run().await {
        Ok(Ending::InOrder) => ExitCode::SUCCESS,
        // A time limit on the last requests is part of a normal stop, so this is no error.
        Ok(Ending::ConnectionsCut) => {
            tracing::warn!("stopped with connections still busy");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("heliograph: {}", not_running(&error, address));
            ExitCode::FAILURE
        }
    }
}

/// Why the server does not run, with the address that it was to listen on if that is the reason.
fn not_running(error: &rocket::Error, address: SocketAddr) -> String {
    match error.kind() {
        rocket::error::ErrorKind::Bind(cause) => {
            format!("cannot listen on {address}: {cause}. Choose another address with ROCKET_ADDRESS and ROCKET_PORT")
        }
        _ => error.to_string(),
    }
}

/// The signals that stop the server. They are caught from the start on: a start that is stopped leaves nothing unfinished.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    fn listen() -> std::io::Result<Self> {
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// The first signal shuts the server down gracefully, the second ends the process.
async fn stop_on_signal(mut signals: Signals, shutdown: rocket::Shutdown) {
    for turn in 1.. {
        signals.next().await;
        if turn > 1 {
            std::process::exit(130);
        }
        tracing::info!("stopping");
        shutdown.clone().notify();
    }
}

/// The API key of the demo mode.
async fn demo_key(store: &Store) -> Option<Zeroizing<String>> {
    match ApiKey::demo(store).await {
        Ok(key) => Some(key.text()),
        Err(error) => {
            tracing::warn!(%error, "the demo API key could not be created");
            None
        }
    }
}

/// Once the server listens, prints which Telegram it uses, how to sign in, and its URL.
async fn greet(mut listening: watch::Receiver<Option<SocketAddr>>, config: Config, store: Store) {
    let Ok(address) = listening.wait_for(Option::is_some).await.map(|address| *address) else { return };
    let Some(address) = address else { return };
    let url = match &config.web.public_origin {
        Some(origin) => origin.as_str().to_owned(),
        None => format!("http://{address}"),
    };
    match &config.telegram.server {
        Server::Production => println!("Heliograph uses Telegram."),
        Server::Test => println!("Heliograph uses Telegram's test servers."),
        Server::Custom { host, port, .. } => println!("Heliograph uses the server at {host}:{port}."),
        Server::Sandbox { .. } => {
            println!("Heliograph uses its sandbox: a small Telegram inside this process, with a demo account.");
            println!("To use your own account, set TELEGRAM_API_ID and TELEGRAM_API_HASH (see .env.example).");
            println!();
            println!("  Sign in with  +9996620001");
            println!("  and the code  22222");
            if let Some(key) = demo_key(&store).await {
                println!();
                println!("  API key       {}", *key);
            }
            println!();
        }
    }
    println!("Open {url}");
}
