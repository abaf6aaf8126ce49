//! `heliograph drive users`

use std::io::BufRead;

use clap::{Args, Subcommand};
use heliograph::drive;
use heliograph::drive::people::{Password, People, Role, UserName};
use heliograph::store::Store;
use heliograph::store::drive::users::User;
use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use zeroize::Zeroizing;

#[derive(Subcommand)]
pub enum UsersCommand {
    /// Add a user. The password is made and shown this once, unless it is given.
    Add {
        /// The name.
        name: String,
        /// The user looks after the drive. (The first one does in any case.)
        #[arg(long)]
        operator: bool,
        #[command(flatten)]
        given: GivenPassword,
        #[command(flatten)]
        output: Output,
    },
    /// List the users.
    List {
        #[command(flatten)]
        output: Output,
    },
    /// Give a user a new password. All sessions and app passwords of theirs end.
    ResetPassword {
        /// The name.
        name: String,
        /// Switch one-time passwords off as well, for somebody who has lost the app.
        #[arg(long)]
        totp: bool,
        #[command(flatten)]
        given: GivenPassword,
        #[command(flatten)]
        output: Output,
    },
    /// Remove a user, and all of their files.
    Remove {
        /// The name.
        name: String,
        #[command(flatten)]
        output: Output,
    },
}

#[derive(Args)]
pub struct GivenPassword {
    /// Read the password from the first line of the standard input instead of making one.
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Args)]
pub struct Output {
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// A user, as `--json` prints one.
#[derive(Serialize)]
struct UserLine<'a> {
    username: &'a str,
    is_operator: bool,
    quota: Option<u64>,
    one_time_passwords: bool,
    created_at: String,
}

/// What became of a user, as `--json` prints it.
#[derive(Serialize)]
struct Outcome<'a> {
    username: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_operator: Option<bool>,
    /// Where it was made here.
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<&'a str>,
}

pub async fn run(command: UsersCommand, store: &Store) -> Result<(), String> {
    let people = People::new(store.clone());
    match command {
        UsersCommand::Add { name, operator, given, output } => {
            let name = UserName::parse(&name).map_err(text)?;
            let password = given.password()?;
            let role = if operator { Role::Operator } else { Role::User };
            let is_operator = people.add(&name, &password, role).await.map_err(refusal)?;
            let role = if is_operator { "an operator" } else { "a user" };
            given.tell(&output, name.as_str(), Some(is_operator), &password, &format!("There is {role} of that name."))
        }
        UsersCommand::List { output } => list(&people, &output).await,
        UsersCommand::ResetPassword { name, totp, given, output } => {
            let name = UserName::parse(&name).map_err(text)?;
            let password = given.password()?;
            people.reset_password(name.as_str(), &password, totp).await.map_err(refusal)?;
            let done = "The password is changed; sessions and app passwords have ended.";
            given.tell(&output, name.as_str(), None, &password, done)
        }
        UsersCommand::Remove { name, output } => {
            let name = UserName::parse(&name).map_err(text)?;
            people.remove(name.as_str()).await.map_err(refusal)?;
            if output.json {
                return print_json(&Outcome { username: name.as_str(), is_operator: None, password: None });
            }
            eprintln!("The user is removed. Their messages at Telegram are deleted by the server, when it runs.");
            Ok(())
        }
    }
}

impl GivenPassword {
    fn password(&self) -> Result<Password, String> {
        if !self.password_stdin {
            return Password::generate().map_err(text);
        }
        let mut line = Zeroizing::new(String::new());
        std::io::stdin().lock().read_line(&mut line).map_err(text)?;
        let password = line.strip_suffix('\n').unwrap_or(&line);
        let password = password.strip_suffix('\r').unwrap_or(password);
        Password::parse(Zeroizing::new(password.to_owned())).map_err(text)
    }

    /// Prints the password where it was made here, and what was done.
    fn tell(
        &self,
        output: &Output,
        username: &str,
        is_operator: Option<bool>,
        password: &Password,
        done: &str,
    ) -> Result<(), String> {
        let made = (!self.password_stdin).then(|| password.expose());
        if output.json {
            return print_json(&Outcome { username, is_operator, password: made });
        }
        eprintln!("{done}");
        if let Some(made) = made {
            println!("{made}");
            eprintln!("Keep the password now: it is not shown again.");
        }
        Ok(())
    }
}

async fn list(people: &People, output: &Output) -> Result<(), String> {
    let users = people.list().await.map_err(text)?;
    if output.json {
        return print_json(&users.iter().map(UserLine::from).collect::<Vec<_>>());
    }
    if users.is_empty() {
        eprintln!("There are no users. Add one with: heliograph drive users add NAME");
        return Ok(());
    }
    let width = users.iter().map(|user| user.name.chars().count()).max().unwrap_or_default().max(4);
    println!("{:width$}  {:8}  {:>20}  {:9}  added", "name", "role", "quota", "one-time");
    for user in users {
        let role = if user.is_operator { "operator" } else { "user" };
        let quota = user.quota.map_or_else(|| "none".to_owned(), |bytes| bytes.to_string());
        let one_time = if user.needs_one_time_password { "yes" } else { "no" };
        println!("{:width$}  {role:8}  {quota:>20}  {one_time:9}  {}", user.name, minute(user.created));
    }
    Ok(())
}

impl<'a> From<&'a User> for UserLine<'a> {
    fn from(user: &'a User) -> Self {
        Self {
            username: &user.name,
            is_operator: user.is_operator,
            quota: user.quota,
            one_time_passwords: user.needs_one_time_password,
            created_at: user.created.format(&Rfc3339).unwrap_or_default(),
        }
    }
}

fn print_json(value: &impl Serialize) -> Result<(), String> {
    println!("{}", serde_json::to_string(value).map_err(text)?);
    Ok(())
}

fn minute(moment: OffsetDateTime) -> String {
    moment.format(format_description!("[year]-[month]-[day] [hour]:[minute]")).unwrap_or_default()
}

fn refusal(error: drive::Error) -> String {
    match error {
        drive::Error::NotFound => "there is no user of that name".to_owned(),
        drive::Error::UserExists(_) => "there is a user of that name".to_owned(),
        error => error.to_string(),
    }
}

fn text(problem: impl std::fmt::Display) -> String {
    problem.to_string()
}
