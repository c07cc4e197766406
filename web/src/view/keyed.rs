//! A list whose rows are known by a key: a row that stays keeps its nodes and all that is in them.

use leptos::reactive::owner::Owner;
use web_sys::Node;

use super::mount::State;
use super::{IntoView, View, dom};

/// A row that is built only if there is none with its key yet.
pub(crate) struct Row {
    key: String,
    owner: Owner,
    view: Box<dyn FnOnce() -> View>,
}

/// A list that follows signals: `{keyed(items, |item| item.code.clone(), move |item| view! { … })}`.
pub(crate) fn keyed<T: 'static, V: IntoView>(
    items: impl Fn() -> Vec<T> + 'static,
    key: impl Fn(&T) -> String + 'static,
    view: impl Fn(T) -> V + Clone + 'static,
) -> View {
    // Rows live longer than the run of the closure that first named them.
    let around = Owner::current().unwrap_or_default();
    View::Live(Box::new(move |()| {
        let row = |item: T| {
            let (key, view) = (key(&item), view.clone());
            Row { key, owner: around.clone(), view: Box::new(move || view(item).into_view()) }
        };
        View::Rows(items().into_iter().map(row).collect())
    }))
}

/// Rows on the screen.
pub(super) struct Rows {
    rows: Vec<Shown>,
    pub(super) end: Node,
}

struct Shown {
    key: String,
    state: State,
    /// Lets go of the row's signals together with it.
    owner: Owner,
}

impl Rows {
    pub(super) fn build(rows: Vec<Row>) -> Self {
        Self { rows: rows.into_iter().map(shown).collect(), end: dom::place() }
    }

    pub(super) fn states(&self) -> impl DoubleEndedIterator<Item = &State> {
        self.rows.iter().map(|row| &row.state)
    }

    /// Brings the rows into the order of the list: from its end, each one before the next.
    pub(super) fn update(&mut self, rows: Vec<Row>) {
        let mut known = std::mem::take(&mut self.rows);
        for row in rows {
            // Most rows stay in their order, so the one that is looked for is the first.
            let place = known.iter().position(|known| known.key == row.key);
            self.rows.push(place.map_or_else(|| shown(row), |place| known.remove(place)));
        }
        for gone in known {
            gone.state.unmount();
            gone.owner.cleanup();
        }
        let Some(parent) = self.end.parent_node() else { return };
        let mut next = self.end.clone();
        for row in self.rows.iter().rev() {
            if row.state.last().next_sibling().as_ref() != Some(&next) {
                row.state.mount(&parent, Some(&next));
            }
            next = row.state.first();
        }
    }
}

fn shown(row: Row) -> Shown {
    let owner = row.owner.child();
    let state = owner.with(|| State::build((row.view)()));
    Shown { key: row.key, state, owner }
}
