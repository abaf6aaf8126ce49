//! The entities that Telegram's servers find in a text: links, e-mail addresses, names, tags, commands and phone numbers
//! (the rules are those of `MessageEntity.cpp` in TDLib, without its rarest cases).

use grammers_tl_types as tl;
use tl::enums::MessageEntity;

/// Top-level domains by which a word without `https://` is a link, besides those of countries.
const DOMAINS: &str = "aero agency ai app art asia audio biz blog cafe cat center chat cloud club com company coop design dev digital edu email \
     events expert fm foundation fun fund games global gov group guide guru health help host info ink int io jobs land life live love ltd me \
     media mil mobi museum name net network news one online org page photo photos plus post press pro pub red rest rocks run shop site social \
     software space store studio systems team tech tel today tools top travel tv video vip watch website wiki work works world xyz zone";
/// Those of countries.
const COUNTRIES: &str = "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf \
     cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp \
     gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls \
     lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk \
     pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn \
     to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";
/// The schemes with which any host is a link.
const SCHEMES: [&str; 5] = ["https://", "http://", "ftp://", "tg://", "ton://"];
const LONGEST_TAG: usize = 256;

/// What was found: how many characters it has.
enum Found {
    Url(usize),
    Email(usize),
    Mention(usize),
    Command(usize),
    Hashtag(usize),
    Cashtag(usize),
    Phone(usize),
}

/// The entities in a text, in order.
pub(super) fn detect(text: &str) -> Vec<MessageEntity> {
    let letters: Vec<char> = text.chars().collect();
    let (mut entities, mut index, mut offset) = (Vec::new(), 0, 0);
    while index < letters.len() {
        let found = find(&letters, index);
        let count = found.as_ref().map_or(1, Found::letters);
        let units: usize = letters[index..index + count].iter().map(|letter| letter.len_utf16()).sum();
        let length = i32::try_from(units).unwrap_or(i32::MAX);
        entities.extend(found.map(|found| found.entity(offset, length)));
        index += count;
        offset += length;
    }
    entities
}

impl Found {
    fn letters(&self) -> usize {
        match self {
            Self::Url(letters)
            | Self::Email(letters)
            | Self::Mention(letters)
            | Self::Command(letters)
            | Self::Hashtag(letters)
            | Self::Cashtag(letters)
            | Self::Phone(letters) => *letters,
        }
    }

    fn entity(&self, offset: i32, length: i32) -> MessageEntity {
        match self {
            Self::Url(_) => tl::types::MessageEntityUrl { offset, length }.into(),
            Self::Email(_) => tl::types::MessageEntityEmail { offset, length }.into(),
            Self::Mention(_) => tl::types::MessageEntityMention { offset, length }.into(),
            Self::Command(_) => tl::types::MessageEntityBotCommand { offset, length }.into(),
            Self::Hashtag(_) => tl::types::MessageEntityHashtag { offset, length }.into(),
            Self::Cashtag(_) => tl::types::MessageEntityCashtag { offset, length }.into(),
            Self::Phone(_) => tl::types::MessageEntityPhone { offset, length }.into(),
        }
    }
}

/// What starts at a character.
fn find(letters: &[char], index: usize) -> Option<Found> {
    let before = index.checked_sub(1).map(|before| letters[before]);
    let rest = &letters[index..];
    // Nothing starts in the middle of a word.
    if before.is_some_and(is_word) {
        return None;
    }
    match rest[0] {
        '@' => mention(rest).map(Found::Mention),
        '/' if !before.is_some_and(|before| matches!(before, '/' | '<' | '>')) => command(rest).map(Found::Command),
        '#' => hashtag(rest).map(Found::Hashtag),
        '$' => cashtag(rest).map(Found::Cashtag),
        '+' => phone(rest).map(Found::Phone),
        letter if letter.is_alphanumeric() => url_with_scheme(rest)
            .map(Found::Url)
            .or_else(|| email(rest).map(Found::Email))
            .or_else(|| bare_domain(rest).filter(|_| before != Some('@')).map(Found::Url)),
        _ => None,
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// How many characters at the start are accepted.
fn run(letters: &[char], is_accepted: impl Fn(char) -> bool) -> usize {
    letters.iter().take_while(|letter| is_accepted(**letter)).count()
}

fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

fn mention(letters: &[char]) -> Option<usize> {
    let name = run(&letters[1..], is_name);
    let ends = !letters.get(1 + name).copied().is_some_and(is_word);
    ((4..=32).contains(&name) && ends).then_some(1 + name)
}

fn command(letters: &[char]) -> Option<usize> {
    let mut length = run(&letters[1..], is_name);
    if !(1..=64).contains(&length) {
        return None;
    }
    length += 1;
    if letters.get(length) == Some(&'@') {
        length += mention(&letters[length..]).unwrap_or(0);
    }
    let next = letters.get(length).copied();
    (!next.is_some_and(|next| is_word(next) || matches!(next, '/' | '<' | '>'))).then_some(length)
}

fn hashtag(letters: &[char]) -> Option<usize> {
    let length = run(&letters[1..], |letter| is_word(letter) || letter == '\u{b7}' || letter == '\u{200c}');
    let has_letter = letters[1..=length].iter().any(|letter| letter.is_alphabetic());
    let is_tag = has_letter && length <= LONGEST_TAG && letters.get(1 + length) != Some(&'#');
    is_tag.then_some(1 + length)
}

fn cashtag(letters: &[char]) -> Option<usize> {
    let length = run(&letters[1..], |letter| letter.is_ascii_uppercase());
    let ends = !letters.get(1 + length).copied().is_some_and(|next| is_word(next) || next == '$');
    ((1..=8).contains(&length) && ends).then_some(1 + length)
}

/// A number in international form, with the usual separators.
fn phone(letters: &[char]) -> Option<usize> {
    let length = 1 + run(&letters[1..], |letter| letter.is_ascii_digit() || matches!(letter, ' ' | '-' | '(' | ')'));
    let length =
        length - letters[..length].iter().rev().take_while(|letter| !letter.is_ascii_digit()).count().min(length);
    let digits = letters[..length].iter().filter(|letter| letter.is_ascii_digit()).count();
    let starts = letters.get(1).is_some_and(char::is_ascii_digit);
    let ends = !letters.get(length).copied().is_some_and(is_word);
    (starts && ends && (7..=15).contains(&digits)).then_some(length)
}

fn url_with_scheme(letters: &[char]) -> Option<usize> {
    let has = |scheme: &str| {
        let start = letters.iter().take(scheme.len()).map(char::to_ascii_lowercase);
        start.eq(scheme.chars())
    };
    let scheme = SCHEMES.into_iter().find(|scheme| has(scheme))?;
    let host = run(&letters[scheme.len()..], is_host);
    let is_web = scheme.starts_with("http") || scheme == "ftp://";
    let has_domain = letters[scheme.len()..scheme.len() + host].contains(&'.');
    if host == 0 || (is_web && !has_domain) {
        return None;
    }
    Some(scheme.len() + without_punctuation(&letters[scheme.len()..], host + tail(&letters[scheme.len() + host..])))
}

fn is_host(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_' | '@')
}

/// A domain without a scheme, with what follows it.
fn bare_domain(letters: &[char]) -> Option<usize> {
    let host = run(letters, |letter| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_'));
    let host = without_punctuation(letters, host);
    let name: String = letters[..host].iter().collect();
    (is_domain(&name) && letters.get(host) != Some(&'@'))
        .then(|| without_punctuation(letters, host + tail(&letters[host..])))
}

fn is_domain(name: &str) -> bool {
    let Some((rest, last)) = name.rsplit_once('.') else { return false };
    let last = last.to_lowercase();
    let is_known = [DOMAINS, COUNTRIES].iter().any(|list| list.split(' ').any(|known| known == last));
    let labels_are_fine =
        rest.split('.').all(|label| !label.is_empty() && label.len() <= 63 && !label.starts_with('-'));
    is_known && labels_are_fine
}

/// The port, path, query and fragment after a host.
fn tail(letters: &[char]) -> usize {
    let port = match letters {
        [':', rest @ ..] => match run(rest, |letter| letter.is_ascii_digit()) {
            0 => 0,
            digits => 1 + digits,
        },
        _ => 0,
    };
    match letters.get(port) {
        Some('/' | '?' | '#') => {
            port + run(&letters[port..], |letter| {
                !letter.is_whitespace() && !matches!(letter, '<' | '>' | '"' | '«' | '»')
            })
        }
        _ => port,
    }
}

/// A length without the punctuation at the end, which belongs to the sentence. A closing parenthesis belongs to the link if it was opened there.
fn without_punctuation(letters: &[char], mut length: usize) -> usize {
    let count = |length: usize, wanted: char| letters[..length].iter().filter(|letter| **letter == wanted).count();
    while length > 0 {
        match letters[length - 1] {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '"' | '…' => {}
            ')' if count(length, ')') > count(length, '(') => {}
            ']' if count(length, ']') > count(length, '[') => {}
            _ => break,
        }
        length -= 1;
    }
    length
}

/// `local@domain`.
fn email(letters: &[char]) -> Option<usize> {
    let is_local = |letter: char| letter.is_ascii_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(letter);
    let local = run(letters, is_local);
    if letters.get(local) != Some(&'@') || local > 64 {
        return None;
    }
    let domain = run(&letters[local + 1..], |letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-'));
    let domain = without_punctuation(&letters[local + 1..], domain);
    let name: String = letters[local + 1..local + 1 + domain].iter().collect();
    let is_domain = name.rsplit_once('.').is_some_and(|(rest, last)| {
        !rest.is_empty() && last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    is_domain.then_some(local + 1 + domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&'static str, String)> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let part = |entity: &MessageEntity| {
            let start = usize::try_from(entity.offset()).unwrap();
            String::from_utf16(&units[start..start + usize::try_from(entity.length()).unwrap()]).unwrap()
        };
        let kind = |entity: &MessageEntity| match entity {
            MessageEntity::Url(_) => "url",
            MessageEntity::Email(_) => "email",
            MessageEntity::Mention(_) => "mention",
            MessageEntity::BotCommand(_) => "command",
            MessageEntity::Hashtag(_) => "hashtag",
            MessageEntity::Cashtag(_) => "cashtag",
            MessageEntity::Phone(_) => "phone",
            other => panic!("{other:?}"),
        };
        detect(text).iter().map(|entity| (kind(entity), part(entity))).collect()
    }

    #[test]
    fn everything_that_telegram_marks_is_found() {
        let text =
            "🌄 ask @ines_faro or keeper@lamp.example.org, /start@foghorn_bot; $USD and #dusk_1: +1 (202) 555-0101.";
        let expected = [
            ("mention", "@ines_faro"),
            ("email", "keeper@lamp.example.org"),
            ("command", "/start@foghorn_bot"),
            ("cashtag", "$USD"),
            ("hashtag", "#dusk_1"),
            ("phone", "+1 (202) 555-0101"),
        ];
        assert_eq!(found(text), expected.map(|(kind, part)| (kind, part.to_owned())));
        let text = "(see example.org/a_(b)), https://example.com:8080/x?y=1#z! t.me/harbour_notices main.rs http://sub.example.net.";
        let expected = [
            ("url", "example.org/a_(b)"),
            ("url", "https://example.com:8080/x?y=1#z"),
            ("url", "t.me/harbour_notices"),
            ("url", "main.rs"),
            ("url", "http://sub.example.net"),
        ];
        assert_eq!(found(text), expected.map(|(kind, part)| (kind, part.to_owned())));
    }

    #[test]
    fn words_that_only_look_like_it_are_not() {
        for text in [
            "a@b",
            "name@",
            "@abc",
            "x@abcd",
            "1/2",
            "a/start",
            "//start",
            "/start/",
            "#123",
            "x#tag",
            "$usd",
            "$ABCDEFGHI",
            "US$5",
            "3.14",
            "e.g. this",
            "photo.jpeg",
            "four.bin",
            "https://",
            "https://localhost",
            "+123",
            "1+1234567",
            "..",
            "a..b",
            "$",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
