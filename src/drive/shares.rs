//! Shares: links by which anybody reads one file, or what is in one folder.
//!
//! A share's token is 256 random bits, of which the database has the hash. It names a node, so it follows that through renames and moves, and shows a
//! folder as it is then. Every read asks [`Drive::open_share`] first, whatever it reads.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use zeroize::Zeroizing;

use super::people::Password;
use super::tree::{FileEntry, FolderPath};
use super::{Actor, ActorKind, Drive, Error, NodeName, ShareRefusal};
use crate::store::drive::nodes::{self, NodePage};
use crate::store::drive::shares::{self, Share};
use crate::store::drive::{NodeKind, ShareId};

const TOKEN_BYTES: usize = 32;
/// How long a share can be used where nobody says how long: as in the document's original.
pub const USUAL_LIFETIME: Duration = Duration::from_secs(60 * 60);

/// What a share may do.
#[derive(Clone, Debug)]
pub struct ShareOptions {
    /// How long it can be used; `None`: until it is revoked.
    pub expires_in: Option<Duration>,
    /// A password that visitors need.
    pub password: Option<Zeroizing<String>>,
    /// How often it may be downloaded.
    pub max_downloads: Option<u64>,
    /// Whether encrypted files are decrypted for visitors.
    pub decrypts: bool,
}

impl Default for ShareOptions {
    fn default() -> Self {
        Self { expires_in: Some(USUAL_LIFETIME), password: None, max_downloads: None, decrypts: false }
    }
}

/// A share that was just made: its token is known now, and never again.
pub struct NewShare {
    /// The token; a secret.
    pub token: Zeroizing<String>,
    /// The share.
    pub share: Share,
}

/// A share in its owner's list.
#[derive(Clone, Debug)]
pub struct ShareEntry {
    /// The share.
    pub share: Share,
    /// The path of what it names.
    pub path: String,
}

/// A share that somebody may use now.
#[derive(Clone, Debug)]
pub struct OpenShare {
    share: Share,
    /// What it names.
    pub node: nodes::Node,
    /// Who uses it, for the audit.
    pub actor: Actor,
}

impl Drive {
    /// Shares a file.
    pub async fn share_file(
        &self,
        actor: &Actor,
        folder: &FolderPath,
        name: &NodeName,
        options: &ShareOptions,
    ) -> Result<NewShare, Error> {
        let file = self.file(actor, folder, name).await?;
        self.share(actor, &file.node, format!("{folder}/{name}"), options).await
    }

    /// Shares a folder: the files in it.
    pub async fn share_folder(
        &self,
        actor: &Actor,
        path: &FolderPath,
        options: &ShareOptions,
    ) -> Result<NewShare, Error> {
        let folder = self.folder(&self.store, actor, path).await?;
        self.share(actor, &folder, path.to_string(), options).await
    }

    async fn share(
        &self,
        actor: &Actor,
        node: &nodes::Node,
        path: String,
        options: &ShareOptions,
    ) -> Result<NewShare, Error> {
        let mut random = Zeroizing::new([0; TOKEN_BYTES]);
        getrandom::fill(&mut *random).map_err(crate::store::Error::from)?;
        let token = Zeroizing::new(URL_SAFE_NO_PAD.encode(*random));
        let password_hash = match &options.password {
            Some(password) => Some(self.people.hashing().hash(&Password::parse(password.clone())?).await?),
            None => None,
        };
        let now = OffsetDateTime::now_utc();
        let share = Share {
            id: ShareId::random()?,
            token_hash: hash(&token),
            owner: actor.user,
            node: node.id,
            kind: node.kind,
            password_hash,
            max_downloads: options.max_downloads,
            downloads: 0,
            decrypts: options.decrypts,
            created: now,
            expires: options.expires_in.and_then(|lifetime| now.checked_add(lifetime.try_into().ok()?)),
            revoked: None,
        };
        let transaction = self.store.begin().await?;
        shares::insert(&transaction, &share).await?;
        self.note(&transaction, actor, "share.create", Some((node.id, path))).await?;
        transaction.commit().await?;
        Ok(NewShare { token, share })
    }

    /// A user's shares that can be used, the newest first.
    pub async fn shares(&self, actor: &Actor) -> Result<Vec<ShareEntry>, Error> {
        let mut entries = Vec::new();
        for share in shares::list(&self.store, actor.user).await? {
            let node = nodes::find(&self.store, share.node).await?;
            let Some(node) = node.filter(|node| node.trashed_with.is_none()) else { continue };
            let path = nodes::path(&self.store, &node).await?.join("/");
            entries.push(ShareEntry { share, path });
        }
        Ok(entries)
    }

    /// Revokes a share of that user, at once. [`ShareRefusal::NotFound`] where it is none of theirs.
    pub async fn revoke_share(&self, actor: &Actor, token: &str) -> Result<(), Error> {
        let unknown = Error::Share(ShareRefusal::NotFound);
        let Some(share) = shares::find(&self.store, &hash(token)).await? else { return Err(unknown) };
        let Some(node) = nodes::find(&self.store, share.node).await? else { return Err(unknown) };
        if share.owner != actor.user {
            self.note_not_theirs(actor, "share.revoke", &node).await?;
            return Err(unknown);
        }
        let transaction = self.store.begin().await?;
        if shares::revoke(&transaction, share.id).await? {
            let path = nodes::path(&transaction, &node).await?.join("/");
            self.note(&transaction, actor, "share.revoke", Some((node.id, path))).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Opens a share for somebody at that address. What it names must be of that kind.
    ///
    /// # Errors
    ///
    /// [`Error::Share`], with the first of the reasons in the order of [`ShareRefusal`].
    pub async fn open_share(
        &self,
        token: &str,
        kind: NodeKind,
        password: Option<&Password>,
        address: Option<String>,
    ) -> Result<OpenShare, Error> {
        let unknown = Error::Share(ShareRefusal::Unknown);
        // A token that was never given out is nobody's, and in nobody's audit.
        let Some(share) = shares::find(&self.store, &hash(token)).await? else { return Err(unknown) };
        let Some(node) = nodes::find(&self.store, share.node).await? else { return Err(unknown) };
        let actor = Actor {
            kind: ActorKind::Share,
            user: share.owner,
            name: format!("share {}", share.id.0),
            app_password: None,
            address,
        };
        if let Some((refusal, why)) = self.refuses(&share, &node, kind, password).await? {
            let path = nodes::path(&self.store, &node).await?.join("/");
            self.note_refusal(&actor, "share.open", Some((node.id, path)), why).await?;
            return Err(Error::Share(refusal));
        }
        Ok(OpenShare { share, node, actor })
    }

    /// Why a share cannot be used, and what the audit says of it.
    async fn refuses(
        &self,
        share: &Share,
        node: &nodes::Node,
        kind: NodeKind,
        password: Option<&Password>,
    ) -> Result<Option<(ShareRefusal, &'static str)>, Error> {
        let is_used_up = share.max_downloads.is_some_and(|most| share.downloads >= most);
        let has_expired = share.expires.is_some_and(|expires| expires <= OffsetDateTime::now_utc());
        let refusal = if share.revoked.is_some() {
            (ShareRefusal::Unknown, "revoked")
        } else if node.trashed_with.is_some() {
            (ShareRefusal::Unknown, "deleted")
        } else if has_expired {
            (ShareRefusal::Expired, "expired")
        } else if is_used_up {
            (ShareRefusal::Expired, "used_up")
        } else if share.kind != kind {
            (ShareRefusal::OtherKind, "other_kind")
        } else {
            let Some(expected) = &share.password_hash else { return Ok(None) };
            match password {
                None => (ShareRefusal::PasswordRequired, "no_password"),
                Some(password) if self.people.hashing().verify(password, Some(expected)).await? => return Ok(None),
                Some(_) => (ShareRefusal::PasswordRequired, "wrong_password"),
            }
        };
        Ok(Some(refusal))
    }

    /// Notes that a visitor saw what a share names.
    pub async fn note_view(&self, share: &OpenShare) -> Result<(), Error> {
        let path = nodes::path(&self.store, &share.node).await?.join("/");
        self.note(&self.store, &share.actor, "share.view", Some((share.node.id, path))).await
    }

    /// The file of a share of a file.
    pub async fn shared_file(&self, share: &OpenShare) -> Result<FileEntry, Error> {
        let folder = self.folder_of(&share.node).await?;
        FileEntry::new(share.node.clone(), folder).ok_or(Error::Share(ShareRefusal::OtherKind))
    }

    /// The files of a share of a folder.
    pub async fn shared_files(&self, share: &OpenShare, page: NodePage) -> Result<Vec<FileEntry>, Error> {
        let folder = nodes::path(&self.store, &share.node).await?.join("/");
        let files = nodes::children(&self.store, share.node.id, NodeKind::File, page).await?;
        Ok(files.into_iter().filter_map(|node| FileEntry::new(node, folder.clone())).collect())
    }

    /// A file of a share of a folder.
    pub async fn file_of_share(&self, share: &OpenShare, name: &NodeName) -> Result<FileEntry, Error> {
        let folder = nodes::path(&self.store, &share.node).await?.join("/");
        let node = nodes::child(&self.store, share.node.id, name.as_str()).await?;
        node.and_then(|node| FileEntry::new(node, folder)).ok_or_else(|| Error::FileNotFound(name.to_string()))
    }

    /// Whether a file can be read through a share.
    pub async fn check_shared(&self, share: &OpenShare, file: &FileEntry) -> Result<(), Error> {
        if file.facts.is_encrypted && !share.share.decrypts {
            self.note_refusal(&share.actor, "share.download", Some((file.node.id, file.path())), "encrypted").await?;
            return Err(Error::Share(ShareRefusal::Encrypted));
        }
        Ok(())
    }

    /// Counts a download through a share whose first bytes are there, or refuses one too many.
    pub async fn admit_download(&self, share: &OpenShare, file: &FileEntry) -> Result<(), Error> {
        let node = Some((file.node.id, file.path()));
        let transaction = self.store.begin().await?;
        if shares::count_download(&transaction, share.share.id).await? {
            self.note(&transaction, &share.actor, "share.download", node).await?;
            return Ok(transaction.commit().await?);
        }
        drop(transaction);
        self.note_refusal(&share.actor, "share.download", node, "used_up").await?;
        Err(Error::Share(ShareRefusal::Expired))
    }

    async fn folder_of(&self, node: &nodes::Node) -> Result<String, Error> {
        let mut path = nodes::path(&self.store, node).await?;
        path.pop();
        Ok(path.join("/"))
    }
}

impl OpenShare {
    /// How the share is bound to visitors who gave its password: differs for each share and password.
    pub fn share(&self) -> &Share {
        &self.share
    }
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
