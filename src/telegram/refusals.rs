//! The refusals of Telegram that have no variant of their own in [`Error`](super::error::Error): each name of an RPC error, with the answer that it
//! deserves and a sentence for people.
//!
//! The names are those that Telegram's documentation lists for the methods that are called here, also those that a request of ours should never
//! cause (an invalid button, an invoice): a name that is not known is treated as a failure of this server.

use std::time::Duration;

/// How a refusal is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// The input cannot be used: change it.
    Input,
    /// The account may not do that.
    Forbidden,
    /// There is no such thing.
    NotFound,
    /// Too many attempts; Telegram does not say how long to wait.
    Flood,
    /// Telegram has a fault of its own: try again later.
    Busy,
}

/// A refusal of Telegram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// How it is answered.
    pub kind: RefusalKind,
    /// A sentence for people.
    pub sentence: &'static str,
}

impl Refusal {
    /// The refusal of an RPC error's name; without the numbers that are in some names, or with them.
    pub fn of(name: &str) -> Option<Self> {
        let without_number = name.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end_matches('_');
        let group = REFUSALS.iter().find(|(_, _, names)| names.contains(&name) || names.contains(&without_number));
        group.map(|(kind, sentence, _)| Self { kind: *kind, sentence })
    }

    /// How long to wait before the next attempt.
    pub fn wait(self) -> Option<Duration> {
        (self.kind == RefusalKind::Flood).then_some(FLOOD)
    }

    /// All refusals.
    #[cfg(test)]
    pub fn all() -> impl Iterator<Item = (Self, &'static str)> {
        REFUSALS
            .iter()
            .flat_map(|(kind, sentence, names)| names.iter().map(move |name| (Self { kind: *kind, sentence }, *name)))
    }
}

/// Telegram's limits without a time are lifted after hours, or a day.
const FLOOD: Duration = Duration::from_secs(60 * 60);

use RefusalKind::{Busy, Flood, Forbidden, Input, NotFound};

/// The refusals with the same answer and sentence in one row.
const REFUSALS: &[(RefusalKind, &str, &[&str])] = &[
    // Signing in.
    (
        Flood,
        "Too many codes were requested for this phone number. Please try again in some hours.",
        &["PHONE_NUMBER_FLOOD"],
    ),
    (
        Flood,
        "Too many attempts to sign in with this phone number. Please try again in some hours.",
        &["PHONE_PASSWORD_FLOOD"],
    ),
    (
        Flood,
        "Telegram has no other way to send the code. Please wait for the one that was sent.",
        &["SEND_CODE_UNAVAILABLE"],
    ),
    (Busy, "Telegram could not make a code. Please try again later.", &["SMS_CODE_CREATE_FAILED"]),
    (
        Forbidden,
        "This phone number cannot be signed in here. Please use a Telegram app first.",
        &["PHONE_NUMBER_APP_SIGNUP_FORBIDDEN", "PHONE_PASSWORD_PROTECTED", "UPDATE_APP_TO_LOGIN", "PAYMENT_REQUIRED"],
    ),
    (
        Forbidden,
        "Telegram asks for an e-mail address before it sends a code to this number. Please add one in a Telegram app first.",
        &["EMAIL_SETUP_REQUIRED"],
    ),
    (
        Forbidden,
        "Telegram does not accept this server's application (API id and hash).",
        &[
            "API_ID_INVALID",
            "API_ID_PUBLISHED_FLOOD",
            "CONNECTION_API_ID_INVALID",
            "CONNECTION_APP_VERSION_EMPTY",
            "CONNECTION_LAYER_INVALID",
        ],
    ),
    (
        Input,
        "The login token is used or has expired. Please scan a new one.",
        &["AUTH_TOKEN_ALREADY_ACCEPTED", "AUTH_TOKEN_EXPIRED", "AUTH_TOKEN_INVALID", "AUTH_TOKEN_INVALIDX"],
    ),
    (Input, "The password was changed meanwhile. Please try again.", &["SRP_ID_INVALID", "SRP_PASSWORD_CHANGED"]),
    (Input, "The account has a password. Please sign in again.", &["SESSION_PASSWORD_NEEDED"]),
    (Input, "The code has expired. Please request a new code.", &["PHONE_HASH_EXPIRED", "EMAIL_VERIFY_EXPIRED"]),
    (Input, "Invalid code. Please try again.", &["CODE_INVALID", "EMAIL_CODE_INVALID"]),
    (
        Input,
        "This e-mail address cannot be used.",
        &["EMAIL_INVALID", "EMAIL_NOT_ALLOWED", "EMAIL_NOT_SETUP", "EMAIL_INSTALL_MISSING"],
    ),
    // What Telegram has done to the account.
    (
        Forbidden,
        "Telegram has frozen this account. Its Telegram app says what can be done.",
        &["FROZEN_METHOD_INVALID", "FROZEN_PARTICIPANT_MISSING"],
    ),
    (
        Forbidden,
        "Telegram has restricted this account. Its Telegram app says what can be done.",
        &["USER_RESTRICTED", "PEER_FLOOD", "EDIT_MESSAGE_TEMP_RESTRICTED", "BOT_ACCESS_FORBIDDEN"],
    ),
    (Forbidden, "That needs Telegram Premium.", &["PREMIUM_ACCOUNT_REQUIRED"]),
    (
        Forbidden,
        "That has to be paid for in a Telegram app.",
        &[
            "ALLOW_PAYMENT_REQUIRED",
            "BALANCE_TOO_LOW",
            "PAYMENT_UNSUPPORTED",
            "STARS_PAYMENT_REQUIRED",
            "STARS_INVOICE_INVALID",
            "SUBSCRIPTION_EXPORT_MISSING",
        ],
    ),
    // Chats.
    (
        NotFound,
        "There is no such chat, or this account cannot see it.",
        &[
            "CHANNEL_INVALID",
            "CHANNEL_PRIVATE",
            "CHANNEL_PUBLIC_GROUP_NA",
            "CHAT_ID_INVALID",
            "CHAT_INVALID",
            "FROM_PEER_INVALID",
            "INVITE_HASH_EMPTY",
            "INVITE_HASH_EXPIRED",
            "INVITE_HASH_INVALID",
            "OFFSET_PEER_ID_INVALID",
            "PEER_ID_INVALID",
            "PEER_ID_NOT_SUPPORTED",
            "SEND_AS_PEER_INVALID",
            "STARREF_EXPIRED",
            "TOPIC_DELETED",
            "USERNAME_INVALID",
            "USERNAME_NOT_OCCUPIED",
            "USER_ID_INVALID",
        ],
    ),
    (
        NotFound,
        "There is no such message.",
        &[
            "MESSAGE_IDS_EMPTY",
            "REPLY_MESSAGE_ID_INVALID",
            "REPLY_TO_INVALID",
            "REPLY_TO_USER_INVALID",
            "STORY_ID_INVALID",
        ],
    ),
    (
        Forbidden,
        "The chat does not allow that.",
        &[
            "BROADCAST_PUBLIC_VOTERS_FORBIDDEN",
            "BUTTON_USER_PRIVACY_RESTRICTED",
            "CHANNEL_MONOFORUM_UNSUPPORTED",
            "CHAT_ADMIN_REQUIRED",
            "CHAT_FORWARDS_RESTRICTED",
            "CHAT_GUEST_SEND_FORBIDDEN",
            "CHAT_RESTRICTED",
            "CHAT_SEND_AUDIOS_FORBIDDEN",
            "CHAT_SEND_DOCS_FORBIDDEN",
            "CHAT_SEND_GAME_FORBIDDEN",
            "CHAT_SEND_GIFS_FORBIDDEN",
            "CHAT_SEND_INLINE_FORBIDDEN",
            "CHAT_SEND_MEDIA_FORBIDDEN",
            "CHAT_SEND_PHOTOS_FORBIDDEN",
            "CHAT_SEND_PLAIN_FORBIDDEN",
            "CHAT_SEND_POLL_FORBIDDEN",
            "CHAT_SEND_ROUNDVIDEOS_FORBIDDEN",
            "CHAT_SEND_STICKERS_FORBIDDEN",
            "CHAT_SEND_VIDEOS_FORBIDDEN",
            "CHAT_SEND_VOICES_FORBIDDEN",
            "CHAT_SEND_WEBPAGE_FORBIDDEN",
            "CHAT_WRITE_FORBIDDEN",
            "ENCRYPTION_DECLINED",
            "INLINE_BOT_REQUIRED",
            "MESSAGE_AUTHOR_REQUIRED",
            "MESSAGE_DELETE_FORBIDDEN",
            "PIN_RESTRICTED",
            "RIGHT_FORBIDDEN",
            "SELF_DELETE_RESTRICTED",
            "SLOWMODE_MULTI_MSGS_DISABLED",
            "TOPIC_CLOSED",
            "USER_BANNED_IN_CHANNEL",
            "USER_NOT_PARTICIPANT",
        ],
    ),
    (
        Forbidden,
        "This person accepts no such messages from this account.",
        &[
            "INPUT_USER_DEACTIVATED",
            "PRIVACY_PREMIUM_REQUIRED",
            "USER_BOT_TO_BOT_DISABLED",
            "USER_IS_BLOCKED",
            "USER_IS_BOT",
            "USER_PRIVACY_RESTRICTED",
            "VOICE_MESSAGES_FORBIDDEN",
            "YOU_BLOCKED_USER",
        ],
    ),
    (Forbidden, "The chat's admins have been asked to let this account in.", &["INVITE_REQUEST_SENT"]),
    (
        Forbidden,
        "A limit of Telegram is reached for this account or this chat.",
        &[
            "CHANNELS_ADMIN_LOCATED_TOO_MUCH",
            "CHANNELS_TOO_MUCH",
            "PINNED_DIALOGS_TOO_MUCH",
            "QUICK_REPLIES_TOO_MUCH",
            "REPLY_MESSAGES_TOO_MUCH",
            "SCHEDULE_TOO_MUCH",
            "USERS_TOO_MUCH",
            "USER_CHANNELS_TOO_MUCH",
        ],
    ),
    (Input, "This account is in the chat already.", &["USER_ALREADY_PARTICIPANT"]),
    (
        Input,
        "The chat's title or description is empty or too long.",
        &["CHAT_ABOUT_TOO_LONG", "CHAT_TITLE_EMPTY", "CHAT_NOT_MODIFIED"],
    ),
    // Texts and files.
    (Input, "The message can no longer be changed.", &["MESSAGE_EDIT_TIME_EXPIRED", "MEDIA_PREV_INVALID"]),
    (Input, "The text is empty.", &["MESSAGE_EMPTY", "QUOTE_TEXT_INVALID"]),
    (Input, "The search is empty.", &["SEARCH_QUERY_EMPTY"]),
    (
        Input,
        "The text's formatting cannot be used.",
        &[
            "ENTITIES_TOO_LONG",
            "ENTITY_BOUNDS_INVALID",
            "ENTITY_DATE_FORMAT_INVALID",
            "ENTITY_DATE_INVALID",
            "ENTITY_DATE_TOO_LONG",
            "ENTITY_MENTION_USER_INVALID",
            "ENTITY_TEXTURL_INVALID",
        ],
    ),
    (
        Input,
        "Invalid file type or format.",
        &[
            "DOCUMENT_INVALID",
            "GROUPED_MEDIA_INVALID",
            "INPUT_FILE_INVALID",
            "MD5_CHECKSUM_INVALID",
            "MEDIA_FILE_INVALID",
            "MEDIA_GROUPED_INVALID",
            "MEDIA_NEW_INVALID",
            "MULTI_MEDIA_TOO_LONG",
            "VIDEO_CONTENT_TYPE_INVALID",
        ],
    ),
    (
        Input,
        "A part of the file is missing or has the wrong length. Please upload it again.",
        &[
            "FILE_PART_INVALID",
            "FILE_PART_LENGTH_INVALID",
            "FILE_PART_MISSING",
            "FILE_PART_SIZE_CHANGED",
            "FILE_PART_SIZE_INVALID",
            "FILE_PART_TOO_BIG",
            "FILE_PART_TOO_SMALL",
        ],
    ),
    (
        NotFound,
        "Telegram has no such file any more.",
        &[
            "FILEREF_UPGRADE_NEEDED",
            "FILE_ID_INVALID",
            "FILE_REFERENCE_EMPTY",
            "FILE_REFERENCE_EXPIRED",
            "FILE_REFERENCE_INVALID",
            "LOCATION_INVALID",
        ],
    ),
    (Busy, "Telegram has a fault of its own. Please try again later.", &["MSG_WAIT_FAILED", "RANDOM_ID_DUPLICATE"]),
    // What a request of ours does not have.
    (
        Input,
        "Telegram does not accept the request.",
        &[
            "ADDRESS_INVALID",
            "ADMIN_RIGHTS_EMPTY",
            "AUTH_BYTES_INVALID",
            "AUTH_KEY_PERM_EMPTY",
            "BOT_DOMAIN_INVALID",
            "BOT_GAMES_DISABLED",
            "BOT_INVALID",
            "BOT_MISSING",
            "BOT_ONESIDE_NOT_AVAIL",
            "BOT_PAYMENTS_DISABLED",
            "BOT_POLLS_DISABLED",
            "BUSINESS_CONNECTION_INVALID",
            "BUSINESS_CONNECTION_NOT_ALLOWED",
            "BUSINESS_PEER_INVALID",
            "BUSINESS_PEER_USAGE_MISSING",
            "BUTTON_COPY_TEXT_INVALID",
            "BUTTON_DATA_INVALID",
            "BUTTON_ID_INVALID",
            "BUTTON_POS_INVALID",
            "BUTTON_TYPE_INVALID",
            "BUTTON_URL_INVALID",
            "BUTTON_USER_INVALID",
            "CDN_METHOD_INVALID",
            "CURRENCY_TOTAL_AMOUNT_INVALID",
            "DATA_INVALID",
            "DATE_EMPTY",
            "DC_ID_INVALID",
            "EFFECT_CHAT_INVALID",
            "EFFECT_ID_INVALID",
            "EMOTICON_INVALID",
            "EXTENDED_MEDIA_AMOUNT_INVALID",
            "EXTENDED_MEDIA_EMPTY",
            "EXTENDED_MEDIA_INVALID",
            "EXTENDED_MEDIA_PEER_INVALID",
            "EXTERNAL_URL_INVALID",
            "FILTER_NOT_SUPPORTED",
            "FOLDER_ID_INVALID",
            "FROM_MESSAGE_BOT_DISABLED",
            "GAME_BOT_INVALID",
            "INPUT_CONSTRUCTOR_INVALID",
            "INPUT_FETCH_FAIL",
            "INPUT_FILTER_INVALID",
            "INPUT_REQUEST_TOO_LONG",
            "INVOICE_PAYLOAD_INVALID",
            "LIMIT_INVALID",
            "MEDIA_TTL_INVALID",
            "OFFSET_INVALID",
            "PAYMENT_PROVIDER_INVALID",
            "PEER_TYPES_INVALID",
            "PERSISTENT_TIMESTAMP_EMPTY",
            "PERSISTENT_TIMESTAMP_INVALID",
            "POLL_ANSWERS_INVALID",
            "POLL_ANSWER_INVALID",
            "POLL_OPTION_DUPLICATE",
            "POLL_OPTION_INVALID",
            "POLL_QUESTION_INVALID",
            "QUICK_REPLIES_BOT_NOT_ALLOWED",
            "QUIZ_ANSWER_MISSING",
            "QUIZ_CORRECT_ANSWERS_EMPTY",
            "QUIZ_CORRECT_ANSWERS_TOO_MUCH",
            "QUIZ_CORRECT_ANSWER_INVALID",
            "QUIZ_MULTIPLE_INVALID",
            "RANDOM_ID_EMPTY",
            "RANDOM_ID_INVALID",
            "RANGES_INVALID",
            "REPLY_MARKUP_BUY_EMPTY",
            "REPLY_MARKUP_GAME_EMPTY",
            "REPLY_MARKUP_INVALID",
            "REPLY_MARKUP_TOO_LONG",
            "REPLY_TO_MONOFORUM_PEER_INVALID",
            "SCHEDULE_BOT_NOT_ALLOWED",
            "SCHEDULE_DATE_INVALID",
            "SCHEDULE_DATE_TOO_LATE",
            "SCHEDULE_STATUS_PRIVATE",
            "STORIES_NEVER_CREATED",
            "SUGGESTED_POST_AMOUNT_INVALID",
            "SUGGESTED_POST_PEER_INVALID",
            "TAKEOUT_INVALID",
            "TERMS_URL_INVALID",
            "TODO_ITEMS_EMPTY",
            "TODO_ITEMS_TOO_MUCH",
            "TODO_ITEM_DUPLICATE",
            "TTL_MEDIA_INVALID",
            "TTL_PERIOD_INVALID",
            "WC_CONVERT_URL_INVALID",
            "WEBDOCUMENT_MIME_INVALID",
            "WEBPAGE_CURL_FAILED",
            "WEBPAGE_MEDIA_EMPTY",
            "WEBPAGE_NOT_FOUND",
            "WEBPAGE_URL_INVALID",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_found_with_and_without_their_numbers() {
        for name in ["ALLOW_PAYMENT_REQUIRED", "ALLOW_PAYMENT_REQUIRED_5"] {
            assert_eq!(Refusal::of(name).map(|refusal| refusal.kind), Some(Forbidden), "{name}");
        }
        assert_eq!(Refusal::of("FILE_REFERENCE_EXPIRED_3").map(|refusal| refusal.kind), Some(NotFound));
        assert_eq!(Refusal::of("SOMETHING_ELSE"), None);
        assert_eq!(Refusal::of(""), None);
    }

    #[test]
    fn each_name_has_one_answer_and_each_sentence_is_one() {
        let names: HashSet<_> = Refusal::all().map(|(_, name)| name).collect();
        assert_eq!(names.len(), Refusal::all().count(), "a name stands there twice");
        for (Refusal { sentence, .. }, name) in Refusal::all() {
            assert!(sentence.ends_with('.') && sentence.starts_with(char::is_uppercase), "{name}: {sentence}");
        }
    }
}
