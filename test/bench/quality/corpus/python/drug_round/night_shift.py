"""What the night nurse does with the trolley, door by door."""

from datetime import datetime

from trolley import DoseTicket, DrawerEmpty, Trolley

DAILY_LIMIT = {"paracet": 4000.0, "tramal": 400.0}


def late_list(tickets: list[DoseTicket], now: datetime) -> list[str]:
    """One line for each overdue dose, the latest first."""
    late = [ticket for ticket in tickets if ⟦mid+cross:ticket.minutes_late(now) > 0⟧]
    late.sort(key=lambda ticket: ⟦mid+cross:ticket.due_at⟧)
    return [f"{ticket.chart_no} {ticket.drug_key} {ticket.minutes_late(now)} min" for ticket in late]


def may_give(trolley: Trolley, ticket: DoseTicket, now: datetime) -> bool:
    """False when the dose would go beyond the daily limit of its drug."""
    limit = DAILY_LIMIT.get(ticket.drug_key)
    if limit is None:
        return True
    given = trolley.⟦line+cross:last_day(ticket.chart_no, now).get(ticket.drug_key, 0.0)⟧
    return ⟦line+cross:given + ticket.milligrams <= limit⟧


def run_round(trolley: Trolley, tickets: list[DoseTicket], nurse: str, now: datetime) -> list[str]:
    """Give all that is due; answers what could not be given, in words."""
    problems: list[str] = []
    for ticket in tickets:
        if ticket.due_at > now or ticket.given_at is not None:
            continue
        if not may_give(trolley, ticket, now):
            ⟦line+cross:problems.append(f"{ticket.chart_no}: {ticket.drug_key} over the daily limit")⟧
            continue
        try:
            ⟦line+cross:trolley.hand_over(ticket, nurse, now)⟧
        except DrawerEmpty as error:
            problems.append(⟦mid+cross:f"{error.drug_key} is short of {error.missing} mg"⟧)
    return problems


# 未投与の投与票の数を薬剤ごとに数えて、多い順の (薬剤キー, 件数) のリストで返す
def open_counts(tickets: list[DoseTicket]) -> list[tuple[str, int]]:
    ⟦comment+ja+cross:counts: dict[str, int] = {}
    for ticket in tickets:
        if ticket.given_at is None:
            counts[ticket.drug_key] = counts.get(ticket.drug_key, 0) + 1
    return sorted(counts.items(), key=lambda item: item[1], reverse=True)⟧


# Order everything that runs low: restock each such drug with the given number of milligrams and return their keys.
def order_all(trolley: Trolley, threshold: float, milligrams: float) -> list[str]:
    ⟦comment+cross:keys = trolley.running_low(threshold)
    for key in keys:
        trolley.restock(key, milligrams)
    return keys⟧
