"""Households that ask the town for a subsidy: who lives there and what they earned."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Resident:
    name: str
    born_on: date
    yearly_income: int

    def age_on(self, day: date) -> int:
        """Full years; the birthday itself counts."""
        had_birthday = (day.month, day.day) >= (self.born_on.month, self.born_on.day)
        return ⟦line:day.year - self.born_on.year - (0 if had_birthday else 1)⟧


@dataclass(frozen=True)
class Household:
    case_no: str
    ward_code: str
    residents: tuple[Resident, ...]

    def joint_income(self) -> int:
        return sum(⟦mid:resident.yearly_income for resident in self.residents⟧)

    def minors(self, day: date) -> list[Resident]:
        """Residents who are not yet eighteen."""
        return [resident for resident in self.residents if ⟦mid:resident.age_on(day) < 18⟧]


def parse_case(line: str) -> Household:
    """`case;ward;name/born/income;…` as the old host writes it."""
    case_no, ward_code, *people = line.rstrip("\n").split(";")
    residents = []
    for person in people:
        ⟦block:name, born, income = person.split("/")
        residents.append(Resident(name, date.fromisoformat(born), int(income)))⟧
    return Household(case_no, ward_code, ⟦mid:tuple(residents)⟧)


# 世帯のうち最年長の住民を返す
def eldest(household: Household) -> Resident:
    ⟦comment+ja:return min(household.residents, key=lambda resident: resident.born_on)⟧


# Group the households by ward code; within a ward they stay in the order in which they came.
def by_ward(households: list[Household]) -> dict[str, list[Household]]:
    ⟦comment:wards: dict[str, list[Household]] = {}
    for household in households:
        wards.setdefault(household.ward_code, []).append(household)
    return wards⟧
