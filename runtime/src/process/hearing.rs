//! How a process that traps exits hears of one: by its mailbox, or on the spot.

use std::sync::Arc;

use super::core::Process;
use super::signal::{Exit, Signal};

/// A process that acts upon an exit as soon as everybody else knows of that end. What is sent to it
/// meanwhile comes behind. Dropped without an act, it puts the exit into its mailbox.
pub(crate) trait Attend: Send {
    fn act(self: Box<Self>);
}

/// How those hear of the end of a process that are linked with it and trap exits.
pub(crate) enum Hearing {
    /// By their mailboxes.
    ByMail,
    /// One of them may act on the spot, in the last turn of the task of what has ended; here it is.
    OnTheSpot(Option<Box<dyn Attend>>),
}

impl Hearing {
    /// Tells `peer` of an exit that it traps. The lock is held that keeps its signals in order.
    pub(super) fn tell(&mut self, peer: &Arc<dyn Process>, exit: Exit) {
        let exit = match self {
            // The end of its own parent is nothing that it may handle as it likes.
            Self::OnTheSpot(place @ None) if peer.core().parent != Some(exit.from) => {
                match Arc::clone(peer).attend(exit) {
                    Ok(attending) => {
                        *place = Some(attending);
                        return;
                    }
                    Err(exit) => exit,
                }
            }
            Self::OnTheSpot(_) | Self::ByMail => exit,
        };
        peer.deliver(Signal::Exit(exit));
    }

    /// Lets the one act that is to act on the spot, if there is one.
    pub(super) fn act(self) {
        if let Self::OnTheSpot(Some(attending)) = self {
            attending.act();
        }
    }
}
