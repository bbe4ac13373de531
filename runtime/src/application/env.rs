//! The settings of applications: what they come with, what configuration says, what is set later.

use std::any::{Any, type_name};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::process::short_type;
use crate::sync::Lock;

type Values = BTreeMap<Arc<str>, Value>;

/// A setting, and the name of its type for errors.
#[derive(Clone)]
struct Value {
    value: Arc<dyn Any + Send + Sync>,
    kind: &'static str,
}

impl Value {
    fn new<T: Send + Sync + 'static>(value: T) -> Self {
        Self { value: Arc::new(value), kind: type_name::<T>() }
    }
}

/// All settings by application.
struct Store {
    /// What holds now.
    now: BTreeMap<Arc<str>, Values>,
    /// What holds after each load, over what the application comes with.
    persistent: BTreeMap<Arc<str>, Values>,
}

static STORE: Lock<Store> = Lock::new(Store { now: BTreeMap::new(), persistent: BTreeMap::new() });

/// Settings of one application, each of a type of its own.
///
/// # Examples
///
/// ```
/// use switchboard::application::Env;
///
/// let env = Env::new().with("port", 80_u16).with("host", "localhost".to_owned());
/// assert_eq!(env.get("port"), Some(80_u16));
/// assert_eq!(env.get::<String>("host").as_deref(), Some("localhost"));
/// assert_eq!(env.get::<u8>("port"), None);
/// ```
#[derive(Clone, Default)]
pub struct Env {
    values: Values,
}

impl Env {
    /// No settings.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With one more setting, in place of one with the same key.
    #[must_use]
    pub fn with<T: Send + Sync + 'static>(mut self, key: impl Into<Arc<str>>, value: T) -> Self {
        self.values.insert(key.into(), Value::new(value));
        self
    }

    /// The setting, if there is one and it is a `T`.
    #[must_use]
    pub fn get<T: Clone + 'static>(&self, key: &str) -> Option<T> {
        self.fetch(key).ok()
    }

    /// The setting.
    ///
    /// # Errors
    ///
    /// [`EnvError`] when there is none, or one of another type.
    pub fn fetch<T: Clone + 'static>(&self, key: &str) -> Result<T, EnvError> {
        find(Some(&self.values), key)
    }
}

impl fmt::Debug for Env {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The values need not be `Debug`, and may be secrets.
        let kinds = self.values.iter().map(|(key, value)| (key, short_type(value.kind)));
        f.debug_map().entries(kinds).finish()
    }
}

/// Why a setting could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EnvError {
    /// There is no setting with this key.
    Unset(Arc<str>),
    /// The setting has another type than was asked for.
    WrongType {
        /// The key.
        key: Arc<str>,
        /// The type that was asked for.
        expected: &'static str,
        /// The type of the setting.
        found: &'static str,
    },
}

impl fmt::Display for EnvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unset(key) => write!(f, "`{key}` is not set"),
            Self::WrongType { key, expected, found } => {
                write!(f, "`{key}` is a `{found}`, and a `{expected}` was asked for")
            }
        }
    }
}

impl Error for EnvError {}

fn find<T: Clone + 'static>(values: Option<&Values>, key: &str) -> Result<T, EnvError> {
    let Some(found) = values.and_then(|values| values.get(key)) else {
        return Err(EnvError::Unset(Arc::from(key)));
    };
    found.value.downcast_ref::<T>().cloned().ok_or_else(|| EnvError::WrongType {
        key: Arc::from(key),
        expected: type_name::<T>(),
        found: found.kind,
    })
}

/// A setting of an application, if there is one and it is a `T`. The application need not be loaded.
#[must_use]
pub fn get_env<T: Clone + 'static>(name: &str, key: &str) -> Option<T> {
    fetch_env(name, key).ok()
}

/// A setting of an application. The application need not be loaded.
///
/// # Errors
///
/// [`EnvError`] when there is none, or one of another type.
pub fn fetch_env<T: Clone + 'static>(name: &str, key: &str) -> Result<T, EnvError> {
    // A copy, so that the user's `clone` runs under no lock.
    let values = STORE.lock().now.get(name).cloned();
    find(values.as_ref(), key)
}

/// Sets a setting until it is set or deleted again, or the application is loaded or unloaded.
pub fn put_env<T: Send + Sync + 'static>(name: &str, key: impl Into<Arc<str>>, value: T) {
    let (key, value) = (key.into(), Value::new(value));
    let old = values(&mut STORE.lock().now, name).insert(key, value);
    drop(old);
}

/// As [`put_env`], and it holds after each load as well, over what the application comes with.
///
/// This is how the configuration of a program is handed over.
pub fn put_env_persistent<T: Send + Sync + 'static>(
    name: &str,
    key: impl Into<Arc<str>>,
    value: T,
) {
    let (key, value) = (key.into(), Value::new(value));
    let mut store = STORE.lock();
    let configured = values(&mut store.persistent, name).insert(Arc::clone(&key), value.clone());
    let old = values(&mut store.now, name).insert(key, value);
    drop(store);
    drop((configured, old));
}

/// Deletes a setting; `false` when there was none. The next load brings back what it brings.
pub fn delete_env(name: &str, key: &str) -> bool {
    let old = values(&mut STORE.lock().now, name).remove(key);
    old.is_some()
}

/// As [`delete_env`], and takes back what [`put_env_persistent`] has set.
pub fn delete_env_persistent(name: &str, key: &str) -> bool {
    let mut store = STORE.lock();
    let configured = values(&mut store.persistent, name).remove(key);
    let old = values(&mut store.now, name).remove(key);
    drop(store);
    configured.is_some() || old.is_some()
}

fn values<'a>(of: &'a mut BTreeMap<Arc<str>, Values>, name: &str) -> &'a mut Values {
    of.entry(Arc::from(name)).or_default()
}

/// Settings that hold no longer, to be dropped where a destructor of the user may run.
pub(super) struct Old {
    _values: Vec<Value>,
}

/// Puts what an application comes with in place, and what configuration says over it.
pub(super) fn load(name: &str, env: Env) -> Old {
    let mut store = STORE.lock();
    let over = store.persistent.get(name).cloned().unwrap_or_default();
    let now = values(&mut store.now, name);
    let mut old = Vec::new();
    for (key, value) in env.values.into_iter().chain(over) {
        old.extend(now.insert(key, value));
    }
    Old { _values: old }
}

/// Forgets what holds now.
pub(super) fn unload(name: &str) -> Old {
    let old = STORE.lock().now.remove(name);
    Old { _values: old.into_iter().flat_map(Values::into_values).collect() }
}

/// What holds now.
pub(super) fn of(name: &str) -> Env {
    Env { values: STORE.lock().now.get(name).cloned().unwrap_or_default() }
}
