//! The theme: the system's, light or dark.

use serde::{Serialize, Serializer};

/// A theme, which the style sheets know as `data-theme`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name in the page, in the form and in the cookie.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The background colour, for browser parts outside of the style sheets: `--paper` in `tokens.css`. The system's theme is not known here, so it
    /// has the light one.
    pub fn paper(self) -> &'static str {
        match self {
            Self::System | Self::Light => "#fcfbf9",
            Self::Dark => "#151311",
        }
    }

    /// The theme with that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

impl Serialize for Theme {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
