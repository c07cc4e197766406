//! What a name in the markup stands for.

use rstml::node::NodeName;

/// Elements of SVG; the pages know these.
const SVG: [&str; 13] =
    ["circle", "defs", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "svg", "text", "tspan", "use"];

/// Whether this is a component: a path, or a name with a capital.
pub(crate) fn is_component(name: &NodeName) -> bool {
    let written = name.to_string();
    written.contains("::") || written.starts_with(|first: char| first.is_ascii_uppercase())
}

/// Whether an element belongs to SVG and not to HTML.
pub(crate) fn is_svg(tag: &str) -> bool {
    SVG.contains(&tag)
}

/// The type of an event, as web-sys calls it.
pub(crate) fn event_type(name: &str) -> Option<&'static str> {
    Some(match name {
        "click" | "dblclick" => "MouseEvent",
        "keydown" | "keyup" => "KeyboardEvent",
        "submit" => "SubmitEvent",
        "focus" | "blur" | "focusin" | "focusout" => "FocusEvent",
        "input" | "change" | "close" | "cancel" | "toggle" | "invalid" => "Event",
        _ => return None,
    })
}
