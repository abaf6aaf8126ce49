//! Who does something, for the audit.

use super::{Drive, Error};
use crate::store::Executor;
use crate::store::drive::audit::{self, AuditEntry};
use crate::store::drive::{NodeId, UserId};

/// Who does something in the drive, and from where.
#[derive(Clone, Debug)]
pub struct Actor {
    /// What they are.
    pub kind: ActorKind,
    /// The user whose files it is about.
    pub user: UserId,
    /// The user's name; of an app password also its name.
    pub name: String,
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
    /// Notes what somebody did. In the transaction of what was done, so that neither is without the other.
    pub(super) async fn note(
        &self,
        db: &impl Executor,
        actor: &Actor,
        action: &str,
        node: Option<(NodeId, String)>,
    ) -> Result<(), Error> {
        Ok(audit::add(db, &entry(actor, action, node, "ok")).await?)
    }

    /// The newest entries first, a page of them: those about one user, or all.
    pub async fn audit(&self, user: Option<UserId>, before: Option<i64>, limit: u64) -> Result<Vec<AuditEntry>, Error> {
        Ok(audit::list(&self.store, user, before, limit).await?)
    }

    /// Notes what somebody tried and was refused.
    pub async fn note_refusal(
        &self,
        actor: &Actor,
        action: &str,
        name: Option<String>,
        outcome: &str,
    ) -> Result<(), Error> {
        let entry = AuditEntry { name, ..entry(actor, action, None, outcome) };
        Ok(audit::add(&self.store, &entry).await?)
    }
}

fn entry(actor: &Actor, action: &str, node: Option<(NodeId, String)>, outcome: &str) -> AuditEntry {
    let (node, name) = node.unzip();
    AuditEntry {
        id: 0,
        at: time::OffsetDateTime::UNIX_EPOCH,
        user: Some(actor.user),
        actor_kind: actor.kind.number(),
        actor: Some(actor.name.clone()),
        action: action.to_owned(),
        node,
        name,
        address: actor.address.clone(),
        outcome: outcome.to_owned(),
    }
}
