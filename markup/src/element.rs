//! An element: its tag, what is bound to it, what stands in it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use rstml::Infallible;
use rstml::node::{KeyedAttribute, NodeAttribute, NodeElement};
use syn::spanned::Spanned as _;
use syn::{Error, Expr, ExprLit, Lit};

use super::{child, names};

/// The element as calls of the builder.
pub(crate) fn expand(element: &NodeElement<Infallible>, site: Option<u32>) -> Result<TokenStream, Error> {
    let tag = element.name().to_string();
    let kind = Ident::new(if names::is_svg(&tag) { "svg" } else { "html" }, Span::call_site());
    let site = site.map(|site| quote! { .site(#site) });
    let bound = element.attributes().iter().map(attribute).collect::<Result<TokenStream, _>>()?;
    let children = element.children.iter().map(|node| child(node, None)).collect::<Result<TokenStream, _>>()?;
    Ok(quote! { crate::view::Element::#kind(#tag) #site #bound #children.view() })
}

/// The keyed attribute behind any attribute; there are no others.
pub(crate) fn keyed(attribute: &NodeAttribute) -> Result<&KeyedAttribute, Error> {
    match attribute {
        NodeAttribute::Attribute(keyed) => Ok(keyed),
        NodeAttribute::Block(block) => Err(Error::new(block.span(), "attributes are not spread here: name them")),
    }
}

/// One attribute as a call.
fn attribute(attribute: &NodeAttribute) -> Result<TokenStream, Error> {
    let attribute = keyed(attribute)?;
    let name = attribute.key.to_string();
    let Some(value) = attribute.value() else { return Ok(quote! { .attr(#name, "") }) };
    match name.split_once(':') {
        None => Ok(plain(&name, value)),
        Some(("on", event)) => {
            let Some(kind) = names::event_type(event) else {
                return Err(Error::new(attribute.key.span(), format!("markup/src/names.rs has no type for `{event}`")));
            };
            let kind = Ident::new(kind, Span::call_site());
            Ok(quote! { .on(#event, crate::view::handler::<::web_sys::#kind>(#value)) })
        }
        Some(("class", class)) => Ok(quote! { .toggle(#class, #value) }),
        Some(("prop", property)) => Ok(quote! { .property(#property, #value) }),
        Some(_) => Err(Error::new(attribute.key.span(), format!("`{name}`: there is on:, class: and prop:"))),
    }
}

/// An attribute without a prefix.
fn plain(name: &str, value: &Expr) -> TokenStream {
    match (name, value) {
        ("node_ref", _) => quote! { .node_ref(#value) },
        ("inner_html", _) => quote! { .inner_html(#value) },
        (_, Expr::Lit(ExprLit { lit: Lit::Str(words), .. })) => quote! { .attr(#name, #words) },
        _ => quote! { .bind(#name, #value) },
    }
}
