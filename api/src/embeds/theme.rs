//! The colours of pictures, in the light and in the dark, as `web/style/10-theme.css` has them.
//!
//! Written out and not as variables: what draws a picture is not always a browser.

/// Light, dark, or as the device has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Theme {
    Light,
    Dark,
    Auto,
}

impl Theme {
    pub(super) const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Auto];

    /// Its name in the address.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Auto => "auto",
        }
    }
}

/// A colour's name, in the light, in the dark.
const COLOURS: [(&str, &str, &str); 37] = [
    ("surface", "#FFFFFF", "#19221F"),
    ("ink", "#1A2422", "#F3EEE4"),
    ("ink-2", "#4A5653", "#BDBBB0"),
    ("line", "#E0D7C7", "#33403C"),
    ("line-2", "#8C816E", "#7E8A84"),
    ("patina", "#0B574E", "#82D6C6"),
    ("patina-soft", "#E1F0EC", "#17342F"),
    ("patina-mid", "#A9D4CA", "#2F6A60"),
    ("on-patina", "#FFFFFF", "#06201C"),
    ("brick", "#A23F27", "#F0A08A"),
    ("floor", "#FCFAF5", "#1D2624"),
    ("board", "#EFE8DB", "#232E2B"),
    ("wall", "#33403D", "#66736D"),
    ("win", "#BFDDE8", "#3B6476"),
    ("win-line", "#33403D", "#C3DCE5"),
    ("sun", "#FFE7A8", "#55492A"),
    ("fix", "#E4DACA", "#33403C"),
    ("fix-line", "#A3947C", "#74807A"),
    ("rug", "#F1E3D3", "#2C2A24"),
    ("rug-line", "#E3CDB4", "#45402F"),
    ("ex", "#FBEFE8", "#2E211D"),
    ("ex-line", "#D9A48F", "#8A5442"),
    ("ex-item", "#A23F27", "#F0A08A"),
    ("free", "#DDF1EB", "#16463E"),
    ("free-line", "#0B6B5E", "#82D6C6"),
    ("free-chair", "#FFFFFF", "#16463E"),
    ("taken", "#E9E2D6", "#2E3734"),
    ("taken-line", "#8A7E6B", "#7E8A84"),
    ("taken-chair", "#756A58", "#8E978F"),
    ("hatch", "#CDBFA9", "#454F4B"),
    ("walk", "#F3EAF5", "#33243A"),
    ("walk-line", "#6B3979", "#D7AEE2"),
    ("block", "#FAF7F1", "#1D2624"),
    ("block-line", "#8A7E6B", "#7E8A84"),
    ("sand", "#F4EFE5", "#212B28"),
    ("sand-2", "#EAE2D3", "#2B3632"),
    ("shadow", "#3A2A08", "#000000"),
];

/// A style sheet in which colours are written as `$name`.
pub(super) fn style(rules: &str, theme: Theme) -> String {
    match theme {
        Theme::Light => painted(rules, false),
        Theme::Dark => painted(rules, true),
        Theme::Auto => {
            let dark = painted(rules, true);
            format!("{}@media (prefers-color-scheme:dark){{{dark}}}", painted(rules, false))
        }
    }
}

fn painted(rules: &str, dark: bool) -> String {
    let mut pieces = rules.split('$');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(piece.len());
        let (name, rest) = piece.split_at_checked(end).unwrap_or((piece, ""));
        let found = COLOURS.iter().find(|(known, ..)| *known == name);
        // A name that nobody knows paints nothing; a test finds it.
        out.push_str(found.map_or("none", |(_, light, night)| if dark { night } else { light }));
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_colours_of_the_theme() {
        let rules = "a{fill:$ink-2;stroke:$ink}";
        assert_eq!(style(rules, Theme::Light), "a{fill:#4A5653;stroke:#1A2422}");
        assert_eq!(style(rules, Theme::Dark), "a{fill:#BDBBB0;stroke:#F3EEE4}");
        let both = style(rules, Theme::Auto);
        assert_eq!(
            both,
            "a{fill:#4A5653;stroke:#1A2422}@media (prefers-color-scheme:dark){a{fill:#BDBBB0;stroke:#F3EEE4}}"
        );
    }

    /// The app and the pictures on other pages look the same.
    #[test]
    fn the_colours_are_those_of_the_app() {
        let app = include_str!("../../../web/style/10-theme.css");
        for (name, light, dark) in COLOURS {
            for colour in [light, dark] {
                assert!(app.contains(colour) || name == "shadow", "{name}: {colour}");
            }
        }
    }
}
