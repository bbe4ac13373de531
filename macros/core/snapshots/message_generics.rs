//! What `#[derive(Message)]` writes: message generics.

impl<T: Send + 'static> ::otp::Message for M<T>
where
    T: Tr,
{
    fn name(&self) -> &'static ::otp::__private01::str {
        match self {
            Self::Get { .. } => "get",
            Self::Try { .. } => "try",
        }
    }
}
impl<T: Send + 'static> M<T>
where
    T: Tr,
{
    #[doc(hidden)]
    pub fn __reply_get(gs_reply: Vec<T>) -> Vec<T> {
        const { ::otp::__private01::payload::<Vec<T>>() }
        gs_reply
    }
    #[doc(hidden)]
    pub fn __reply_try(
        gs_reply: ::otp::__private01::NobodyWaits,
    ) -> ::otp::__private01::NobodyWaits {
        gs_reply
    }
}
