//! A server that other crates use, with a handler of every kind.

use std::time::Duration;

use switchboard::TimerRef;
use switchboard::prelude::*;

/// What is told to everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// Its words.
    pub text: String,
}

/// Counts, and listens.
#[derive(Debug, GenServer)]
#[server(name = "lints-desk", mailbox = 16, timeout = "5s")]
pub struct Desk {
    /// How many there were.
    count: u64,
    /// Those who wait for a number.
    waiting: Vec<(u64, ReplyTo<u64>)>,
    /// What was heard.
    news: Vec<News>,
    /// When to tell.
    timer: Option<TimerRef>,
}

#[gen_server]
impl Desk {
    /// Begins with a count.
    #[init]
    async fn open(count: u64, cx: &mut Context<Self>) -> Result<Self, ExitReason> {
        cx.continue_with(DeskContinue::Warm { by: 1 });
        Ok(Self { count, waiting: Vec::new(), news: Vec::new(), timer: None })
    }

    /// How many there were.
    #[call]
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Adds, within limits.
    ///
    /// # Errors
    ///
    /// A text, when the count would be too high.
    #[call(timeout = "2s")]
    pub fn add(&mut self, by: u64) -> Result<u64, String> {
        self.count = self.count.checked_add(by).ok_or_else(|| String::from("too many"))?;
        let count = self.count;
        for (_, reply) in self.waiting.extract_if(.., |(at, _)| *at <= count) {
            reply.send(count);
        }
        Ok(count)
    }

    /// All that was heard.
    #[call(timeout = infinity)]
    pub async fn heard(&mut self, at_most: usize) -> Vec<News> {
        let all = async { self.news.clone() }.await;
        all.into_iter().take(at_most).collect()
    }

    /// Answers when there are as many.
    #[call]
    pub fn when(&mut self, at: u64, reply: ReplyTo<u64>) {
        self.waiting.push((at, reply));
    }

    /// Answers in a while.
    #[call]
    pub async fn soon(&mut self, reply: ReplyTo<()>, cx: &mut Context<Self>) {
        reply.send(());
        cx.stop(ExitReason::Normal);
    }

    /// Nothing but a reply.
    #[call]
    pub const fn sync(&mut self) {}

    /// Forgets.
    #[cast]
    pub const fn reset(&mut self) {
        self.count = 0;
    }

    /// Tells.
    #[cast]
    pub async fn tell(&mut self, news: News, _urgent: bool) {
        self.news.push(news);
    }

    /// Somebody ended.
    #[info]
    fn down(&mut self, down: Down, cx: &mut Context<Self>) {
        drop(down);
        self.waiting.clear();
        cx.stop(ExitReason::Shutdown);
    }

    /// News that were sent.
    #[info]
    async fn news(&mut self, news: News) {
        self.news.push(news);
    }

    /// The first work.
    #[continue_with]
    const fn warm(&mut self, by: u64) {
        self.count = self.count.saturating_add(by);
    }

    /// Looks about.
    #[every("1h")]
    async fn look(&mut self) {
        self.news.truncate(8);
    }

    /// Clears up.
    #[cron("0 3 * * SUN", tz = "Europe/Paris", overlap = queue)]
    const fn clear(&mut self) {
        self.count = 0;
    }

    /// Writes down.
    #[every("2h")]
    fn note(&mut self, cx: &Context<Self>) {
        let news = News { text: String::from("noted") };
        self.timer = Some(cx.send_after(Duration::from_secs(1), news));
    }

    /// Says goodbye.
    #[terminate]
    async fn close(&mut self, reason: &ExitReason) {
        let text = reason.to_string();
        self.news.push(News { text });
    }
}

/// A server with a parameter.
#[derive(Debug, GenServer)]
pub struct Store<T: Clone + Send + Sync + 'static> {
    /// What is kept.
    items: Vec<T>,
}

#[gen_server(exhaustive, derive(Clone))]
impl<T: Clone + Send + Sync + 'static> Store<T> {
    /// An empty one.
    #[init]
    const fn new() -> Self {
        Self { items: Vec::new() }
    }

    /// All of it.
    #[call]
    #[must_use]
    pub fn all(&self) -> Vec<T> {
        self.items.clone()
    }

    /// One more.
    #[cast]
    pub fn put(&mut self, item: T) {
        self.items.push(item);
    }
}

/// A server that does nothing.
#[derive(Clone, Copy, Debug, Default, GenServer)]
pub struct Idle;

#[gen_server]
impl Idle {}
