//! Takes a decimal, gives how large it is, so roughly that a search over many products can do without them.

use lianjie_core::Decimal;

/// The logarithm of two.
pub(super) const ONE: i32 = 1 << PLACES;

/// Binary places of a logarithm.
const PLACES: u32 = 10;

/// A thousand times the logarithm of ten.
const TEN: i32 = 3_401_654;

/// Whether a difference of logarithms is that of a few powers of ten, as far as they tell.
pub(super) fn is_near_power_of_ten(apart: u32) -> bool {
    let ten = TEN.unsigned_abs();
    // The nearest power is the only one that can be so near.
    let power = (apart * 1000 + ten / 2) / ten;
    (1..=8).contains(&power) && apart.abs_diff(power * ten / 1000) <= 24
}

/// The logarithm to the base two of a decimal without its sign, in parts of which [`ONE`] has so many; off by less than
/// four of them. Zero has none.
pub(super) fn of(value: Decimal) -> Option<i32> {
    let digits = value.mantissa().unsigned_abs();
    let whole = digits.checked_ilog2()?;
    // From one to two, with 31 binary places.
    let mut rest = u64::try_from((digits << (127 - whole)) >> 96).ok()?;
    let mut logarithm = i32::try_from(whole).ok()?;
    for _ in 0..PLACES {
        rest = (rest * rest) >> 31;
        logarithm *= 2;
        if rest >> 32 > 0 {
            logarithm += 1;
            rest >>= 1;
        }
    }
    Some(logarithm - i32::try_from(value.scale()).ok()? * TEN / 1000)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decimal() -> impl Strategy<Value = Decimal> {
        let wide = 1..=Decimal::MAX.mantissa();
        (prop_oneof![1..100_000_i128, wide], 0..=28_u32)
            .prop_map(|(digits, scale)| Decimal::from_i128_with_scale(digits, scale))
    }

    #[test]
    fn counts_doublings() {
        assert_eq!(of(Decimal::ONE), Some(0));
        assert_eq!(of(Decimal::from(-8)), Some(3 * ONE));
        assert_eq!(of(Decimal::ZERO), None);
    }

    #[test]
    fn the_nearest_power_of_ten_stands_for_all() {
        let by_search = |apart: u32| (1..=8).any(|power| apart.abs_diff(power * 3_401_654 / 1000) <= 24);
        assert!((0..1_000_000).all(|apart| is_near_power_of_ten(apart) == by_search(apart)));
    }

    proptest! {
        #[test]
        fn of_a_product_it_is_the_sum(a in decimal(), b in decimal()) {
            if let Some(product) = a.checked_mul(b)
                && product.mantissa() > 1_000_000
            {
                let sum = of(a).unwrap() + of(b).unwrap();
                prop_assert!(of(product).unwrap().abs_diff(sum) <= 8);
            }
        }
    }
}
