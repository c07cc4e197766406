//! Boards, as who works here edits them: with their token, see [`Client::with_token`].

use shared::boards::{Board, BoardTerms, EmergencyText};
use shared::ids::BoardId;
use shared::venues::Page;

use crate::people::nothing;
use crate::{Client, Method, QueryString, Reply, Request};

const BOARDS: &str = "/api/v1/staff/boards";
/// On every board of the venue.
const EVERYWHERE: &str = "/api/v1/staff/emergency";

impl Client {
    /// A page of the boards.
    pub fn boards(&self, cursor: Option<&str>) -> Reply<Page<Board>> {
        self.get(format!("{BOARDS}{}", QueryString::default().with("cursor", cursor)))
    }

    /// Sets one up.
    pub fn add_board(&self, terms: &BoardTerms) -> Reply<Board> {
        self.ask(Request::new(Method::POST, BOARDS).json(terms))
    }

    /// Has one that was read at a revision show something else.
    pub fn change_board(&self, id: BoardId, revision: i64, terms: &BoardTerms) -> Reply<Board> {
        let request = Request::new(Method::PUT, format!("{BOARDS}/{id}")).header("If-Match", format!("\"{revision}\""));
        self.ask(request.json(terms))
    }

    /// Takes one away that was read at a revision.
    pub fn remove_board(&self, id: BoardId, revision: i64) -> Reply<()> {
        let request = Request::new(Method::DELETE, format!("{BOARDS}/{id}"));
        self.reply(Ok(request.header("If-Match", format!("\"{revision}\""))), nothing)
    }

    /// Has one show what to do in an emergency.
    pub fn raise_emergency(&self, id: BoardId, text: &EmergencyText) -> Reply<Board> {
        self.ask(Request::new(Method::PUT, format!("{BOARDS}/{id}/emergency")).json(text))
    }

    /// Has it show its playlist again.
    pub fn lift_emergency(&self, id: BoardId) -> Reply<Board> {
        self.ask(Ok(Request::new(Method::DELETE, format!("{BOARDS}/{id}/emergency"))))
    }

    /// The same on every board.
    pub fn raise_emergency_everywhere(&self, text: &EmergencyText) -> Reply<Page<Board>> {
        self.ask(Request::new(Method::PUT, EVERYWHERE).json(text))
    }

    /// The same on every board.
    pub fn lift_emergency_everywhere(&self) -> Reply<Page<Board>> {
        self.ask(Ok(Request::new(Method::DELETE, EVERYWHERE)))
    }
}
