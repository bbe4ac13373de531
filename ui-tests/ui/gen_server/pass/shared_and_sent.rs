//! What can be sent may hold anything else.

#![deny(warnings, missing_docs, clippy::all)]

use std::cell::{Cell, RefCell};
use std::sync::{Arc, Mutex};

use switchboard::prelude::*;
use tokio::sync::oneshot;

/// Holds much.
#[derive(GenServer, Default)]
pub struct Holder {
    cell: Cell<u8>,
}

#[gen_server]
impl Holder {
    #[call]
    fn shared(&mut self, of: Arc<Mutex<Vec<u8>>>) -> Arc<Mutex<Vec<u8>>> {
        of
    }

    #[cast]
    fn answer(&mut self, to: oneshot::Sender<u8>) {
        let _ = to.send(self.cell.get());
    }

    #[call]
    fn cells(&mut self, of: RefCell<u8>) -> Cell<u8> {
        Cell::new(of.into_inner())
    }

    #[call]
    async fn errors(&mut self) -> Result<u8, Box<dyn std::error::Error + Send + Sync>> {
        Ok(1)
    }
}

fn main() {}
