//! Takes a scheme or a settlement, gives a picture of who pays whom: Mermaid text or a self-contained SVG.
//!
//! A picture of a scheme shows what its terms and ties promise, one of a settlement what was paid in all years. The words
//! are the codes of the JSON form; names that come from a text are escaped in both forms.

mod mermaid;
mod scheme;
mod svg;

use std::collections::BTreeMap;

use crate::settle::{Account, Fen, FlowKind, MoneyError, Settlement};

/// Parties and what moves between them.
///
/// Invariant: an arrow's ends are indexes of parties.
///
/// ```
/// use lianjie_core::diagram::Diagram;
/// use lianjie_core::settle::{Case, Contract};
///
/// let contract: Contract = serde_json::from_str(
///     r#"{"operator":"enterprise","clauses":[{"type":"fixed_payout","amount":2500,"per":["household","year"],
///         "floor":"beside"}]}"#,
/// )?;
/// let case: Case = serde_json::from_str(r#"{"households":83,"years":2}"#)?;
/// let diagram = Diagram::of_settlement(&contract.settle(&case)?)?;
/// assert_eq!(diagram.to_mermaid(), "flowchart LR\n  p0[\"enterprise\"]\n  p1[\"household\"]\n  \
///     p0 -->|\"fixed payout 415000.00\"| p1\n");
/// assert!(diagram.to_svg().starts_with("<svg "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagram {
    title: Option<String>,
    parties: Vec<String>,
    arrows: Vec<Arrow>,
}

/// Something that moves from one party to another.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Arrow {
    from: usize,
    to: usize,
    label: String,
}

impl Diagram {
    /// What was paid from whom to whom in all years, for each kind of payment, in the order of the first payments.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`]
    pub fn of_settlement(settlement: &Settlement) -> Result<Self, MoneyError> {
        let mut diagram = Self { title: None, parties: Vec::new(), arrows: Vec::new() };
        let mut order: Vec<(Account, Account, FlowKind)> = Vec::new();
        let mut sums: BTreeMap<(Account, Account, FlowKind), Fen> = BTreeMap::new();
        for flow in &settlement.flows {
            let key = (flow.from, flow.to, flow.cause.kind);
            let sum = sums.entry(key).or_insert_with(|| {
                order.push(key);
                Fen::ZERO
            });
            *sum = sum.plus(flow.amount)?;
        }
        for key @ (from, to, kind) in order {
            let (from, to) = (diagram.party(from.as_str()), diagram.party(to.as_str()));
            let amount = sums.get(&key).copied().unwrap_or_default();
            let label = format!("{} {amount}", words(kind.as_str()));
            diagram.arrows.push(Arrow { from, to, label });
        }
        Ok(diagram)
    }

    /// The index of a party, which is added where it is new.
    fn party(&mut self, code: &str) -> usize {
        let name = words(code);
        self.parties.iter().position(|party| *party == name).unwrap_or_else(|| {
            self.parties.push(name);
            self.parties.len() - 1
        })
    }

    fn arrow(&mut self, from: &str, to: &str, label: impl Into<String>) {
        let (from, to, label) = (self.party(from), self.party(to), label.into());
        let arrow = Arrow { from, to, label };
        if from != to && !self.arrows.contains(&arrow) {
            self.arrows.push(arrow);
        }
    }
}

/// A code as words: `guaranteed_return` is `guaranteed return`.
fn words(code: &str) -> String {
    code.replace('_', " ")
}
