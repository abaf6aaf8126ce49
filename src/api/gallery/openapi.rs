//! The gallery API's part of the OpenAPI document.
//!
//! Each operation is described beside its route (`#[utoipa::path]`), each body in [`super::wire`], the refusals in [`super::refusals`]; this file
//! puts them together. [`SPELLINGS`] lists the second spellings of paths.

use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{OpenApi as Document, Required};
use utoipa::{Modify, OpenApi};

use super::tags::{FILES, MEDIA, SIGNING_IN};
use super::wire::{ErrorBody, Kind, LiveEvents, PictureSize, QrEvents};
use super::{
    counts, download, edit, events, is_authenticated, list, log_out, qr, send_code, sign_in, stream, stream_stats,
    thumbnail, upload,
};
use crate::browser::session_cookie::PLAIN_NAME;
use crate::http::openapi::{AbsentNotNull, OTHER_SPELLINGS, operations, respell};

/// A described path, its second spelling, and how that one differs.
const SPELLINGS: &[(&str, &str, &str)] = &[
    ("/send-code", "/send_code_request", ""),
    ("/sign-in", "/sign_in", " Here `phone` may be missing: it is then the one that the code was sent to."),
    ("/is-authenticated", "/is_authenticated", ""),
    ("/get-saved-messages-media", "/get_saved_messages_media", ""),
    ("/stream_media/{id}", "/stream_media/{id}/{name}", ""),
];

/// The document.
pub fn document() -> Document {
    Gallery::openapi()
}

#[derive(OpenApi)]
#[openapi(
    paths(
        send_code::send_code,
        sign_in::sign_in,
        sign_in::check_password,
        qr::sign_in_by_qr,
        is_authenticated::is_authenticated,
        log_out::log_out,
        list::list,
        counts::media_counts,
        counts::media_calendar,
        upload::upload,
        edit::edit,
        edit::delete,
        edit::delete_many,
        events::events,
        stream::stream,
        stream::describe,
        download::download,
        download::describe,
        thumbnail::thumbnail,
        stream_stats::stream_stats,
    ),
    components(schemas(ErrorBody, Kind, PictureSize, LiveEvents, QrEvents)),
    modifiers(&SessionCookie, &AbsentNotNull, &Spellings),
    tags(
        (name = SIGNING_IN, description = "A code, a password or a QR code binds a cookie to a Telegram account."),
        (name = MEDIA, description = "The media in the account's Saved Messages."),
        (name = FILES, description = "Files in whole and in part, several as one zip, thumbnails, and statistics of streams."),
        (name = OTHER_SPELLINGS, description = "The same operations under the paths of the original program."),
    ),
)]
struct Gallery;

/// The session cookie as a security scheme.
struct SessionCookie;

impl Modify for SessionCookie {
    fn modify(&self, document: &mut Document) {
        let description = "Set by a successful sign-in; named `__Host-heliograph` over https. Browsers on another origin send it with \
            `credentials: \"include\"`, from the origins in `FRONTEND_ORIGINS`.";
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(PLAIN_NAME, description)));
        document.components.get_or_insert_default().add_security_scheme("cookie", cookie);
    }
}

/// Adds the second spellings.
struct Spellings;

impl Modify for Spellings {
    fn modify(&self, document: &mut Document) {
        for (path, spelling, difference) in SPELLINGS {
            respell(document, path, spelling, difference);
            if let Some(item) = document.paths.paths.get_mut(*spelling) {
                operations(item).for_each(|operation| add_name(operation, path));
            }
        }
    }
}

/// Adds the name that may follow an id in a path.
fn add_name(operation: &mut Operation, path: &str) {
    if path == "/stream_media/{id}" {
        let name = ParameterBuilder::new()
            .name("name")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some("Any name; it is ignored"))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)));
        operation.parameters.get_or_insert_default().push(name.build().into());
    }
}
