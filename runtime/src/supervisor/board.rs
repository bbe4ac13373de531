//! What a supervisor shows of its children without being asked: it may be stuck in the start of one.
//!
//! It is written where children come, go and are restarted, and read by those who look on. The children
//! of a dynamic supervisor are on it once they were restarted: there may be very many of them, and of
//! the others there is nothing to say that they do not say themselves.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

use crate::process::{IdState, Pid};
use crate::spare::give_back;
use crate::sync::Lock;

/// The boards of the supervisors that run.
static BOARDS: LazyLock<Lock<HashMap<Pid, Arc<Board>, IdState>>> = LazyLock::new(Lock::default);

/// The board of one supervisor: its children by their place in the start order.
type Board = Lock<BTreeMap<u64, Seat>>;

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

    /// Puts a child on the board, or changes what is said of it.
    pub(crate) fn put(&self, at: u64, id: &Arc<str>, run: SeatRun, restarts: u64) {
        let Some((_, board)) = &self.shown else {
            return;
        };
        let mut board = board.lock();
        let seat = board.entry(at).or_insert_with(|| Seat { id: Arc::clone(id), run, restarts });
        (seat.run, seat.restarts) = (run, restarts);
    }

    /// Takes a child off the board.
    pub(crate) fn take(&self, at: u64) {
        if let Some((_, board)) = &self.shown {
            let gone = board.lock().remove(&at);
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

/// What stands on the board of the supervisor `pid`, in start order; nothing when it is none.
pub(crate) fn seats(pid: Pid) -> Vec<Seat> {
    let board = BOARDS.lock().get(&pid).cloned();
    board.map(|board| board.lock().values().cloned().collect()).unwrap_or_default()
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
        let runs: Vec<_> = seats(me).iter().map(|seat| (seat.run, seat.restarts)).collect();
        assert_eq!(runs, [(SeatRun::Down, 0), (SeatRun::Up(child), 1)]);
        board.take(1);
        assert_eq!(seats(me).len(), 1);
        drop(board);
        assert_eq!(seats(me), []);
        assert_eq!(seats(child), []);
    }
}
