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
const __put_all_handlers_of_Account_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<Account>();
    0
};
const _: [(); {
    ::switchboard::__private01::payload::<Month>();
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
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Balance { .. } => gs_f.write_str("Balance"),
            Self::Withdraw { .. } => gs_f.write_str("Withdraw"),
            Self::Statement { .. } => gs_f.write_str("Statement"),
            Self::NotifyWhen { .. } => gs_f.write_str("NotifyWhen"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for AccountCall {
    fn name(&self) -> &'static ::switchboard::__private01::str {
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
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Deposit { .. } => gs_f.write_str("Deposit"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for AccountCast {
    fn name(&self) -> &'static ::switchboard::__private01::str {
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
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::PartnerDown { .. } => gs_f.write_str("PartnerDown"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for AccountInfo {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::PartnerDown { .. } => "partner_down",
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<Down> for AccountInfo {
    fn from(gs_info: Down) -> Self {
        Self::PartnerDown(gs_info)
    }
}
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::GenServer for Account
where
    for<'gs> Account: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_Account_into_one_impl],
    >,
    for<'gs> AccountCall: ::switchboard::Message,
    for<'gs> AccountCast: ::switchboard::Message,
    for<'gs> AccountInfo: ::switchboard::Message,
{
    type Args = (String,);
    type Call = AccountCall;
    type Cast = AccountCast;
    type Info = AccountInfo;
    type Continue = ::switchboard::NoMessage;
    type Ref = AccountRef;
    fn init(
        gs_args: Self::Args,
        _gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::InitError>,
    > + ::switchboard::__private01::Send {
        async move {
            let (gs_a0,) = gs_args;
            let gs_outcome = Self::open(gs_a0);
            ::switchboard::__private01::init_outcome::<Self>(gs_outcome)
        }
    }
    fn handle_call(
        &mut self,
        gs_call: Self::Call,
        gs_from: ::switchboard::ReplyPort,
        gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match gs_call {
                AccountCall::Balance {} => gs_from.reply(Self::balance(self), gs_cx),
                AccountCall::Withdraw { amount: gs_a0 } => {
                    let _ = ::switchboard::__private01::payload::<
                        Result<i64, Overdrawn>,
                    >;
                    gs_from
                        .reply::<
                            Result<i64, Overdrawn>,
                            Self,
                        >(Self::withdraw(self, gs_a0), gs_cx)
                }
                AccountCall::Statement { month: gs_a0 } => {
                    let _ = ::switchboard::__private01::payload::<Vec<Line>>;
                    gs_from
                        .reply::<
                            Vec<Line>,
                            Self,
                        >(
                            ::switchboard::__private01::boxed(
                                    Self::statement(self, gs_a0),
                                )
                                .await,
                            gs_cx,
                        )
                }
                AccountCall::NotifyWhen { at_least: gs_a0 } => {
                    let gs_other = gs_from.defer::<i64, Self>(gs_cx);
                    Self::notify_when(self, gs_a0, gs_other)
                }
            }
        }
    }
    fn handle_cast(
        &mut self,
        gs_cast: Self::Cast,
        _gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match gs_cast {
                AccountCast::Deposit { amount: gs_a0 } => Self::deposit(self, gs_a0),
            }
        }
    }
    fn cast_may_wait(_gs_cast: &Self::Cast) -> ::switchboard::__private01::bool {
        false
    }
    fn handle_info(
        &mut self,
        gs_info: Self::Info,
        gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match gs_info {
                AccountInfo::PartnerDown(gs_a0) => Self::partner_down(self, gs_a0, gs_cx),
            }
        }
    }
    fn schedules() -> ::switchboard::__private01::Schedules {
        ::switchboard::__private01::schedules([
            ::switchboard::__private01::every(
                "accrue",
                ::switchboard::__private01::Duration::new(30u64, 0u32),
                ::switchboard::schedule::Missed::Skip,
            ),
        ])
    }
    fn handle_every(
        &mut self,
        gs_index: ::switchboard::__private01::usize,
        _gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            match gs_index {
                0usize => Self::accrue(self),
                _ => {}
            }
        }
    }
    fn terminate(
        &mut self,
        gs_other: &::switchboard::ExitReason,
        _gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = (),
    > + ::switchboard::__private01::Send {
        async move {
            ::switchboard::__private01::must_be_send(Self::close(self, gs_other)).await
        }
    }
    fn signal(
        gs_signal: ::switchboard::Signal,
    ) -> ::switchboard::__private01::Result<Self::Info, ::switchboard::Signal> {
        let gs_rest = ::switchboard::__private01::Err(gs_signal);
        let gs_rest = gs_rest
            .or_else(|gs_signal| gs_signal.take::<Down>().map(AccountInfo::PartnerDown));
        gs_rest
    }
}
#[automatically_derived]
impl ::switchboard::Supervised for Account {
    type Handle = AccountRef;
    type Sort = ::switchboard::bounds::OfServer;
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
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::answer(
            &self.server,
            &::switchboard::__private01::Asking {
                message: "balance",
                within: ::switchboard::__private01::Within::Default,
            },
            (),
            |gs_this, _gs_cx, ()| Account::balance(gs_this),
            |()| AccountCall::Balance {},
        )
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
    > + ::switchboard::__private01::Send {
        let _ = ::switchboard::__private01::payload::<Result<i64, Overdrawn>>;
        ::switchboard::__private01::answer(
            &self.server,
            &::switchboard::__private01::Asking {
                message: "withdraw",
                within: ::switchboard::__private01::Within::Time(2u64, 0u32),
            },
            (amount,),
            |gs_this, _gs_cx, (gs_a0,)| Account::withdraw(gs_this, gs_a0),
            |(gs_a0,)| AccountCall::Withdraw {
                amount: gs_a0,
            },
        )
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
    > + ::switchboard::__private01::Send {
        let _ = ::switchboard::__private01::payload::<Vec<Line>>;
        ::switchboard::__private01::answer_to_wait(
            &self.server,
            &::switchboard::__private01::Asking {
                message: "statement",
                within: ::switchboard::__private01::Within::Default,
            },
            (month,),
            |gs_this, _gs_cx, (gs_a0,)| ::switchboard::__private01::boxed(
                Account::statement(gs_this, gs_a0),
            ),
            |(gs_a0,)| AccountCall::Statement {
                month: gs_a0,
            },
        )
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
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::answer_later(
            &self.server,
            ::switchboard::__private01::Within::Default,
            AccountCall::NotifyWhen {
                at_least,
            },
        )
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
        ::switchboard::__private01::cast(&self.server, AccountCast::Deposit { amount })
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
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<::switchboard::ServerRef<Account>> for AccountRef {
    fn from(gs_server: ::switchboard::ServerRef<Account>) -> Self {
        Self { server: gs_server }
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
        (&::switchboard::__private01::ChildArgs::new((owner,)))
            .child_spec::<Self, Self>()
    }
    /// A supervisor's place for any number of such servers, started while it runs.
    pub fn dynamic() -> ::switchboard::DynamicSpec<Self> {
        ::switchboard::DynamicSpec::new()
    }
}
