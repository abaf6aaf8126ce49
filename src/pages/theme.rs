//! Light or dark: as the system has it, or as the reader chose.

use serde::{Serialize, Serializer};

/// The choice, known to the style sheets as `data-theme`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// As it stands in the page, in the form and in the cookie.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The colour behind everything, for what stands outside of the style sheets: `--paper` in `tokens.css`. As the system has it is not
    /// known here; then it is the light one.
    pub fn paper(self) -> &'static str {
        match self {
            Self::System | Self::Light => "#fcfbf9",
            Self::Dark => "#151311",
        }
    }

    /// The theme of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

impl Serialize for Theme {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
