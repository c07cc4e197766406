//! The macro `view!`: the markup of a page, as calls of the app's one element builder.
//!
//! It reads what Leptos' macro of the same name reads, as far as the pages need it, but what it
//! writes has no types of its own: all that is known of the elements is one text, and the rest are
//! the calls that fill it in. A type per place in the markup is what made the app heavy
//! (docs/adr/0011).
//!
//! What always holds: the markup means the same as in Leptos. What this macro does not know is an
//! error at its place and never a guess.

mod component;
mod define;
mod element;
mod names;

use proc_macro2::TokenStream;
use quote::quote;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use syn::Error;
use syn::spanned::Spanned as _;

use element::Shape;
use rstml::node::{Node, NodeBlock};

/// Markup as a `crate::view::View`.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let tokens = TokenStream::from(tokens);
    let site = site(&tokens);
    let written = rstml::parse2(tokens).and_then(|nodes| all(&nodes, site));
    written.unwrap_or_else(Error::into_compile_error).into()
}

/// A function as a component: `<Name argument=…/>` in the markup calls it. Arguments are given by name;
/// `#[prop(optional, into, default = …)]` says how, and one that is missing does not compile.
#[proc_macro_attribute]
pub fn component(_arguments: proc_macro::TokenStream, function: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let written = syn::parse(function).and_then(|function| define::expand(&function));
    written.unwrap_or_else(Error::into_compile_error).into()
}

/// A number for a piece of markup: what comes from the same piece is brought up to date in its
/// place, anything else is put in place of what was there.
fn site(tokens: &TokenStream) -> u32 {
    let mut hash = DefaultHasher::new();
    tokens.to_string().hash(&mut hash);
    u32::try_from(hash.finish() & u64::from(u32::MAX)).unwrap_or_default()
}

/// Nodes as one view.
fn all(nodes: &[Node], site: u32) -> Result<TokenStream, Error> {
    match nodes {
        [Node::Element(element)] if names::is_component(element.name()) => component::expand(element),
        [Node::Text(text)] => {
            let words = &text.value;
            Ok(quote! { crate::view::View::from(#words) })
        }
        [Node::Block(block)] => {
            let value = inside(block)?;
            Ok(quote! { crate::view::IntoView::into_view(#value) })
        }
        _ => {
            let mut shape = Shape::default();
            nodes.iter().try_for_each(|node| shape.node(node))?;
            Ok(shape.view(site))
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
        all(&nodes, 7).map_or_else(|error| error.to_string(), |tokens| tokens.to_string().replace(' ', ""))
    }

    #[test]
    fn what_is_known_is_the_shape_and_the_rest_are_its_parts() {
        assert_eq!(
            written(quote! { <p class="a" hidden>"x"{y}</p> }),
            r#"crate::view::Shape::new(7u32,"<pa\n=hidden=\n\"x\n{\n>").child(y).view()"#
        );
        assert_eq!(
            written(quote! { <svg class:on=a prop:value=b inner_html=c></svg> }),
            r#"crate::view::Shape::new(7u32,":svg\n!on\n.value\n#\n>").bind(a).bind(b).bind(c).view()"#
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
