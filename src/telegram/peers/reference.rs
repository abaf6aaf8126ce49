//! References to chats, as users write them.

use std::fmt;

use crate::digits;
use crate::telegram::ids::ChatId;

/// A reference to a chat.
#[derive(Clone, PartialEq, Eq)]
pub enum ChatRef {
    /// Saved Messages: `me`, `self`, or nothing at all.
    Saved,
    /// By id.
    Id(ChatId),
    /// By public name, without `@`.
    Name(String),
    /// By the hash of an invite link.
    Invite(String),
}

impl ChatRef {
    /// Parses `me`, an id, `@name`, `name`, `t.me/name`, `https://t.me/+invite`, `t.me/joinchat/invite`, `name.t.me`, `tg://resolve?domain=name` or
    /// `tg://join?invite=…`. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = digits::plain(text);
        let text = plain.as_str();
        if text.is_empty() || text.eq_ignore_ascii_case("me") || text.eq_ignore_ascii_case("self") {
            return Some(Self::Saved);
        }
        if let Some(id) = digits::number(text) {
            let id = ChatId(id);
            return id.bare().map(|_| Self::Id(id));
        }
        // Telegram's apps take the scheme with and without slashes.
        if let Some(rest) = strip_prefix(text, "tg:") {
            let rest = rest.trim_start_matches('/');
            let query =
                |action| strip_prefix(rest, action).and_then(|rest| rest.trim_start_matches('/').strip_prefix('?'));
            return match (query("resolve"), query("join")) {
                (Some(query), _) => name(parameter(query, "domain")?),
                (None, Some(query)) => invite(parameter(query, "invite")?),
                (None, None) => None,
            };
        }
        match link(text) {
            Some(path) => of_link(path),
            None if in_host(text).is_some() => in_host(text),
            None => match text.strip_prefix('+') {
                Some(hash) => invite(hash),
                None => name(text.strip_prefix('@').unwrap_or(text)),
            },
        }
    }
}

/// Names and invites must not be logged: they reveal whom a user talks to.
impl fmt::Debug for ChatRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Saved => "ChatRef::Saved",
            Self::Id(_) => "ChatRef::Id(…)",
            Self::Name(_) => "ChatRef::Name(…)",
            Self::Invite(_) => "ChatRef::Invite(…)",
        })
    }
}

/// Telegram's hosts.
const HOSTS: [&str; 3] = ["t.me", "telegram.me", "telegram.dog"];

/// The path of a link to Telegram, without its query.
fn link(text: &str) -> Option<&str> {
    let rest = ["https://", "http://"].iter().find_map(|scheme| strip_prefix(text, scheme)).unwrap_or(text);
    let rest = strip_prefix(rest, "www.").unwrap_or(rest);
    let path = HOSTS.iter().find_map(|host| strip_prefix(rest, host)?.strip_prefix('/'))?;
    path.split(['?', '#']).next()
}

/// The name in a link such as `https://name.t.me/17`: the first label of the host.
fn in_host(text: &str) -> Option<ChatRef> {
    let rest = ["https://", "http://"].iter().find_map(|scheme| strip_prefix(text, scheme)).unwrap_or(text);
    let host = rest.split(['/', '?', '#']).next()?;
    let (label, domain) = host.split_once('.')?;
    name(label).filter(|_| HOSTS.iter().any(|known| domain.eq_ignore_ascii_case(known)))
}

fn of_link(path: &str) -> Option<ChatRef> {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let first = parts.next()?;
    match first.strip_prefix('+') {
        Some(hash) => invite(hash),
        None if first.eq_ignore_ascii_case("joinchat") => invite(parts.next()?),
        // `t.me/c/<bare id>/<message>`: a link to a message of a private channel; `t.me/s/<name>`: the preview in a browser.
        None if first == "c" => {
            let bare = parts.next()?.parse().ok().filter(|bare| ChatId::channel(*bare).bare().is_some())?;
            Some(ChatRef::Id(ChatId::channel(bare)))
        }
        None if first == "s" => name(parts.next()?),
        None => name(first),
    }
}

/// A public name: 4 to 32 letters, digits and underscores, the first of them a letter.
fn name(text: &str) -> Option<ChatRef> {
    let fits = (4..=32).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && text.starts_with(|first: char| first.is_ascii_alphabetic());
    fits.then(|| ChatRef::Name(text.to_owned()))
}

fn invite(hash: &str) -> Option<ChatRef> {
    let fits = (8..=64).contains(&hash.len())
        && hash.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    fits.then(|| ChatRef::Invite(hash.to_owned()))
}

fn parameter<'a>(query: &'a str, wanted: &str) -> Option<&'a str> {
    query.split('&').find_map(|pair| pair.split_once('=').filter(|(name, _)| *name == wanted).map(|(_, value)| value))
}

fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_reference_is_parsed() {
        let name = |text: &str| Some(ChatRef::Name(text.to_owned()));
        let invite = |text: &str| Some(ChatRef::Invite(text.to_owned()));
        let id = |id| Some(ChatRef::Id(ChatId(id)));
        for (text, expected) in [
            ("", Some(ChatRef::Saved)),
            (" me ", Some(ChatRef::Saved)),
            ("Self", Some(ChatRef::Saved)),
            ("42", id(42)),
            ("-42", id(-42)),
            ("-1001234567890", id(-1_001_234_567_890)),
            ("-1000000000000", None),
            ("0", None),
            ("9223372036854775807", None),
            ("@ines_faro", name("ines_faro")),
            ("ines_faro", name("ines_faro")),
            ("t.me/ines_faro", name("ines_faro")),
            ("https://t.me/ines_faro/17?single", name("ines_faro")),
            ("HTTPS://T.ME/ines_faro", name("ines_faro")),
            ("https://t.me/s/ines_faro", name("ines_faro")),
            ("https://t.me/c/1234567890/5", id(-1_001_234_567_890)),
            ("tg://resolve?domain=ines_faro&post=4", name("ines_faro")),
            ("https://t.me/+LampRoom217Steps", invite("LampRoom217Steps")),
            ("t.me/joinchat/LampRoom217Steps", invite("LampRoom217Steps")),
            ("+LampRoom217Steps", invite("LampRoom217Steps")),
            ("tg://join?invite=LampRoom217Steps", invite("LampRoom217Steps")),
            ("https://ines_faro.t.me", name("ines_faro")),
            ("ines_faro.T.me/17?single", name("ines_faro")),
            ("tg:resolve?domain=ines_faro", name("ines_faro")),
            ("TG://resolve/?post=4&domain=ines_faro", name("ines_faro")),
            ("tg:join?invite=LampRoom217Steps", invite("LampRoom217Steps")),
            ("tg:settings", None),
            ("https://www.t.me", None),
            ("https://ines_faro.example.org", None),
            ("https://example.org/ines_faro", None),
            ("\u{2212}100\u{202f}1234567890", id(-1_001_234_567_890)),
            ("\u{202a}@ines_faro\u{202c}", name("ines_faro")),
            ("@ab", None),
            ("7eleven", None),
            ("a name", None),
            ("t.me/", None),
            ("+short", None),
            ("ünïcode", None),
        ] {
            assert!(ChatRef::parse(text) == expected, "{text}");
        }
    }
}
