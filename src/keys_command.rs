//! `heliograph keys`: creates, lists and revokes API keys, also while a server runs on the same data.

use std::process::ExitCode;

use clap::Subcommand;
use heliograph::config::Config;
use heliograph::keys::{ApiKey, Scope};
use heliograph::store::keys::KeyRow;
use heliograph::store::{self, Store};
use time::OffsetDateTime;
use time::macros::format_description;

#[derive(Subcommand)]
pub enum KeysCommand {
    /// Create a key and print it. It cannot be shown again.
    Create {
        /// A name for the key.
        name: String,
        /// An API that the key may use; may be given several times. All APIs by default.
        #[arg(long = "scope", value_enum)]
        scopes: Vec<Scope>,
    },
    /// List the keys.
    List,
    /// Revoke a key. It is refused from the next request on.
    Revoke {
        /// The key's name.
        name: String,
    },
}

pub async fn run(command: KeysCommand, config: &Config) -> ExitCode {
    // A key may be made before the server's first start.
    if !matches!(command, KeysCommand::Create { .. })
        && let Err(error) = Store::check_exists(&config.storage).await
    {
        return failed(&error);
    }
    let store = match Store::open_beside(&config.storage).await {
        Ok(store) => store,
        Err(error) => return failed(&error),
    };
    let outcome = match command {
        KeysCommand::Create { name, scopes } => create(&store, &name, &scopes).await,
        KeysCommand::List => list(&store).await.map_err(|error| error.to_string()),
        KeysCommand::Revoke { name } => revoke(&store, &name).await,
    };
    let closed = store.close().await;
    match outcome.and_then(|()| closed.map_err(|error| error.to_string())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => failed(&problem),
    }
}

async fn create(store: &Store, name: &str, scopes: &[Scope]) -> Result<(), String> {
    let key = ApiKey::create(store, name, scopes).await.map_err(|error| error.to_string())?;
    println!("{}", *key.text());
    eprintln!(
        "Store it now: it is not shown again. Send it as “Authorization: Bearer <key>”, or as “X-Api-Key: <key>”."
    );
    Ok(())
}

async fn list(store: &Store) -> Result<(), store::Error> {
    let keys = store::keys::list(store).await?;
    if keys.is_empty() {
        eprintln!("There are no keys. Create one with: heliograph keys create NAME");
        return Ok(());
    }
    let width = keys.iter().map(|key| key.name.chars().count()).max().unwrap_or_default().max(4);
    println!("{:width$}  {:16}  {:16}  last used", "name", "scopes", "created");
    for KeyRow { name, scopes, created, used, .. } in keys {
        let used = used.map_or_else(|| "never".to_owned(), minute);
        println!("{name:width$}  {scopes:16}  {:16}  {used}", minute(created));
    }
    Ok(())
}

async fn revoke(store: &Store, name: &str) -> Result<(), String> {
    match store::keys::delete(store, name).await {
        Ok(true) => {
            eprintln!("The key is revoked.");
            Ok(())
        }
        Ok(false) => Err("there is no key with that name".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

fn minute(moment: OffsetDateTime) -> String {
    moment.format(format_description!("[year]-[month]-[day] [hour]:[minute]")).unwrap_or_default()
}

fn failed(problem: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("heliograph: {problem}");
    ExitCode::FAILURE
}
