//! The command line: a sandbox in a process of its own.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use sandbox::{DataCenter, Options, Sandbox};
use serde::Serialize;
use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// A loopback Telegram: real MTProto 2.0 with demo accounts, for trying, testing and measuring clients.
///
/// Once it listens, it prints one line of JSON:
/// `{"data_centers":[{"id":1,"address":"127.0.0.1:4431"},…],"public_key":"path of a PEM file","control":"127.0.0.1:4430"}`.
/// Connect a client to data centre 2 with this RSA key and sign in.
#[derive(Parser)]
#[command(version, after_long_help = ACCOUNTS)]
struct Arguments {
    /// Port of data centre 1; 2 and 3 use the next two ports. 0: any free ports.
    #[arg(long, default_value_t = 4431, env = "SANDBOX_PORT")]
    port: u16,

    /// Port of the control interface (JSON over HTTP): counters, faults, simulated link. 0: any free port. Default: no control interface.
    #[arg(long, env = "SANDBOX_CONTROL_PORT")]
    control_port: Option<u16>,

    /// Folder for keys, authorizations, messages and uploads. Default: nothing outlives the process.
    #[arg(long, env = "SANDBOX_DATA")]
    data: Option<PathBuf>,

    /// Address to listen on; must be a loopback address.
    #[arg(long, default_value_t = Ipv4Addr::LOCALHOST.into())]
    address: IpAddr,
}

const ACCOUNTS: &str = "\
Accounts (+99966XYYYY; X is the home data centre, 1 to 3; the login code is X five times; any API id and hash):
  YYYY = 0001       the demo account, with media of all kinds: +9996620001, code 22222
  YYYY = 0002       empty, and premium
  YYYY = 1000-1999  asks for a second factor; the password is \"sandbox\"
  YYYY = 2000-2999  empty
  YYYY = 3000-3999  100,000 generated media messages
  YYYY = 4000-4999  banned: PHONE_NUMBER_BANNED
  YYYY = 5000-5999  FLOOD_WAIT_42 for auth.sendCode
  YYYY = 6000-6999  not registered: needs auth.signUp
  YYYY = 7000-7999  a few messages
Any other number: PHONE_NUMBER_INVALID.

RUST_LOG sets what is logged to standard error, such as RUST_LOG=sandbox=debug. Ctrl-C stops it.";

/// The line that is printed.
#[derive(Serialize)]
struct Announcement<'a> {
    data_centers: &'a [DataCenter],
    public_key: &'a Path,
    control: Option<SocketAddr>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let asked =
        std::env::var("RUST_LOG").ok().filter(|text| !text.trim().is_empty()).and_then(|text| text.parse().ok());
    let usual = || Targets::new().with_default(Level::WARN).with_target("rocket", Level::ERROR);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    tracing_subscriber::registry().with(lines).with(asked.unwrap_or_else(usual)).init();
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let mut source = Some(&*error);
            let mut text = String::from("sandbox");
            while let Some(error) = source {
                text = format!("{text}: {error}");
                source = error.source();
            }
            eprintln!("{text}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let Arguments { port, control_port, data, address } = arguments;
    let stop_signal = stop_signal()?;
    let sandbox = Sandbox::start(Options { address, port, control_port, data }).await?;
    let key = KeyFile::new(&sandbox)?;
    let announcement = Announcement {
        data_centers: sandbox.data_centers(),
        public_key: key.path(),
        control: sandbox.control_address(),
    };
    println!("{}", serde_json::to_string(&announcement)?);
    std::io::stdout().flush()?;
    stop_signal.await;
    sandbox.stop().await;
    Ok(())
}

/// Completes at SIGINT or SIGTERM. The handlers are installed before this returns, not when the future is first polled.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Completes at Ctrl-C.
#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    })
}

/// The PEM file of the public key: in the data folder, or a temporary one.
enum KeyFile {
    Permanent(PathBuf),
    Temporary(PathBuf),
}

impl KeyFile {
    fn new(sandbox: &Sandbox) -> std::io::Result<Self> {
        if let Some(path) = sandbox.public_key_path() {
            return Ok(Self::Permanent(path));
        }
        let path = std::env::temp_dir().join(format!("sandbox-{}.pem", std::process::id()));
        std::fs::write(&path, sandbox.public_key_pem())?;
        Ok(Self::Temporary(path))
    }

    fn path(&self) -> &Path {
        match self {
            Self::Permanent(path) | Self::Temporary(path) => path,
        }
    }
}

impl Drop for KeyFile {
    fn drop(&mut self) {
        if let Self::Temporary(path) = self {
            // It does no harm if it stays.
            let _removed = std::fs::remove_file(path);
        }
    }
}
