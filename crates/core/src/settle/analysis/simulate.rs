//! Draws of profits: what the parties get when the years are not known but their distribution is.
//!
//! Drawing is done in whole numbers, from a ChaCha stream whose values are part of its definition: the same seed gives the
//! same payouts on every machine and in every version.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use serde::{Deserialize, Serialize};

use super::payouts::{Payouts, Run};
use crate::settle::case::{Case, Input};
use crate::settle::contract::Contract;
use crate::settle::error::SettleError;
use crate::settle::money::{Fen, MoneyError};
use crate::settle::plan::Plan;
use crate::settle::waterfall::first;

/// How the profit of a year is distributed; years are independent.
///
/// *Units*: yuan to the fen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Distribution {
    /// Every fen from the lowest to the highest is as likely.
    Uniform {
        /// Lowest.
        low: Fen,
        /// Highest.
        high: Fen,
    },
    /// From the lowest to the highest, rising to the likeliest and falling from there.
    Triangular {
        /// Lowest.
        low: Fen,
        /// Likeliest.
        mode: Fen,
        /// Highest.
        high: Fen,
    },
    /// The sum of twelve uniform draws with the mean and standard deviation of the normal distribution asked for:
    /// like it, but none further than six deviations from the mean.
    Normal {
        /// Mean.
        mean: Fen,
        /// Standard deviation.
        deviation: Fen,
    },
    /// One of the profits of known years, each as likely.
    Empirical {
        /// Profits of known years.
        profits: Vec<Fen>,
    },
}

/// What to draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draws {
    /// Distribution of the profit of each year.
    pub profits: Distribution,
    /// Years of a course of events.
    pub years: u32,
    /// How many courses.
    pub runs: u32,
    /// Where the stream of random numbers starts.
    pub seed: u64,
}

/// What each account earned in each of the courses that were drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulation {
    /// In all years together.
    pub totals: Payouts,
    /// In the worst year of each account.
    pub worst_years: Payouts,
}

impl Contract {
    /// Settles as many courses of years with drawn profits as asked for, everything else as the case says. The case's own
    /// profits are not looked at.
    ///
    /// ```
    /// use lianjie_core::Party;
    /// use lianjie_core::settle::{Case, Contract, Distribution, Draws, Fen};
    ///
    /// let contract: Contract = serde_json::from_str(
    ///     r#"{"operator":"cooperative","clauses":[{"type":"profit_split",
    ///         "shares":[{"party":"household","share":"60"},{"party":"cooperative","share":"40"}]}]}"#,
    /// )?;
    /// let profits = Distribution::Uniform { low: "-100000".parse()?, high: "300000".parse()? };
    /// let draws = Draws { profits, years: 1, runs: 1000, seed: 7 };
    /// let simulation = contract.simulate(&Case::default(), &draws)?;
    /// let household = simulation.totals.quantiles(Party::Household, &[10, 50, 90]).unwrap();
    /// assert_eq!(household[0], Fen::ZERO); // one year in four earns nothing
    /// assert!(household[1] > "50000".parse()? && household[2] < "180000".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`settle`](Self::settle), and [`SettleError::Invalid`] for a distribution without a value to draw.
    pub fn simulate(&self, case: &Case, draws: &Draws) -> Result<Simulation, SettleError> {
        let invalid = |input, reason| SettleError::Invalid { input, reason };
        let years = usize::try_from(draws.years).unwrap_or(usize::MAX);
        if !(1..=1000).contains(&years) {
            return Err(invalid(Input::Years, "is not from 1 to 1000"));
        }
        let case = Case { profits: vec![Fen::ZERO; years], years: None, ..case.clone() };
        let plan = Plan::new(self, &case).map_err(first)?;
        let sampler = Sampler::new(&draws.profits)?;
        let mut random = ChaCha8Rng::seed_from_u64(draws.seed);
        let mut run = Run::new(&plan);
        let (mut totals, mut worst_years) = (Payouts::new(&plan), Payouts::new(&plan));
        let nobody = vec![Fen::ZERO; plan.accounts.len()];
        for _ in 0..draws.runs {
            run.restart();
            let mut sums = nobody.clone();
            let mut worst: Option<Vec<Fen>> = None;
            for year in 0..years {
                run.year(year, sampler.draw(&mut random)?)?;
                for (sum, income) in sums.iter_mut().zip(&run.incomes) {
                    *sum = sum.plus(*income)?;
                }
                match &mut worst {
                    None => worst = Some(run.incomes.clone()),
                    Some(worst) => {
                        for (least, income) in worst.iter_mut().zip(&run.incomes) {
                            *least = (*least).min(*income);
                        }
                    }
                }
            }
            let unpaid = run.unpaid()?;
            totals.push(&sums, unpaid);
            worst_years.push(worst.as_deref().unwrap_or(&nobody), unpaid);
        }
        Ok(Simulation { totals, worst_years })
    }
}

/// A distribution that has a value to draw.
struct Sampler<'a>(&'a Distribution);

impl<'a> Sampler<'a> {
    fn new(distribution: &'a Distribution) -> Result<Self, SettleError> {
        let reason = match distribution {
            Distribution::Uniform { low, high } if low > high => "has its lowest above its highest",
            Distribution::Triangular { low, mode, high } if low > mode || mode > high => {
                "has its likeliest outside its range"
            }
            Distribution::Normal { deviation, .. } if *deviation < Fen::ZERO => "has a deviation below zero",
            Distribution::Empirical { profits } if profits.is_empty() => "has no values",
            _ => return Ok(Self(distribution)),
        };
        Err(SettleError::Invalid { input: Input::Profits, reason })
    }

    fn draw(&self, random: &mut ChaCha8Rng) -> Result<Fen, MoneyError> {
        let span = |low: Fen, high: Fen| i128::from(high.get()) - i128::from(low.get());
        match self.0 {
            Distribution::Uniform { low, high } => {
                let width = u128::try_from(span(*low, *high)).map_err(|_| MoneyError::Overflow)?;
                above(*low, below(width + 1, random))
            }
            Distribution::Triangular { low, mode, high } => {
                let size = |span: i128| u128::try_from(span).map_err(|_| MoneyError::Overflow);
                let (width, rise) = (size(span(*low, *high))?, size(span(*low, *mode))?);
                // The inverse of the distribution: a square root on either side of the mode.
                let at = below(width + 1, random);
                if at < rise {
                    above(*low, (at * rise).isqrt())
                } else {
                    let fall = ((width - at) * (width - rise)).isqrt();
                    above(*low, width - fall)
                }
            }
            Distribution::Normal { mean, deviation } => {
                let mut sum: i128 = -6 << 32;
                for _ in 0..12 {
                    sum += i128::from(random.next_u32());
                }
                let off = (sum * i128::from(deviation.get())) >> 32;
                mean.plus(Fen::narrow(off)?)
            }
            Distribution::Empirical { profits } => {
                let count = u128::try_from(profits.len()).unwrap_or(u128::MAX);
                let index = usize::try_from(below(count, random)).unwrap_or_default();
                Ok(profits.get(index).copied().unwrap_or_default())
            }
        }
    }
}

/// A whole number below a limit of at most 2^64, each as likely but for one part in 2^64 over the limit.
fn below(limit: u128, random: &mut ChaCha8Rng) -> u128 {
    (u128::from(random.next_u64()) * limit) >> 64
}

fn above(low: Fen, offset: u128) -> Result<Fen, MoneyError> {
    let offset = i128::try_from(offset).map_err(|_| MoneyError::Overflow)?;
    Fen::narrow(i128::from(low.get()) + offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draws(distribution: &Distribution) -> Vec<i64> {
        let sampler = Sampler::new(distribution).unwrap();
        let mut random = ChaCha8Rng::seed_from_u64(1);
        (0..20_000).map(|_| sampler.draw(&mut random).unwrap().get()).collect()
    }

    fn mean(values: &[i64]) -> i64 {
        values.iter().sum::<i64>() / i64::try_from(values.len()).unwrap()
    }

    #[test]
    fn draws_have_the_mean_that_was_asked_for() {
        let (low, high) = (Fen::new(-100_000), Fen::new(300_000));
        let uniform = draws(&Distribution::Uniform { low, high });
        assert!((mean(&uniform) - 100_000).abs() < 3_000, "{}", mean(&uniform));
        assert!(uniform.iter().all(|fen| (-100_000..=300_000).contains(fen)));
        // (−100000 + 0 + 300000) / 3
        let triangular = draws(&Distribution::Triangular { low, mode: Fen::ZERO, high });
        assert!((mean(&triangular) - 66_666).abs() < 3_000, "{}", mean(&triangular));
        let normal = draws(&Distribution::Normal { mean: Fen::new(50_000), deviation: Fen::new(100_000) });
        assert!((mean(&normal) - 50_000).abs() < 3_000, "{}", mean(&normal));
        let within = normal.iter().filter(|fen| (**fen - 50_000).abs() <= 100_000).count();
        assert!((13_300..14_000).contains(&within), "68 % lie within one deviation: {within}");
        let known = draws(&Distribution::Empirical { profits: vec![low, high] });
        assert!((mean(&known) - 100_000).abs() < 5_000);
    }

    #[test]
    fn rejects_distributions_without_values() {
        assert!(Sampler::new(&Distribution::Uniform { low: Fen::ONE, high: Fen::ZERO }).is_err());
        assert!(Sampler::new(&Distribution::Empirical { profits: Vec::new() }).is_err());
    }

    #[test]
    fn the_stream_of_a_seed_is_fixed() {
        let uniform = Distribution::Uniform { low: Fen::ZERO, high: Fen::new(999_999) };
        assert_eq!(draws(&uniform)[..3], [402_485, 80_383, 596_560]);
    }
}
