//! The functions that start a server, or say how to.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::{Cx, fields, parameter, shorthand};

/// An inherent impl of the server's type.
pub(super) fn items(cx: &Cx<'_>) -> Vec<TokenStream> {
    let Cx { krate, private, this, impl_generics, bounds, .. } = cx;
    let vis = &cx.model.vis;
    let parts = || cx.model.init.iter().flat_map(|init| fields(&init.method));
    let parameters: Vec<TokenStream> = parts().map(parameter).collect();
    let values = parts().map(shorthand);
    let args = quote_spanned!(cx.place=> (#(#values,)*));
    let handle = cx.handle();
    let future =
        cx.future(&quote_spanned!(cx.place=> #private::Result<#handle, #krate::StartError>));
    vec![quote_spanned! {cx.place=>
        impl #impl_generics #this #bounds {
            /// Starts a server, and waits until it has its state.
            ///
            /// # Errors
            ///
            /// `StartError`; then nothing is left running.
            #vis fn start(#(#parameters),*) -> #future {
                #private::start::<Self>(#args)
            }

            /// Starts a server that is linked with the current process.
            ///
            /// # Errors
            ///
            /// `StartError`; then nothing is left running.
            #vis fn start_link(#(#parameters),*) -> #future {
                #private::start_link::<Self>(#args)
            }

            /// The server as a child of a supervisor.
            #vis fn child(#(#parameters),*) -> #krate::ChildSpec<Self> {
                use #private::{OnceChild as _, RepeatableChild as _};
                (&#private::ChildArgs::<Self>::new(#args)).child_spec()
            }

            /// A supervisor's place for any number of such servers, started while it runs.
            #vis fn dynamic() -> #krate::DynamicSpec<Self> {
                #krate::DynamicSpec::new()
            }
        }
    }]
}
