//! Furniture: what there is for everybody, and its upkeep for staff with their key.

use shared::furniture::{FurnitureChange, FurnitureItem, FurniturePiece, NewFurniture};
use shared::ids::FurnitureId;
use shared::venues::Page;

use crate::{Client, Error, Method, Request, encoded};

impl Client {
    /// The furniture of a venue.
    pub async fn furniture(&self, slug: &str) -> Result<Page<FurniturePiece>, Error> {
        self.get(format!("/api/v1/venues/{}/furniture?limit=200", encoded(slug))).await
    }

    /// The same with what only staff need.
    pub async fn furniture_items(&self, key: &str) -> Result<Page<FurnitureItem>, Error> {
        self.send(Request::new(Method::GET, "/api/v1/staff/furniture?limit=200").bearer(key)).await?.json()
    }

    /// Adds a piece.
    pub async fn add_furniture(&self, key: &str, new: &NewFurniture) -> Result<FurnitureItem, Error> {
        self.send(Request::new(Method::POST, "/api/v1/staff/furniture").bearer(key).json(new)?).await?.json()
    }

    /// Changes a piece that was read under an entity tag.
    pub async fn change_furniture(
        &self,
        key: &str,
        id: FurnitureId,
        tag: &str,
        change: &FurnitureChange,
    ) -> Result<FurnitureItem, Error> {
        let request = Request::new(Method::PATCH, format!("/api/v1/staff/furniture/{id}")).bearer(key);
        self.send(request.header("If-Match", tag).json(change)?).await?.json()
    }
}
