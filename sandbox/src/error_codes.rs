//! The codes of Telegram's errors.

/// The code that Telegram uses for an error's name (<https://core.telegram.org/api/errors>). Where there are several, the most frequent one.
pub(crate) fn code_of(name: &str) -> i32 {
    let starts_with = |starts: &[&str]| starts.iter().any(|start| name.starts_with(start));
    if name.contains("_MIGRATE_") {
        return 303;
    }
    if starts_with(&WAITS) {
        return 420;
    }
    if matches!(name, "Timeout" | "Timedout") {
        return -503;
    }
    if SERVER_ERRORS.contains(&name) || starts_with(&["INTERNAL", "INTERDC_"]) {
        return 500;
    }
    if NOT_ACCEPTABLE.contains(&name) || name.starts_with("PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_") {
        return 406;
    }
    if UNAUTHORIZED.contains(&name) || starts_with(&["AUTH_KEY_", "USER_DEACTIVATED"]) {
        return 401;
    }
    if FORBIDDEN.contains(&name) || (starts_with(&["CHAT_SEND_", "CHAT_"]) && name.ends_with("_FORBIDDEN")) {
        return 403;
    }
    400
}

/// How the names of 420 start.
const WAITS: [&str; 7] = [
    "FLOOD",
    "SLOWMODE",
    "2FA_CONFIRM_WAIT_",
    "TAKEOUT_INIT_DELAY_",
    "FROZEN_METHOD_INVALID",
    "PREMIUM_SUB_ACTIVE_UNTIL_",
    "STORY_SEND_FLOOD_",
];
const UNAUTHORIZED: [&str; 4] =
    ["ACTIVE_USER_REQUIRED", "SESSION_EXPIRED", "SESSION_PASSWORD_NEEDED", "SESSION_REVOKED"];
const FORBIDDEN: [&str; 21] = [
    "BROADCAST_FORBIDDEN",
    "CHANNEL_PUBLIC_GROUP_NA",
    "CHAT_ADMIN_INVITE_REQUIRED",
    "EDIT_BOT_INVITE_FORBIDDEN",
    "GROUPCALL_ALREADY_STARTED",
    "GROUPCALL_FORBIDDEN",
    "INLINE_BOT_REQUIRED",
    "MESSAGE_AUTHOR_REQUIRED",
    "MESSAGE_DELETE_FORBIDDEN",
    "NOT_ALLOWED",
    "PARTICIPANT_JOIN_MISSING",
    "POLL_VOTE_REQUIRED",
    "PREMIUM_ACCOUNT_REQUIRED",
    "PUBLIC_CHANNEL_MISSING",
    "RIGHT_FORBIDDEN",
    "SENSITIVE_CHANGE_FORBIDDEN",
    "TAKEOUT_REQUIRED",
    "USER_DELETED",
    "USER_IS_BLOCKED",
    "USER_NOT_MUTUAL_CONTACT",
    "USER_PRIVACY_RESTRICTED",
];
const NOT_ACCEPTABLE: [&str; 13] = [
    "AUTH_KEY_DUPLICATED",
    "CHAT_FORWARDS_RESTRICTED",
    "FILEREF_UPGRADE_NEEDED",
    "FRESH_CHANGE_ADMINS_FORBIDDEN",
    "FRESH_CHANGE_PHONE_FORBIDDEN",
    "FRESH_RESET_AUTHORISATION_FORBIDDEN",
    "PHONE_PASSWORD_FLOOD",
    "PREMIUM_CURRENTLY_UNAVAILABLE",
    "SEND_CODE_UNAVAILABLE",
    "STICKERSET_OWNER_ANONYMOUS",
    "UPDATE_APP_TO_LOGIN",
    "USERPIC_PRIVACY_REQUIRED",
    "USERPIC_UPLOAD_REQUIRED",
];
const SERVER_ERRORS: [&str; 32] = [
    "AUTH_RESTART",
    "CALL_OCCUPY_FAILED",
    "CDN_UPLOAD_TIMEOUT",
    "CHAT_GET_FAILED",
    "CHAT_ID_GENERATE_FAILED",
    "CHP_CALL_FAIL",
    "ENCRYPTION_OCCUPY_FAILED",
    "GROUPCALL_ADD_PARTICIPANTS_FAILED",
    "HISTORY_GET_FAILED",
    "MEMBER_NO_LOCATION",
    "MEMBER_OCCUPY_PRIMARY_LOC_FAILED",
    "MSGID_DECREASE_RETRY",
    "MSG_WAIT_FAILED",
    "MT_SEND_QUEUE_TOO_LONG",
    "NEED_CHAT_INVALID",
    "NEED_MEMBER_INVALID",
    "PARTICIPANT_CALL_FAILED",
    "PERSISTENT_TIMESTAMP_OUTDATED",
    "POSTPONED_TIMEOUT",
    "PTS_CHANGE_EMPTY",
    "RANDOM_ID_DUPLICATE",
    "REG_ID_GENERATE_FAILED",
    "RPC_CALL_FAIL",
    "RPC_MCGET_FAIL",
    "RPC_SEND_FAIL",
    "SIGN_IN_FAILED",
    "STORAGE_CHECK_FAILED",
    "STORE_INVALID_SCALAR_TYPE",
    "TIMEOUT",
    "TYPE_CONSTRUCTOR_INVALID",
    "UNKNOWN_METHOD",
    "WORKER_BUSY_TOO_LONG_RETRY",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_determine_codes() {
        for (name, code) in [
            ("FLOOD_WAIT_5", 420),
            ("FLOOD_PREMIUM_WAIT_3", 420),
            ("SLOWMODE_WAIT_9", 420),
            ("FILE_MIGRATE_2", 303),
            ("AUTH_KEY_UNREGISTERED", 401),
            ("AUTH_KEY_DUPLICATED", 406),
            ("SESSION_REVOKED", 401),
            ("USER_DEACTIVATED_BAN", 401),
            ("INTERNAL", 500),
            ("FILE_REFERENCE_EXPIRED", 400),
            ("SESSION_TOO_FRESH_9", 400),
            ("Timeout", -503),
            ("RPC_CALL_FAIL", 500),
            ("INTERDC_2_CALL_ERROR", 500),
            ("INTERDC_2_CALL_RICH_ERROR", 500),
            ("RANDOM_ID_DUPLICATE", 500),
            ("TAKEOUT_INIT_DELAY_86400", 420),
            ("FROZEN_METHOD_INVALID", 420),
            ("CHAT_WRITE_FORBIDDEN", 403),
            ("CHAT_SEND_MEDIA_FORBIDDEN", 403),
            ("CHAT_FORWARDS_RESTRICTED", 406),
            ("PHONE_PASSWORD_FLOOD", 406),
        ] {
            assert_eq!(code_of(name), code, "{name}");
        }
    }
}
