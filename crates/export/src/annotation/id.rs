//! Takes what names a region, gives an identifier in the form of a UUID that is the same each time.

use std::fmt;

/// A UUID (version 8) made from names, not from chance: equal names give equal identifiers.
///
/// The 128 bits are the FNV-1a hash of the names. It is for telling the regions of one project apart, not for keeping a
/// secret.
///
/// ```
/// use lianjie_export::annotation::Id;
///
/// let id = Id::of(&["weiyuan-2019", "figure", "3"]);
/// assert_eq!(id, Id::of(&["weiyuan-2019", "figure", "3"]));
/// assert_eq!(id.to_string().len(), 36);
/// assert_ne!(id, Id::of(&["weiyuan-2019", "figure3"]));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(u128);

impl Id {
    /// The identifier of something by its names, outermost first.
    pub fn of(names: &[&str]) -> Self {
        const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
        const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
        let mut hash = BASIS;
        for name in names {
            // A byte that no text has ends each name.
            for byte in name.bytes().chain(std::iter::once(0xFF)) {
                hash = (hash ^ u128::from(byte)).wrapping_mul(PRIME);
            }
        }
        // Version 8 and the variant of RFC 9562.
        Self(hash & !(0xF << 76) & !(0b11 << 62) | 0x8 << 76 | 0b10 << 62)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hex = format!("{:032x}", self.0);
        let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
        write!(f, "{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn has_the_form_of_a_uuid() {
        let id = Id::of(&["a", "figure", "0"]).to_string();
        let groups: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12]);
        assert_eq!(id.as_bytes()[14], b'8');
        assert!(b"89ab".contains(&id.as_bytes()[19]));
    }
}
