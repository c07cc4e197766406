//! What `view!` writes: a text with all that is known of some elements, and the parts that are not.
//!
//! The marks in the text are listed in `markup/src/element.rs`. A text costs a fraction of the code
//! that would build the same elements call by call, and compresses better.

use std::borrow::Cow;
use std::str::Lines;
use std::vec::IntoIter;

use super::View;
use super::element::{Binding, Element, Kind, Value};
use super::events::Handler;
use super::into::{Bind, IntoView};
use super::node_ref::Target;

/// What the text leaves open.
enum Part {
    View(View),
    Value(Value),
    Handler(Handler),
    Target(Target),
}

/// A text and its parts, in the order of the text.
pub(crate) struct Shape(Box<Open>);

struct Open {
    site: u32,
    text: &'static str,
    parts: Vec<Part>,
}

impl Shape {
    /// A text without its parts; `site` tells the markup it comes from.
    #[inline(never)]
    pub(crate) fn new(site: u32, text: &'static str) -> Self {
        Self(Box::new(Open { site, text, parts: Vec::new() }))
    }

    #[inline(never)]
    fn part(mut self, part: Part) -> Self {
        self.0.parts.push(part);
        self
    }

    /// Anything inside.
    pub(crate) fn child(self, child: impl IntoView) -> Self {
        self.node(child.into_view())
    }

    /// A view inside.
    #[inline(never)]
    pub(crate) fn node(self, view: View) -> Self {
        self.part(Part::View(view))
    }

    /// The value of an attribute, a property or a class.
    pub(crate) fn bind(self, value: impl Bind) -> Self {
        self.value(value.into_value())
    }

    #[inline(never)]
    fn value(self, value: Value) -> Self {
        self.part(Part::Value(value))
    }

    /// What happens on an event.
    #[inline(never)]
    pub(crate) fn on(self, handler: Handler) -> Self {
        self.part(Part::Handler(handler))
    }

    /// Who wants to know the node.
    pub(crate) fn node_ref(self, target: impl Into<Target>) -> Self {
        self.part(Part::Target(target.into()))
    }

    /// The elements.
    #[inline(never)]
    pub(crate) fn view(self) -> View {
        let Open { site, text, parts } = *self.0;
        let mut filling = Filling { site, lines: text.lines(), parts: parts.into_iter() };
        let mut views = filling.views(None);
        if views.len() == 1 { views.pop().unwrap_or_default() } else { View::Many(views) }
    }
}

/// A text while it is read.
struct Filling {
    site: u32,
    lines: Lines<'static>,
    parts: IntoIter<Part>,
}

impl Filling {
    /// The views up to the end of the element they stand in; what the lines bind is bound to it.
    fn views(&mut self, mut around: Option<&mut Element>) -> Vec<View> {
        let mut views = Vec::new();
        while let Some(line) = self.lines.next() {
            let mut rest = line.chars();
            let mark = rest.next();
            let name = rest.as_str();
            match (mark, &mut around) {
                (Some('>'), _) => break,
                (Some('<'), _) => views.push(self.element(name, false)),
                (Some(':'), _) => views.push(self.element(name, true)),
                (Some('"'), _) => views.push(View::from(name)),
                (Some('{'), _) => {
                    if let Some(Part::View(view)) = self.parts.next() {
                        views.push(view);
                    }
                }
                (Some(mark), Some(element)) => self.bind(element, mark, name),
                _ => {}
            }
        }
        views
    }

    fn element(&mut self, opening: &'static str, svg: bool) -> View {
        let (tag, class) = opening.split_once(' ').unwrap_or((opening, ""));
        let mut element = Element::new(tag, svg, self.site);
        if !class.is_empty() {
            element.bindings.push(fixed("class", class));
        }
        element.children = self.views(Some(&mut element));
        View::Element(Box::new(element))
    }

    fn bind(&mut self, element: &mut Element, mark: char, name: &'static str) {
        if mark == '=' {
            let (name, value) = name.split_once('=').unwrap_or((name, ""));
            element.bindings.push(fixed(name, value));
            return;
        }
        match self.parts.next() {
            Some(Part::Value(value)) => {
                let kind = match mark {
                    '.' => Kind::Property,
                    '!' => Kind::Class,
                    '#' => Kind::Html,
                    _ => Kind::Attribute,
                };
                element.bindings.push(Binding { kind, name, value });
            }
            Some(Part::Handler(handler)) => element.handlers.push((name, handler)),
            Some(Part::Target(target)) => element.target = Some(target),
            Some(Part::View(_)) | None => {}
        }
    }
}

fn fixed(name: &'static str, value: &'static str) -> Binding {
    Binding { kind: Kind::Attribute, name, value: Value::Fixed(Some(Cow::Borrowed(value))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_into_their_places() {
        let shape = Shape::new(1, "<p a b\n=id=x\n?title\n\"one\n{\n:svg\n>\n>\n\"two").bind("t").child("in");
        let View::Many(views) = shape.view() else { panic!("two roots") };
        let [View::Element(p), View::Text(two)] = views.as_slice() else { panic!("an element and a text") };
        assert_eq!((p.tag, p.bindings.len(), p.children.len(), two.as_ref()), ("p", 3, 3, "two"));
        let [View::Text(one), View::Text(inner), View::Element(svg)] = p.children.as_slice() else { panic!("three") };
        assert_eq!((one.as_ref(), inner.as_ref(), svg.svg), ("one", "in", true));
    }
}
