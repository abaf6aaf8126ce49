//! The people, groups and channels of the sandbox, and the messages in them from before the start.
//!
//! Each chat demonstrates rules of Telegram: who may write and read, slow mode, invite links. `@endless_harbour` has 100,000 messages and
//! 3,000 members that are generated from their index and never stored.

/// A person or bot without an account: nobody can sign in as them.
#[derive(Debug)]
pub struct Person {
    /// The user id.
    pub id: i64,
    /// The first name.
    pub first_name: &'static str,
    /// The last name; bots have none.
    pub last_name: Option<&'static str>,
    /// Usernames without `@`; those after the first are collectible ones.
    pub usernames: &'static [&'static str],
    /// Whether it is a bot.
    pub is_bot: bool,
    /// The phone number of those in the demo account's contacts.
    pub phone: Option<&'static str>,
    /// When they were last online.
    pub last_seen: LastSeen,
}

/// When somebody was last online.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastSeen {
    /// Online now.
    Online,
    /// This many hours before the sandbox was first started.
    HoursAgo(i32),
    /// Hidden; recently.
    Recently,
    /// Hidden; within a week.
    LastWeek,
    /// Hidden; within a month.
    LastMonth,
}

/// A channel or supergroup.
#[derive(Debug)]
pub struct Channel {
    /// The id, as in `channel`.
    pub id: i64,
    /// The title.
    pub title: &'static str,
    /// The description.
    pub about: &'static str,
    /// The username of public ones.
    pub username: Option<&'static str>,
    /// Whether it is a channel and no supergroup.
    pub broadcast: bool,
    /// Its invite links: the hash after `t.me/+`.
    pub invites: &'static [(&'static str, InviteState)],
    /// Who may send messages.
    pub writers: Writers,
    /// Seconds between two messages of a member; 0: no slow mode.
    pub slow_mode: i32,
    /// Whether only admins see the members.
    pub participants_hidden: bool,
    /// Whether its messages can't be forwarded.
    pub noforwards: bool,
    /// Whether the demo accounts are members from the beginning.
    pub has_demo_accounts: bool,
    /// Whether it has a photo.
    pub has_photo: bool,
    /// Its members as indices of [`PEOPLE`]; the first is the creator.
    pub people: &'static [usize],
    /// The number of further members, generated from their index.
    pub generated_members: u32,
    /// The messages.
    pub posts: Posts,
}

/// The state of an invite link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InviteState {
    /// Whoever has it can join.
    Valid,
    /// It was revoked.
    Expired,
    /// An admin has to approve.
    RequestNeeded,
}

/// Who may send messages in a supergroup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writers {
    /// All members.
    Members,
    /// Admins only.
    Admins,
    /// All members except the sandbox's accounts, which are banned from sending.
    NoAccounts,
}

/// The messages of a channel or supergroup.
#[derive(Debug)]
pub enum Posts {
    /// These.
    Listed(&'static [Post]),
    /// [`ENDLESS_POSTS`], generated from their index.
    Endless,
}

/// A message of a channel or supergroup.
#[derive(Clone, Copy, Debug)]
pub struct Post {
    /// Index of [`PEOPLE`]; `None` for the chat itself.
    pub author: Option<usize>,
    /// Its age when the sandbox was first started.
    pub hours_ago: i32,
    /// The text.
    pub text: &'static str,
    /// The id of the message it replies to; 0 for none.
    pub reply_to: i32,
    /// Index of [`PEOPLE`]: the bot through which it was sent.
    pub via_bot: Option<usize>,
    /// Its photo or document.
    pub media: PostMedia,
    /// The channel and message id it was forwarded from.
    pub forwarded_from: Option<(i64, i32)>,
    /// Whether it is pinned.
    pub is_pinned: bool,
}

/// The photo or document of a [`Post`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostMedia {
    /// Neither.
    None,
    /// The demo content's newest photo.
    Photo,
    /// The demo content's largest file.
    LargeFile,
}

impl Post {
    const fn by(author: usize, hours_ago: i32, text: &'static str) -> Self {
        Self {
            author: Some(author),
            hours_ago,
            text,
            reply_to: 0,
            via_bot: None,
            media: PostMedia::None,
            forwarded_from: None,
            is_pinned: false,
        }
    }

    const fn by_chat(hours_ago: i32, text: &'static str) -> Self {
        Self { author: None, ..Self::by(0, hours_ago, text) }
    }

    const fn replying_to(self, reply_to: i32) -> Self {
        Self { reply_to, ..self }
    }

    const fn via(self, bot: usize) -> Self {
        Self { via_bot: Some(bot), ..self }
    }

    const fn with(self, media: PostMedia) -> Self {
        Self { media, ..self }
    }

    const fn forwarded_from(self, channel: i64, post: i32) -> Self {
        Self { forwarded_from: Some((channel, post)), ..self }
    }

    const fn pinned(self) -> Self {
        Self { is_pinned: true, ..self }
    }
}

const fn person(
    id: i64,
    first_name: &'static str,
    last_name: &'static str,
    usernames: &'static [&'static str],
) -> Person {
    let last_name = Some(last_name);
    Person { id, first_name, last_name, usernames, is_bot: false, phone: None, last_seen: LastSeen::Recently }
}

/// The index of the bot in [`PEOPLE`].
const FOGHORN: usize = 4;

/// Everybody without an account.
pub const PEOPLE: [Person; 6] = [
    Person {
        phone: Some("12025550101"),
        last_seen: LastSeen::Online,
        ..person(6_900_000_001, "Ines", "Faro", &["ines_faro"])
    },
    Person {
        phone: Some("12025550102"),
        last_seen: LastSeen::HoursAgo(2),
        ..person(6_900_000_002, "Tomas", "Mole", &["tomas_mole"])
    },
    person(6_900_000_003, "Yara", "Vega", &["yara_vega"]),
    Person { last_seen: LastSeen::LastWeek, ..person(6_900_000_004, "Wim", "Dijk", &["wim_dijk"]) },
    Person {
        id: 6_900_000_005,
        first_name: "Foghorn",
        last_name: None,
        usernames: &["foghorn_bot"],
        is_bot: true,
        phone: None,
        last_seen: LastSeen::Recently,
    },
    Person {
        last_seen: LastSeen::LastMonth,
        ..person(6_900_000_006, "Odile", "Brandt", &["odile_lights", "lumen", "ulysses_light"])
    },
];

const NOTICES: i64 = 2_900_000_002;

/// All channels and supergroups that exist from the beginning. Accounts can create others.
pub const CHANNELS: [Channel; 7] = [
    Channel {
        id: 2_900_000_001,
        title: "Lighthouse keepers",
        about: "For whoever keeps a lamp. Everybody who joins may write.",
        username: Some("lighthouse_keepers"),
        broadcast: false,
        invites: &[("LampRoom217Steps", InviteState::Valid), ("KeyUnderTheDoormat", InviteState::Expired)],
        has_demo_accounts: true,
        has_photo: true,
        people: &[0, 1, 2, 3, FOGHORN, 5],
        posts: Posts::Listed(&[
            Post::by(0, 50, "The lamp is back. New lens, same old stairs.").pinned(),
            Post::by(1, 49, "All 217 of them? I counted again on Sunday."),
            Post::by(2, 30, "Fog until noon. I'll take the late watch."),
            Post::by(3, 29, "Thank you, Yara! Tea is in the blue tin."),
            Post::by(1, 28, "For whoever else keeps a lamp: https://t.me/+LampRoom217Steps"),
            Post::by(0, 3, "Photos from the gallery deck are coming tonight. 🌅"),
            Post::by_chat(3, "The keepers' table is laid at eight."),
            Post::by(2, 2, "Fog signal: two long, one short.").via(FOGHORN),
            Post::by(0, 2, "The gallery deck, as promised").replying_to(6).with(PostMedia::Photo),
            Post::by(1, 2, "Every page of the logbook, scanned").with(PostMedia::LargeFile),
            Post::by(3, 1, "Notice 3: spring tide on Monday, mind the moorings.").forwarded_from(NOTICES, 3),
            Post::by(5, 1, "Two names, one lamp.").replying_to(9),
        ]),
        ..GROUP
    },
    Channel {
        id: NOTICES,
        title: "Harbour notices",
        about: "What the harbour office has to say.",
        username: Some("harbour_notices"),
        broadcast: true,
        has_demo_accounts: true,
        people: &[3],
        generated_members: 126,
        writers: Writers::Admins,
        posts: Posts::Listed(&[
            Post::by_chat(200, "Notice 1: the east pier is closed for repairs until Friday."),
            Post::by_chat(100, "Notice 2: the east pier is open again."),
            Post::by_chat(20, "Notice 3: spring tide on Monday, mind the moorings."),
        ]),
        ..GROUP
    },
    Channel {
        id: 2_900_000_003,
        title: "Slow tide",
        about: "One message a minute.",
        username: Some("slow_tide"),
        slow_mode: 60,
        posts: Posts::Listed(&[Post::by(0, 12, "No hurry here.")]),
        ..GROUP
    },
    Channel {
        id: 2_900_000_004,
        title: "Endless harbour",
        about: "100,000 messages, 3,000 members.",
        username: Some("endless_harbour"),
        generated_members: 2_999,
        posts: Posts::Endless,
        ..GROUP
    },
    Channel {
        id: 2_900_000_005,
        title: "Watch committee",
        about: "By request only.",
        username: None,
        invites: &[("AskTheKeeperFirst", InviteState::RequestNeeded)],
        posts: Posts::Listed(&[Post::by(0, 40, "Minutes of the last meeting: none.")]),
        ..GROUP
    },
    Channel {
        id: 2_900_000_006,
        title: "Silent bell",
        about: "Closed for the winter.",
        username: Some("silent_bell"),
        writers: Writers::Admins,
        participants_hidden: true,
        posts: Posts::Listed(&[Post::by(0, 60, "The bell is silent until spring.")]),
        ..GROUP
    },
    Channel {
        id: 2_900_000_007,
        title: "Old guard",
        about: "Newcomers listen.",
        username: Some("old_guard"),
        writers: Writers::NoAccounts,
        noforwards: true,
        posts: Posts::Listed(&[Post::by(0, 70, "What is said here stays here.")]),
        ..GROUP
    },
];

/// A supergroup with default values.
const GROUP: Channel = Channel {
    id: 0,
    title: "",
    about: "",
    username: None,
    broadcast: false,
    invites: &[],
    writers: Writers::Members,
    slow_mode: 0,
    participants_hidden: false,
    noforwards: false,
    has_demo_accounts: false,
    has_photo: false,
    people: &[0],
    generated_members: 0,
    posts: Posts::Listed(&[]),
};

/// A basic group.
#[derive(Debug)]
pub struct BasicGroup {
    /// The id, as in `chat`.
    pub id: i64,
    /// The title.
    pub title: &'static str,
    /// The description.
    pub about: &'static str,
    /// Its members besides the account, as indices of [`PEOPLE`]; the first is the creator.
    pub people: [usize; 2],
}

/// The basic group of each demo account.
pub const BASIC_GROUP: BasicGroup =
    BasicGroup { id: 2_800_001, title: "Stair painters", about: "One step at a time.", people: [0, 1] };

/// A message that each demo account received.
#[derive(Debug)]
pub struct ReceivedMessage {
    /// Whether it is in the basic group; private otherwise.
    pub in_group: bool,
    /// Index of [`PEOPLE`].
    pub author: usize,
    /// Its age when the account was created.
    pub hours_ago: i32,
    /// The text.
    pub text: &'static str,
}

/// The messages that each demo account received, oldest first.
pub const RECEIVED_MESSAGES: [ReceivedMessage; 5] = [
    received(false, 0, 26, "Did you see the lamp last night?"),
    received(true, 0, 25, "Who brings the paint?"),
    received(true, 1, 24, "Green again? There are 217 steps of it."),
    received(false, 0, 23, "I left the key with Tomas."),
    received(true, 0, 5, "Meet at the bottom. Obviously."),
];

const fn received(in_group: bool, author: usize, hours_ago: i32, text: &'static str) -> ReceivedMessage {
    ReceivedMessage { in_group, author, hours_ago, text }
}

/// The number of messages in the endless group.
pub const ENDLESS_POSTS: u32 = 100_000;

/// The user ids of generated members start here, a million for each channel.
const GENERATED_IDS: i64 = 6_910_000_000;

const FIRST_NAMES: [&str; 16] = [
    "Abel", "Berit", "Ciro", "Dunja", "Emil", "Fleur", "Goran", "Hedda", "Iker", "Jola", "Kaito", "Lumi", "Marek",
    "Noor", "Oskar", "Petra",
];
const LAST_NAMES: [&str; 11] =
    ["Anker", "Brise", "Cala", "Dock", "Ebbe", "Fjord", "Grotte", "Haven", "Insel", "Jetty", "Kelp"];

/// The user id of a channel's generated member.
pub fn generated_member_id(channel_id: i64, index: u32) -> i64 {
    GENERATED_IDS + (channel_id % 1000) * 1_000_000 + i64::from(index)
}

/// The first and last name of a generated member.
pub fn generated_member_name(index: u32) -> (&'static str, &'static str) {
    let index = index as usize;
    (FIRST_NAMES[index % FIRST_NAMES.len()], LAST_NAMES[index % LAST_NAMES.len()])
}

/// The channel and the index of the generated member with this user id.
pub fn generated_member(id: i64) -> Option<(&'static Channel, u32)> {
    let offset = id.checked_sub(GENERATED_IDS).filter(|offset| *offset >= 0)?;
    let channel = CHANNELS.iter().find(|channel| channel.id % 1000 == offset / 1_000_000)?;
    let index = u32::try_from(offset % 1_000_000).ok().filter(|index| *index < channel.generated_members)?;
    Some((channel, index))
}

/// The text of a message of the endless group.
pub fn endless_post(index: u32) -> String {
    format!("Entry {index}: wind from {}, all quiet.", ["north", "east", "south", "west"][index as usize % 4])
}
