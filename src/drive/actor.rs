//! Who does something, and what the audit says of it.
//!
//! A change is noted in its own transaction, so that neither is without the other. What was refused is noted where it says something about rights: a
//! wrong password, a share that cannot be used, what is somebody else's, a quota. What was only not found, or malformed, is not.

use super::people::UserName;
use super::{Drive, Error, ShareRefusal};
use crate::store::Executor;
use crate::store::drive::audit::{self, AuditEntry};
use crate::store::drive::{NodeId, UserId, nodes, users};

/// What went well.
const OK: &str = "ok";
/// What is somebody else's.
const NOT_THEIRS: &str = "not_theirs";

/// Who does something in the drive, and from where.
#[derive(Clone, Debug)]
pub struct Actor {
    /// What they are.
    pub kind: ActorKind,
    /// The user whose files it is about.
    pub user: UserId,
    /// The user's name; of a share and of the server, what they are called.
    pub name: String,
    /// The name of the app password that was shown.
    pub app_password: Option<String>,
    /// The client's address.
    pub address: Option<String>,
}

/// What somebody who does something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorKind {
    /// A user.
    User,
    /// A program with an app password.
    AppPassword,
    /// A visitor with a share.
    Share,
    /// The command line, or the server itself.
    Server,
}

impl Actor {
    /// The server itself, about that user's files.
    pub(super) fn server(user: UserId) -> Self {
        Self { kind: ActorKind::Server, user, name: "server".to_owned(), app_password: None, address: None }
    }
}

impl ActorKind {
    /// Its number in the database.
    pub fn number(self) -> i16 {
        self as i16
    }

    /// The name of a number.
    pub fn name_of(number: i16) -> &'static str {
        match number {
            0 => "user",
            1 => "app_password",
            2 => "share",
            _ => "server",
        }
    }
}

impl Drive {
    /// Notes what somebody did. In the transaction of what was done.
    pub(super) async fn note(
        &self,
        db: &impl Executor,
        actor: &Actor,
        action: &str,
        node: Option<(NodeId, String)>,
    ) -> Result<(), Error> {
        Ok(audit::add(db, &entry(actor, action, node, OK)).await?)
    }

    /// Notes that somebody was refused something about a node, and why.
    pub(super) async fn note_refusal(
        &self,
        actor: &Actor,
        action: &str,
        node: Option<(NodeId, String)>,
        why: &str,
    ) -> Result<(), Error> {
        Ok(audit::add(&self.store, &entry(actor, action, node, why)).await?)
    }

    /// Hands on what came of something that has no node, such as a change of the account, and notes it.
    pub async fn noted<T>(
        &self,
        actor: &Actor,
        action: &str,
        name: Option<String>,
        outcome: Result<T, Error>,
    ) -> Result<T, Error> {
        let why = match &outcome {
            Ok(_) => Some(OK),
            Err(error) => refusal(error),
        };
        if let Some(why) = why {
            audit::add(&self.store, &AuditEntry { name, ..entry(actor, action, None, why) }).await?;
        }
        outcome
    }

    /// The same where only a refusal is noted, because what went well was noted in its transaction.
    pub async fn noted_if_refused<T>(
        &self,
        actor: &Actor,
        action: &str,
        name: impl FnOnce() -> Option<String>,
        outcome: Result<T, Error>,
    ) -> Result<T, Error> {
        if outcome.as_ref().err().and_then(refusal).is_some() {
            return self.noted(actor, action, name(), outcome).await;
        }
        outcome
    }

    /// Hands on what came of an attempt to sign in with that name, and notes it. A name that nobody has is not noted: it may be a password that was
    /// typed into the wrong field.
    pub async fn noted_sign_in<T>(
        &self,
        kind: ActorKind,
        name: &str,
        address: Option<String>,
        outcome: Result<T, Error>,
    ) -> Result<T, Error> {
        let why = match &outcome {
            Ok(_) => OK,
            Err(error) => match refusal(error) {
                Some(why) => why,
                None => return outcome,
            },
        };
        let user = match UserName::parse(name) {
            Ok(name) => users::find_by_name(&self.store, name.as_str()).await?,
            Err(_) => None,
        };
        let entry = AuditEntry {
            user: user.as_ref().map(|user| user.id),
            actor: user.map(|user| user.name),
            ..anybodys(kind, "sign_in", address, why)
        };
        audit::add(&self.store, &entry).await?;
        outcome
    }

    /// Hands on what came of something about a node that is named by its id. Where the node is somebody else's, it is not found, and that somebody
    /// tried is in the owner's audit.
    pub(super) async fn noted_if_not_theirs<T>(
        &self,
        actor: &Actor,
        action: &str,
        id: NodeId,
        outcome: Result<T, Error>,
    ) -> Result<T, Error> {
        if matches!(outcome, Err(Error::NotFound))
            && let Some(node) = nodes::find(&self.store, id).await?.filter(|node| node.owner != actor.user)
        {
            self.note_not_theirs(actor, action, &node).await?;
        }
        outcome
    }

    /// Notes in the audit of a node's owner that somebody else tried something with it.
    pub(super) async fn note_not_theirs(&self, actor: &Actor, action: &str, node: &nodes::Node) -> Result<(), Error> {
        let path = nodes::path(&self.store, node).await?.join("/");
        let of_owner = Actor { user: node.owner, ..actor.clone() };
        self.note_refusal(&of_owner, action, Some((node.id, path)), NOT_THEIRS).await
    }

    /// The newest entries first, a page of them: those about one user, or all. Each with the name of the user whose files it is about.
    pub async fn audit(
        &self,
        user: Option<UserId>,
        before: Option<i64>,
        limit: u64,
    ) -> Result<Vec<(AuditEntry, Option<String>)>, Error> {
        let entries = audit::list(&self.store, user, before, limit).await?;
        let ids: Vec<_> = entries.iter().filter_map(|entry| entry.user).collect();
        let names = users::names(&self.store, &ids).await?;
        let named = |entry: AuditEntry| {
            let name = entry.user.and_then(|id| names.get(&id).cloned());
            (entry, name)
        };
        Ok(entries.into_iter().map(named).collect())
    }
}

/// What the audit says of a refusal; `None` where it says nothing about rights.
fn refusal(error: &Error) -> Option<&'static str> {
    match error {
        Error::CredentialsInvalid | Error::TokenInvalid => Some("wrong_password"),
        Error::OneTimePasswordRequired => Some("wrong_one_time_password"),
        Error::QuotaExceeded { .. } => Some("quota"),
        Error::OperatorRequired => Some("operator_required"),
        Error::Share(ShareRefusal::Encrypted) => Some("encrypted"),
        Error::Share(ShareRefusal::PasswordRequired) => Some("wrong_password"),
        Error::Share(ShareRefusal::Unknown) => Some("revoked"),
        Error::Share(ShareRefusal::Expired) => Some("expired"),
        Error::Share(ShareRefusal::OtherKind) => Some("other_kind"),
        Error::Share(ShareRefusal::NotFound) => None,
        Error::NameInvalid(_)
        | Error::FolderNotFound(_)
        | Error::FileNotFound(_)
        | Error::FolderExists(_)
        | Error::FileExists { .. }
        | Error::FolderIntoItself
        | Error::Incomplete
        | Error::Encrypted
        | Error::StorageSignedOut
        | Error::StorageOccupied
        | Error::StorageUnusable(_)
        | Error::UserExists(_)
        | Error::CredentialsUnusable(_)
        | Error::OneTimePasswordsOn
        | Error::AppPasswordExists(_)
        | Error::RegistrationClosed
        | Error::NotFound
        | Error::NotEmpty
        | Error::ManifestsUnreadable { .. }
        | Error::Wait(_)
        | Error::Telegram(_)
        | Error::Store(_) => None,
    }
}

fn entry(actor: &Actor, action: &str, node: Option<(NodeId, String)>, outcome: &str) -> AuditEntry {
    let (node, name) = node.unzip();
    let who = match &actor.app_password {
        // No user's name has a slash.
        Some(app) => format!("{}/{app}", actor.name),
        None => actor.name.clone(),
    };
    let entry = anybodys(actor.kind, action, actor.address.clone(), outcome);
    AuditEntry { user: Some(actor.user), actor: Some(who), node, name, ..entry }
}

fn anybodys(kind: ActorKind, action: &str, address: Option<String>, outcome: &str) -> AuditEntry {
    AuditEntry {
        // Both are the database's to say.
        id: 0,
        at: time::OffsetDateTime::UNIX_EPOCH,
        user: None,
        actor_kind: kind.number(),
        actor: None,
        action: action.to_owned(),
        node: None,
        name: None,
        address,
        outcome: outcome.to_owned(),
    }
}
