//! The index of this node, brought to the present before every question.
//!
//! What always holds: who asks after a change was committed finds what it has made, on whichever node. `since` is the
//! oldest transaction that was under way when the node looked last; whatever was committed before that look and is
//! older has been read. What is younger is read once (`seen`), and again when it changes again.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard};

use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::Index;
use super::store::{self, News};

/// How far a node has read.
#[derive(Debug, Default)]
struct Mark {
    /// A transaction; `None` before the first look.
    since: Option<u64>,
    /// What of it and of younger ones has been read.
    seen: HashSet<(Uuid, u64)>,
}

/// The index and how current it is.
#[derive(Debug, Default)]
pub struct Live {
    index: RwLock<Index>,
    mark: Mutex<Mark>,
    /// Held by whoever reads what is new: two at a time could put the older over the newer.
    turn: tokio::sync::Mutex<()>,
}

impl Live {
    /// The index, after [`Live::refresh`]. Not to be held across an await.
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, Index> {
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads what has changed since the last question.
    pub(crate) async fn refresh(&self, conn: &mut AsyncPgConnection) -> QueryResult<()> {
        if let Some(since) = self.since()
            && self.unseen(&store::news(conn, since).await?).is_empty()
        {
            return Ok(());
        }
        let _turn = self.turn.lock().await;
        let Some(since) = self.since() else { return self.load(conn).await };
        let news = store::news(conn, since).await?;
        let ids = self.unseen(&news);
        if ids.iter().any(Uuid::is_nil) {
            return self.load(conn).await;
        }
        let rows = store::rows(conn, Some(&ids)).await?;
        let unknown = self.read().unknown(&rows);
        let stems = store::stems(conn, unknown).await?;
        let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
        for id in ids {
            index.remove(id);
        }
        for row in rows {
            index.put(row, &stems);
        }
        drop(index);
        self.note(news);
        Ok(())
    }

    /// Reads everything.
    async fn load(&self, conn: &mut AsyncPgConnection) -> QueryResult<()> {
        store::renumber(conn).await?;
        // What had changed before is in the rows that are read after it.
        let news = store::news(conn, 0).await?;
        let rows = store::rows(conn, None).await?;
        let mut index = Index::default();
        let stems = store::stems(conn, index.unknown(&rows)).await?;
        for row in rows {
            index.put(row, &stems);
        }
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = index;
        self.note(news);
        Ok(())
    }

    fn since(&self) -> Option<u64> {
        self.mark.lock().unwrap_or_else(PoisonError::into_inner).since
    }

    fn unseen(&self, news: &News) -> Vec<Uuid> {
        let mark = self.mark.lock().unwrap_or_else(PoisonError::into_inner);
        news.changed.iter().filter(|change| !mark.seen.contains(change)).map(|(id, _)| *id).collect()
    }

    fn note(&self, news: News) {
        let mark = Mark {
            since: Some(news.oldest),
            seen: news.changed.into_iter().filter(|(_, xact)| *xact >= news.oldest).collect(),
        };
        *self.mark.lock().unwrap_or_else(PoisonError::into_inner) = mark;
    }
}
