//! The caption of an upload: `caption`, or what the original made of `fileName` and `tags`.

use std::collections::BTreeSet;

use crate::telegram::limits::CAPTION_UNITS;

/// The length to which the original shortened a caption before it added an ellipsis.
const CUT: usize = CAPTION_UNITS as usize - 3;

/// The fields of a form that make the caption.
#[derive(Default)]
pub(super) struct Caption {
    /// `caption`: takes precedence.
    pub text: Option<String>,
    /// `fileName`
    pub file_name: Option<String>,
    tags: BTreeSet<String>,
}

impl Caption {
    /// Adds tags: a JSON array, or words separated by commas.
    pub fn add_tags(&mut self, text: &str) {
        let tags =
            serde_json::from_str::<Vec<String>>(text).unwrap_or_else(|_| text.split(',').map(str::to_owned).collect());
        let tags = tags.iter().map(|tag| tag.trim().trim_start_matches('#')).filter(|tag| !tag.is_empty());
        self.tags.extend(tags.map(str::to_owned));
    }

    /// The caption; empty if there are no fields.
    pub fn into_text(self) -> String {
        if let Some(text) = self.text {
            return text;
        }
        let tags = self.tags.iter().map(|tag| format!("#{tag}"));
        let lines: Vec<_> = self.file_name.into_iter().chain(tags).collect();
        let text = lines.join("\n");
        match text.char_indices().nth(CUT + 3) {
            None => text,
            Some(_) => text.chars().take(CUT).chain("...".chars()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caption_takes_precedence() {
        let caption = Caption { text: Some("mine".into()), file_name: Some("a.jpg".into()), ..Caption::default() };
        assert_eq!(caption.into_text(), "mine");
        assert_eq!(Caption::default().into_text(), "");
    }

    #[test]
    fn a_file_name_and_tags_make_a_caption() {
        let mut caption = Caption { file_name: Some("a.jpg".into()), ..Caption::default() };
        caption.add_tags("[\"sea\", \"#sky\", \"sea\"]");
        caption.add_tags("beach, ,");
        assert_eq!(caption.into_text(), "a.jpg\n#beach\n#sea\n#sky");
    }

    #[test]
    fn a_long_caption_is_shortened() {
        let caption = Caption { file_name: Some("ä".repeat(2000)), ..Caption::default() };
        let text = caption.into_text();
        assert!(text.chars().count() == 1024 && text.ends_with("ä..."));
    }
}
