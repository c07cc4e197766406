//! The few calls of the browser that views are made of. None of them can fail for what the app asks
//! of them: tags and attributes are written in its own markup, and nodes are where it put them.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node};

use super::element::Kind;

/// The namespace of SVG.
const SVG: &str = "http://www.w3.org/2000/svg";

fn document() -> web_sys::Document {
    crate::browser::document()
}

/// A new element.
pub(super) fn element(tag: &str, svg: bool) -> Element {
    let document = document();
    let made = if svg { document.create_element_ns(Some(SVG), tag) } else { document.create_element(tag) };
    made.unwrap_or_else(JsCast::unchecked_into)
}

/// A new text.
pub(super) fn text(words: &str) -> Node {
    document().create_text_node(words).into()
}

/// A node that only keeps a place.
pub(super) fn place() -> Node {
    document().create_comment("").into()
}

/// Puts a node into a parent, before another or at the end.
pub(super) fn insert(parent: &Node, node: &Node, before: Option<&Node>) {
    let _ = parent.insert_before(node, before);
}

/// Takes a node out of wherever it is.
pub(super) fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}

/// Sets what is bound; `None` takes it away.
pub(super) fn set(node: &Element, kind: Kind, name: &'static str, value: Option<&str>) {
    match (kind, value) {
        (Kind::Attribute, Some(value)) => drop(node.set_attribute(name, value)),
        (Kind::Attribute, None) => drop(node.remove_attribute(name)),
        (Kind::Class, Some(_)) => drop(node.class_list().add_1(name)),
        (Kind::Class, None) => drop(node.class_list().remove_1(name)),
        (Kind::Property, value) => {
            let value = JsValue::from_str(value.unwrap_or_default());
            let _ = js_sys::Reflect::set(node, &JsValue::from_str(name), &value);
        }
        (Kind::Html, value) => node.set_inner_html(value.unwrap_or_default()),
    }
}
