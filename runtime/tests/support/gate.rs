//! Where a thread blocks until the test lets it go.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part of it")]

use std::sync::{Arc, Mutex, mpsc};

/// Where a thread blocks: it says that it is there, and waits.
#[derive(Clone)]
pub struct Gate {
    here: mpsc::Sender<()>,
    go: Arc<Mutex<mpsc::Receiver<()>>>,
}

/// The test's side of a gate.
pub struct Keeper {
    here: mpsc::Receiver<()>,
    go: mpsc::Sender<()>,
}

/// A gate, and who keeps it.
pub fn gate() -> (Gate, Keeper) {
    let ((here, hears), (go, goes)) = (mpsc::channel(), mpsc::channel());
    (Gate { here, go: Arc::new(Mutex::new(goes)) }, Keeper { here: hears, go })
}

impl Gate {
    pub fn block(&self) {
        self.here.send(()).expect("the test listens");
        self.go.lock().expect("nobody panics with it").recv().expect("the test lets it go");
    }
}

impl Keeper {
    /// Waits until somebody blocks. The test runs on a thread of its own, which may wait.
    pub fn blocks(&self) {
        self.here.recv().expect("it gets there");
    }

    pub fn let_go(&self) {
        self.go.send(()).expect("it waits");
    }
}
