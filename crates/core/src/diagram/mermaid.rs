//! The picture as a Mermaid flowchart.

use std::fmt::Write as _;

use super::Diagram;

impl Diagram {
    /// A Mermaid flowchart. Labels are quoted and escaped, so that no name can end its label or start a directive.
    pub fn to_mermaid(&self) -> String {
        let mut text = String::from("flowchart LR\n");
        for (index, party) in self.parties.iter().enumerate() {
            let _ = writeln!(text, "  p{index}[\"{}\"]", escaped(party));
        }
        for arrow in &self.arrows {
            let (from, to, label) = (arrow.from, arrow.to, escaped(&arrow.label));
            let _ = writeln!(text, "  p{from} -->|\"{label}\"| p{to}");
        }
        if self.arrows.is_empty() {
            for (from, to) in (0..self.parties.len()).zip(1..self.parties.len()) {
                let _ = writeln!(text, "  p{from} -.- p{to}");
            }
        }
        text
    }
}

/// Everything that Mermaid, its Markdown or HTML could read as a mark becomes a character code.
fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for ch in text.chars() {
        match ch {
            ch if ch.is_control() => safe.push(' '),
            '"' | '#' | '&' | '<' | '>' | '`' | ';' | '\\' | '|' | '*' | '_' | '[' | ']' | '{' | '}' => {
                let _ = write!(safe, "#{};", u32::from(ch));
            }
            ch => safe.push(ch),
        }
    }
    safe
}
