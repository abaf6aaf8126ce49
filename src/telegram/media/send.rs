//! Sending files to Saved Messages.

use std::collections::HashMap;

use grammers_tl_types as tl;

use super::library::Library;
use super::located::LocatedMedia;
use super::post::{PostOptions, post_album, post_one};
use super::prepare::{AlbumClass, Prepared, prepare};
use crate::telegram::error::Error;
use crate::telegram::files::uploaded::Uploaded;
use crate::telegram::ids::MessageId;
use crate::telegram::limits::ALBUM_FILES;
use crate::telegram::peers::messages::messages_of;
use crate::telegram::transport::route::CallRoute;

/// How many of the newest messages are searched for files when the answer was lost.
const SEARCHED: i32 = 50;

impl Library {
    /// Sends files with one caption to Saved Messages, and returns the messages' ids in the order of `files`. Up to ten files of the same class
    /// become an album; the others are sent one by one.
    pub async fn send(&self, files: Vec<Uploaded>, caption: &str) -> Result<Vec<MessageId>, Error> {
        let mut prepared = Vec::with_capacity(files.len());
        for file in files {
            prepared.push(prepare(&self.calls, file).await?);
        }
        let mut ids: HashMap<i64, MessageId> = HashMap::new();
        let mut caption = caption.to_owned();
        for group in groups(&prepared) {
            ids.extend(self.post_group(&group, std::mem::take(&mut caption)).await?);
        }
        let id = |file: &Prepared| ids.get(&file.random_id).copied().ok_or(Error::Protocol("a sent message has no id"));
        prepared.iter().map(id).collect()
    }

    /// Posts one message or album. Returns the messages' ids by random id.
    async fn post_group(&self, group: &[&Prepared], caption: String) -> Result<HashMap<i64, MessageId>, Error> {
        let peer = tl::enums::InputPeer::PeerSelf;
        let sent = match group {
            [file] => {
                let options = PostOptions { caption, ..PostOptions::default() };
                post_one(&self.calls, &peer, file.media.clone(), file.random_id, options).await
            }
            files => post_album(&self.calls, &peer, files, caption).await,
        };
        match sent {
            Ok(updates) => {
                let ids = ids_of(&updates, group);
                let complete = group.iter().all(|file| ids.contains_key(&file.random_id));
                if complete { Ok(ids) } else { self.find_posted(group).await }
            }
            // An earlier call posted them, but its answer was lost.
            Err(error) if error.is("RANDOM_ID_DUPLICATE") => self.find_posted(group).await,
            Err(error) => Err(error.into()),
        }
    }

    /// Searches the newest messages for posted files.
    async fn find_posted(&self, group: &[&Prepared]) -> Result<HashMap<i64, MessageId>, Error> {
        let request = tl::functions::messages::GetHistory {
            peer: tl::enums::InputPeer::PeerSelf,
            offset_id: 0,
            offset_date: 0,
            add_offset: 0,
            limit: SEARCHED,
            max_id: 0,
            min_id: 0,
            hash: 0,
        };
        let me = self.calls.me()?;
        let newest = messages_of(self.calls.call(CallRoute::HOME, &request).await?)?.into_iter();
        let newest: Vec<_> = newest.filter_map(|message| LocatedMedia::from_saved_message(message, me)).collect();
        let id = |file: &&Prepared| {
            let located = newest.iter().find(|located| located.media.file_id == file.file_id);
            located.map(|located| (file.random_id, located.media.id)).ok_or(Error::Protocol("a sent message has no id"))
        };
        group.iter().map(id).collect()
    }
}

/// The files of each message or album, in the order of their first files.
fn groups(files: &[Prepared]) -> Vec<Vec<&Prepared>> {
    let mut groups: Vec<Vec<&Prepared>> = Vec::new();
    for file in files {
        let fits = |group: &&mut Vec<&Prepared>| {
            group.len() < ALBUM_FILES
                && file.class != AlbumClass::Single
                && group.iter().all(|other| other.class == file.class)
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(file),
            None => groups.push(vec![file]),
        }
    }
    groups
}

/// The messages' ids in an answer (`updateMessageID`), by random id.
fn ids_of(updates: &tl::enums::Updates, group: &[&Prepared]) -> HashMap<i64, MessageId> {
    let list = match updates {
        tl::enums::Updates::Updates(all) => all.updates.as_slice(),
        tl::enums::Updates::Combined(all) => all.updates.as_slice(),
        tl::enums::Updates::UpdateShort(short) => std::slice::from_ref(&short.update),
        tl::enums::Updates::UpdateShortSentMessage(sent) if group.len() == 1 => {
            return HashMap::from([(group[0].random_id, MessageId(sent.id))]);
        }
        _ => &[],
    };
    let ids = list.iter().filter_map(|update| match update {
        tl::enums::Update::MessageId(update) => Some((update.random_id, MessageId(update.id))),
        _ => None,
    });
    ids.collect()
}
