//! Names and shared state: an agent, a registry whose keys are names, and a group of processes.
//!
//! ```text
//! cargo run --example rooms
//! ```

use switchboard::prelude::*;
use switchboard::{PgScope, Start};

// ANCHOR: agent
/// What every room may look up and change.
#[derive(Agent, Default)]
struct Settings {
    #[agent(get, set)]
    motto: String,
    #[agent(get, update)]
    rooms: u32,
}
// ANCHOR_END: agent

/// A room, known by its topic.
#[derive(GenServer)]
struct Room {
    topic: &'static str,
    settings: SettingsAgent,
}

#[gen_server]
impl Room {
    #[init]
    async fn open(topic: &'static str, settings: SettingsAgent) -> Result<Self, CallError> {
        settings.update_rooms(|rooms| *rooms += 1).await?;
        Ok(Self { topic, settings })
    }

    #[call]
    async fn greet(&self, who: String) -> Result<String, CallError> {
        let motto = self.settings.motto().await?;
        Ok(format!("{who} in {}: {motto}", self.topic))
    }
}

#[switchboard::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // ANCHOR: use-agent
    let settings = SettingsAgent::start(Settings::default).await?;
    settings.set_motto("be kind".to_owned()).await?;

    // Without a struct of its own, an agent is a value and functions on it.
    let visits = Agent::start(|| 0_u32).await?;
    visits.update(|count| *count += 1).await?;
    println!("visits: {}", visits.get(|count| *count).await?);
    // ANCHOR_END: use-agent

    // ANCHOR: registry
    let topics = Registry::<String, ()>::unique().start().await?;
    for topic in ["rust", "elixir"] {
        let room = Start::<Room>::new((topic, settings.clone()));
        room.name(topics.via(topic.to_owned())).run().await?;
    }
    // The key leads to whoever holds it now; nobody has to be asked who that is.
    let rust = RoomRef::from(ServerRef::named(topics.via("rust".to_owned())));
    println!("{}", rust.greet("joe".to_owned()).await??);
    println!("rooms: {}", settings.rooms().await?);

    rust.server().stop().await?;
    println!("rust is open: {}", topics.whereis("rust").is_some());
    // ANCHOR_END: registry

    // ANCHOR: group
    let scope = PgScope::<&str>::spec().start::<&str>().await?;
    let elixir = topics.whereis("elixir").ok_or("nobody there")?;
    scope.join("open late", elixir)?;
    println!("open late: {} room", scope.members(&"open late").len());
    // ANCHOR_END: group
    Ok(())
}
