//! Furniture: what there is for everybody, and its upkeep for staff with their key.

use shared::furniture::{FurnitureChange, FurnitureItem, FurniturePiece, NewFurniture};
use shared::ids::FurnitureId;
use shared::venues::Page;

use crate::{Client, Method, Reply, Request, encoded};

impl Client {
    /// The furniture of a venue.
    pub fn furniture(&self, slug: &str) -> Reply<Page<FurniturePiece>> {
        self.get(format!("/api/v1/venues/{}/furniture?limit=200", encoded(slug)))
    }

    /// The same with what only staff need.
    pub fn furniture_items(&self, key: &str) -> Reply<Page<FurnitureItem>> {
        self.ask(Ok(Request::new(Method::GET, "/api/v1/staff/furniture?limit=200").bearer(key)))
    }

    /// Adds a piece.
    pub fn add_furniture(&self, key: &str, new: &NewFurniture) -> Reply<FurnitureItem> {
        self.ask(Request::new(Method::POST, "/api/v1/staff/furniture").bearer(key).json(new))
    }

    /// Changes a piece that was read under an entity tag.
    pub fn change_furniture(
        &self,
        key: &str,
        id: FurnitureId,
        tag: &str,
        change: &FurnitureChange,
    ) -> Reply<FurnitureItem> {
        let request = Request::new(Method::PATCH, format!("/api/v1/staff/furniture/{id}")).bearer(key);
        self.ask(request.header("If-Match", tag).json(change))
    }
}
