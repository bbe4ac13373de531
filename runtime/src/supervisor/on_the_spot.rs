//! What a supervisor does about the end of a child where that is seen: in the last turn of the child's task.
//!
//! A restart is then one wake-up shorter, and on several threads it does not move from one to another. A
//! supervisor that is at something, has mail, is watched or stops gets the exit by its mailbox.

use std::any::Any;
use std::sync::Arc;

use super::server::{TreeInfo, TreeServer};
use crate::gen_server::{ServerCell, ServerEntry, Turn};
use crate::process::hearing::Attend;
use crate::process::{Exit, Signal};

/// A supervisor whose turn was taken to tell it of an exit. Everything that is sent to it from then on comes
/// behind that.
struct Attending {
    /// Gone once it has acted.
    turn: Option<(Turn<'static, TreeServer>, Exit)>,
}

/// Takes the turn of a supervisor that rests. The exit comes back for one that does not.
pub(crate) fn attend(
    supervisor: Arc<dyn Any + Send + Sync>,
    exit: Exit,
) -> Result<Box<dyn Attend>, Exit> {
    let Ok(supervisor) = supervisor.downcast::<ServerCell<TreeServer>>() else {
        return Err(exit);
    };
    match Turn::at_once(supervisor) {
        Some(turn) => Ok(Box::new(Attending { turn: Some((turn, exit)) })),
        None => Err(exit),
    }
}

impl Attend for Attending {
    fn act(mut self: Box<Self>) {
        // One that was killed meanwhile does not start anything any more.
        if let Some((turn, exit)) = self.turn.take_if(|(turn, _)| !turn.server().core().is_doomed())
        {
            turn.notify("exit", TreeInfo::Exit(exit));
        }
    }
}

/// It was killed, or somebody's code that hears of an end, such as a recorder of metrics, has panicked before: the
/// exit is not lost.
impl Drop for Attending {
    fn drop(&mut self) {
        if let Some((turn, exit)) = self.turn.take() {
            turn.server().control(ServerEntry::Signal(Box::new(Signal::Exit(exit))));
        }
    }
}

#[cfg(all(test, not(switchboard_loom)))]
mod tests {
    use super::*;
    use crate::process::{ExitReason, directory};
    use crate::supervisor::{Child, ChildOptions, SupervisorOptions, Tree};
    use crate::{Agent, report};

    /// As when somebody's code panics between the end of a child and the act of its supervisor.
    #[tokio::test]
    async fn an_exit_that_nobody_acts_on_is_mail() {
        let _quiet = report::subscribe().quiet();
        let mut tree = Tree::new(SupervisorOptions::new(), "Tree");
        let child: Child<Agent<u8>> = tree.child("child", Agent::child(|| 1), ChildOptions::new());
        let supervisor = tree.start().await.expect("a start");
        let before = Child::pid(&child).expect("it runs");
        let process = supervisor.pid().and_then(directory::find).expect("it runs");
        let exit = Exit { from: before, reason: ExitReason::Killed };
        let attending = Arc::clone(&process).attend(exit.clone());
        assert!(attending.is_ok(), "it rests");
        assert!(process.attend(exit).is_err(), "its turn is taken");
        drop(attending);
        let after = Child::incarnation_after(&child, Some(before)).await.expect("a restart");
        assert_ne!(after, before);
        assert_eq!(supervisor.count_children().await.expect("an answer").active, 1);
        crate::process::exit(before, ExitReason::Killed);
        supervisor.stop().await.expect("a stop");
    }
}
