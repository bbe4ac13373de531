//! What loom proves about the token and the mailbox.
