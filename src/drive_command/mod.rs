//! `heliograph drive`: looking after the drive, also while a server runs on the same data.

mod storage;
mod users;

use std::fmt::Display;
use std::process::ExitCode;

use clap::Subcommand;
use heliograph::config::Config;
use heliograph::store::Store;

use storage::StorageCommand;
use users::UsersCommand;

#[derive(Subcommand)]
pub enum DriveCommand {
    /// Users: add, list, give a new password, remove.
    #[command(subcommand)]
    Users(UsersCommand),
    #[command(flatten)]
    Storage(StorageCommand),
}

pub async fn run(command: DriveCommand, config: Config) -> ExitCode {
    let command = match command {
        DriveCommand::Users(command) => command,
        DriveCommand::Storage(command) => {
            return match storage::run(command, config).await {
                Ok(()) => ExitCode::SUCCESS,
                Err(problem) => failed(&problem),
            };
        }
    };
    // A user may be added before the server's first start.
    if !matches!(command, UsersCommand::Add { .. })
        && let Err(error) = Store::check_exists(&config.storage).await
    {
        return failed(&error);
    }
    let store = match Store::open_beside(&config.storage).await {
        Ok(store) => store,
        Err(error) => return failed(&error),
    };
    let outcome = users::run(command, &store).await;
    let closed = store.close().await;
    match outcome.and_then(|()| closed.map_err(|error| error.to_string())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => failed(&problem),
    }
}

fn failed(problem: &dyn Display) -> ExitCode {
    eprintln!("heliograph: {problem}");
    ExitCode::FAILURE
}
