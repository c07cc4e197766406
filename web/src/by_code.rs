//! Things by the codes of desks. A hall has a few hundred of them at most, so a list in order serves
//! as well as the standard library's map, at a fraction of its code for each type.

/// A `T` for each of some codes; what `BTreeMap<String, T>` would be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ByCode<T>(Vec<(String, T)>);

impl<T> Default for ByCode<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ByCode<T> {
    /// Nothing for nobody.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// What a code has from now on.
    pub(crate) fn insert(&mut self, code: String, value: T) {
        match self.place(&code) {
            Ok(at) => {
                if let Some(entry) = self.0.get_mut(at) {
                    entry.1 = value;
                }
            }
            Err(at) => self.0.insert(at, (code, value)),
        }
    }

    /// The same for some.
    pub(crate) fn extend(&mut self, more: impl IntoIterator<Item = (String, T)>) {
        more.into_iter().for_each(|(code, value)| self.insert(code, value));
    }

    /// What a code has.
    pub(crate) fn get(&self, code: &str) -> Option<&T> {
        self.place(code).ok().and_then(|at| self.0.get(at)).map(|(_, value)| value)
    }

    /// The same, to change it.
    pub(crate) fn get_mut(&mut self, code: &str) -> Option<&mut T> {
        self.place(code).ok().and_then(|at| self.0.get_mut(at)).map(|(_, value)| value)
    }

    /// All of them, in the order of their codes.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&String, &T)> {
        self.0.iter().map(|(code, value)| (code, value))
    }

    /// What all of them have.
    pub(crate) fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, value)| value)
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn place(&self, code: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(code))
    }
}

#[cfg(test)]
mod tests {
    use super::ByCode;

    #[test]
    fn a_code_has_what_it_was_given_last() {
        let mut table = ByCode::new();
        for (code, value) in [("B2", 1), ("A7", 2), ("C1", 3), ("A7", 4)] {
            table.insert(code.to_owned(), value);
        }
        assert_eq!(
            table.iter().map(|(code, value)| (code.as_str(), *value)).collect::<Vec<_>>(),
            [("A7", 4), ("B2", 1), ("C1", 3)]
        );
        assert_eq!((table.get("C1"), table.get("C2")), (Some(&3), None));
        if let Some(value) = table.get_mut("B2") {
            *value = 9;
        }
        assert_eq!(table.get("B2"), Some(&9));
    }
}
