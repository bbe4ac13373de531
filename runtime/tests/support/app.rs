//! An application for tests: it logs its steps, and does at each of them what the test says.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part of it")]

use std::pin::Pin;
use std::sync::{Arc, Mutex};

use switchboard::application::{self, Application, Env};
use switchboard::prelude::*;

use super::support::{Log, Plan, Worker};

type Doing = Pin<Box<dyn Future<Output = Result<(), StartError>> + Send>>;
type Hook = Arc<dyn Fn(&'static str) -> Doing + Send + Sync>;

/// A tree with one worker, which gives up at the second crash.
#[derive(Supervisor)]
#[supervisor(args = Plan, max_restarts = 1)]
pub struct Top {
    #[child(start = Worker::child(args))]
    pub worker: Child<Worker>,
}

/// What a test keeps of its application.
#[derive(Clone)]
pub struct App {
    pub name: &'static str,
    pub log: Log,
    needs: Vec<Arc<str>>,
    env: Env,
    hook: Hook,
    worker: Arc<Mutex<Option<Child<Worker>>>>,
}

impl App {
    pub fn new(name: &'static str, log: &Log) -> Self {
        Self {
            name,
            log: log.clone(),
            needs: Vec::new(),
            env: Env::new(),
            hook: Arc::new(|_| Box::pin(async { Ok(()) })),
            worker: Arc::default(),
        }
    }

    pub fn needs(mut self, names: &[&str]) -> Self {
        self.needs = names.iter().map(|name| Arc::from(*name)).collect();
        self
    }

    pub fn env(mut self, env: Env) -> Self {
        self.env = env;
        self
    }

    /// Sets what happens in the callbacks, by the name of the callback.
    pub fn hook<F>(mut self, hook: impl Fn(&'static str) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<(), StartError>> + Send + 'static,
    {
        self.hook = Arc::new(move |step| Box::pin(hook(step)));
        self
    }

    /// Makes it known, and keeps the side of the test.
    pub fn load(self) -> Self {
        application::load(self.clone()).expect("the name is free");
        self
    }

    /// The worker of the run that started last.
    pub fn worker(&self) -> Child<Worker> {
        self.worker.lock().expect("no test panics inside").clone().expect("it was started")
    }

    /// Whether it runs.
    pub fn runs(&self) -> bool {
        application::running().iter().any(|name| **name == *self.name)
    }
}

impl Application for App {
    type Tree = Top;

    fn name(&self) -> &str {
        self.name
    }

    fn dependencies(&self) -> Vec<Arc<str>> {
        self.needs.clone()
    }

    fn env(&self) -> Env {
        self.env.clone()
    }

    async fn start(&self, _env: &Env) -> Result<Top, StartError> {
        (self.hook)("start").await?;
        let top = Top::start_link(Plan::new(self.name, &self.log)).await?;
        *self.worker.lock().expect("no test panics inside") = Some(top.worker.clone());
        Ok(top)
    }

    async fn prep_stop(&self, _tree: &Top) {
        self.log.push(format!("prep_stop {}", self.name));
        (self.hook)("prep_stop").await.expect("only a start fails");
    }

    async fn stop(&self) {
        self.log.push(format!("after {}", self.name));
        (self.hook)("stop").await.expect("only a start fails");
    }
}
