//! The caption of an upload: the document's `caption`, or what the document's program made of `fileName` and `tags`.

use std::collections::BTreeSet;

use crate::telegram::limits::CAPTION_UNITS;

/// Where the program cut a longer caption, and added an ellipsis.
const CUT: usize = CAPTION_UNITS as usize - 3;

/// What a form says about the caption.
#[derive(Default)]
pub(super) struct Caption {
    /// `caption`: wins over the rest.
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

    /// The caption; empty when nothing was said.
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
    fn the_documents_caption_wins() {
        let caption = Caption { text: Some("mine".into()), file_name: Some("a.jpg".into()), ..Caption::default() };
        assert_eq!(caption.into_text(), "mine");
        assert_eq!(Caption::default().into_text(), "");
    }

    #[test]
    fn a_file_name_and_tags_make_one() {
        let mut caption = Caption { file_name: Some("a.jpg".into()), ..Caption::default() };
        caption.add_tags("[\"sea\", \"#sky\", \"sea\"]");
        caption.add_tags("beach, ,");
        assert_eq!(caption.into_text(), "a.jpg\n#beach\n#sea\n#sky");
    }

    #[test]
    fn a_long_one_is_cut() {
        let caption = Caption { file_name: Some("ä".repeat(2000)), ..Caption::default() };
        let text = caption.into_text();
        assert!(text.chars().count() == 1024 && text.ends_with("ä..."));
    }
}
