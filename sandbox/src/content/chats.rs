//! The people, groups and channels that the sandbox comes with, and what was written there before anybody came.
//!
//! Each chat shows one of Telegram's rules: who may write, who may look, how fast, and what an invite is worth. `@endless_harbour` has 100,000
//! messages and 3,000 members that are made from their index and never stored.

/// A person or bot who is no account: nobody can sign in as them.
#[derive(Debug)]
pub struct Person {
    /// The user id.
    pub id: i64,
    /// The first name.
    pub first_name: &'static str,
    /// The last name; bots have none.
    pub last_name: Option<&'static str>,
    /// Public names without `@`; all after the first are bought ones.
    pub usernames: &'static [&'static str],
    /// Whether it is a bot.
    pub is_bot: bool,
    /// The number, for those in the demo account's contacts.
    pub phone: Option<&'static str>,
    /// When they were here last.
    pub seen: Seen,
}

/// When somebody was here last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Now.
    Here,
    /// So many hours before this world was founded.
    HoursAgo(i32),
    /// They don't say; lately.
    Recently,
    /// They don't say; this week.
    LastWeek,
    /// They don't say; this month.
    LastMonth,
}

/// A channel, or a group with the rights of one.
#[derive(Debug)]
pub struct Channel {
    /// Its bare id.
    pub id: i64,
    /// What it is called.
    pub title: &'static str,
    /// What it says about itself.
    pub about: &'static str,
    /// Its public name; none of private ones.
    pub username: Option<&'static str>,
    /// Whether only its owner writes.
    pub broadcast: bool,
    /// What stands behind `t.me/+` in its invite links.
    pub invites: &'static [(&'static str, Invite)],
    /// Who may write.
    pub writing: Writing,
    /// Seconds between two messages of one member; 0 without slow mode.
    pub slow_mode: i32,
    /// Whether its members are shown to admins only.
    pub hides_members: bool,
    /// Whether its messages may not be forwarded.
    pub is_protected: bool,
    /// Whether the demo accounts are in it from the beginning.
    pub has_demo: bool,
    /// Whether it has a photo.
    pub has_photo: bool,
    /// Indices of [`PEOPLE`] that are in it; the first one made it.
    pub people: &'static [usize],
    /// How many more there are, made from their index.
    pub crowd: u32,
    /// What was written there.
    pub posts: Posts,
}

/// What an invite link is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invite {
    /// It lets in.
    Open,
    /// It was taken back.
    Expired,
    /// Admins decide.
    OnRequest,
}

/// Who may write in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// Its members.
    Members,
    /// Its admins: the group is closed for all others.
    Admins,
    /// Everybody but the sandbox's accounts, which are banned.
    Others,
}

/// What was written in a chat.
#[derive(Debug)]
pub enum Posts {
    /// These.
    These(&'static [Post]),
    /// [`ENDLESS_POSTS`], made from their index.
    Endless,
}

/// Something that was written.
#[derive(Clone, Copy, Debug)]
pub struct Post {
    /// Index of [`PEOPLE`]; `None` for the chat itself.
    pub author: Option<usize>,
    /// How old it was when the world was founded.
    pub hours_ago: i32,
    /// Its words.
    pub text: &'static str,
    /// The message that it answers.
    pub reply_to: i32,
    /// Index of [`PEOPLE`]: the bot that wrote it for its author.
    pub via: Option<usize>,
    /// What it carries.
    pub carries: Carried,
    /// The channel and post that it was forwarded from.
    pub forwarded: Option<(i64, i32)>,
    /// Whether it is pinned.
    pub is_pinned: bool,
}

/// What a post carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carried {
    /// Nothing.
    Nothing,
    /// The demo content's newest photo.
    Photo,
    /// The demo content's file of 4 GiB.
    Large,
}

impl Post {
    const fn by(author: usize, hours_ago: i32, text: &'static str) -> Self {
        Self {
            author: Some(author),
            hours_ago,
            text,
            reply_to: 0,
            via: None,
            carries: Carried::Nothing,
            forwarded: None,
            is_pinned: false,
        }
    }

    const fn of_the_chat(hours_ago: i32, text: &'static str) -> Self {
        Self { author: None, ..Self::by(0, hours_ago, text) }
    }

    const fn answering(self, reply_to: i32) -> Self {
        Self { reply_to, ..self }
    }

    const fn via(self, bot: usize) -> Self {
        Self { via: Some(bot), ..self }
    }

    const fn with(self, carries: Carried) -> Self {
        Self { carries, ..self }
    }

    const fn from(self, channel: i64, post: i32) -> Self {
        Self { forwarded: Some((channel, post)), ..self }
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
    Person { id, first_name, last_name, usernames, is_bot: false, phone: None, seen: Seen::Recently }
}

/// Index of the bot in [`PEOPLE`].
const FOGHORN: usize = 4;

/// Everybody who is no account.
pub const PEOPLE: [Person; 6] = [
    Person { phone: Some("12025550101"), seen: Seen::Here, ..person(6_900_000_001, "Ines", "Faro", &["ines_faro"]) },
    Person {
        phone: Some("12025550102"),
        seen: Seen::HoursAgo(2),
        ..person(6_900_000_002, "Tomas", "Mole", &["tomas_mole"])
    },
    person(6_900_000_003, "Yara", "Vega", &["yara_vega"]),
    Person { seen: Seen::LastWeek, ..person(6_900_000_004, "Wim", "Dijk", &["wim_dijk"]) },
    Person {
        id: 6_900_000_005,
        first_name: "Foghorn",
        last_name: None,
        usernames: &["foghorn_bot"],
        is_bot: true,
        phone: None,
        seen: Seen::Recently,
    },
    Person {
        seen: Seen::LastMonth,
        ..person(6_900_000_006, "Odile", "Brandt", &["odile_lights", "lumen", "ulysses_light"])
    },
];

const NOTICES: i64 = 2_900_000_002;

/// Every channel and supergroup.
pub const CHANNELS: [Channel; 7] = [
    Channel {
        id: 2_900_000_001,
        title: "Lighthouse keepers",
        about: "For whoever keeps a lamp. Everybody who joins may write.",
        username: Some("lighthouse_keepers"),
        broadcast: false,
        invites: &[("LampRoom217Steps", Invite::Open), ("KeyUnderTheDoormat", Invite::Expired)],
        has_demo: true,
        has_photo: true,
        people: &[0, 1, 2, 3, FOGHORN, 5],
        posts: Posts::These(&[
            Post::by(0, 50, "The lamp is back. New lens, same old stairs.").pinned(),
            Post::by(1, 49, "All 217 of them? I counted again on Sunday."),
            Post::by(2, 30, "Fog until noon. I'll take the late watch."),
            Post::by(3, 29, "Thank you, Yara! Tea is in the blue tin."),
            Post::by(1, 28, "For whoever else keeps a lamp: https://t.me/+LampRoom217Steps"),
            Post::by(0, 3, "Photos from the gallery deck are coming tonight. 🌅"),
            Post::of_the_chat(3, "The keepers' table is laid at eight."),
            Post::by(2, 2, "Fog signal: two long, one short.").via(FOGHORN),
            Post::by(0, 2, "The gallery deck, as promised").answering(6).with(Carried::Photo),
            Post::by(1, 2, "Every page of the logbook, scanned").with(Carried::Large),
            Post::by(3, 1, "Notice 3: spring tide on Monday, mind the moorings.").from(NOTICES, 3),
            Post::by(5, 1, "Two names, one lamp.").answering(9),
        ]),
        ..GROUP
    },
    Channel {
        id: NOTICES,
        title: "Harbour notices",
        about: "What the harbour office has to say.",
        username: Some("harbour_notices"),
        broadcast: true,
        has_demo: true,
        people: &[3],
        crowd: 126,
        writing: Writing::Admins,
        posts: Posts::These(&[
            Post::of_the_chat(200, "Notice 1: the east pier is closed for repairs until Friday."),
            Post::of_the_chat(100, "Notice 2: the east pier is open again."),
            Post::of_the_chat(20, "Notice 3: spring tide on Monday, mind the moorings."),
        ]),
        ..GROUP
    },
    Channel {
        id: 2_900_000_003,
        title: "Slow tide",
        about: "One message a minute.",
        username: Some("slow_tide"),
        slow_mode: 60,
        posts: Posts::These(&[Post::by(0, 12, "No hurry here.")]),
        ..GROUP
    },
    Channel {
        id: 2_900_000_004,
        title: "Endless harbour",
        about: "100,000 messages, 3,000 members.",
        username: Some("endless_harbour"),
        crowd: 2_999,
        posts: Posts::Endless,
        ..GROUP
    },
    Channel {
        id: 2_900_000_005,
        title: "Watch committee",
        about: "By request only.",
        username: None,
        invites: &[("AskTheKeeperFirst", Invite::OnRequest)],
        posts: Posts::These(&[Post::by(0, 40, "Minutes of the last meeting: none.")]),
        ..GROUP
    },
    Channel {
        id: 2_900_000_006,
        title: "Silent bell",
        about: "Closed for the winter.",
        username: Some("silent_bell"),
        writing: Writing::Admins,
        hides_members: true,
        posts: Posts::These(&[Post::by(0, 60, "The bell is silent until spring.")]),
        ..GROUP
    },
    Channel {
        id: 2_900_000_007,
        title: "Old guard",
        about: "Newcomers listen.",
        username: Some("old_guard"),
        writing: Writing::Others,
        is_protected: true,
        posts: Posts::These(&[Post::by(0, 70, "What is said here stays here.")]),
        ..GROUP
    },
];

/// A group without anything special.
const GROUP: Channel = Channel {
    id: 0,
    title: "",
    about: "",
    username: None,
    broadcast: false,
    invites: &[],
    writing: Writing::Members,
    slow_mode: 0,
    hides_members: false,
    is_protected: false,
    has_demo: false,
    has_photo: false,
    people: &[0],
    crowd: 0,
    posts: Posts::These(&[]),
};

/// The basic group of each demo account: bare id, title, and who is in it beside the account (the first one made it).
pub const STAIRS: (i64, &str, [usize; 2]) = (2_800_001, "Stair painters", [0, 1]);

/// What was written to each demo account: in its basic group (`true`) and in private, by whom, how many hours ago.
pub const LETTERS: [(bool, usize, i32, &str); 5] = [
    (false, 0, 26, "Did you see the lamp last night?"),
    (true, 0, 25, "Who brings the paint?"),
    (true, 1, 24, "Green again? There are 217 steps of it."),
    (false, 0, 23, "I left the key with Tomas."),
    (true, 0, 5, "Meet at the bottom. Obviously."),
];

/// How many messages the endless group has.
pub const ENDLESS_POSTS: u32 = 100_000;

/// Crowds' user ids begin here, a million for each channel.
const CROWDS: i64 = 6_910_000_000;

const FIRST_NAMES: [&str; 16] = [
    "Abel", "Berit", "Ciro", "Dunja", "Emil", "Fleur", "Goran", "Hedda", "Iker", "Jola", "Kaito", "Lumi", "Marek",
    "Noor", "Oskar", "Petra",
];
const LAST_NAMES: [&str; 11] =
    ["Anker", "Brise", "Cala", "Dock", "Ebbe", "Fjord", "Grotte", "Haven", "Insel", "Jetty", "Kelp"];

/// The user id of somebody in a channel's crowd.
pub fn crowd_id(channel: &Channel, index: u32) -> i64 {
    CROWDS + (channel.id % 1000) * 1_000_000 + i64::from(index)
}

/// First and last name of somebody in a crowd.
pub fn crowd_name(index: u32) -> (&'static str, &'static str) {
    let index = index as usize;
    (FIRST_NAMES[index % FIRST_NAMES.len()], LAST_NAMES[index % LAST_NAMES.len()])
}

/// Whose id that is: the channel and the index in its crowd.
pub fn in_crowd(id: i64) -> Option<(&'static Channel, u32)> {
    let offset = id.checked_sub(CROWDS).filter(|offset| *offset >= 0)?;
    let channel = CHANNELS.iter().find(|channel| channel.id % 1000 == offset / 1_000_000)?;
    let index = u32::try_from(offset % 1_000_000).ok().filter(|index| *index < channel.crowd)?;
    Some((channel, index))
}

/// The words of a message of the endless group.
pub fn endless_post(index: u32) -> String {
    format!("Entry {index}: wind from {}, all quiet.", ["north", "east", "south", "west"][index as usize % 4])
}
