//! The API's part of the OpenAPI document: every operation that is mounted, described where it is written.

use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::error::ErrorBody;
use super::tags::{ACCOUNT, ENCRYPTION, FILES, FOLDERS, OPERATORS, OVERVIEW, SHARES, SIGNING_IN, STORAGE, TRASH};
use super::{
    access, app_passwords, download, encryption, files, folders, import, one_time_passwords, overview, password,
    register, sessions, shares, tgcloud, tgcloud_qr, token, trash, upload, users,
};
use crate::http::openapi::AbsentNotNull;

/// The document.
pub fn document() -> Document {
    DriveApi::openapi()
}

#[derive(OpenApi)]
#[openapi(
    paths(
        register::register,
        token::token,
        password::change,
        sessions::list,
        sessions::end_others,
        sessions::end,
        app_passwords::list,
        app_passwords::make,
        app_passwords::revoke,
        one_time_passwords::status,
        one_time_passwords::enrol,
        one_time_passwords::confirm,
        one_time_passwords::switch_off,
        users::me,
        users::list,
        users::set_quota,
        tgcloud::send_code,
        tgcloud::verify_code,
        tgcloud::check_password,
        tgcloud::status,
        tgcloud_qr::show,
        folders::list,
        folders::make,
        folders::rename,
        folders::relocate,
        folders::remove,
        files::list_all,
        files::list,
        upload::upload,
        files::get_file,
        download::download,
        download::describe,
        files::rename,
        files::relocate,
        files::copy,
        files::remove,
        trash::list,
        trash::restore,
        trash::remove,
        trash::empty,
        trash::versions,
        trash::restore_version,
        encryption::on,
        encryption::off,
        encryption::identity,
        shares::share_file,
        shares::share_folder,
        shares::list,
        shares::revoke,
        access::file,
        access::download_file,
        access::describe_file,
        access::folder,
        access::download_from_folder,
        access::describe_from_folder,
        overview::stats,
        overview::search,
        overview::audit,
        import::import,
    ),
    components(schemas(ErrorBody)),
    modifiers(&Credentials, &AbsentNotNull),
    tags(
        (name = SIGNING_IN, description = "A name and a password make a token, which is good for an hour."),
        (name = ACCOUNT, description = "What users do about their own account: password, sessions, app passwords, one-time passwords."),
        (name = FOLDERS, description = "Folders, addressed by their paths with encoded slashes."),
        (name = FILES, description = "Files, of any size, streamed both ways."),
        (name = TRASH, description = "What was deleted waits in the trash; what was replaced is a version."),
        (name = ENCRYPTION, description = "For the caller's new files."),
        (name = SHARES, description = "Links by which anybody reads a file, or the files of a folder."),
        (name = OVERVIEW, description = "Sums, searches, and who did what."),
        (name = OPERATORS, description = "For those who look after the drive."),
        (name = STORAGE, description = "Signing in the Telegram account that stores for everybody: for operators, and on the sandbox for anybody on the same machine."),
    ),
)]
struct DriveApi;

/// How callers are known.
struct Credentials;

impl Modify for Credentials {
    fn modify(&self, document: &mut Document) {
        let token = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("From `/api/v1/token`."))
            .build();
        let app_password = HttpBuilder::new()
            .scheme(HttpAuthScheme::Basic)
            .description(Some("A user's name, and an app password of theirs: for files, not for the account."))
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("drive_token", SecurityScheme::Http(token));
        components.add_security_scheme("drive_app_password", SecurityScheme::Http(app_password));
    }
}
