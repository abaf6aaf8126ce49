//! Answers that are shorter than they could be: a part of a file, or a page of a list with one item less than there is room for. Telegram sends such
//! pages although the list goes on.

use grammers_tl_types::{self as tl, Deserializable, Identifiable, Serializable};
use tl::enums::messages::{Dialogs, Messages};
use tl::functions::messages as f;

use super::message::constructor;

/// An `upload.file` with half of its bytes; a page without its last item, as seen from where it was read from.
pub(super) fn shorten(request: &[u8], answer: Vec<u8>) -> Vec<u8> {
    match constructor(request) {
        tl::functions::upload::GetFile::CONSTRUCTOR_ID => shorten_file(answer),
        // A negative `add_offset` reads from the older messages to the newer ones.
        f::GetHistory::CONSTRUCTOR_ID => {
            let from_old = f::GetHistory::from_bytes(&request[4..]).is_ok_and(|request| request.add_offset < 0);
            shorten_messages(answer, from_old)
        }
        f::Search::CONSTRUCTOR_ID => shorten_messages(answer, false),
        f::GetDialogs::CONSTRUCTOR_ID => shorten_dialogs(answer),
        _ => answer,
    }
}

fn shorten_file(answer: Vec<u8>) -> Vec<u8> {
    match tl::enums::upload::File::from_bytes(&answer) {
        Ok(tl::enums::upload::File::File(mut file)) => {
            file.bytes.truncate(file.bytes.len() / 2);
            tl::enums::upload::File::File(file).to_bytes()
        }
        _ => answer,
    }
}

fn shorten_messages(answer: Vec<u8>, from_old: bool) -> Vec<u8> {
    let shorten = |messages: &mut Vec<tl::enums::Message>| match (from_old, messages.is_empty()) {
        (_, true) => {}
        (true, false) => drop(messages.remove(0)),
        (false, false) => drop(messages.pop()),
    };
    let shortened: Messages = match Messages::from_bytes(&answer) {
        Ok(Messages::Messages(all)) => {
            let count = i32::try_from(all.messages.len()).unwrap_or(i32::MAX);
            let tl::types::messages::Messages { mut messages, topics, chats, users } = all;
            shorten(&mut messages);
            tl::types::messages::MessagesSlice {
                inexact: false,
                count,
                next_rate: None,
                offset_id_offset: None,
                search_flood: None,
                messages,
                topics,
                chats,
                users,
            }
            .into()
        }
        Ok(Messages::Slice(mut slice)) => {
            shorten(&mut slice.messages);
            slice.into()
        }
        Ok(Messages::ChannelMessages(mut channel)) => {
            shorten(&mut channel.messages);
            channel.into()
        }
        Ok(Messages::NotModified(_)) | Err(_) => return answer,
    };
    shortened.to_bytes()
}

fn shorten_dialogs(answer: Vec<u8>) -> Vec<u8> {
    let mut slice = match Dialogs::from_bytes(&answer) {
        Ok(Dialogs::Dialogs(all)) => {
            let count = i32::try_from(all.dialogs.len()).unwrap_or(i32::MAX);
            let tl::types::messages::Dialogs { dialogs, messages, chats, users } = all;
            tl::types::messages::DialogsSlice { count, dialogs, messages, chats, users }
        }
        Ok(Dialogs::Slice(slice)) => slice,
        Ok(Dialogs::NotModified(_)) | Err(_) => return answer,
    };
    slice.dialogs.pop();
    Dialogs::Slice(slice).to_bytes()
}
