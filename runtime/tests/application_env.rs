//! The settings of applications.

#[path = "support/app.rs"]
mod app;
mod support;

use app::App;
use support::Log;
use switchboard::application::{self, ApplicationError, Env, EnvError};

/// 399: what is set is read and deleted, by key and type, whether the application is loaded or not.
#[test]
fn settings_are_read_set_and_deleted() {
    App::new("399.plain", &Log::new()).env(Env::new().with("port", 80_u16)).load();
    assert_eq!(application::get_env("399.plain", "port"), Some(80_u16));
    application::put_env("399.plain", "port", 81_u16);
    application::put_env("399.plain", "host", "here".to_owned());
    assert_eq!(application::get_env("399.plain", "port"), Some(81_u16));
    assert_eq!(application::get_env::<String>("399.plain", "host").as_deref(), Some("here"));
    assert!(application::delete_env("399.plain", "port"));
    assert!(!application::delete_env("399.plain", "port"));
    assert_eq!(application::get_env::<u16>("399.plain", "port"), None);
    let unset = application::fetch_env::<u16>("399.plain", "port");
    assert_eq!(unset, Err(EnvError::Unset("port".into())));
    let wrong = application::fetch_env::<u16>("399.plain", "host");
    assert!(
        matches!(wrong, Err(EnvError::WrongType { found, .. }) if found.ends_with("String")),
        "{wrong:?}"
    );
    assert_eq!(application::get_env::<u8>("399.nobody", "port"), None);
}

/// 399: a load overwrites what was put before, but not what is persistent; configuration is over what
/// the application comes with.
#[test]
fn a_load_brings_what_it_comes_with_and_configuration_over_it() {
    let name = "399.load";
    application::put_env(name, "put", 1_u8);
    application::put_env(name, "other", 1_u8);
    application::put_env_persistent(name, "configured", 1_u8);
    let comes_with = Env::new().with("put", 2_u8).with("configured", 2_u8).with("own", 2_u8);
    let app = App::new(name, &Log::new()).env(comes_with).load();
    let all =
        || ["put", "configured", "own", "other"].map(|key| application::get_env::<u8>(name, key));
    assert_eq!(all(), [Some(2), Some(1), Some(2), Some(1)]);
    assert!(matches!(application::load(app.clone()), Err(ApplicationError::AlreadyLoaded(_))));

    application::put_env(name, "configured", 3_u8);
    application::unload(name).expect("it does not run");
    assert_eq!(all(), [None; 4]);
    let app = app.load();
    assert_eq!(all(), [Some(2), Some(1), Some(2), None]);

    assert!(application::delete_env_persistent(name, "configured"));
    assert_eq!(application::get_env::<u8>(name, "configured"), None);
    application::unload(name).expect("it does not run");
    app.load();
    assert_eq!(all(), [Some(2), Some(2), Some(2), None]);
}

/// A setting that uses the settings when it is dropped.
struct Restless;

impl Drop for Restless {
    fn drop(&mut self) {
        application::put_env("399.restless", "dropped", true);
    }
}

/// 399: the destructor of a setting may use the settings.
#[test]
fn a_setting_is_dropped_where_it_may_do_what_it_likes() {
    let name = "399.restless";
    let app = App::new(name, &Log::new()).load();
    application::put_env_persistent(name, "it", Restless);
    application::delete_env_persistent(name, "it");
    assert_eq!(application::get_env(name, "dropped"), Some(true));
    application::put_env(name, "it", Restless);
    application::put_env(name, "it", Restless);
    application::unload(name).expect("it does not run");
    let app = app.env(Env::new().with("it", 1_u8));
    application::put_env(name, "it", Restless);
    app.load();
    assert_eq!(application::get_env(name, "dropped"), Some(true));
}
