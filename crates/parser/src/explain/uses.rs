//! Takes a report, gives the paths of the records that use a figure, and of those whose evidence holds a place.

use lianjie_core::Report;
use serde_json::Value;

/// What refers to a figure or a place.
#[derive(Default)]
pub(super) struct Uses {
    /// Paths of what has the figure's index.
    pub(super) figure: Vec<String>,
    /// Paths of the records with evidence there.
    pub(super) evidence: Vec<String>,
}

/// Looks through the JSON form, where an index of a figure is always called so.
pub(super) fn uses(report: &Report, figure: Option<usize>, offset: u32) -> Uses {
    let mut uses = Uses::default();
    if let Ok(Value::Object(lists)) = serde_json::to_value(report) {
        let asked = Asked { figure: figure.map(Value::from), offset: u64::from(offset) };
        for (name, list) in lists.iter().filter(|(name, _)| *name != "figures") {
            asked.visit(list, name, &mut uses);
        }
    }
    uses
}

struct Asked {
    figure: Option<Value>,
    offset: u64,
}

impl Asked {
    fn visit(&self, value: &Value, path: &str, uses: &mut Uses) {
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.visit(item, &format!("{path}[{index}]"), uses);
                }
            }
            Value::Object(fields) => {
                let one = self.figure.is_some() && fields.get("figure") == self.figure.as_ref();
                let among = self.figure.as_ref().is_some_and(|figure| {
                    fields.get("figures").and_then(Value::as_array).is_some_and(|all| all.contains(figure))
                });
                if one || among {
                    uses.figure.push(path.to_owned());
                }
                let mut spans = fields.get("evidence").and_then(Value::as_array).into_iter().flatten();
                if spans.any(|span| self.is_in(span)) {
                    uses.evidence.push(path.to_owned());
                }
                for (name, field) in fields {
                    self.visit(field, &format!("{path}.{name}"), uses);
                }
            }
            _ => {}
        }
    }

    fn is_in(&self, span: &Value) -> bool {
        let end = |at| span.get(at).and_then(Value::as_u64);
        end(0).zip(end(1)).is_some_and(|(from, to)| from <= self.offset && self.offset < to)
    }
}
