//! What somebody has said of herself, and the wishes the rules make of it. Pure.

use shared::offers::{Need, Topic, Wishes};

/// Something that is true of her.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// She receives this benefit.
    Benefit(&'static str),
    /// She receives none.
    NoBenefit,
    /// A child of an age within these years lives with her.
    Child(i16, i16),
    /// She looks for this.
    LooksFor(Topic),
    /// She has this pass.
    Pass(String),
    /// She would like to be spoken to in this language.
    Language(String),
    /// She needs this.
    Need(Need),
}

/// What she may need.
pub(super) const NEEDS: [Need; 4] = [Need::StepFree, Need::SimpleLanguage, Need::SignLanguage, Need::HearingLoop];

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::offers) struct Answers {
    said: Vec<Said>,
    /// Her age in years.
    pub(super) age: Option<i16>,
}

impl Answers {
    /// Whether nothing was said.
    pub(super) fn is_empty(&self) -> bool {
        self.said.is_empty() && self.age.is_none()
    }

    /// Whether this was said.
    pub(super) fn has(&self, said: &Said) -> bool {
        self.said.contains(said)
    }

    /// Says it, or takes it back. Who receives nothing does not receive something, and the other way round.
    pub(super) fn toggle(&mut self, said: &Said) {
        if self.has(said) {
            self.said.retain(|one| one != said);
            return;
        }
        match said {
            Said::NoBenefit => self.said.retain(|one| !matches!(one, Said::Benefit(_))),
            Said::Benefit(_) => self.said.retain(|one| *one != Said::NoBenefit),
            _ => {}
        }
        self.said.push(said.clone());
    }

    /// The same as the rules read it. A child of six to fifteen may be of any age between.
    pub(super) fn wishes(&self) -> Wishes {
        let mut wishes = Wishes { age: self.age, ..Wishes::default() };
        for said in &self.said {
            match said {
                Said::Benefit(benefit) => wishes.benefits.push((*benefit).to_owned()),
                Said::NoBenefit => wishes.no_benefits = true,
                Said::Child(from, to) => wishes.children.extend(*from..=*to),
                Said::LooksFor(topic) => wishes.looks_for.push(*topic),
                Said::Pass(pass) => wishes.passes.push(pass.clone()),
                Said::Language(tag) => wishes.languages.push(tag.clone()),
                Said::Need(need) => wishes.needs.push(*need),
            }
        }
        wishes
    }
}

/// The age that was typed, if it is one.
pub(super) fn age(typed: &str) -> Option<i16> {
    typed.trim().parse().ok().filter(|age| (0..=120).contains(age))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_twice_is_taken_back() {
        let mut answers = Answers::default();
        answers.toggle(&Said::Benefit("wohngeld"));
        assert!(answers.has(&Said::Benefit("wohngeld")) && !answers.is_empty());
        answers.toggle(&Said::Benefit("wohngeld"));
        assert_eq!(answers, Answers::default());
    }

    #[test]
    fn nobody_receives_something_and_nothing() {
        let mut answers = Answers::default();
        answers.toggle(&Said::Benefit("wohngeld"));
        answers.toggle(&Said::NoBenefit);
        assert!(answers.wishes().benefits.is_empty() && answers.wishes().no_benefits);
        answers.toggle(&Said::Benefit("buergergeld"));
        assert!(!answers.wishes().no_benefits);
        assert_eq!(answers.wishes().benefits, ["buergergeld"]);
    }

    #[test]
    fn a_child_may_be_of_any_age_it_was_said_to_be_within() {
        let mut answers = Answers::default();
        answers.toggle(&Said::Child(6, 15));
        let children = answers.wishes().children;
        assert_eq!((children.first(), children.last(), children.len()), (Some(&6), Some(&15), 10));
    }

    #[test]
    fn an_age_is_a_number_of_years() {
        for (typed, read) in [("34", Some(34)), (" 7 ", Some(7)), ("", None), ("-3", None), ("200", None), ("x", None)]
        {
            assert_eq!(age(typed), read, "{typed}");
        }
    }
}
