//! Elements: what is known of them goes into one text, the shape; what is not becomes a part.
//!
//! A shape is a list of lines, each with a mark in front; `web/src/view/shape.rs` reads it:
//!
//! | line | what |
//! |---|---|
//! | `<div wrap page`, `:svg` | opens an element of HTML or of SVG, with its classes |
//! | `=id=menu` | an attribute that stays |
//! | `?href` `.value` `!now` `#` | an attribute, a property, a class, markup: the next part is its value |
//! | `@click` `&` | the next part is what happens, or who wants to know the node |
//! | `"Text` `{` | text, or the next part |
//! | `>` | closes an element |

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use rstml::Infallible;
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeElement};
use syn::spanned::Spanned as _;
use syn::{Error, Expr, ExprLit, Lit};

use super::{component, inside, names};

/// A shape and the calls that give its parts, in their order.
#[derive(Default)]
pub(crate) struct Shape {
    lines: Vec<String>,
    parts: TokenStream,
}

impl Shape {
    /// The whole as a view.
    pub(crate) fn view(&self, site: u32) -> TokenStream {
        let (lines, parts) = (self.lines.join("\n"), &self.parts);
        quote! { crate::view::Shape::new(#site, #lines) #parts.view() }
    }

    /// Adds a node.
    pub(crate) fn node(&mut self, node: &Node) -> Result<(), Error> {
        match node {
            Node::Element(element) if names::is_component(element.name()) => {
                let view = component::expand(element)?;
                self.part("{", &quote! { .node(#view) });
                Ok(())
            }
            Node::Element(element) => self.element(element),
            Node::Fragment(fragment) => fragment.children.iter().try_for_each(|child| self.node(child)),
            Node::Text(text) => self.line('"', &text.value_string(), text.span()),
            Node::Block(block) => {
                let value = inside(block)?;
                self.part("{", &quote! { .child(#value) });
                Ok(())
            }
            other => Err(Error::new(other.span(), "text stands in quotes, and there are no comments in markup")),
        }
    }

    fn element(&mut self, element: &NodeElement<Infallible>) -> Result<(), Error> {
        let tag = element.name().to_string();
        let mark = if names::is_svg(&tag) { ':' } else { '<' };
        let mut attributes = element.attributes().iter().map(keyed).collect::<Result<Vec<_>, _>>()?;
        let class = attributes.first().filter(|first| first.key.to_string() == "class").copied().and_then(words);
        if class.is_some() {
            attributes.remove(0);
        }
        let opening = class.map_or_else(|| tag.clone(), |class| format!("{tag} {class}"));
        self.line(mark, &opening, element.name().span())?;
        attributes.into_iter().try_for_each(|attribute| self.attribute(attribute))?;
        element.children.iter().try_for_each(|child| self.node(child))?;
        self.lines.push(">".to_owned());
        Ok(())
    }

    fn attribute(&mut self, attribute: &KeyedAttribute) -> Result<(), Error> {
        let name = attribute.key.to_string();
        let place = attribute.key.span();
        if let Some(words) = words(attribute) {
            return self.line('=', &format!("{name}={words}"), place);
        }
        let Some(value) = attribute.value() else { return self.line('=', &format!("{name}="), place) };
        match name.split_once(':') {
            None if name == "node_ref" => self.part("&", &quote! { .node_ref(#value) }),
            None if name == "inner_html" => self.part("#", &quote! { .bind(#value) }),
            None => self.part(&format!("?{name}"), &quote! { .bind(#value) }),
            Some(("prop", property)) => self.part(&format!(".{property}"), &quote! { .bind(#value) }),
            Some(("class", class)) => self.part(&format!("!{class}"), &quote! { .bind(#value) }),
            Some(("on", event)) => {
                let Some(kind) = names::event_type(event) else {
                    return Err(Error::new(place, format!("markup/src/names.rs has no type for `{event}`")));
                };
                let kind = Ident::new(kind, Span::call_site());
                self.part(&format!("@{event}"), &quote! { .on(crate::view::handler::<::web_sys::#kind>(#value)) });
            }
            Some(_) => return Err(Error::new(place, format!("`{name}`: there is on:, class: and prop:"))),
        }
        Ok(())
    }

    fn line(&mut self, mark: char, words: &str, place: Span) -> Result<(), Error> {
        if words.contains('\n') {
            return Err(Error::new(place, "there are no line breaks in markup"));
        }
        self.lines.push(format!("{mark}{words}"));
        Ok(())
    }

    fn part(&mut self, line: &str, call: &TokenStream) {
        self.lines.push(line.to_owned());
        self.parts.extend(call.clone());
    }
}

/// The keyed attribute behind any attribute; there are no others.
pub(crate) fn keyed(attribute: &NodeAttribute) -> Result<&KeyedAttribute, Error> {
    match attribute {
        NodeAttribute::Attribute(keyed) => Ok(keyed),
        NodeAttribute::Block(block) => Err(Error::new(block.span(), "attributes are not spread here: name them")),
    }
}

/// The text that a plain attribute always has.
fn words(attribute: &KeyedAttribute) -> Option<String> {
    match attribute.value()? {
        Expr::Lit(ExprLit { lit: Lit::Str(words), .. }) if !attribute.key.to_string().contains(':') => {
            Some(words.value())
        }
        _ => None,
    }
}
