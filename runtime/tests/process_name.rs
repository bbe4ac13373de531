//! Names of processes (conformance B, Z).

#[path = "support/inside.rs"]
mod inside;

use std::sync::Arc;

use inside::{end, peer};
use switchboard::prelude::*;
use switchboard::process::{self, CastError, Inbox, LookupError, ProcessOptions, ProcessRef};
use switchboard::{RegisterError, ServerRef};
use tokio::sync::Barrier;

/// 46: a name is free again when its holder has ended, however that was.
#[tokio::test(start_paused = true)]
async fn a_name_ends_with_its_holder() {
    let options = ProcessOptions::new().name("process_name.46");
    for reason in [ExitReason::Normal, ExitReason::custom("crash"), ExitReason::Kill] {
        let holder = options.clone().spawn(inside::obey).expect("the name is free");
        assert_eq!(process::whereis("process_name.46"), Some(holder.pid()));
        if reason == ExitReason::Kill {
            holder.exit(reason);
            holder.ended().await;
        } else {
            end(&holder, reason).await;
        }
        assert_eq!(process::whereis("process_name.46"), None);
    }
    let second = peer();
    process::register(second.pid(), "process_name.46").expect("a free name");
    end(&second, ExitReason::Normal).await;
    assert_eq!(process::whereis("process_name.46"), None);
}

/// A process has at most one name, and a name at most one process (3.1).
#[tokio::test(start_paused = true)]
async fn one_name_for_one_process() {
    let (one, other, gone) = (peer(), peer(), peer());
    end(&gone, ExitReason::Normal).await;
    let name: Arc<str> = Arc::from("process_name.one");
    assert_eq!(process::register(one.pid(), Arc::clone(&name)), Ok(()));
    let taken = RegisterError::Taken(one.pid());
    assert_eq!(process::register(other.pid(), Arc::clone(&name)), Err(taken.clone()));
    assert_eq!(process::register(one.pid(), Arc::clone(&name)), Err(taken));
    let named = process::register(one.pid(), "process_name.second");
    assert_eq!(named, Err(RegisterError::Named(Arc::clone(&name))));
    assert_eq!(process::register(gone.pid(), "process_name.gone"), Err(RegisterError::NoProc));
    assert_eq!(process::register(other.pid(), ""), Err(RegisterError::Empty));
    assert_eq!(process::unregister(&name), Ok(()));
    assert_eq!(process::register(other.pid(), Arc::clone(&name)), Ok(()));
    assert_eq!(process::register(one.pid(), "process_name.second"), Ok(()));
    // The end of the first holder does not take the name from the second.
    end(&one, ExitReason::Normal).await;
    assert_eq!(process::whereis(&name), Some(other.pid()));
    // One that has begun to end gets no name any more.
    process::unregister(&name).expect("it is held");
    other.exit(ExitReason::Kill);
    assert_eq!(process::register(other.pid(), Arc::clone(&name)), Err(RegisterError::NoProc));
    other.ended().await;
    assert_eq!(process::whereis(&name), None);
}

/// A name that is given while its process ends is either refused, or freed with the process.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_given_at_the_end_is_not_left_over() {
    for _ in 0..500 {
        let peer = peer();
        let pid = peer.pid();
        let start = Arc::new(Barrier::new(2));
        let gate = Arc::clone(&start);
        let registrar = Task::spawn(async move {
            gate.wait().await;
            process::register(pid, "process_name.race")
        });
        start.wait().await;
        peer.send(ExitReason::Normal).expect("room");
        peer.ended().await;
        let given = registrar.await.expect("a result");
        assert!(matches!(given, Ok(()) | Err(RegisterError::NoProc)), "{given:?}");
        assert_eq!(process::whereis("process_name.race"), None);
    }
}

/// Takes words.
#[derive(GenServer, Default)]
struct Words {
    seen: usize,
}

struct Word;

#[gen_server]
impl Words {
    #[cast]
    fn word(&mut self) {
        self.seen += 1;
    }

    #[call]
    fn seen(&self) -> usize {
        self.seen
    }

    #[info]
    fn info(&mut self, _word: Word) {
        self.seen += 1;
    }
}

/// Another server, for the wrong address.
#[derive(GenServer, Default)]
struct Numbers;

#[gen_server]
impl Numbers {
    #[call]
    fn number(&self) -> u32 {
        1
    }

    #[cast]
    fn take(&mut self) {}
}

/// 47: an unregistered name cannot be unregistered, nor plainly sent to; a cast to it falls.
#[tokio::test(start_paused = true)]
async fn nobody_holds_the_name() {
    let nobody = "process_name.nobody";
    assert_eq!(process::unregister(nobody), Err(RegisterError::Unknown));
    assert_eq!(process::send_name(nobody, 7_u8), Err(CastError::NoProc(7)));
    let words = WordsRef::from(ServerRef::named(nobody));
    assert!(matches!(words.server().send(Word), Err(CastError::NoProc(_))));
    assert!(words.word().is_ok());

    let server = Words::start().await.expect("a start");
    process::register(server.server().pid().expect("it runs"), nobody).expect("a free name");
    assert!(words.server().send(Word).is_ok());
    assert!(words.word().is_ok());
    assert_eq!(words.seen().await, Ok(2));
}

/// A plain process is found by name as what it is, and sent to.
#[tokio::test(start_paused = true)]
async fn a_plain_process_is_found_as_what_it_is() {
    let name = "process_name.plain";
    let options = ProcessOptions::new().name(name).mailbox(1);
    let plain = options
        .spawn(|mut inbox: Inbox<u8>| async move { ExitReason::custom(inbox.message().await) });
    let plain = plain.expect("a runtime");
    assert_eq!(ProcessRef::<u8>::whereis(name).map(|found| found.pid()), Ok(plain.pid()));
    let wrong = ProcessRef::<String>::whereis(name).map(|found| found.pid());
    assert_eq!(wrong, Err(LookupError::WrongServer("u8")));
    assert_eq!(process::send_name(name, "text"), Err(CastError::NoProc("text")));
    assert_eq!(process::send_name(name, 5_u8), Ok(()));
    assert_eq!(process::send_name(name, 6_u8), Err(CastError::Full(6)));
    assert_eq!(plain.ended().await, ExitReason::custom(5_u8));
}

/// Z21: a name that is looked up as another server is a typed error, and nothing is delivered.
#[tokio::test(start_paused = true)]
async fn a_name_of_another_server_is_a_typed_error() {
    let words = Words::start().await.expect("a start");
    let pid = words.server().pid().expect("it runs");
    process::register(pid, "process_name.words").expect("a free name");
    let found = ServerRef::<Numbers>::whereis("process_name.words").map(|found| found.pid());
    assert_eq!(found, Err(LookupError::WrongServer(std::any::type_name::<Words>())));
    let wrong = NumbersRef::from(ServerRef::named("process_name.words"));
    let CallError::WrongServer { found, .. } = wrong.number().await.expect_err("another server")
    else {
        panic!("another error");
    };
    assert_eq!(found, std::any::type_name::<Words>());
    assert!(wrong.take().is_ok(), "a cast falls");
    assert_eq!(words.seen().await, Ok(0));
}
