//! The formatting of texts.
//!
//! A message's text has no markup. Its entities say which ranges of the text, in UTF-16 units, are bold, a link and so on.

use grammers_tl_types as tl;
use tl::enums::MessageEntity as Entity;

/// A range of a text that is formatted, or that apps make clickable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEntity {
    /// The offset in UTF-16 units.
    pub offset: i32,
    /// The length in UTF-16 units.
    pub length: i32,
    /// Its kind.
    pub kind: TextEntityKind,
}

/// The kind of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextEntityKind {
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Underlined.
    Underline,
    /// Struck through.
    Strike,
    /// Hidden until it is tapped.
    Spoiler,
    /// Inline code.
    Code,
    /// A block of code.
    Pre {
        /// Its language; may be empty.
        language: String,
    },
    /// A quotation.
    Blockquote {
        /// Whether it is collapsed at first.
        collapsed: bool,
    },
    /// A link with a text of its own.
    TextUrl {
        /// Its target. Untrusted text.
        url: String,
    },
    /// A mention of a user without a public name.
    MentionName {
        /// The user's id.
        user_id: i64,
    },
    /// A custom emoji.
    CustomEmoji {
        /// The id of its document.
        document_id: i64,
    },
    /// `@name`.
    Mention,
    /// `#word`.
    Hashtag,
    /// `$WORD`.
    Cashtag,
    /// `/command`.
    BotCommand,
    /// A URL.
    Url,
    /// An email address.
    Email,
    /// A phone number.
    Phone,
    /// The number of a bank card.
    BankCard,
}

impl TextEntity {
    /// Converts Telegram's entity; `None` for kinds that are not supported.
    pub fn from_tl(entity: &Entity) -> Option<Self> {
        use TextEntityKind as Kind;
        let kind = match entity {
            Entity::Bold(_) => Kind::Bold,
            Entity::Italic(_) => Kind::Italic,
            Entity::Underline(_) => Kind::Underline,
            Entity::Strike(_) => Kind::Strike,
            Entity::Spoiler(_) => Kind::Spoiler,
            Entity::Code(_) => Kind::Code,
            Entity::Pre(it) => Kind::Pre { language: it.language.clone() },
            Entity::Blockquote(it) => Kind::Blockquote { collapsed: it.collapsed },
            Entity::TextUrl(it) => Kind::TextUrl { url: it.url.clone() },
            Entity::MentionName(it) => Kind::MentionName { user_id: it.user_id },
            Entity::CustomEmoji(it) => Kind::CustomEmoji { document_id: it.document_id },
            Entity::Mention(_) => Kind::Mention,
            Entity::Hashtag(_) => Kind::Hashtag,
            Entity::Cashtag(_) => Kind::Cashtag,
            Entity::BotCommand(_) => Kind::BotCommand,
            Entity::Url(_) => Kind::Url,
            Entity::Email(_) => Kind::Email,
            Entity::Phone(_) => Kind::Phone,
            Entity::BankCard(_) => Kind::BankCard,
            _ => return None,
        };
        Some(Self { offset: entity.offset(), length: entity.length(), kind })
    }

    /// Converts to Telegram's entity; `None` for kinds that Telegram detects by itself.
    pub fn to_tl(&self) -> Option<Entity> {
        use TextEntityKind as Kind;
        let (offset, length) = (self.offset, self.length);
        Some(match &self.kind {
            Kind::Bold => tl::types::MessageEntityBold { offset, length }.into(),
            Kind::Italic => tl::types::MessageEntityItalic { offset, length }.into(),
            Kind::Underline => tl::types::MessageEntityUnderline { offset, length }.into(),
            Kind::Strike => tl::types::MessageEntityStrike { offset, length }.into(),
            Kind::Spoiler => tl::types::MessageEntitySpoiler { offset, length }.into(),
            Kind::Code => tl::types::MessageEntityCode { offset, length }.into(),
            Kind::Pre { language } => tl::types::MessageEntityPre { offset, length, language: language.clone() }.into(),
            Kind::Blockquote { collapsed } => {
                tl::types::MessageEntityBlockquote { collapsed: *collapsed, offset, length }.into()
            }
            Kind::TextUrl { url } => tl::types::MessageEntityTextUrl { offset, length, url: url.clone() }.into(),
            Kind::CustomEmoji { document_id } => {
                tl::types::MessageEntityCustomEmoji { offset, length, document_id: *document_id }.into()
            }
            Kind::MentionName { .. }
            | Kind::Mention
            | Kind::Hashtag
            | Kind::Cashtag
            | Kind::BotCommand
            | Kind::Url
            | Kind::Email
            | Kind::Phone
            | Kind::BankCard => return None,
        })
    }
}
