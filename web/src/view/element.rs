//! Describes an element, call by call; the macro `view!` writes these calls.

use std::borrow::Cow;

use super::events::Handler;
use super::into::{Bind, IntoView};
use super::node_ref::Target;
use super::{View, Words};

/// What a value is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An attribute; without a value it is not there.
    Attribute,
    /// A property of the node.
    Property,
    /// One class among others: there or not.
    Class,
    /// The markup inside. Only the app's own drawings are bound to it.
    Html,
}

/// A value, now or from signals. `None` is "not there", the empty text is "there".
pub(crate) enum Value {
    /// It stays.
    Fixed(Option<Words>),
    /// It follows the signals it reads.
    Live(Box<dyn FnMut() -> Value>),
}

/// A value and what it is bound to.
pub(super) struct Binding {
    pub(super) kind: Kind,
    pub(super) name: &'static str,
    pub(super) value: Value,
}

/// An element that is not built yet.
pub(crate) struct Element(pub(super) Box<Parts>);

pub(super) struct Parts {
    pub(super) tag: &'static str,
    pub(super) svg: bool,
    pub(super) site: u32,
    pub(super) bindings: Vec<Binding>,
    pub(super) handlers: Vec<(&'static str, Handler)>,
    pub(super) target: Option<Target>,
    pub(super) children: Vec<View>,
}

impl Element {
    fn new(tag: &'static str, svg: bool) -> Self {
        Self(Box::new(Parts {
            tag,
            svg,
            site: 0,
            bindings: Vec::new(),
            handlers: Vec::new(),
            target: None,
            children: Vec::new(),
        }))
    }

    /// An element of HTML.
    #[inline(never)]
    pub(crate) fn html(tag: &'static str) -> Self {
        Self::new(tag, false)
    }

    /// An element of SVG.
    #[inline(never)]
    pub(crate) fn svg(tag: &'static str) -> Self {
        Self::new(tag, true)
    }

    /// Which piece of markup it comes from.
    #[inline(never)]
    pub(crate) fn site(mut self, site: u32) -> Self {
        self.0.site = site;
        self
    }

    /// An attribute that stays.
    #[inline(never)]
    pub(crate) fn attr(self, name: &'static str, value: &'static str) -> Self {
        self.bound(Kind::Attribute, name, Value::Fixed(Some(Cow::Borrowed(value))))
    }

    /// An attribute.
    pub(crate) fn bind(self, name: &'static str, value: impl Bind) -> Self {
        self.bound(Kind::Attribute, name, value.into_value())
    }

    /// A property of the node.
    pub(crate) fn property(self, name: &'static str, value: impl Bind) -> Self {
        self.bound(Kind::Property, name, value.into_value())
    }

    /// A class that is there or not.
    pub(crate) fn toggle(self, name: &'static str, value: impl Bind) -> Self {
        self.bound(Kind::Class, name, value.into_value())
    }

    /// Markup of the app's own making.
    pub(crate) fn inner_html(self, value: impl Bind) -> Self {
        self.bound(Kind::Html, "", value.into_value())
    }

    #[inline(never)]
    fn bound(mut self, kind: Kind, name: &'static str, value: Value) -> Self {
        self.0.bindings.push(Binding { kind, name, value });
        self
    }

    /// What happens on an event.
    #[inline(never)]
    pub(crate) fn on(mut self, event: &'static str, handler: Handler) -> Self {
        self.0.handlers.push((event, handler));
        self
    }

    /// Who wants to know the node.
    pub(crate) fn node_ref(mut self, target: impl Into<Target>) -> Self {
        self.0.target = Some(target.into());
        self
    }

    /// Text inside.
    #[inline(never)]
    pub(crate) fn text(self, words: &'static str) -> Self {
        self.node(View::from(words))
    }

    /// Anything inside.
    pub(crate) fn child(self, child: impl IntoView) -> Self {
        self.node(child.into_view())
    }

    /// A view inside.
    #[inline(never)]
    pub(crate) fn node(mut self, view: View) -> Self {
        self.0.children.push(view);
        self
    }

    /// Done.
    pub(crate) fn view(self) -> View {
        View::Element(self)
    }
}

/// Views side by side, without an element around them.
pub(crate) struct Fragment(Vec<View>);

impl Fragment {
    /// None yet.
    #[inline(never)]
    pub(crate) fn new() -> Self {
        Self(Vec::new())
    }

    /// Text.
    #[inline(never)]
    pub(crate) fn text(self, words: &'static str) -> Self {
        self.node(View::from(words))
    }

    /// Anything.
    pub(crate) fn child(self, child: impl IntoView) -> Self {
        self.node(child.into_view())
    }

    /// A view.
    #[inline(never)]
    pub(crate) fn node(mut self, view: View) -> Self {
        self.0.push(view);
        self
    }

    /// Done.
    pub(crate) fn view(self) -> View {
        View::Many(self.0)
    }
}
