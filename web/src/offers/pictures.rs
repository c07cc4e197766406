//! Pictures of an offer, each with who made it and under which licence.
//!
//! What always holds: a picture has its size before it is there, so nothing moves when it comes, and is asked for where
//! the page is, under whatever name that is: pages load pictures of their own origin only.

use crate::view::prelude::*;
use shared::offers::OfferImage;

/// The part of the window that a picture takes.
const SIZES: &str = "(min-width: 1000px) 560px, 100vw";

/// All of them, in the order of the editors.
#[component]
pub(super) fn Pictures(images: Vec<OfferImage>) -> impl IntoView {
    images.into_iter().map(picture).collect_view()
}

fn picture(image: OfferImage) -> View {
    let (src, srcset) = here(&image);
    view! {
        <figure class="picture">
            <img src=src srcset=srcset sizes=SIZES width=image.width.to_string() height=image.height.to_string()
                alt=image.alt decoding="async"/>
            <figcaption class="small muted">{format!("{} · {}", image.credit, image.licence)}</figcaption>
        </figure>
    }
}

/// The addresses without the origin that the api goes by.
fn here(image: &OfferImage) -> (String, String) {
    let origin = image.src.split("/api/").next().unwrap_or_default();
    if origin.is_empty() {
        return (image.src.clone(), image.srcset.clone());
    }
    (image.src.replace(origin, ""), image.srcset.replace(origin, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::ids::OfferImageId;

    #[test]
    fn pictures_come_from_where_the_page_is() {
        let image = |src: &str, srcset: &str| OfferImage {
            id: OfferImageId(uuid::Uuid::nil()),
            alt: String::new(),
            credit: String::new(),
            licence: String::new(),
            width: 640,
            height: 320,
            src: src.to_owned(),
            srcset: srcset.to_owned(),
        };
        let far = image(
            "https://rathaus.example/api/v1/offers/a/images/b/640.webp",
            "https://rathaus.example/api/v1/offers/a/images/b/320.webp 320w, https://rathaus.example/api/v1/offers/a/images/b/640.webp 640w",
        );
        let near = "/api/v1/offers/a/images/b/640.webp";
        assert_eq!(here(&far), (near.to_owned(), format!("/api/v1/offers/a/images/b/320.webp 320w, {near} 640w")));
        assert_eq!(here(&image(near, near)).0, near);
    }
}
