//! The examples are targets of their own.
