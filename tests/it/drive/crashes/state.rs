//! What a user has.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::TryStreamExt;
use heliograph::drive::tree::FolderPath;
use heliograph::drive::{Actor, ActorKind, Drive};
use heliograph::store::drive::nodes::NodePage;
use heliograph::stream::ByteRange;

/// What a user has: folders, the bytes of each file by folder and name, and the paths of what is in the trash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    pub folders: BTreeSet<String>,
    pub files: BTreeMap<(String, String), Bytes>,
    pub trash: BTreeSet<String>,
}

/// The bytes of a file. They are many, and not to be read in a message.
#[derive(Clone, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes beginning with {:?}", self.0.len(), &self.0[..self.0.len().min(4)])
    }
}

impl State {
    /// The same with a file.
    pub fn with(mut self, folder: &str, name: &str, bytes: &[u8]) -> Self {
        self.folders.insert(folder.to_owned());
        self.files.insert((folder.to_owned(), name.to_owned()), Bytes(bytes.to_vec()));
        self
    }

    /// The same with a folder.
    pub fn with_folder(mut self, folder: &str) -> Self {
        self.folders.insert(folder.to_owned());
        self
    }

    /// The same without a file.
    pub fn without(mut self, folder: &str, name: &str) -> Self {
        self.files.remove(&(folder.to_owned(), name.to_owned()));
        self
    }

    /// The same with a file under another name.
    pub fn moved(self, from: (&str, &str), to: (&str, &str)) -> Self {
        let bytes = self.bytes(from).to_vec();
        self.without(from.0, from.1).with(to.0, to.1, &bytes)
    }

    /// The bytes of a file.
    pub fn bytes(&self, (folder, name): (&str, &str)) -> &[u8] {
        &self.files[&(folder.to_owned(), name.to_owned())].0
    }

    /// What the user has there. Bytes are read of the files below the folder `current`; of the others they are those of `before` where these are as many.
    pub async fn read(drive: &Drive, name: &str, current: &str, before: &Self) -> Self {
        let user = drive.people().user(name).await.expect("the user is there").id;
        let actor = Actor { kind: ActorKind::Server, user, name: name.to_owned(), app_password: None, address: None };
        let mut state = Self::default();
        state.folders.extend(drive.folders(&actor).await.expect("folders").into_iter().map(|folder| folder.path));
        state.trash.extend(drive.trash(&actor).await.expect("the trash").into_iter().map(|entry| entry.path));
        for file in drive.all_files(&actor, NodePage::default()).await.expect("files") {
            assert!(FolderPath::parse(&file.folder).is_ok(), "{} has no folder", file.node.name);
            let key = (file.folder.clone(), file.node.name.clone());
            let known = before.files.get(&key).filter(|known| known.0.len() as u64 == file.facts.size);
            let bytes = match known.filter(|_| !file.folder.starts_with(current)) {
                Some(known) => known.clone(),
                None => Bytes(read_file(drive, &actor, &file).await),
            };
            state.files.insert(key, bytes);
        }
        state
    }
}

async fn read_file(drive: &Drive, actor: &Actor, file: &heliograph::drive::tree::FileEntry) -> Vec<u8> {
    let Some(range) = ByteRange::new(0..file.facts.size) else { return Vec::new() };
    let source = drive.read(actor, file).await.unwrap_or_else(|error| panic!("{}: {error}", file.node.name));
    let bytes = source.read(range).await.unwrap_or_else(|error| panic!("{}: {error}", file.node.name));
    let chunks: Vec<_> = bytes.try_collect().await.unwrap_or_else(|error| panic!("{}: {error}", file.node.name));
    chunks.concat()
}
