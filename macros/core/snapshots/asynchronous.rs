//! What `#[gen_server]` writes: asynchronous.

impl Mailer {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    async fn connect(host: String, cx: &mut Context<Self>) -> Result<Self, Refused> {
        Self::to(host).await
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    async fn send(&mut self, mail: Mail) -> Result<(), Refused> {
        self.put(mail).await
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        reason = "a handler has the signature of its message"
    )]
    async fn flush(&mut self) {
        self.put_all().await;
    }
}
#[doc(hidden)]
const __put_all_handlers_of_Mailer_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<Mailer>();
    0
};
const _: [(); {
    ::switchboard::__private01::payload::<Mail>();
    0
}] = [];
/// The calls that `Mailer` answers.
#[non_exhaustive]
pub enum MailerCall {
    /// `send`.
    Send {
        /// `mail`.
        mail: Mail,
    },
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for MailerCall {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Send { .. } => gs_f.write_str("Send"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for MailerCall {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Send { .. } => "send",
        }
    }
}
/// The casts that `Mailer` obeys.
#[non_exhaustive]
pub enum MailerCast {
    /// `flush`.
    Flush,
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for MailerCast {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Flush { .. } => gs_f.write_str("Flush"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for MailerCast {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Flush { .. } => "flush",
        }
    }
}
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::GenServer for Mailer
where
    for<'gs> Mailer: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_Mailer_into_one_impl],
    >,
    for<'gs> MailerCall: ::switchboard::Message,
    for<'gs> MailerCast: ::switchboard::Message,
{
    type Args = (String,);
    type Call = MailerCall;
    type Cast = MailerCast;
    type Info = ::switchboard::NoMessage;
    type Continue = ::switchboard::NoMessage;
    type Ref = MailerRef;
    fn init(
        gs_args: Self::Args,
        gs_cx: &mut ::switchboard::Context<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::InitError>,
    > + ::switchboard::__private01::Send {
        async move {
            let (gs_a0,) = gs_args;
            let gs_outcome = ::switchboard::__private01::must_be_send(
                    Self::connect(gs_a0, gs_cx),
                )
                .await;
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
                MailerCall::Send { mail: gs_a0 } => {
                    let _ = ::switchboard::__private01::payload::<Result<(), Refused>>;
                    gs_from
                        .reply::<
                            Result<(), Refused>,
                            Self,
                        >(
                            ::switchboard::__private01::boxed(Self::send(self, gs_a0))
                                .await,
                            gs_cx,
                        )
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
                MailerCast::Flush {} => {
                    ::switchboard::__private01::must_be_send(Self::flush(self)).await
                }
            }
        }
    }
}
#[automatically_derived]
impl ::switchboard::Supervised for Mailer {
    type Handle = MailerRef;
    type Sort = ::switchboard::bounds::OfServer;
}
/// The typed address of a server of type `Mailer`.
pub struct MailerRef {
    /// The address.
    server: ::switchboard::ServerRef<Mailer>,
}
impl MailerRef {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<Mailer> {
        &self.server
    }
    /// `send`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn send(
        &self,
        mail: Mail,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            Result<(), Refused>,
            ::switchboard::CallError,
        >,
    > + ::switchboard::__private01::Send {
        let _ = ::switchboard::__private01::payload::<Result<(), Refused>>;
        ::switchboard::__private01::answer_to_wait(
            &self.server,
            &::switchboard::__private01::Asking {
                message: "send",
                within: ::switchboard::__private01::Within::Infinity,
            },
            (mail,),
            |gs_this, _gs_cx, (gs_a0,)| ::switchboard::__private01::boxed(
                Mailer::send(gs_this, gs_a0),
            ),
            |(gs_a0,)| MailerCall::Send { mail: gs_a0 },
        )
    }
    /// `flush`.
    ///
    /// # Errors
    ///
    /// `CastError`, with the message, when the mailbox is full or the server is stopping.
    fn flush(
        &self,
    ) -> ::switchboard::__private01::Result<(), ::switchboard::CastError<MailerCast>> {
        ::switchboard::__private01::cast(&self.server, MailerCast::Flush {})
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Clone for MailerRef {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for MailerRef {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<::switchboard::ServerRef<Mailer>> for MailerRef {
    fn from(gs_server: ::switchboard::ServerRef<Mailer>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::AsRef<::switchboard::ServerRef<Mailer>> for MailerRef {
    fn as_ref(&self) -> &::switchboard::ServerRef<Mailer> {
        &self.server
    }
}
impl Mailer {
    /// Starts a server, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start(
        host: String,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<MailerRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<Self>((host,))
    }
    /// Starts a server that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link(
        host: String,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<MailerRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start_link::<Self>((host,))
    }
    /// The server as a child of a supervisor.
    pub fn child(host: String) -> ::switchboard::ChildSpec<Self> {
        use ::switchboard::__private01::{OnceChild as _, RepeatableChild as _};
        (&::switchboard::__private01::ChildArgs::new((host,))).child_spec::<Self, Self>()
    }
    /// A supervisor's place for any number of such servers, started while it runs.
    pub fn dynamic() -> ::switchboard::DynamicSpec<Self> {
        ::switchboard::DynamicSpec::new()
    }
}
