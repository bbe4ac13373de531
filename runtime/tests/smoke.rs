//! A first whole server, written by hand.

use std::time::Duration;
use switchboard::*;

struct Counter(u64);
enum Call {
    Add(u64),
    Slow(u64),
    Boom,
    Me,
}
impl Message for Call {
    fn name(&self) -> &'static str {
        match self {
            Call::Add(_) => "add",
            Call::Slow(_) => "slow",
            Call::Boom => "boom",
            Call::Me => "me",
        }
    }
}
impl ServerConfig for Counter {
    const OPTIONS: ServerOptions = ServerOptions::new();
}
impl GenServer for Counter {
    type Args = u64;
    type Call = Call;
    type Cast = NoMessage;
    type Info = NoMessage;
    type Continue = NoMessage;
    type Ref = ServerRef<Self>;
    async fn init(start: u64, _cx: &mut Context<Self>) -> Result<Self, InitError> {
        Ok(Self(start))
    }
    async fn handle_call(&mut self, call: Call, from: ReplyPort, cx: &mut Context<Self>) {
        match call {
            Call::Add(by) => {
                self.0 += by;
                from.reply(self.0, cx)
            }
            Call::Slow(ms) => {
                tokio::time::sleep(Duration::from_millis(ms)).await;
                from.reply(self.0, cx)
            }
            Call::Boom => panic!("boom"),
            Call::Me => {
                let me = cx.self_ref();
                let r: Result<u64, _> = me.call(Call::Add(1)).await;
                from.reply(r, cx)
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn works() {
    let c = Start::<Counter>::new(1).run().await.unwrap();
    assert_eq!(c.call::<u64>(Call::Add(4)).await, Ok(5));
    let r = c.call_within::<u64>(Duration::from_millis(5), Call::Slow(100)).await;
    assert!(matches!(r, Err(CallError::Timeout { .. })), "{r:?}");
    let r = c.call::<Result<u64, CallError>>(Call::Me).await.unwrap();
    assert!(matches!(r, Err(CallError::CallingSelf { .. })), "{r:?}");
    let r = c.call::<u64>(Call::Boom).await;
    println!("{r:?}");
    assert!(matches!(r, Err(CallError::Exited { .. })), "{r:?}");
    let r = c.call::<u64>(Call::Add(1)).await;
    assert!(matches!(r, Err(CallError::NoProc { .. })), "{r:?}");
    let c = Start::<Counter>::new(1).run().await.unwrap();
    assert!(c.stop().await.is_ok());
    assert!(!c.is_alive());
}

#[tokio::test]
async fn inline() {
    let c = Start::<Counter>::new(1).run().await.unwrap();
    tokio::task::yield_now().await;
    match switchboard::__private01::turn(&c).await {
        Ok(turn) => {
            assert_eq!(
                turn.run("add", |s, _cx| {
                    s.0 += 1;
                    s.0
                })
                .await,
                Ok(2)
            );
        }
        Err(_) => panic!("not idle"),
    }
    match switchboard::__private01::turn(&c).await {
        Ok(turn) => {
            let r = turn
                .run("add", |s, _cx| {
                    if s.0 == 2 {
                        panic!("x")
                    }
                    s.0
                })
                .await;
            println!("{r:?}");
            assert!(matches!(r, Err(CallError::Exited { .. })));
        }
        Err(_) => panic!("not idle"),
    }
    assert!(!c.is_alive());
}
