//! Repayment of a loan: who owes which interest and principal in which payment.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Pow, ToPrimitive, Zero};
use rust_decimal::Decimal;

use super::money::{Fen, MoneyError};
use crate::code::codes;

codes! {
    /// How a loan is paid back.
    Repayment "repayment" {
        /// 按期付息、到期还本: interest with each payment, the principal with the last.
        Bullet = "bullet",
        /// 等额本息: payments of one size.
        EqualInstalments = "equal_instalments",
        /// 等额本金: the same principal with each payment, interest on what is left.
        EqualPrincipal = "equal_principal",
    }
}

/// One payment of a loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// Interest since the payment before.
    pub interest: Fen,
    /// Principal paid back.
    pub principal: Fen,
    /// Principal that is still owed.
    pub left: Fen,
}

/// The payments of one loan. Interest of a payment is that of the year over the payments of a year, on what is still
/// owed, rounded half up; the last payment takes what rounding left of the principal.
///
/// A repayment code that this version does not list gives no payments.
///
/// ```
/// use lianjie_core::settle::{Fen, Repayment, schedule};
///
/// // 5万元, 3 years, 4.75 %, one payment a year.
/// let loan = schedule("50000".parse()?, "4.75".parse()?, 3, 1, Repayment::Bullet)?;
/// assert_eq!(loan.iter().map(|payment| payment.interest.to_string()).collect::<Vec<_>>(), ["2375.00"; 3]);
/// let loan = schedule("50000".parse()?, "4.75".parse()?, 3, 1, Repayment::EqualInstalments)?;
/// let sizes = loan.iter().map(|payment| payment.interest.plus(payment.principal).map(|sum| sum.to_string()));
/// assert_eq!(sizes.collect::<Result<Vec<_>, _>>()?, ["18274.48", "18274.48", "18274.49"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`MoneyError::Overflow`] where a payment cannot be held.
pub fn schedule(
    principal: Fen,
    yearly_percent: Decimal,
    payments: u32,
    payments_per_year: u32,
    repayment: Repayment,
) -> Result<Vec<Instalment>, MoneyError> {
    let rate = rate(yearly_percent, payments_per_year.max(1));
    let size = match repayment {
        Repayment::EqualInstalments => annuity(principal, &rate, payments)?,
        _ => Fen::ZERO,
    };
    let mut left = principal;
    let mut schedule = Vec::new();
    for payment in 1..=payments {
        let interest = round(&(&rate * BigInt::from(left.get())))?;
        let due = match repayment {
            _ if payment == payments => left,
            Repayment::Bullet => Fen::ZERO,
            Repayment::EqualInstalments => size.minus(interest)?.clamp(Fen::ZERO, left),
            Repayment::EqualPrincipal => {
                let part = BigRational::new(principal.get().into(), payments.into());
                round(&part)?.min(left)
            }
            Repayment::Unlisted(_) => return Ok(Vec::new()),
        };
        left = left.minus(due)?;
        schedule.push(Instalment { interest, principal: due, left });
    }
    Ok(schedule)
}

fn rate(yearly_percent: Decimal, payments_per_year: u32) -> BigRational {
    let yearly = yearly_percent.normalize();
    let divisor = BigInt::from(10).pow(yearly.scale() + 2) * payments_per_year;
    BigRational::new(yearly.mantissa().into(), divisor)
}

/// P·i / (1 − (1+i)^−n)
fn annuity(principal: Fen, rate: &BigRational, payments: u32) -> Result<Fen, MoneyError> {
    let principal = BigRational::from_integer(principal.get().into());
    if rate.is_zero() {
        return round(&(principal / BigInt::from(payments.max(1))));
    }
    let growth: BigRational = Pow::pow(BigRational::one() + rate, payments);
    let part = BigRational::one() - growth.recip();
    if part.is_zero() {
        return Ok(Fen::ZERO);
    }
    round(&(principal * rate / part))
}

fn round(value: &BigRational) -> Result<Fen, MoneyError> {
    // `round` takes halves away from zero.
    value.round().to_integer().to_i64().map(Fen::new).ok_or(MoneyError::Overflow)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_loan_without_interest_is_divided() {
        let loan = schedule(Fen::new(100), Decimal::ZERO, 3, 1, Repayment::EqualInstalments).unwrap();
        assert_eq!(loan.iter().map(|payment| payment.principal.get()).collect::<Vec<_>>(), [33, 33, 34]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn every_loan_is_paid_back(
            principal in 0_i64..10_000_000_000,
            basis_points in 0_i64..2400,
            payments in 1_u32..37,
            a_year in prop::sample::select(vec![1_u32, 2, 4, 12]),
            repayment in prop::sample::select(Repayment::ALL.to_vec()),
        ) {
            let loan = schedule(Fen::new(principal), Decimal::new(basis_points, 2), payments, a_year, repayment)
                .unwrap();
            let paid: i64 = loan.iter().map(|payment| payment.principal.get()).sum();
            prop_assert_eq!(paid, principal);
            prop_assert_eq!(loan.last().map(|payment| payment.left), Some(Fen::ZERO));
            prop_assert!(loan.iter().all(|payment| payment.principal >= Fen::ZERO && payment.interest >= Fen::ZERO));
            if repayment == Repayment::EqualInstalments && payments <= 10 && basis_points <= 1200 {
                let sizes: Vec<i64> =
                    loan.iter().map(|payment| payment.interest.get() + payment.principal.get()).collect();
                let spread = sizes.iter().max().unwrap() - sizes.iter().min().unwrap();
                prop_assert!(spread <= i64::from(payments) * 20, "{sizes:?}");
            }
        }
    }
}
