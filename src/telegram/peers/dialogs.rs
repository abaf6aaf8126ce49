//! Reading the list of chats (`messages.getDialogs`), page by page.

use grammers_tl_types as tl;
use tl::enums::messages::Dialogs as Answer;

use super::input::chat_id;
use super::known::Peers;
use crate::telegram::error::Error;
use crate::telegram::transport::route::CallRoute;

/// The chats on a page: Telegram's limit.
const PAGE: i32 = 100;
/// How many pages are read at most to find a chat by its id.
const MAX_PAGES: usize = 20;

/// A page of the list.
pub struct DialogPage<'a> {
    /// The chats in order, each with the date of its newest message (Unix time), if it is known.
    pub dialogs: Vec<(&'a tl::types::Dialog, Option<i32>)>,
    /// The users that the page mentions.
    pub users: &'a [tl::enums::User],
    /// The groups and channels that the page mentions.
    pub chats: &'a [tl::enums::Chat],
}

impl Peers {
    /// Reads the list of chats until `enough` returns true.
    pub(super) async fn learn_dialogs(&self, enough: impl Fn() -> bool) -> Result<(), Error> {
        let mut pages = 0;
        self.read_dialogs(|_| {
            pages += 1;
            pages < MAX_PAGES && !enough()
        })
        .await
    }

    /// The bare ids and the `pts` of the channels among the hundred chats with the newest messages.
    pub async fn channels_pts(&self) -> Result<Vec<(i64, i32)>, Error> {
        let request = tl::functions::messages::GetDialogs {
            exclude_pinned: false,
            folder_id: None,
            offset_date: 0,
            offset_id: 0,
            offset_peer: tl::enums::InputPeer::Empty,
            limit: PAGE,
            hash: 0,
        };
        let (dialogs, chats, users) = match self.calls.call(CallRoute::HOME, &request).await? {
            Answer::Dialogs(all) => (all.dialogs, all.chats, all.users),
            Answer::Slice(slice) => (slice.dialogs, slice.chats, slice.users),
            Answer::NotModified(_) => return Err(Error::Protocol("nothing was asked that could be unmodified")),
        };
        self.learn(&users, &chats);
        let of_channel = |dialog: &tl::enums::Dialog| match dialog {
            tl::enums::Dialog::Dialog(tl::types::Dialog {
                peer: tl::enums::Peer::Channel(peer),
                pts: Some(pts),
                ..
            }) => Some((peer.channel_id, *pts)),
            _ => None,
        };
        Ok(dialogs.iter().filter_map(of_channel).collect())
    }

    /// Reads the list page by page, while `go_on` returns true.
    pub async fn read_dialogs(&self, mut go_on: impl FnMut(DialogPage<'_>) -> bool) -> Result<(), Error> {
        let (mut offset_date, mut offset_id, mut offset_peer) = (0, 0, tl::enums::InputPeer::Empty);
        loop {
            let request = tl::functions::messages::GetDialogs {
                exclude_pinned: offset_id != 0,
                folder_id: None,
                offset_date,
                offset_id,
                offset_peer,
                limit: PAGE,
                hash: 0,
            };
            let (dialogs, messages, chats, users, is_slice) = match self.calls.call(CallRoute::HOME, &request).await? {
                Answer::Dialogs(all) => (all.dialogs, all.messages, all.chats, all.users, false),
                Answer::Slice(slice) => (slice.dialogs, slice.messages, slice.chats, slice.users, true),
                Answer::NotModified(_) => return Err(Error::Protocol("nothing was asked that could be unmodified")),
            };
            self.learn(&users, &chats);
            let date_of = |dialog: &tl::types::Dialog| {
                messages.iter().find_map(|message| match message {
                    tl::enums::Message::Message(message)
                        if message.id == dialog.top_message && message.peer_id == dialog.peer =>
                    {
                        Some(message.date)
                    }
                    tl::enums::Message::Service(message)
                        if message.id == dialog.top_message && message.peer_id == dialog.peer =>
                    {
                        Some(message.date)
                    }
                    _ => None,
                })
            };
            let listed = dialogs.iter().filter_map(|dialog| match dialog {
                tl::enums::Dialog::Dialog(dialog) => Some(dialog),
                // These contain chats, and are none themselves.
                tl::enums::Dialog::Folder(_) | tl::enums::Dialog::Community(_) => None,
            });
            let listed: Vec<_> = listed.collect();
            let page = listed.iter().map(|dialog| (*dialog, date_of(dialog))).collect();
            let page = DialogPage { dialogs: page, users: &users, chats: &chats };
            let last = listed.iter().rev().find_map(|dialog| Some((date_of(dialog)?, *dialog)));
            if !go_on(page) || !is_slice {
                return Ok(());
            }
            let Some((date, dialog)) = last else { return Ok(()) };
            if (date, dialog.top_message) == (offset_date, offset_id) {
                return Ok(());
            }
            (offset_date, offset_id) = (date, dialog.top_message);
            offset_peer = self.get(chat_id(&dialog.peer)).unwrap_or(tl::enums::InputPeer::Empty);
        }
    }
}
