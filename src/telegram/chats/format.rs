//! Markup of texts that are sent: Markdown or HTML, if the caller chooses one of them.
//!
//! Both are the dialects of Telegram's Bot API and of Telethon, not CommonMark and not a browser's HTML: a message has no headings or lists,
//! and line breaks are kept. (grammers' parsers drop single line breaks, and panic on some links.) Markup that is not closed or not known is kept as
//! text.

use super::entity::{TextEntity, TextEntityKind as Kind};

/// The markup of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextFormat {
    /// No markup.
    #[default]
    Plain,
    /// `**bold**`, `__italic__`, `~~strikethrough~~`, `||spoiler||`, `` `code` ``, ```` ```language … ``` ````, `[text](url)`; a backslash escapes
    /// the next character.
    Markdown,
    /// `b`, `strong`, `i`, `em`, `u`, `ins`, `s`, `strike`, `del`, `code`, `pre` (with a language as `<pre><code class="language-x">`), `a href`, `blockquote`, `tg-spoiler`, `br`, and character
    /// references. Other tags are removed and their content is kept.
    Html,
}

/// A text and its formatting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formatted {
    pub text: String,
    pub entities: Vec<TextEntity>,
    /// The length of the text in UTF-16 units.
    units: i32,
}

impl TextFormat {
    /// Parses the markup. Whitespace around the text is removed, as Telegram does.
    pub fn read(self, source: &str) -> Formatted {
        let mut formatted = Formatted::default();
        match self {
            Self::Plain => formatted.push(source),
            Self::Markdown => markdown(source, &mut formatted),
            Self::Html => html(source, &mut formatted),
        }
        formatted.trim()
    }
}

impl Formatted {
    fn push(&mut self, text: &str) {
        self.units += units(text);
        self.text.push_str(text);
    }

    fn mark(&mut self, start: i32, kind: Kind) {
        if self.units > start {
            self.entities.push(TextEntity { offset: start, length: self.units - start, kind });
        }
    }

    /// Removes whitespace around the text, and shifts the entities.
    fn trim(mut self) -> Self {
        let front = units(&self.text[..self.text.len() - self.text.trim_start().len()]);
        self.text = self.text.trim().to_owned();
        self.units = units(&self.text);
        for entity in &mut self.entities {
            let start = (entity.offset - front).clamp(0, self.units);
            let end = (entity.offset + entity.length - front).clamp(0, self.units);
            (entity.offset, entity.length) = (start, end - start);
        }
        self.entities.retain(|entity| entity.length > 0);
        self.entities.sort_by_key(|entity| (entity.offset, -entity.length));
        self
    }
}

/// The length of a text in UTF-16 units.
pub fn units(text: &str) -> i32 {
    i32::try_from(text.encode_utf16().count()).unwrap_or(i32::MAX)
}

/// The marks of Markdown that enclose what they format.
const PAIRS: [(&str, Kind); 4] =
    [("**", Kind::Bold), ("__", Kind::Italic), ("~~", Kind::Strike), ("||", Kind::Spoiler)];

fn markdown(source: &str, out: &mut Formatted) {
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        if let Some(escaped) =
            rest.strip_prefix('\\').filter(|next| next.starts_with(|mark: char| mark.is_ascii_punctuation()))
        {
            out.push(&escaped[..1]);
            rest = &escaped[1..];
        } else if let Some((code, after)) = enclosed(rest, "```", "```") {
            let start = out.units;
            let (language, body) = code.split_once('\n').unwrap_or(("", code));
            let is_name = language.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-#_.".contains(&byte));
            let (language, body) = if is_name { (language, body) } else { ("", code) };
            out.push(body.strip_suffix('\n').unwrap_or(body));
            out.mark(start, Kind::Pre { language: language.to_owned() });
            rest = after;
        } else if let Some((code, after)) = enclosed(rest, "`", "`") {
            let start = out.units;
            out.push(code);
            out.mark(start, Kind::Code);
            rest = after;
        } else if let Some((mark, kind)) = PAIRS.iter().find(|(mark, _)| rest.starts_with(mark)) {
            match enclosed(rest, mark, mark) {
                Some((inner, after)) => {
                    let start = out.units;
                    markdown(inner, out);
                    out.mark(start, kind.clone());
                    rest = after;
                }
                None => {
                    out.push(mark);
                    rest = &rest[mark.len()..];
                }
            }
        } else if let Some((words, url, after)) = link(rest) {
            let start = out.units;
            markdown(words, out);
            out.mark(start, Kind::TextUrl { url: url.to_owned() });
            rest = after;
        } else {
            let length = first.len_utf8();
            out.push(&rest[..length]);
            rest = &rest[length..];
        }
    }
}

/// The text between two marks, and the text after them; `None` if the text does not start with the mark, or nothing is between them.
fn enclosed<'a>(text: &'a str, open: &str, close: &str) -> Option<(&'a str, &'a str)> {
    let inner = text.strip_prefix(open)?;
    let end = inner.find(close).filter(|end| *end > 0)?;
    Some((&inner[..end], &inner[end + close.len()..]))
}

/// `[text](url)`.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let inner = text.strip_prefix('[')?;
    let middle = inner.find("](").filter(|middle| *middle > 0 && !inner[..*middle].contains('['))?;
    let (url, after) = inner[middle + 2..].split_once(')')?;
    let fits = !url.is_empty() && !url.contains(char::is_whitespace);
    fits.then_some((&inner[..middle], url, after))
}

fn html(source: &str, out: &mut Formatted) {
    let mut open: Vec<(String, i32, Option<Kind>)> = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find(['<', '&']) {
        out.push(&rest[..at]);
        rest = &rest[at..];
        if let Some((character, after)) = reference(rest) {
            out.push(character.encode_utf8(&mut [0; 4]));
            rest = after;
        } else if let Some((tag, after)) = tag(rest) {
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                let name = name.trim().to_ascii_lowercase();
                // Tags that were opened inside and not closed end here as well.
                if let Some(at) = open.iter().rposition(|(opened, ..)| *opened == name) {
                    for (_, start, kind) in open.drain(at..).rev() {
                        if let Some(kind) = kind {
                            out.mark(start, kind);
                        }
                    }
                }
                continue;
            }
            let (name, attributes) = tag.split_at(tag.find([' ', '\n', '\t', '/']).unwrap_or(tag.len()));
            let name = name.to_ascii_lowercase();
            if name == "br" {
                out.push("\n");
            } else {
                let kind = match open.last_mut() {
                    // A block of code in a language is written as both tags, one right within the other.
                    Some((outer, start, Some(Kind::Pre { language }))) if name == "code" && *start == out.units => {
                        debug_assert_eq!(outer, "pre");
                        if let Some(named) = language_in(attributes).filter(|_| language.is_empty()) {
                            *language = named;
                        }
                        None
                    }
                    _ => kind_of(&name, attributes),
                };
                open.push((name, out.units, kind));
            }
        } else {
            out.push(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push(rest);
    for (_, start, kind) in open.into_iter().rev() {
        if let Some(kind) = kind {
            out.mark(start, kind);
        }
    }
}

fn kind_of(name: &str, attributes: &str) -> Option<Kind> {
    Some(match name {
        "b" | "strong" => Kind::Bold,
        "i" | "em" => Kind::Italic,
        "u" | "ins" => Kind::Underline,
        "s" | "strike" | "del" => Kind::Strike,
        "code" => Kind::Code,
        "pre" => Kind::Pre { language: attribute(attributes, "language").unwrap_or_default() },
        "blockquote" => Kind::Blockquote { collapsed: attributes.contains("expandable") },
        "tg-spoiler" => Kind::Spoiler,
        "span" if attribute(attributes, "class").as_deref() == Some("tg-spoiler") => Kind::Spoiler,
        "a" => Kind::TextUrl { url: attribute(attributes, "href").filter(|url| !url.is_empty())? },
        _ => return None,
    })
}

/// The language in `class="language-x"`.
fn language_in(attributes: &str) -> Option<String> {
    let classes = attribute(attributes, "class")?;
    classes.split_ascii_whitespace().find_map(|class| class.strip_prefix("language-")).map(str::to_owned)
}

/// The text between `<` and `>`, if it is a tag, and the text after it.
fn tag(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('<')?;
    let is_tag = inner.strip_prefix('/').unwrap_or(inner).starts_with(|first: char| first.is_ascii_alphabetic());
    let (tag, after) = inner.split_once('>').filter(|_| is_tag)?;
    Some((tag, after))
}

/// An attribute's value, quoted or not.
fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let lower = attributes.to_ascii_lowercase();
    let at = lower.match_indices(wanted).map(|(at, _)| at).find(|at| {
        let before = lower[..*at].chars().next_back();
        before.is_some_and(char::is_whitespace) && lower[at + wanted.len()..].trim_start().starts_with('=')
    })?;
    let value = attributes[at + wanted.len()..].trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split(char::is_whitespace).next()?.trim_end_matches('/'),
    };
    let mut read = Formatted::default();
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        read.push(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((character, after)) => {
                read.push(character.encode_utf8(&mut [0; 4]));
                rest = after;
            }
            None => {
                read.push("&");
                rest = &rest[1..];
            }
        }
    }
    read.push(rest);
    Some(read.text)
}

/// A character reference, by name or number, and the text after it.
fn reference(text: &str) -> Option<(char, &str)> {
    let (name, after) = text.strip_prefix('&')?.split_once(';')?;
    let character = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(number).filter(|character| *character != '\0')?
        }
    };
    Some((character, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(format: TextFormat, source: &str) -> (String, Vec<(i32, i32, Kind)>) {
        let formatted = format.read(source);
        let entities = formatted.entities.into_iter().map(|entity| (entity.offset, entity.length, entity.kind));
        (formatted.text, entities.collect())
    }

    fn pre(language: &str) -> Kind {
        Kind::Pre { language: language.to_owned() }
    }

    fn url(url: &str) -> Kind {
        Kind::TextUrl { url: url.to_owned() }
    }

    #[test]
    fn plain_text_has_no_markup() {
        assert_eq!(read(TextFormat::Plain, " **a** <b>b</b> \n"), ("**a** <b>b</b>".to_owned(), vec![]));
    }

    #[test]
    fn markdown_is_parsed_and_line_breaks_are_kept() {
        for (source, text, entities) in [
            ("**bold** __it__", "bold it", vec![(0, 4, Kind::Bold), (5, 2, Kind::Italic)]),
            ("🌄 **b**\nc", "🌄 b\nc", vec![(3, 1, Kind::Bold)]),
            ("**a __b__**", "a b", vec![(0, 3, Kind::Bold), (2, 1, Kind::Italic)]),
            ("`**x**`", "**x**", vec![(0, 5, Kind::Code)]),
            ("```rust\nlet x;\n```", "let x;", vec![(0, 6, Kind::Pre { language: "rust".to_owned() })]),
            ("[w **b**](https://a.example)", "w b", vec![(0, 3, url("https://a.example")), (2, 1, Kind::Bold)]),
            ("~~a~~||b||", "ab", vec![(0, 1, Kind::Strike), (1, 1, Kind::Spoiler)]),
            (r"\*\*a\*\*", "**a**", vec![]),
            ("2 ** 3 and [x] (y)", "2 ** 3 and [x] (y)", vec![]),
            ("**open", "**open", vec![]),
            ("****", "****", vec![]),
            ("[a](tg://user?id=x)", "a", vec![(0, 1, url("tg://user?id=x"))]),
            ("  ** a **  ", "a", vec![(0, 1, Kind::Bold)]),
        ] {
            let (parsed, marks) = read(TextFormat::Markdown, source);
            assert_eq!((parsed.as_str(), marks), (text, entities), "{source}");
        }
    }

    #[test]
    fn html_is_parsed() {
        for (source, text, entities) in [
            ("<b>bold</b> <I>it</I>", "bold it", vec![(0, 4, Kind::Bold), (5, 2, Kind::Italic)]),
            ("a &lt;b&gt; &amp;amp; &#128516;", "a <b> &amp; 😄", vec![]),
            (r#"<a href="https://a.example/?x=1&amp;y">w</a>"#, "w", vec![(0, 1, url("https://a.example/?x=1&y"))]),
            ("<b>a<i>b</b>c", "abc", vec![(0, 2, Kind::Bold), (1, 1, Kind::Italic)]),
            ("<script>x</script>", "x", vec![]),
            ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2", vec![]),
            ("a<br/>b<br>c", "a\nb\nc", vec![]),
            ("<span class='tg-spoiler'>s</span>", "s", vec![(0, 1, Kind::Spoiler)]),
            ("<b>open", "open", vec![(0, 4, Kind::Bold)]),
            ("</b>x<a>y</a>", "xy", vec![]),
            (r#"<pre><code class="language-rust">let x;</code></pre>"#, "let x;", vec![(0, 6, pre("rust"))]),
            (r#"<pre><code class="hl language-c++">x</code> y</pre>"#, "x y", vec![(0, 3, pre("c++"))]),
            ("<pre><code>x</code></pre>", "x", vec![(0, 1, pre(""))]),
            (r#"<pre language="go"><code class="language-c">x</code></pre>"#, "x", vec![(0, 1, pre("go"))]),
            ("<pre>a <code>b</code></pre>", "a b", vec![(0, 3, pre("")), (2, 1, Kind::Code)]),
            (r#"<code class="language-c">x</code>"#, "x", vec![(0, 1, Kind::Code)]),
        ] {
            let (parsed, marks) = read(TextFormat::Html, source);
            assert_eq!((parsed.as_str(), marks), (text, entities), "{source}");
        }
    }
}
