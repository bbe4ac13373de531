//! A server with a handler of every kind, with and without messages of its own.

#[derive(::std::default::Default, ::otp::GenServer)]
#[server(crate = ::otp, mailbox = 8, overflow = drop_oldest, shutdown = brutal_kill)]
#[server(restart = transient, timeout = infinity, on_stop = discard, trap_exit)]
pub struct Plain {
    count: u64,
}

#[::otp::gen_server(crate = ::otp)]
impl Plain {
    #[init]
    async fn open(
        count: u64,
        _cx: &mut ::otp::Context<Self>,
    ) -> ::std::result::Result<Self, ::std::string::String> {
        ::std::result::Result::Ok(Self { count })
    }
    #[call(timeout = "2s")]
    pub fn add(&mut self, by: u64) -> u64 {
        self.count += by;
        self.count
    }
    #[call]
    pub async fn slow(&mut self) -> ::std::vec::Vec<u8> {
        ::std::vec::Vec::new()
    }
    #[call]
    pub fn later(&mut self, reply: ::otp::ReplyTo<u64>) {
        reply.send(self.count)
    }
    #[cast]
    pub fn put(&mut self, by: u64, #[cfg(unix)] _more: u8) {
        self.count += by;
    }
    #[info]
    async fn down(&mut self, _down: ::otp::Down) {}
    #[continue_with]
    fn more(&mut self) {}
    #[every("1h", missed = burst)]
    async fn tick(&mut self) {}
    #[cron("0 3 * * *", tz = "Europe/Paris", missed = delay, jitter = "1m", seed = 1)]
    fn nightly(&mut self) {}
    #[terminate]
    fn end(&mut self, _reason: &::otp::ExitReason) {}
}

#[derive(::otp::GenServer)]
#[server(crate = ::otp)]
pub struct Store<T: ::std::marker::Send + 'static, const N: usize> {
    items: ::std::vec::Vec<[T; N]>,
}

#[::otp::gen_server(crate = ::otp, derive(::std::clone::Clone))]
impl<T: ::std::marker::Send + ::std::clone::Clone + 'static, const N: usize> Store<T, N> {
    #[init]
    fn new() -> Self {
        Self { items: ::std::vec::Vec::new() }
    }
    #[call]
    pub fn put(&mut self, items: [T; N]) -> usize {
        self.items.push(items);
        self.items.len()
    }
}

#[derive(::otp::Message)]
#[message(crate = ::otp)]
pub enum Messages {
    #[call(reply = u64)]
    Get,
    #[cast]
    Put { by: u64 },
}

#[derive(::std::default::Default, ::otp::GenServer)]
#[server(crate = ::otp)]
pub struct Written(u64);

#[::otp::gen_server(crate = ::otp, messages = Messages)]
impl Written {
    #[call]
    pub fn get(&self) -> u64 {
        self.0
    }
    #[cast]
    pub fn put(&mut self, by: u64) {
        self.0 += by;
    }
}

/// One, if all is well.
pub async fn run() -> u64 {
    let plain = Plain::start(1).await.expect("it starts");
    plain
        .put(
            1,
            #[cfg(unix)]
            0,
        )
        .expect("it is taken");
    let sum = plain.add(1).await.expect("an answer");
    let store = Store::<u8, 2>::start().await.expect("it starts");
    let items = store.put([1, 2]).await.expect("an answer");
    let written = Written::start().await.expect("it starts");
    written.put(1).expect("it is taken");
    let one = written.get().await.expect("an answer");
    if sum == 3 && items == 1 { one } else { 0 }
}
