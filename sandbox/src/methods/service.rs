//! [`Methods`]: finds the method of a call by its constructor id, checks the caller, and runs it.

use std::sync::Arc;

use grammers_tl_types as tl;
use tl::{Identifiable, RemoteCall, Serializable, functions as f};

use super::blocking::run_blocking;
use super::callers::{anyone, at_home, signed_in};
use super::empty::empty_answer;
use super::lenient::read;
use super::{account, auth, channels, contacts, help, messages, photos, updates, upload, users};
use crate::rpc::bad_request;
use crate::rpc::{Caller, KeyId, RpcError, Service};
use crate::world::World;

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
            method => empty_answer(&$methods.world, $caller, method, $body),
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
                f::auth::ResetAuthorizations => auth::reset_authorizations,
                f::account::GetAuthorizations => account::authorizations,
                f::account::ResetAuthorization => account::reset_authorization,
                f::account::UpdateStatus => account::update_status,
                f::account::GetNotifySettings => account::notify_settings,
                f::account::GetPrivacy => account::privacy,
                f::account::GetAccountTtl => account::lifetime,
                f::account::InitTakeoutSession => account::takeout,
                f::users::GetUsers => users::users,
                f::users::GetFullUser => users::full_user,
                f::users::GetRequirementsToContact => users::requirements,
                f::contacts::GetContacts => contacts::contacts,
                f::contacts::ResolveUsername => contacts::resolve_username,
                f::contacts::ResolvePhone => contacts::resolve_phone,
                f::contacts::Search => contacts::search,
                f::contacts::GetStatuses => contacts::statuses,
                f::photos::GetUserPhotos => photos::user_photos,
                f::stories::GetPeerStories => users::stories,
                f::updates::GetState => updates::state,
                f::updates::GetDifference => updates::difference,
                f::updates::GetChannelDifference => updates::channel_difference,
                f::messages::GetDialogs => messages::dialogs::dialogs,
                f::messages::GetPeerDialogs => messages::dialogs::peer_dialogs,
                f::messages::GetPinnedDialogs => messages::dialogs::pinned,
                f::messages::ToggleDialogPin => messages::dialogs::toggle_pin,
                f::messages::ReorderPinnedDialogs => messages::dialogs::reorder_pinned,
                f::messages::MarkDialogUnread => messages::dialogs::mark_unread,
                f::messages::GetDialogUnreadMarks => messages::dialogs::unread_marks,
                f::messages::GetDialogFilters => messages::dialogs::filters,
                f::messages::GetSplitRanges => messages::dialogs::split_ranges,
                f::messages::GetPeerSettings => messages::dialogs::settings,
                f::messages::GetSavedDialogs => messages::dialogs::saved,
                f::messages::ReadHistory => messages::read::history,
                f::messages::ReadMentions => messages::read::mentions,
                f::messages::ReadReactions => messages::read::reactions,
                f::messages::ReadMessageContents => messages::read::contents,
                f::messages::GetMessagesViews => messages::read::views,
                f::messages::GetMessageEditData => messages::read::edit_data,
                f::messages::SendReaction => messages::read::react,
                f::messages::SetTyping => messages::read::typing,
                f::messages::GetStickerSet => messages::read::sticker_set,
                f::messages::GetOnlines => messages::read::onlines,
                f::messages::SaveDraft => messages::drafts::save,
                f::messages::GetAllDrafts => messages::drafts::all,
                f::messages::ClearAllDrafts => messages::drafts::clear,
                f::messages::CheckChatInvite => messages::invite::check,
                f::messages::ImportChatInvite => messages::invite::import,
                f::messages::GetChats => messages::group::chats,
                f::messages::GetFullChat => messages::group::full,
                f::messages::GetHistory => messages::list::history,
                f::messages::GetMessages => messages::list::messages,
                f::messages::GetReplies => messages::list::replies,
                f::messages::GetSavedHistory => messages::list::saved_history,
                f::messages::Search => messages::search::search,
                f::messages::SearchGlobal => messages::global::search,
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
                f::messages::DeleteHistory => messages::change::delete_history,
                f::channels::CreateChannel => channels::create::create,
                f::channels::EditTitle => channels::create::edit_title,
                f::channels::DeleteChannel => channels::create::delete,
                f::channels::ReadHistory => messages::read::channel,
                f::channels::GetSendAs => channels::send_as::send_as,
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

    fn end_duplicated(&self, key: KeyId) -> bool {
        self.world.end_duplicated(key)
    }

    fn destroy_auth_key(&self, dc: i32, id: KeyId) -> bool {
        self.world.destroy_auth_key(dc, id)
    }
}

/// The method's constructor id.
fn constructor(body: &[u8]) -> Result<u32, RpcError> {
    let id = body.first_chunk().ok_or_else(|| bad_request("INPUT_FETCH_ERROR"))?;
    Ok(u32::from_le_bytes(*id))
}
