"""Heat curves of the annealing furnace: what the probes said, minute by minute."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass
class HeatCurve:
    charge_id: str
    probe: str
    minutes: list[int] = field(default_factory=list)
    degrees: list[float] = ⟦line:field(default_factory=list)⟧

    def jot(self, minute: int, degree: float) -> None:
        """Note a reading; readings come in the order of time."""
        if self.minutes and minute <= self.minutes[-1]:
            raise ValueError(f"minute {minute} is not after {self.minutes[-1]}")
        ⟦block:self.minutes.append(minute)
        self.degrees.append(degree)⟧

    def degree_at(self, minute: int) -> float:
        """Degrees at a minute, on a straight line between the two readings around it."""
        at = bisect_right(self.minutes, minute)
        if at == 0:
            return ⟦line:self.degrees[0]⟧
        if at == len(self.minutes):
            return self.degrees[-1]
        left, right = self.minutes[at - 1], self.minutes[at]
        part = (minute - left) / (right - left)
        return self.degrees[at - 1] + part * (⟦mid:self.degrees[at] - self.degrees[at - 1]⟧)

    def soak_minutes(self, low: float, high: float) -> int:
        """Minutes between the first and the last reading within [low, high]."""
        inside = [m for m, d in zip(self.minutes, self.degrees) if ⟦mid:low <= d <= high⟧]
        return inside[-1] - inside[0] if inside else 0

    # Return the steepest rise between two neighbouring readings in degrees per minute; 0.0 with fewer than two readings.
    def steepest(self) -> float:
        ⟦comment:if len(self.minutes) < 2:
            return 0.0
        return max(
            (self.degrees[i + 1] - self.degrees[i]) / (self.minutes[i + 1] - self.minutes[i])
            for i in range(len(self.minutes) - 1)
        )⟧

    # 最高温度に達した時刻（分）を返す。記録がなければNoneを返す
    def peak_minute(self) -> int | None:
        ⟦comment+ja:if not self.degrees:
            return None
        return self.minutes[self.degrees.index(max(self.degrees))]⟧
