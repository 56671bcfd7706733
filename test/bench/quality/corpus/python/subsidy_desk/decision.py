"""The decision on a case: how much, and the sentence in the letter."""

from datetime import date

from household import Household, by_ward, eldest, parse_case

PER_CHILD = 24_000
BASE = 60_000
INCOME_CEILING = 4_200_000


def amount_for(household: Household, day: date) -> int:
    """Yen; 0 above the ceiling, a tenth more when the eldest is 75 or older."""
    if ⟦mid+cross:household.joint_income()⟧ > INCOME_CEILING:
        return 0
    amount = BASE + PER_CHILD * len(⟦mid+cross:household.minors(day)⟧)
    if eldest(household).⟦mid+cross:age_on(day)⟧ >= 75:
        amount += amount // 10
    return amount


def letter(household: Household, day: date) -> str:
    """The first paragraph of the letter."""
    head = eldest(household)
    amount = ⟦line+cross:amount_for(household, day)⟧
    if amount == 0:
        return f"Dear {head.name}, your application {household.case_no} was declined."
    return ⟦line+cross:f"Dear {head.name}, your application {household.case_no} was granted: {amount} yen."⟧


def totals_by_ward(lines: list[str], day: date) -> dict[str, int]:
    """Yen for each ward, from the lines of the old host; empty lines do not count."""
    households = [⟦mid+cross:parse_case(line) for line in lines⟧ if line.strip() != ""]
    totals: dict[str, int] = {}
    for ward_code, cases in ⟦line+cross:by_ward(households).items():⟧
        ⟦block:total = 0
        for case in cases:
            total += amount_for(case, day)
        totals[ward_code] = total⟧
    return totals


# 18歳未満の住民がいる世帯だけを、子どもの人数の多い順に返す
def families_first(households: list[Household], day: date) -> list[Household]:
    ⟦comment+ja+cross:families = [household for household in households if household.minors(day)]
    return sorted(families, key=lambda household: len(household.minors(day)), reverse=True)⟧


# Return the case numbers of all households whose joint income is above the ceiling.
def declined(households: list[Household]) -> list[str]:
    ⟦comment+cross:return [household.case_no for household in households if household.joint_income() > INCOME_CEILING]⟧
