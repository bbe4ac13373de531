//! Looking into a running state machine (conformance R).

use switchboard::SysError;
use switchboard::prelude::*;

/// A lamp with a counter.
#[derive(GenStatem, Clone, Debug, PartialEq)]
struct Lamp {
    switched: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Light {
    Off,
    On,
}

#[gen_statem(state = Light)]
impl Lamp {
    #[init]
    fn new() -> (Light, Self) {
        (Light::Off, Self { switched: 0 })
    }

    #[on(_, call)]
    fn press(&mut self, light: &Light) -> (u32, Next<Light>) {
        self.switched += 1;
        let next = if *light == Light::Off { Light::On } else { Light::Off };
        (self.switched, Next::to(next))
    }
}

/// 343: state and data are seen and replaced together; a change that panics changes nothing.
#[tokio::test(start_paused = true)]
async fn both_halves_of_a_machine_are_seen_and_replaced() {
    let lamp = Lamp::start().await.expect("a start");
    lamp.press().await.expect("a reply");
    let sys = lamp.server().sys();
    assert_eq!(sys.get_machine().await, Ok((Light::On, Lamp { switched: 1 })));
    sys.replace_machine(|state, lamp| {
        assert_eq!(*state, Light::On);
        (Light::Off, Lamp { switched: lamp.switched + 10 })
    })
    .await
    .expect("it is replaced");
    assert_eq!(lamp.press().await, Ok(12));
    assert_eq!(sys.get_machine().await, Ok((Light::On, Lamp { switched: 12 })));
    let failed = sys.replace_machine(|_, _| panic!("no state")).await;
    assert!(matches!(failed, Err(SysError::Failed(_))), "{failed:?}");
    assert_eq!(sys.get_machine().await, Ok((Light::On, Lamp { switched: 12 })));
    assert_eq!(lamp.press().await, Ok(13));
}
