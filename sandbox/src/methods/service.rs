//! [`Methods`]: finds the method of a call by its constructor id, checks the caller, and runs it.

use std::sync::Arc;

use grammers_tl_types as tl;
use tl::{Cursor, Deserializable, Identifiable, RemoteCall, Serializable, functions as f};

use super::blocking::run_blocking;
use super::{account, auth, channels, contacts, help, messages, updates, upload, users};
use crate::rpc::bad_request;
use crate::rpc::{Caller, KeyId, RpcError, Service};
use crate::world::{AuthorizedCaller, World};

/// Answers calls from a world.
#[derive(Clone)]
pub struct Methods {
    world: Arc<World>,
}

/// Reads the request, checks the caller's right, and runs the method on a blocking thread.
macro_rules! run_method {
    ($methods:ident, $caller:ident, $body:ident; $($right:ident { $($request:ty => $method:path,)* })*) => {
        match constructor($body)? {
            $($(<$request>::CONSTRUCTOR_ID => {
                let request: $request = read($body)?;
                let (world, caller) = ($methods.world.clone(), $caller.clone());
                run_blocking(move || {
                    let caller = $right(&world, &caller)?;
                    let result: <$request as RemoteCall>::Return = $method(&world, &caller, request)?;
                    Ok(result.to_bytes())
                })
                .await
            })*)*
            _ => Err(bad_request("INPUT_METHOD_INVALID")),
        }
    };
}

impl Methods {
    pub fn new(world: Arc<World>) -> Self {
        Self { world }
    }

    async fn answer(&self, caller: &Caller, body: &[u8]) -> Result<Vec<u8>, RpcError> {
        if constructor(body)? == f::upload::GetFile::CONSTRUCTOR_ID {
            return upload::get_file(&self.world, caller, read(body)?).await;
        }
        run_method! { self, caller, body;
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
                f::upload::GetFileHashes => upload::file_hashes,
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
                f::messages::ForwardMessages => messages::forward::forward,
                f::messages::UpdatePinnedMessage => messages::pin::update,
                f::messages::UnpinAllMessages => messages::pin::unpin_all,
                f::messages::EditChatAbout => messages::about::edit,
                f::messages::EditMessage => messages::change::edit,
                f::messages::DeleteMessages => messages::change::delete,
                f::channels::CreateChannel => channels::create::create,
                f::channels::EditTitle => channels::create::edit_title,
                f::channels::DeleteChannel => channels::create::delete,
                f::channels::GetMessages => channels::read::messages,
                f::channels::GetChannels => channels::read::channels,
                f::channels::GetFullChannel => channels::read::full,
                f::channels::GetParticipants => channels::members::participants,
                f::channels::GetParticipant => channels::members::participant,
                f::channels::JoinChannel => channels::join::join,
                f::channels::LeaveChannel => channels::join::leave,
                f::channels::DeleteMessages => messages::change::delete_in_channel,
            }
        }
    }
}

impl Service for Methods {
    async fn call(&self, caller: &Caller, body: &[u8]) -> Result<Vec<u8>, RpcError> {
        let result = self.answer(caller, body).await;
        if result.as_ref().is_err_and(|error| error.name == "INPUT_FETCH_ERROR") {
            tracing::debug!(client_layer = caller.layer, layer = tl::LAYER, "cannot parse a request");
        }
        result
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

/// Any caller.
fn anyone(_: &World, caller: &Caller) -> Result<Caller, RpcError> {
    Ok(caller.clone())
}

/// A caller who is signed in at this data centre or has imported an authorization.
fn signed_in(world: &World, caller: &Caller) -> Result<AuthorizedCaller, RpcError> {
    world.signed_in(caller)
}

/// A caller who is signed in, at the account's home data centre.
fn at_home(world: &World, caller: &Caller) -> Result<AuthorizedCaller, RpcError> {
    world.at_home(caller)
}

/// The method's constructor id.
fn constructor(body: &[u8]) -> Result<u32, RpcError> {
    let id = body.first_chunk().ok_or_else(|| bad_request("INPUT_FETCH_ERROR"))?;
    Ok(u32::from_le_bytes(*id))
}

/// The request after the constructor id; nothing may follow it.
fn read<T: Deserializable>(body: &[u8]) -> Result<T, RpcError> {
    let body = body.get(4..).unwrap_or_default();
    let mut cursor = Cursor::from_slice(body);
    let request = T::deserialize(&mut cursor).map_err(|_| bad_request("INPUT_FETCH_ERROR"))?;
    if cursor.pos() == body.len() { Ok(request) } else { Err(bad_request("INPUT_FETCH_ERROR")) }
}
