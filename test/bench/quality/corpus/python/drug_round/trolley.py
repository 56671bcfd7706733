"""The drug trolley of a ward: drawers, doses, and the rule that nothing leaves it unsigned."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass
class DoseTicket:
    chart_no: str
    drug_key: str
    milligrams: float
    due_at: datetime
    given_at: datetime | None = None
    signed_by: str | None = None

    def minutes_late(self, now: datetime) -> int:
        """Whole minutes since the dose was due; 0 before that and once it was given."""
        if self.given_at is not None or now <= self.due_at:
            return 0
        ⟦line:return int((now - self.due_at).total_seconds() // 60)⟧


class DrawerEmpty(Exception):
    def __init__(self, drug_key: str, missing: float) -> None:
        super().__init__(f"{drug_key}: {missing} mg short")
        self.drug_key = drug_key
        ⟦line:self.missing = missing⟧


class Trolley:
    def __init__(self, stock: dict[str, float]) -> None:
        self._stock = dict(stock)
        self._given: list[DoseTicket] = []

    def hand_over(self, ticket: DoseTicket, nurse: str, now: datetime) -> DoseTicket:
        """Give the dose and sign for it; raises DrawerEmpty when there is not enough."""
        left = self._stock.get(ticket.drug_key, 0.0)
        if left < ticket.milligrams:
            raise DrawerEmpty(ticket.drug_key, ⟦mid:ticket.milligrams - left⟧)
        ⟦block:self._stock[ticket.drug_key] = left - ticket.milligrams
        ticket.given_at = now
        ticket.signed_by = nurse
        self._given.append(ticket)⟧
        return ticket

    def restock(self, drug_key: str, milligrams: float) -> None:
        self._stock[drug_key] = ⟦line:self._stock.get(drug_key, 0.0) + milligrams⟧

    # 指定した患者に直近24時間で投与した薬剤ごとの合計ミリグラム数を辞書で返す
    def last_day(self, chart_no: str, now: datetime) -> dict[str, float]:
        ⟦comment+ja:totals: dict[str, float] = {}
        since = now - timedelta(hours=24)
        for ticket in self._given:
            if ticket.chart_no == chart_no and ticket.given_at is not None and ticket.given_at >= since:
                totals[ticket.drug_key] = totals.get(ticket.drug_key, 0.0) + ticket.milligrams
        return totals⟧

    # Return the keys of the drugs of which fewer milligrams are left than the threshold, in alphabetical order.
    def running_low(self, threshold: float) -> list[str]:
        ⟦comment:return sorted(key for key, left in self._stock.items() if left < threshold)⟧
