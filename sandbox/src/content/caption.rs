//! Markup for captions: `**bold**`, `__italic__`, `` `code` ``, `~~strike~~`, `||spoiler||` and `[text](https://…)`.
//!
//! Telegram separates text and formatting: plain text, and entities with offsets in UTF-16 units. Links and hashtags in the text get
//! entities as well, as on Telegram.

use grammers_tl_types as tl;
use tl::enums::MessageEntity;

/// The plain text, and its entities in the order of their offsets.
pub fn parse(markup: &str) -> (String, Vec<MessageEntity>) {
    let mut caption = Caption::default();
    let mut rest = markup;
    while !rest.is_empty() {
        rest = caption.parse_start(rest);
    }
    (caption.text, caption.entities)
}

#[derive(Default)]
struct Caption {
    text: String,
    entities: Vec<MessageEntity>,
}

impl Caption {
    /// Parses the start of `rest`. Returns what follows.
    fn parse_start<'a>(&mut self, rest: &'a str) -> &'a str {
        for (mark, entity) in MARKS {
            if let Some((inner, after)) = rest.strip_prefix(mark).and_then(|after| after.split_once(mark)) {
                self.push(inner, entity);
                return after;
            }
        }
        if let Some((text, after)) = rest.strip_prefix('[').and_then(|after| after.split_once("]("))
            && let Some((url, after)) = after.split_once(')')
        {
            let url = url.to_owned();
            self.push(text, &|offset, length| {
                tl::types::MessageEntityTextUrl { offset, length, url: url.clone() }.into()
            });
            return after;
        }
        if rest.starts_with("https://") {
            let (link, after) = rest.split_at(word_length(rest));
            self.push(link, &|offset, length| tl::types::MessageEntityUrl { offset, length }.into());
            return after;
        }
        if rest.starts_with('#') && word_length(rest) > 1 {
            let (tag, after) = rest.split_at(word_length(rest));
            self.push(tag, &|offset, length| tl::types::MessageEntityHashtag { offset, length }.into());
            return after;
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        self.text.push_str(&rest[..first]);
        &rest[first..]
    }

    fn push(&mut self, text: &str, entity: &dyn Fn(i32, i32) -> MessageEntity) {
        self.entities.push(entity(utf16_length(&self.text), utf16_length(text)));
        self.text.push_str(text);
    }
}

type Build = fn(i32, i32) -> MessageEntity;

const MARKS: [(&str, &Build); 5] = [
    ("**", &((|offset, length| tl::types::MessageEntityBold { offset, length }.into()) as Build)),
    ("__", &((|offset, length| tl::types::MessageEntityItalic { offset, length }.into()) as Build)),
    ("~~", &((|offset, length| tl::types::MessageEntityStrike { offset, length }.into()) as Build)),
    ("||", &((|offset, length| tl::types::MessageEntitySpoiler { offset, length }.into()) as Build)),
    ("`", &((|offset, length| tl::types::MessageEntityCode { offset, length }.into()) as Build)),
];

fn word_length(text: &str) -> usize {
    text.find(char::is_whitespace).unwrap_or(text.len())
}

fn utf16_length(text: &str) -> i32 {
    i32::try_from(text.encode_utf16().count()).expect("a caption is short")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_utf16_units() {
        let (text, entities) = parse("🌄 **first** light, [the map](https://example.org/map) #dawn");
        assert_eq!(text, "🌄 first light, the map #dawn");
        let spans: Vec<_> = entities
            .iter()
            .map(|entity| match entity {
                MessageEntity::Bold(bold) => ("bold", bold.offset, bold.length),
                MessageEntity::TextUrl(link) => ("link", link.offset, link.length),
                MessageEntity::Hashtag(tag) => ("tag", tag.offset, tag.length),
                other => panic!("unexpected {other:?}"),
            })
            .collect();
        assert_eq!(spans, [("bold", 3, 5), ("link", 16, 7), ("tag", 24, 5)]);
    }

    #[test]
    fn unclosed_marks_are_text() {
        assert_eq!(parse("2 ** 3 and a # alone"), ("2 ** 3 and a # alone".to_owned(), Vec::new()));
    }
}
