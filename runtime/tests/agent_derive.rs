//! `#[derive(Agent)]`: what the methods of the handle do with the fields (conformance G).

use std::time::Duration;

use switchboard::prelude::*;
use switchboard::process;

/// How a page looks.
#[derive(Clone, Debug, PartialEq, Default)]
enum Theme {
    #[default]
    Light,
    Dark,
}

#[derive(Agent, Default)]
struct Settings {
    /// What the page looks like.
    #[agent(get, set, update)]
    theme: Theme,
    #[agent(update, get, rename = visits)]
    count: u64,
    secret: u8,
}

#[derive(Agent, Clone)]
#[agent(name = "agent_derive.limits", timeout = "2s", handle = Limits)]
struct Limit<T: Clone + Send + 'static, const N: usize> {
    #[agent(get, set)]
    all: [T; N],
}

#[derive(Supervisor)]
struct Site {
    #[child(start = SettingsAgent::child(Settings::default), restart = transient)]
    settings: Child<Settings>,
}

/// 142: getters clone, setters replace, updates run on the field and give their result.
#[tokio::test]
async fn the_methods_read_and_change_their_fields() {
    let settings = SettingsAgent::start(Settings::default).await.expect("it starts");
    assert_eq!(settings.theme().await, Ok(Theme::Light));
    settings.set_theme(Theme::Dark).await.expect("it lives");
    assert_eq!(settings.theme().await, Ok(Theme::Dark));
    let before = settings.update_theme(std::mem::take).await;
    assert_eq!((before, settings.theme().await), (Ok(Theme::Dark), Ok(Theme::Light)));
    assert_eq!(
        settings
            .update_visits(|n| {
                *n += 2;
                *n
            })
            .await,
        Ok(2)
    );
    assert_eq!(settings.visits().await, Ok(2));
    // The whole state is there for functions as well.
    assert_eq!(settings.agent().get(|state| state.secret).await, Ok(0));
}

/// 144: the methods keep their order behind a cast.
#[tokio::test]
async fn the_methods_wait_behind_a_cast() {
    let settings = SettingsAgent::start(Settings::default).await.expect("it starts");
    settings.agent().cast(|state| state.count = 40).expect("room");
    assert_eq!(settings.update_visits(|n| *n + 2).await, Ok(42));
}

/// 143, 146: name and timeout of the struct are those of its agent.
#[tokio::test(start_paused = true)]
async fn name_and_timeout_are_settings_of_the_struct() {
    let limits = Limits::start(|| Limit { all: [1, 2] }).await.expect("it starts");
    let pid = limits.agent().server().pid();
    assert_eq!(process::whereis("agent_derive.limits"), pid);
    let by_name = Limits::<i32, 2>::named("agent_derive.limits");
    by_name.set_all([3, 4]).await.expect("it lives");
    assert_eq!(limits.all().await, Ok([3, 4]));

    let (busy, is_busy) = std::sync::mpsc::channel();
    let (release, released) = std::sync::mpsc::channel::<()>();
    let (slow, runtime) = (limits.clone(), tokio::runtime::Handle::current());
    let thread = std::thread::spawn(move || {
        runtime.block_on(slow.agent().update(move |_| {
            busy.send(()).expect("the test waits");
            released.recv().expect("the test releases");
        }))
    });
    is_busy.recv().expect("the function runs");
    let error = limits.all().await.expect_err("it is at work");
    let after = Duration::from_secs(2);
    assert!(matches!(error, CallError::Timeout { after: waited, .. } if waited == after));
    assert_eq!(error.callee().message(), "all");
    release.send(()).expect("the function waits");
    thread.join().expect("the thread ends").expect("it is done");
}

/// 145, 147: the struct is a child with the struct's name as its id; a panic restarts it.
#[tokio::test]
async fn the_struct_is_a_child() {
    let spec = format!("{:?}", SettingsAgent::child(Settings::default));
    assert!(spec.contains("\"Settings\"") && spec.contains("Permanent"), "{spec}");
    let site = Site::start().await.expect("it starts");
    assert_eq!(Child::id(&site.settings), "settings");
    site.settings.set_theme(Theme::Dark).await.expect("it lives");
    let old = Child::pid(&site.settings);
    let outcome = site.settings.update_theme(|_| -> u8 { panic!("torn") }).await;
    let reason = outcome.expect_err("it panicked").exit_reason().cloned();
    assert!(reason.is_some_and(|reason| reason.as_panic().is_some()));
    while Child::pid(&site.settings) == old {
        drop(site.supervisor().count_children().await);
    }
    assert_eq!(site.settings.theme().await, Ok(Theme::Light), "a restart begins anew");
    site.supervisor().stop().await.expect("it stops");
}
