//! Signatures by chance, against a table that says which of their parts fit.
