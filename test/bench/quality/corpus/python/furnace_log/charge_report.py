"""The report of one charge: does the heat treatment meet its recipe?"""

from dataclasses import dataclass

from heat_curve import HeatCurve


@dataclass(frozen=True)
class Recipe:
    alloy: str
    soak_low: float
    soak_high: float
    soak_minutes: int
    max_rise: float


@dataclass(frozen=True)
class ProbeVerdict:
    probe: str
    soaked: int
    steepest: float
    passed: bool


def judge_probe(curve: HeatCurve, recipe: Recipe) -> ProbeVerdict:
    soaked = curve.⟦line+cross:soak_minutes(recipe.soak_low, recipe.soak_high)⟧
    rise = ⟦line+cross:curve.steepest()⟧
    passed = soaked >= recipe.soak_minutes and ⟦line:rise <= recipe.max_rise⟧
    return ProbeVerdict(⟦mid+cross:curve.probe⟧, soaked, rise, passed)


def judge_charge(curves: list[HeatCurve], recipe: Recipe) -> dict[str, ProbeVerdict]:
    """Verdicts by probe; all curves must be of one charge."""
    charges = {curve.charge_id for curve in curves}
    if len(charges) != 1:
        raise ValueError(f"curves of {len(charges)} charges")
    return ⟦line:{curve.probe: judge_probe(curve, recipe) for curve in curves}⟧


def gap_between(first: HeatCurve, second: HeatCurve, minutes: range) -> float:
    """Largest difference of two probes over the given minutes."""
    return max(abs(⟦mid+cross:first.degree_at(minute) - second.degree_at(minute)⟧) for minute in minutes)


# Return one line per failed probe in the form "probe: soaked N min, steepest R" with one decimal for R.
def failures(verdicts: dict[str, ProbeVerdict]) -> list[str]:
    ⟦comment:return [
        f"{verdict.probe}: soaked {verdict.soaked} min, steepest {verdict.steepest:.1f}"
        for verdict in verdicts.values()
        if not verdict.passed
    ]⟧


# すべてのプローブの最高温度到達時刻のうち最も遅いものを返す。記録のないプローブは無視する
def last_peak(curves: list[HeatCurve]) -> int | None:
    ⟦comment+ja+cross:peaks = [peak for curve in curves if (peak := curve.peak_minute()) is not None]
    return max(peaks) if peaks else None⟧
