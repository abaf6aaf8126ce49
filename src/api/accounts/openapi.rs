//! The accounts API's part of the OpenAPI document. Operations and bodies are described beside their code.

use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::tags::{ACCOUNT, CHATS, MESSAGES, SESSIONS, SIGNING_IN};
use super::wire::ErrorBody;
use super::{chats, clean_sessions, file, messages, qr_login, send_code, session, sign_in, upload, user_info};
use crate::http::openapi::{AbsentNotNull, respell};

/// A described path, and its spelling in the original's later versions.
const SPELLINGS: [(&str, &str); 2] = [
    ("/user/{phone}/messages/getMessages", "/user/messages/{phone}/getMessages"),
    ("/user/{phone}/messages/deleteMessages", "/user/messages/{phone}/deleteMessages"),
];

/// The document.
pub fn document() -> Document {
    Accounts::openapi()
}

#[derive(OpenApi)]
#[openapi(
    paths(
        send_code::send_code,
        sign_in::sign_in,
        qr_login::qr_login,
        clean_sessions::clean_sessions,
        session::is_authorized,
        session::session_valid,
        session::log_out,
        user_info::user_info,
        file::profile_photo,
        chats::contacts,
        chats::dialogs,
        messages::get_messages,
        messages::delete_messages,
        upload::upload_file,
        file::download_file,
        file::describe_file,
    ),
    components(schemas(ErrorBody)),
    modifiers(&Keys, &AbsentNotNull, &Spellings),
    tags(
        (name = SIGNING_IN, description = "Signing in Telegram accounts with an API key."),
        (name = SESSIONS, description = "Checking and ending sessions."),
        (name = ACCOUNT, description = "The account's own user."),
        (name = CHATS, description = "The account's contacts and chats."),
        (name = MESSAGES, description = "The messages of chats, and their files."),
    ),
)]
struct Accounts;

/// The API key as a security scheme.
struct Keys;

impl Modify for Keys {
    fn modify(&self, document: &mut Document) {
        let components = document.components.get_or_insert_default();
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("An API key"));
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer.build()));
        let header = ApiKeyValue::with_description("X-Api-Key", "An API key: `heliograph keys create NAME` makes one");
        components.add_security_scheme("apiKey", SecurityScheme::ApiKey(ApiKey::Header(header)));
    }
}

/// Adds the second spellings.
struct Spellings;

impl Modify for Spellings {
    fn modify(&self, document: &mut Document) {
        for (path, spelling) in SPELLINGS {
            respell(document, path, spelling, "");
        }
    }
}
