//! What the macros write, under every lint that a user may have turned on.
//!
//! Nothing here is for use: the crate is clean, or the macros write something that they should not.
//! `forbid` is the hardest case, since no `allow` in an expansion helps against it.

#![forbid(
    // Style and documentation.
    missing_docs,
    missing_debug_implementations,
    non_ascii_idents,
    nonstandard_style,
    rust_2018_idioms,
    explicit_outlives_requirements,
    absolute_paths_not_starting_with_crate,
    elided_lifetimes_in_paths,
    single_use_lifetimes,
    redundant_lifetimes,
    ambiguous_negative_literals,
    // What is there and not used.
    unused,
    dead_code,
    unused_qualifications,
    unused_lifetimes,
    unused_results,
    unused_must_use,
    unused_import_braces,
    unused_extern_crates,
    unused_macro_rules,
    redundant_imports,
    unreachable_code,
    let_underscore_drop,
    unit_bindings,
    // Who sees it.
    unreachable_pub,
    unnameable_types,
    private_interfaces,
    private_bounds,
    macro_use_extern_crate,
    // Numbers and sizes.
    trivial_casts,
    trivial_numeric_casts,
    variant_size_differences,
    // Other editions.
    keyword_idents,
    rust_2021_compatibility,
    rust_2024_compatibility,
    if_let_rescope,
    tail_expr_drop_order,
    impl_trait_overcaptures,
    impl_trait_redundant_captures,
    missing_unsafe_on_extern,
    unsafe_attr_outside_unsafe,
    // Danger.
    unsafe_code,
    unsafe_op_in_unsafe_fn,
    unstable_features,
    ffi_unwind_calls,
    meta_variable_misuse,
    missing_abi,
    missing_copy_implementations,
    refining_impl_trait,
    async_fn_in_trait,
    future_incompatible,
    let_underscore
)]
#![deny(
    deprecated,
    deprecated_in_future,
    warnings,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::cargo
)]
// A part of `clippy::restriction`. Left out is what forbids a part of the language that every
// program has, or that contradicts another lint of that group:
// - `implicit_return`, `question_mark_used`, `min_ident_chars`, `single_call_fn`, `ref_patterns`,
//   `pattern_type_mismatch`, `else_if_without_else`, `shadow_*`, `single_char_lifetime_names`,
//   `arbitrary_source_item_ordering`, `missing_trait_methods`, `missing_inline_in_public_items`,
//   `pub_use`, `exhaustive_*`: taste.
// - `absolute_paths`, `std_instead_of_core`, `missing_docs_in_private_items` on what users write:
//   an expansion has no imports, so absolute paths are all that it can write.
// - `arithmetic_side_effects`, `float_arithmetic`, `integer_division`, `as_conversions`,
//   `default_numeric_fallback`, `string_*`: about what is inside of handlers.
// - `pub_with_shorthand` and `pub_without_shorthand`, `self_named_module_files` and
//   `mod_module_files`, `separated_literal_suffix` and `unseparated_literal_suffix`,
//   `semicolon_inside_block` and `semicolon_outside_block`: one of each pair always fires.
#![deny(
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    clippy::as_pointer_underscore,
    clippy::as_underscore,
    clippy::assertions_on_result_states,
    clippy::cfg_not_test,
    clippy::clone_on_ref_ptr,
    clippy::create_dir,
    clippy::dbg_macro,
    clippy::decimal_literal_representation,
    clippy::deref_by_slicing,
    clippy::disallowed_script_idents,
    clippy::empty_enum_variants_with_brackets,
    clippy::empty_structs_with_brackets,
    clippy::error_impl_error,
    clippy::exit,
    clippy::expect_used,
    clippy::field_scoped_visibility_modifiers,
    clippy::filetype_is_file,
    clippy::float_cmp_const,
    clippy::fn_to_numeric_cast_any,
    clippy::get_unwrap,
    clippy::if_then_some_else_none,
    clippy::impl_trait_in_params,
    clippy::indexing_slicing,
    clippy::infinite_loop,
    clippy::iter_over_hash_type,
    clippy::large_include_file,
    clippy::let_underscore_must_use,
    clippy::let_underscore_untyped,
    clippy::lossy_float_literal,
    clippy::map_err_ignore,
    clippy::map_with_unused_argument_over_ranges,
    clippy::mem_forget,
    clippy::missing_assert_message,
    clippy::missing_asserts_for_indexing,
    clippy::missing_docs_in_private_items,
    clippy::mixed_read_write_in_expression,
    clippy::multiple_inherent_impl,
    clippy::multiple_unsafe_ops_per_block,
    clippy::mutex_atomic,
    clippy::needless_raw_strings,
    clippy::non_ascii_literal,
    clippy::panic,
    clippy::panic_in_result_fn,
    clippy::partial_pub_fields,
    clippy::precedence_bits,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::rc_buffer,
    clippy::rc_mutex,
    clippy::redundant_test_prefix,
    clippy::redundant_type_annotations,
    clippy::renamed_function_params,
    clippy::rest_pat_in_fully_bound_structs,
    clippy::return_and_then,
    clippy::same_name_method,
    clippy::str_to_string,
    clippy::suspicious_xor_used_as_pow,
    clippy::tests_outside_test_module,
    clippy::todo,
    clippy::try_err,
    clippy::undocumented_unsafe_blocks,
    clippy::unimplemented,
    clippy::unnecessary_safety_comment,
    clippy::unnecessary_safety_doc,
    clippy::unnecessary_self_imports,
    clippy::unneeded_field_pattern,
    clippy::unreachable,
    clippy::unused_result_ok,
    clippy::unused_trait_names,
    clippy::unwrap_in_result,
    clippy::unwrap_used,
    clippy::use_debug,
    clippy::verbose_file_reads,
    clippy::wildcard_enum_match_arm
)]
#![allow(
    clippy::redundant_pub_crate,
    reason = "it wants `pub` where `unreachable_pub` wants `pub(crate)`"
)]
#![allow(
    clippy::cargo_common_metadata,
    clippy::multiple_crate_versions,
    reason = "nobody publishes this package, and what the whole tree depends on is checked elsewhere"
)]

pub mod agent;
pub mod machine;
pub mod messages;
pub mod names;
mod private;
pub mod protocol;
pub mod public;
pub mod record;
pub mod strict;
pub mod tree;

/// What the servers answer that nobody else can call.
///
/// # Errors
///
/// `StartError`, when one of them does not start.
pub async fn hidden() -> Result<(usize, u32, u8, u64, u64), switchboard::StartError> {
    let (rings, coins) = (private::ring().await?, private::count(3).await?);
    let (kept, sum) = (agent::updated().await?, tree::counted().await?);
    Ok((rings, coins, kept, sum, protocol::asked().await?))
}

/// How many records there are in a table that only this crate has.
///
/// # Errors
///
/// `TableError`, which cannot happen here.
pub fn kept() -> Result<usize, switchboard::TableError> {
    record::counted()
}

#[cfg(test)]
mod tests;
