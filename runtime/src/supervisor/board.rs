//! What a supervisor shows of its children without being asked: it may be stuck in the start of one.
//!
//! It is written where children come, go and are restarted, and read by those who look on. There may be
//! very many children of a dynamic supervisor, so one of those is on it only if there is something to say
//! of it: an id that is not that of the first child, or that it was restarted.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

use crate::process::{IdState, Pid};
use crate::spare::give_back;
use crate::sync::Lock;

/// The boards of the supervisors that run.
static BOARDS: LazyLock<Lock<HashMap<Pid, Arc<Board>, IdState>>> = LazyLock::new(Lock::default);

/// The board of one supervisor.
type Board = Lock<Shown>;

/// What is on a board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The id of the children that have no seat.
    pub(crate) usual: Option<Arc<str>>,
    /// The children by their place in the start order.
    pub(crate) seats: BTreeMap<u64, Seat>,
}

/// One child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seat {
    pub(crate) id: Arc<str>,
    pub(crate) run: SeatRun,
    /// How often it was started after its first start.
    pub(crate) restarts: u64,
}

/// Whether a child runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SeatRun {
    Up(Pid),
    Down,
    Restarting,
}

/// What the supervisor keeps of its board. When it is dropped the board is gone.
#[derive(Debug, Default)]
pub(crate) struct Announced {
    shown: Option<(Pid, Arc<Board>)>,
}

impl Announced {
    /// The board of the supervisor `me`.
    pub(crate) fn of(me: Pid) -> Self {
        let board = Arc::<Board>::default();
        BOARDS.lock().insert(me, Arc::clone(&board));
        Self { shown: Some((me, board)) }
    }

    /// Says what the id of the children is that have no seat.
    pub(crate) fn usually(&self, id: &Arc<str>) {
        if let Some((_, board)) = &self.shown {
            board.lock().usual = Some(Arc::clone(id));
        }
    }

    /// Puts a child on the board, or changes what is said of it.
    pub(crate) fn put(&self, at: u64, id: &Arc<str>, run: SeatRun, restarts: u64) {
        let Some((_, board)) = &self.shown else {
            return;
        };
        let mut board = board.lock();
        let seat =
            board.seats.entry(at).or_insert_with(|| Seat { id: Arc::clone(id), run, restarts });
        (seat.run, seat.restarts) = (run, restarts);
    }

    /// Takes a child off the board.
    pub(crate) fn take(&self, at: u64) {
        if let Some((_, board)) = &self.shown {
            let gone = board.lock().seats.remove(&at);
            drop(gone);
        }
    }
}

impl Drop for Announced {
    fn drop(&mut self) {
        if let Some((me, board)) = self.shown.take() {
            let mut boards = BOARDS.lock();
            let gone = boards.remove(&me);
            give_back(&mut *boards);
            drop(boards);
            drop((gone, board));
        }
    }
}

/// What stands on the board of the supervisor `pid`; nothing when it is none.
pub(crate) fn shown(pid: Pid) -> Shown {
    let board = BOARDS.lock().get(&pid).cloned();
    board.map(|board| board.lock().clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_is_there_as_long_as_its_supervisor() {
        let (me, child) = (Pid::next(), Pid::next());
        let id: Arc<str> = "child".into();
        let board = Announced::of(me);
        board.put(2, &id, SeatRun::Restarting, 0);
        board.put(1, &id, SeatRun::Down, 0);
        board.put(2, &id, SeatRun::Up(child), 1);
        board.usually(&id);
        assert_eq!(shown(me).usual, Some(id));
        let runs: Vec<_> = shown(me).seats.values().map(|seat| (seat.run, seat.restarts)).collect();
        assert_eq!(runs, [(SeatRun::Down, 0), (SeatRun::Up(child), 1)]);
        board.take(1);
        assert_eq!(shown(me).seats.len(), 1);
        drop(board);
        assert_eq!(shown(me), Shown::default());
        assert_eq!(shown(child), Shown::default());
    }
}
