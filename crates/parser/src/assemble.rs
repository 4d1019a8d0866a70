//! Takes mentions with their scopes, gives records: one submodule for each kind.

pub(crate) mod funding;
pub(crate) mod observation;
pub(crate) mod program;
pub(crate) mod scheme;
