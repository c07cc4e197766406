//! The questions of "What fits me?". They are answered on the device and nowhere else, so they need the app; until it
//! is there their place is kept, and where it never comes they are not shown.

use crate::lang::Lang;
use crate::texts::finder::{Texts, texts};

#[path = "../../../../web/src/offers/finder/questions.rs"]
mod questions;
use questions::{BENEFITS, CHILDREN, TOPICS};

/// The questions.
pub(super) struct Finder {
    pub(super) t: &'static Texts,
    pub(super) questions: Vec<Question>,
}

/// A question, and what one can say.
pub(super) struct Question {
    pub(super) name: &'static str,
    pub(super) chips: Vec<String>,
}

impl Finder {
    /// In a language.
    pub(super) fn new(lang: Lang) -> Self {
        let t = texts(lang);
        let benefits = BENEFITS.into_iter().map(|key| (t.benefit)(key)).chain([t.no_benefit]);
        let children = CHILDREN.into_iter().map(|(from, to)| (t.child_chip)(from, to));
        let topics = TOPICS.into_iter().map(|topic| (t.topic)(topic).to_owned());
        let questions = vec![
            Question { name: t.receive, chips: benefits.map(str::to_owned).collect() },
            Question { name: t.children, chips: children.collect() },
            Question { name: t.looks_for, chips: topics.collect() },
        ];
        Self { t, questions }
    }
}
