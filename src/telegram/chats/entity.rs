//! Formatting of a message's words.
//!
//! Telegram keeps words and formatting apart: an entity says that so many UTF-16 units from some unit on are bold, a link and so on.

use grammers_tl_types as tl;
use tl::enums::MessageEntity as Entity;

/// A stretch of a message's words that is formatted, or that an application makes something of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEntity {
    /// Where it begins, in UTF-16 units.
    pub offset: i32,
    /// How long it is, in UTF-16 units.
    pub length: i32,
    /// What it is.
    pub kind: TextEntityKind,
}

/// What a stretch of words is.
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
    /// Hidden until touched.
    Spoiler,
    /// Code in a line.
    Code,
    /// A block of code.
    Pre {
        /// Its language; empty where none was said.
        language: String,
    },
    /// A quotation.
    Blockquote {
        /// Whether only its beginning is shown at first.
        collapsed: bool,
    },
    /// Words that lead somewhere.
    TextUrl {
        /// Untrusted text.
        url: String,
    },
    /// Words that name somebody who has no public name.
    MentionName {
        /// Their user id.
        user_id: i64,
    },
    /// An emoji of somebody's own making.
    CustomEmoji {
        /// The picture's id.
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
    /// An address of a page.
    Url,
    /// An address for mail.
    Email,
    /// A phone number.
    Phone,
    /// A bank card's number.
    BankCard,
}

impl TextEntity {
    /// `None` for kinds that are not told.
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

    /// As Telegram is told it. `None` for what Telegram finds by itself.
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
