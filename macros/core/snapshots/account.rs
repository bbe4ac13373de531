//! What `#[gen_server]` writes: account.

impl Account {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn open(owner: String) -> Self {
        Self { owner, balance: 0 }
    }
    /// The balance in cents.
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn balance(&self) -> i64 {
        self.balance
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn withdraw(&mut self, amount: i64) -> Result<i64, Overdrawn> {
        self.take(amount)
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    async fn statement(&mut self, month: Month) -> Vec<Line> {
        self.lines(month).await
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn notify_when(&mut self, at_least: i64, reply: ReplyTo<i64>) {
        self.waiting.push((at_least, reply));
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn deposit(&mut self, amount: i64) {
        self.balance += amount;
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn accrue(&mut self) {
        self.balance += 1;
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    fn partner_down(&mut self, down: Down, cx: &mut Context<Self>) {
        cx.stop(ExitReason::Shutdown);
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    async fn close(&mut self, reason: &ExitReason) {
        self.save(reason).await;
    }
    fn helper(&self) -> bool {
        true
    }
}
#[doc(hidden)]
const __put_all_handlers_of_Account_into_one_impl: () = ();
const _: [(); {
    ::switchboard::__private01::payload::<Result<i64, Overdrawn>>();
    ::switchboard::__private01::payload::<Month>();
    ::switchboard::__private01::payload::<Vec<Line>>();
    ::switchboard::__private01::payload::<Down>();
    0
}] = [];
/// The calls that `Account` answers.
#[non_exhaustive]
pub enum AccountCall {
    /// The balance in cents.
    Balance,
    /// `withdraw`.
    Withdraw {
        /// `amount`.
        amount: i64,
    },
    /// `statement`.
    Statement {
        /// `month`.
        month: Month,
    },
    /// `notify_when`.
    NotifyWhen {
        /// `at_least`.
        at_least: i64,
    },
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for AccountCall {
    fn fmt(
        &self,
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Balance { .. } => f.write_str("Balance"),
            Self::Withdraw { .. } => f.write_str("Withdraw"),
            Self::Statement { .. } => f.write_str("Statement"),
            Self::NotifyWhen { .. } => f.write_str("NotifyWhen"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for AccountCall {
    fn name(&self) -> &'static str {
        match *self {
            Self::Balance { .. } => "balance",
            Self::Withdraw { .. } => "withdraw",
            Self::Statement { .. } => "statement",
            Self::NotifyWhen { .. } => "notify_when",
        }
    }
}
/// The casts that `Account` obeys.
#[non_exhaustive]
pub enum AccountCast {
    /// `deposit`.
    Deposit {
        /// `amount`.
        amount: i64,
    },
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for AccountCast {
    fn fmt(
        &self,
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Deposit { .. } => f.write_str("Deposit"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for AccountCast {
    fn name(&self) -> &'static str {
        match *self {
            Self::Deposit { .. } => "deposit",
        }
    }
}
/// Everything else that `Account` listens to.
#[non_exhaustive]
pub enum AccountInfo {
    /// `partner_down`.
    PartnerDown(Down),
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for AccountInfo {
    fn fmt(
        &self,
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::PartnerDown { .. } => f.write_str("PartnerDown"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for AccountInfo {
    fn name(&self) -> &'static str {
        match *self {
            Self::PartnerDown { .. } => "partner_down",
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<Down> for AccountInfo {
    fn from(info: Down) -> Self {
        Self::PartnerDown(info)
    }
}
#[automatically_derived]
impl ::switchboard::GenServer for Account {
    type Args = (String,);
    type Call = AccountCall;
    type Cast = AccountCast;
    type Info = AccountInfo;
    type Continue = ::switchboard::NoMessage;
    type Ref = AccountRef;
    fn init(
        args: Self::Args,
        _cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::InitError>,
    > + ::switchboard::__private01::Send {
        async move {
            let (a0,) = args;
            let outcome = Self::open(a0);
            ::switchboard::__private01::init_outcome::<Self>(outcome)
        }
    }
    fn handle_call(
        &mut self,
        call: Self::Call,
        from: ::switchboard::ReplyPort,
        cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match call {
                AccountCall::Balance {} => from.reply(Self::balance(self), cx),
                AccountCall::Withdraw { amount: a0 } => {
                    from.reply(Self::withdraw(self, a0), cx)
                }
                AccountCall::Statement { month: a0 } => {
                    from.reply(
                        ::switchboard::__private01::boxed(Self::statement(self, a0))
                            .await,
                        cx,
                    )
                }
                AccountCall::NotifyWhen { at_least: a0 } => {
                    let other = from.defer::<i64, Self>(cx);
                    Self::notify_when(self, a0, other)
                }
            }
        }
    }
    fn handle_cast(
        &mut self,
        cast: Self::Cast,
        _cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match cast {
                AccountCast::Deposit { amount: a0 } => Self::deposit(self, a0),
            }
        }
    }
    fn handle_info(
        &mut self,
        info: Self::Info,
        cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match info {
                AccountInfo::PartnerDown(a0) => Self::partner_down(self, a0, cx),
            }
        }
    }
    const EVERY: &'static [::switchboard::__private01::Duration] = &[
        ::switchboard::__private01::Duration::new(30u64, 0u32),
    ];
    fn handle_every(
        &mut self,
        index: usize,
        _cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match index {
                0usize => Self::accrue(self),
                _ => {}
            }
        }
    }
    fn terminate(
        &mut self,
        other: &::switchboard::ExitReason,
        _cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            ::switchboard::__private01::must_be_send(Self::close(self, other)).await
        }
    }
    fn signal(
        signal: ::switchboard::Signal,
    ) -> ::switchboard::__private01::Result<Self::Info, ::switchboard::Signal> {
        let rest = ::switchboard::__private01::Err(signal);
        let rest = rest
            .or_else(|signal| signal.take::<Down>().map(AccountInfo::PartnerDown));
        rest
    }
}
#[automatically_derived]
impl ::switchboard::Supervised for Account {
    type Handle = AccountRef;
}
/// The typed address of a server of type `Account`.
pub struct AccountRef {
    /// The address.
    server: ::switchboard::ServerRef<Account>,
}
impl AccountRef {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<Account> {
        &self.server
    }
    /// The balance in cents.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn balance(
        &self,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<i64, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send + use<'_> {
        async move {
            ::switchboard::__private01::pace().await;
            let later = match ::switchboard::__private01::turn(&self.server) {
                ::switchboard::__private01::Ok(turn) => {
                    match turn.run("balance", move |this, _cx| Account::balance(this)) {
                        ::switchboard::__private01::Ok(other) => {
                            return ::switchboard::__private01::Ok(other);
                        }
                        ::switchboard::__private01::Err(rest) => {
                            ::switchboard::__private01::Later::Rest(rest)
                        }
                    }
                }
                ::switchboard::__private01::Err(queue) => {
                    ::switchboard::__private01::Later::Queue(
                        queue,
                        AccountCall::Balance {},
                    )
                }
            };
            later.finish(::switchboard::__private01::None).await
        }
    }
    /// `withdraw`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn withdraw(
        &self,
        amount: i64,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            Result<i64, Overdrawn>,
            ::switchboard::CallError,
        >,
    > + ::switchboard::__private01::Send + use<'_> {
        async move {
            ::switchboard::__private01::pace().await;
            let later = match ::switchboard::__private01::turn(&self.server) {
                ::switchboard::__private01::Ok(turn) => {
                    match turn
                        .run(
                            "withdraw",
                            move |this, _cx| Account::withdraw(this, amount),
                        )
                    {
                        ::switchboard::__private01::Ok(other) => {
                            return ::switchboard::__private01::Ok(other);
                        }
                        ::switchboard::__private01::Err(rest) => {
                            ::switchboard::__private01::Later::Rest(rest)
                        }
                    }
                }
                ::switchboard::__private01::Err(queue) => {
                    ::switchboard::__private01::Later::Queue(
                        queue,
                        AccountCall::Withdraw { amount },
                    )
                }
            };
            later
                .finish(
                    ::switchboard::__private01::Some(
                        ::switchboard::__private01::Duration::new(2u64, 0u32),
                    ),
                )
                .await
        }
    }
    /// `statement`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn statement(
        &self,
        month: Month,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Vec<Line>, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send + use<'_> {
        async move {
            ::switchboard::__private01::pace().await;
            match ::switchboard::__private01::turn_to_wait(&self.server) {
                ::switchboard::__private01::Ok(turn) => {
                    turn.begin(
                            "statement",
                            ::switchboard::__private01::None,
                            move |this, _cx| ::switchboard::__private01::boxed(
                                Account::statement(this, month),
                            ),
                        )
                        .await
                }
                ::switchboard::__private01::Err(queue) => {
                    queue
                        .call(
                            ::switchboard::__private01::None,
                            AccountCall::Statement { month },
                        )
                        .await
                }
            }
        }
    }
    /// `notify_when`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn notify_when(
        &self,
        at_least: i64,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<i64, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send + use<'_> {
        async move {
            ::switchboard::__private01::queue(&self.server)
                .call(
                    ::switchboard::__private01::None,
                    AccountCall::NotifyWhen {
                        at_least,
                    },
                )
                .await
        }
    }
    /// `deposit`.
    ///
    /// # Errors
    ///
    /// `CastError`, with the message, when the mailbox is full or the server is stopping.
    fn deposit(
        &self,
        amount: i64,
    ) -> ::switchboard::__private01::Result<(), ::switchboard::CastError<AccountCast>> {
        self.server.cast(AccountCast::Deposit { amount })
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Clone for AccountRef {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for AccountRef {
    fn fmt(
        &self,
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<::switchboard::ServerRef<Account>> for AccountRef {
    fn from(server: ::switchboard::ServerRef<Account>) -> Self {
        Self { server: server }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::AsRef<::switchboard::ServerRef<Account>>
for AccountRef {
    fn as_ref(&self) -> &::switchboard::ServerRef<Account> {
        &self.server
    }
}
impl Account {
    /// Starts a server, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start(
        owner: String,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            AccountRef,
            ::switchboard::StartError,
        >,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<Self>((owner,))
    }
    /// Starts a server that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link(
        owner: String,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            AccountRef,
            ::switchboard::StartError,
        >,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start_link::<Self>((owner,))
    }
    /// The server as a child of a supervisor.
    pub fn child(owner: String) -> ::switchboard::ChildSpec<Self> {
        use ::switchboard::__private01::{OnceChild as _, RepeatableChild as _};
        (&::switchboard::__private01::ChildArgs::<Self>::new((owner,))).child_spec()
    }
    /// A supervisor's place for any number of such servers, started while it runs.
    pub fn dynamic() -> ::switchboard::DynamicSpec<Self> {
        ::switchboard::DynamicSpec::new()
    }
}
