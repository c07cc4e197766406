//! The macro `view!`: the markup of a page, as calls of the app's one element builder.
//!
//! It reads what Leptos' macro of the same name reads, as far as the pages need it, but what it
//! writes has no types of its own: every element is the same `crate::view::Element`, whatever is in
//! it. A type per place in the markup is what made the app heavy (docs/adr/0011).
//!
//! What always holds: the markup means the same as in Leptos. What this macro does not know is an
//! error at its place and never a guess.

mod component;
mod element;
mod names;

use proc_macro2::TokenStream;
use quote::quote;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use syn::Error;
use syn::spanned::Spanned as _;

use rstml::node::{Node, NodeBlock};

/// Markup as a `crate::view::View`.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let tokens = TokenStream::from(tokens);
    let site = site(&tokens);
    let written = rstml::parse2(tokens).and_then(|nodes| all(&nodes, Some(site)));
    written.unwrap_or_else(Error::into_compile_error).into()
}

/// A number for a piece of markup: what comes from the same piece is brought up to date in its
/// place, anything else is put in place of what was there.
fn site(tokens: &TokenStream) -> u32 {
    let mut hash = DefaultHasher::new();
    tokens.to_string().hash(&mut hash);
    u32::try_from(hash.finish() & u64::from(u32::MAX)).unwrap_or_default()
}

/// Several nodes as one view.
fn all(nodes: &[Node], site: Option<u32>) -> Result<TokenStream, Error> {
    if let [only] = nodes {
        return one(only, site);
    }
    let children = nodes.iter().map(|node| child(node, site)).collect::<Result<TokenStream, _>>()?;
    Ok(quote! { crate::view::Fragment::new() #children.view() })
}

/// One node as a view.
fn one(node: &Node, site: Option<u32>) -> Result<TokenStream, Error> {
    match node {
        Node::Element(element) if names::is_component(element.name()) => component::expand(element),
        Node::Element(element) => element::expand(element, site),
        Node::Fragment(fragment) => all(&fragment.children, site),
        Node::Text(text) => {
            let words = &text.value;
            Ok(quote! { crate::view::View::from(#words) })
        }
        Node::Block(block) => {
            let value = inside(block)?;
            Ok(quote! { crate::view::IntoView::into_view(#value) })
        }
        other => Err(Error::new(other.span(), "text stands in quotes, and there are no comments in markup")),
    }
}

/// One node as a call that adds it to what it stands in.
fn child(node: &Node, site: Option<u32>) -> Result<TokenStream, Error> {
    match node {
        Node::Text(text) => {
            let words = &text.value;
            Ok(quote! { .text(#words) })
        }
        Node::Block(block) => {
            let value = inside(block)?;
            Ok(quote! { .child(#value) })
        }
        other => {
            let view = one(other, site)?;
            Ok(quote! { .node(#view) })
        }
    }
}

/// The expression in braces, without them where it is a single one.
fn inside(block: &NodeBlock) -> Result<TokenStream, Error> {
    let NodeBlock::ValidBlock(block) = block else {
        return Err(Error::new(block.span(), "this is not an expression"));
    };
    match block.stmts.as_slice() {
        [syn::Stmt::Expr(only, None)] => Ok(quote! { #only }),
        _ => Ok(quote! { #block }),
    }
}

#[cfg(test)]
mod tests {
    use super::{all, site};
    use quote::quote;

    fn written(markup: proc_macro2::TokenStream) -> String {
        let nodes = rstml::parse2(markup).unwrap();
        all(&nodes, None).map_or_else(|error| error.to_string(), |tokens| tokens.to_string().replace(' ', ""))
    }

    #[test]
    fn elements_become_calls_of_the_builder() {
        assert_eq!(
            written(quote! { <p class="a" hidden>"x" {y}</p> }),
            r#"crate::view::Element::html("p").attr("class","a").attr("hidden","").text("x").child(y).view()"#
        );
        assert_eq!(
            written(quote! { <svg class:on=a prop:value=b></svg> }),
            r#"crate::view::Element::svg("svg").toggle("on",a).property("value",b).view()"#
        );
    }

    #[test]
    fn components_become_calls_of_their_functions() {
        let link = written(quote! { <Link href=a block>"x"</Link> });
        assert!(link.contains(".href(a).block(block).children("), "{link}");
    }

    #[test]
    fn what_is_not_known_is_refused() {
        assert!(written(quote! { <p on:warp=a></p> }).contains("warp"));
        assert!(written(quote! { <p style:top=a></p> }).contains("style:top"));
        assert!(written(quote! { <p {..a}></p> }).contains("spread"));
    }

    #[test]
    fn the_same_markup_is_the_same_place() {
        assert_eq!(site(&quote! { <p>{a}</p> }), site(&quote! { <p>{a}</p> }));
        assert_ne!(site(&quote! { <p>{a}</p> }), site(&quote! { <p>{b}</p> }));
    }
}
