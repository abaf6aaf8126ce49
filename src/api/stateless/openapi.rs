//! The stateless API's part of the OpenAPI document. Operations and bodies are described beside their code.

use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::error::ErrorBody;
use super::guard::HEADER;
use super::tags::{CHATS, MESSAGES, SIGNING_IN};
use super::{
    chats, delete, edit, forward, import, join, log_out, media, messages, send, send_code, send_with_file, verify,
};
use crate::http::openapi::AbsentNotNull;

/// The document.
pub fn document() -> Document {
    Stateless::openapi()
}

#[derive(OpenApi)]
#[openapi(
    paths(
        send_code::send_code,
        verify::verify_code,
        verify::verify_password,
        log_out::log_out,
        import::import,
        chats::list,
        join::join,
        messages::list,
        media::media,
        media::describe,
        send::send,
        send_with_file::send_with_file,
        delete::delete,
        forward::forward,
        edit::edit,
    ),
    components(schemas(ErrorBody)),
    modifiers(&SessionString, &AbsentNotNull),
    tags(
        (name = SIGNING_IN, description = "A code and a password are exchanged for a session string; the server stores nothing."),
        (name = CHATS, description = "The account's chats, and joining others."),
        (name = MESSAGES, description = "The messages of any chat, and their files."),
    ),
)]
struct Stateless;

/// The session string as a security scheme.
struct SessionString;

impl Modify for SessionString {
    fn modify(&self, document: &mut Document) {
        let description = "From the response to the last step of signing in. A secret: whoever has it has the account.";
        let header = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(HEADER, description)));
        document.components.get_or_insert_default().add_security_scheme("session_string", header);
    }
}
