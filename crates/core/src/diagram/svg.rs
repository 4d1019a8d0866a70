//! The picture as SVG: a column for each party, a row for each arrow, so that no label covers another.

use std::fmt::Write as _;

use super::Diagram;

const ROW: usize = 40;
const HEAD: usize = 34;
const EDGE: usize = 14;
/// Width of a Latin letter; Chinese characters take twice as much.
const LETTER: usize = 7;

/// Colours of light and dark surroundings; the background is drawn, so that the text is readable on any page.
const STYLE: &str = "\
.lianjie-flow{font:13px system-ui,sans-serif}\
.lianjie-flow .ground{fill:#fff}.lianjie-flow text{fill:#1f2328}\
.lianjie-flow .party{fill:#eaf2fb;stroke:#4a7ab0}\
.lianjie-flow .line{stroke:#c3c9d0;stroke-dasharray:3 4}\
.lianjie-flow .arrow{stroke:#2f6f4f;stroke-width:1.5}.lianjie-flow .tip{fill:#2f6f4f}\
@media(prefers-color-scheme:dark){\
.lianjie-flow .ground{fill:#16191d}.lianjie-flow text{fill:#e6e9ec}\
.lianjie-flow .party{fill:#1d2b3a;stroke:#6f9fd4}.lianjie-flow .line{stroke:#4a5058}\
.lianjie-flow .arrow{stroke:#79c79c}.lianjie-flow .tip{fill:#79c79c}}";

impl Diagram {
    /// A self-contained SVG without scripts or references; text is escaped. Readable in light and dark.
    pub fn to_svg(&self) -> String {
        let columns = self.columns();
        let title = self.title.as_deref().filter(|title| !title.is_empty());
        let top = EDGE + if title.is_some() { 26 } else { 0 };
        let last = columns.last().map_or(0, |(centre, width)| centre + width / 2);
        let width = (last + EDGE).max(title.map_or(0, measure) + 2 * EDGE);
        let height = top + HEAD + ROW * self.arrows.len() + 2 * EDGE;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"lianjie-flow\" role=\"img\" width=\"{width}\" \
             height=\"{height}\" viewBox=\"0 0 {width} {height}\"><style>{STYLE}</style>\
             <rect class=\"ground\" width=\"100%\" height=\"100%\"/>"
        );
        if let Some(title) = title {
            let title = escaped(title);
            let _ = write!(svg, "<title>{title}</title><text x=\"{EDGE}\" y=\"26\">{title}</text>");
        }
        let foot = height - EDGE;
        for (party, (centre, width)) in self.parties.iter().zip(&columns) {
            let (left, middle, below) = (centre - width / 2, top + HEAD / 2 + 5, top + HEAD);
            let _ = write!(
                svg,
                "<line class=\"line\" x1=\"{centre}\" y1=\"{below}\" x2=\"{centre}\" y2=\"{foot}\"/>\
                 <rect class=\"party\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{HEAD}\" rx=\"6\"/>\
                 <text x=\"{centre}\" y=\"{middle}\" text-anchor=\"middle\">{}</text>",
                escaped(party)
            );
        }
        for (row, arrow) in self.arrows.iter().enumerate() {
            let centre = |party: usize| columns.get(party).map_or(0, |(centre, _)| *centre);
            let (from, to) = (centre(arrow.from), centre(arrow.to));
            let y = top + HEAD + ROW * (row + 1);
            // The tip is a triangle that ends on the party's line.
            let back = if to > from { to - 8 } else { to + 8 };
            let _ = write!(
                svg,
                "<line class=\"arrow\" x1=\"{from}\" y1=\"{y}\" x2=\"{back}\" y2=\"{y}\"/>\
                 <path class=\"tip\" d=\"M{to} {y}L{back} {} {back} {}Z\"/>\
                 <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                y - 4,
                y + 4,
                usize::midpoint(from, to),
                y - 7,
                escaped(&arrow.label)
            );
        }
        svg.push_str("</svg>");
        svg
    }

    /// Centre and width of each party's box, so far apart that every label has room between its ends.
    fn columns(&self) -> Vec<(usize, usize)> {
        let widths: Vec<usize> = self.parties.iter().map(|party| measure(party) + 24).collect();
        let mut columns: Vec<(usize, usize)> = Vec::new();
        for (index, &width) in widths.iter().enumerate() {
            let after = columns.last().map_or(EDGE, |(centre, width)| centre + width / 2 + 24);
            let mut centre = after + width / 2;
            for arrow in &self.arrows {
                let (low, high) = (arrow.from.min(arrow.to), arrow.from.max(arrow.to));
                if let Some((start, _)) = columns.get(low).filter(|_| high == index) {
                    centre = centre.max(start + measure(&arrow.label) + 24);
                }
            }
            columns.push((centre, width));
        }
        columns
    }
}

fn measure(text: &str) -> usize {
    text.chars().map(|ch| if ch.is_ascii() { LETTER } else { 2 * LETTER }).sum()
}

fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for ch in text.chars() {
        match ch {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // No XML document may hold control characters or the two non-characters.
            ch if ch.is_control() || matches!(ch, '\u{fffe}' | '\u{ffff}') => safe.push(' '),
            ch => safe.push(ch),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use crate::LinkageScheme;
    use crate::diagram::Diagram;

    fn scheme(name: &str, of: &str) -> LinkageScheme {
        let json = serde_json::json!({
            "name": name, "parties": ["enterprise", "household"], "ties": ["wage"], "operators": [],
            "terms": [
                { "type": "fixed_payout", "amount": "1800", "bound": "at_least", "per": ["household", "year"] },
                { "type": "subsidy", "percent": "50", "of": of },
            ],
            "place": null, "period": null, "evidence": [],
        });
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn draws_terms_and_ties() {
        let mermaid = Diagram::of_scheme(&scheme("x", "运费")).to_mermaid();
        let expected = "\
flowchart LR
  p0[\"enterprise\"]
  p1[\"household\"]
  p2[\"government\"]
  p0 -->|\"at least 1800 yuan per household and year\"| p1
  p2 -->|\"subsidy 50 % 运费\"| p1
  p0 -->|\"wages\"| p1
";
        assert_eq!(mermaid, expected);
    }

    #[test]
    fn hostile_names_stay_text() {
        let hostile = "</title><script>alert(1)</script>\"]; click p0 call x()\n%%{init: 1}%% \u{0}&";
        let diagram = Diagram::of_scheme(&scheme(hostile, hostile));
        let svg = diagram.to_svg();
        assert_eq!(svg.matches("<script").count() + svg.matches('\u{0}').count(), 0, "{svg}");
        assert_eq!(svg.matches("</title>").count(), 1);
        let mermaid = diagram.to_mermaid();
        assert_eq!(mermaid.lines().count(), 7, "{mermaid}");
        assert!(!mermaid.contains('<') && !mermaid.contains("%%{"), "{mermaid}");
    }

    #[test]
    fn labels_have_room_between_their_parties() {
        let diagram = Diagram::of_scheme(&scheme("甲", "乙"));
        let columns = diagram.columns();
        let distance = columns[1].0 - columns[0].0;
        assert!(distance >= super::measure("at least 1800 yuan per household and year"));
    }
}
