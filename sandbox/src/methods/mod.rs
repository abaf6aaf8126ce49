//! The methods: each call is told by its constructor id, read, checked for who makes it, and answered from [`crate::world`].
//!
//! [`Answers`] implements [`Service`] for the wire. A method is a plain function `(world, who, request) -> result` in the file of its namespace;
//! the table in [`Answers::answer`] says which function answers what, under the right that it asks for: `anyone`, `signed_in` (also at a data
//! centre that only imported the authorization) or `at_home`. All of them run off the async threads, since they may wait for disks and pictures;
//! `upload.getFile`, which carries every byte, has a way of its own.

mod account;
mod auth;
mod channels;
mod contacts;
mod help;
mod messages;
mod peer;
#[cfg(test)]
mod tests;
mod updates;
mod upload;
mod users;

use std::sync::Arc;

use grammers_tl_types as tl;
use tl::{Cursor, Deserializable, Identifiable, RemoteCall, Serializable, functions as f};

use crate::rpc::{Caller, KeyId, RpcError, Service};
use crate::world::refusal::bad_request;
use crate::world::{Signed, World};

/// Answers calls on a world.
#[derive(Clone)]
pub struct Answers {
    world: Arc<World>,
}

/// Reads the request, and answers it off the async threads under the right it asks for.
macro_rules! answer_one {
    ($answers:ident, $caller:ident, $body:ident; $($right:ident { $($request:ty => $method:path,)* })*) => {
        match constructor($body)? {
            $($(<$request>::CONSTRUCTOR_ID => {
                let request: $request = read($body)?;
                let (world, caller) = ($answers.world.clone(), $caller.clone());
                off_the_async_threads(move || {
                    let who = $right(&world, &caller)?;
                    let result: <$request as RemoteCall>::Return = $method(&world, &who, request)?;
                    Ok(result.to_bytes())
                })
                .await
            })*)*
            _ => Err(bad_request("INPUT_METHOD_INVALID")),
        }
    };
}

impl Answers {
    /// Answers on this world.
    pub fn new(world: Arc<World>) -> Self {
        Self { world }
    }

    async fn answer(&self, caller: &Caller, body: &[u8]) -> Result<Vec<u8>, RpcError> {
        if constructor(body)? == f::upload::GetFile::CONSTRUCTOR_ID {
            return upload::get_file(&self.world, caller, read(body)?).await;
        }
        answer_one! { self, caller, body;
            anyone {
                f::help::GetConfig => help::config,
                f::help::GetNearestDc => help::nearest_dc,
                f::help::GetAppConfig => help::app_config,
                f::help::GetCdnConfig => help::cdn_config,
                f::auth::SendCode => auth::send_code,
                f::auth::ResendCode => auth::resend_code,
                f::auth::CancelCode => auth::cancel_code,
                f::auth::SignIn => auth::sign_in,
                f::auth::SignUp => auth::sign_up,
                f::auth::CheckPassword => auth::check_password,
                f::auth::ImportAuthorization => auth::import_authorization,
                f::auth::ExportLoginToken => auth::export_login_token,
                f::auth::ImportLoginToken => auth::import_login_token,
                f::account::GetPassword => account::password,
            }
            signed_in {
                f::upload::SaveFilePart => upload::save_part,
                f::upload::SaveBigFilePart => upload::save_big_part,
                f::auth::LogOut => auth::log_out,
            }
            at_home {
                f::auth::ExportAuthorization => auth::export_authorization,
                f::auth::AcceptLoginToken => auth::accept_login_token,
                f::account::GetAuthorizations => account::authorizations,
                f::account::ResetAuthorization => account::reset_authorization,
                f::account::UpdateStatus => account::update_status,
                f::users::GetUsers => users::users,
                f::users::GetFullUser => users::full_user,
                f::contacts::GetContacts => contacts::contacts,
                f::contacts::ResolveUsername => contacts::resolve_username,
                f::updates::GetState => updates::state,
                f::updates::GetDifference => updates::difference,
                f::updates::GetChannelDifference => updates::channel_difference,
                f::messages::GetDialogs => messages::dialogs::dialogs,
                f::messages::GetPeerDialogs => messages::dialogs::peer_dialogs,
                f::messages::ReadHistory => messages::dialogs::read_history,
                f::messages::CheckChatInvite => messages::invite::check,
                f::messages::ImportChatInvite => messages::invite::import,
                f::messages::GetChats => messages::group::chats,
                f::messages::GetFullChat => messages::group::full,
                f::messages::GetHistory => messages::list::history,
                f::messages::GetMessages => messages::list::messages,
                f::messages::Search => messages::search::search,
                f::messages::GetSearchCounters => messages::search::counters,
                f::messages::GetSearchResultsCalendar => messages::search::calendar,
                f::messages::SendMessage => messages::send::message,
                f::messages::SendMedia => messages::send::media,
                f::messages::SendMultiMedia => messages::send::multi_media,
                f::messages::UploadMedia => messages::send::upload_media,
                f::messages::ForwardMessages => messages::send::forward,
                f::messages::UpdatePinnedMessage => messages::change::pin,
                f::messages::EditMessage => messages::change::edit,
                f::messages::DeleteMessages => messages::change::delete,
                f::channels::GetMessages => channels::messages,
                f::channels::GetChannels => channels::channels,
                f::channels::GetFullChannel => channels::full,
                f::channels::GetParticipants => channels::participants,
                f::channels::GetParticipant => channels::participant,
                f::channels::JoinChannel => channels::join,
                f::channels::LeaveChannel => channels::leave,
                f::channels::DeleteMessages => messages::change::delete_in_channel,
            }
        }
    }
}

impl Service for Answers {
    async fn call(&self, caller: &Caller, body: &[u8]) -> Result<Vec<u8>, RpcError> {
        self.answer(caller, body).await
    }

    fn auth_key(&self, dc: i32, id: KeyId) -> Option<[u8; 256]> {
        self.world.auth_key(dc, id)
    }

    fn keep_auth_key(&self, dc: i32, id: KeyId, key: [u8; 256]) {
        self.world.keep_auth_key(dc, id, key);
    }

    fn destroy_auth_key(&self, dc: i32, id: KeyId) -> bool {
        self.world.destroy_auth_key(dc, id)
    }
}

/// The right of everybody: also of keys that are not signed in.
fn anyone(_: &World, caller: &Caller) -> Result<Caller, RpcError> {
    Ok(caller.clone())
}

/// The right of whoever is signed in, here or at home.
fn signed_in(world: &World, caller: &Caller) -> Result<Signed, RpcError> {
    world.signed_in(caller)
}

/// The right of whoever is signed in here, at home.
fn at_home(world: &World, caller: &Caller) -> Result<Signed, RpcError> {
    world.at_home(caller)
}

/// Which method is called.
fn constructor(body: &[u8]) -> Result<u32, RpcError> {
    let id = body.first_chunk().ok_or_else(|| bad_request("INPUT_FETCH_ERROR"))?;
    Ok(u32::from_le_bytes(*id))
}

/// The request behind the constructor id: all of it, and nothing behind it.
fn read<T: Deserializable>(body: &[u8]) -> Result<T, RpcError> {
    let body = body.get(4..).unwrap_or_default();
    let mut cursor = Cursor::from_slice(body);
    let request = T::deserialize(&mut cursor).map_err(|_| bad_request("INPUT_FETCH_ERROR"))?;
    if cursor.pos() == body.len() { Ok(request) } else { Err(bad_request("INPUT_FETCH_ERROR")) }
}

async fn off_the_async_threads(
    work: impl FnOnce() -> Result<Vec<u8>, RpcError> + Send + 'static,
) -> Result<Vec<u8>, RpcError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
        tracing::error!(%error, "a method panicked");
        Err(RpcError::new(500, "INTERNAL"))
    })
}
