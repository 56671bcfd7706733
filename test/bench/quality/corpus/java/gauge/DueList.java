package jp.hoshikuzu.gauge;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The list that the metrology room prints on Mondays: what is due, and what must not be used. */
public final class DueList {
    private final List<Gauge> gauges;
    private final LocalDate today;

    public DueList(List<Gauge> gauges, LocalDate today) {
        this.gauges = List.copyOf(gauges);
        this.today = today;
    }

    /** Gauges whose calibration ends within the given days, the next one first; quarantined ones are left out. */
    public List<Gauge> dueWithin(int days) {
        LocalDate limit = today.plusDays(days);
        return gauges.stream()
                .filter(gauge -> !gauge.isQuarantined())
                .filter(gauge -> ⟦mid+cross:gauge.dueOn().isBefore(limit)⟧)
                .sorted(⟦mid+cross:Comparator.comparing(Gauge::dueOn)⟧)
                .toList();
    }

    /** Number of overdue gauges by grade. */
    public Map<Gauge.Grade, Long> overdueByGrade() {
        // Count the gauges that are overdue today, grouped by their grade.
        ⟦comment+cross:return gauges.stream()
                .filter(gauge -> gauge.isOverdue(today))
                .collect(Collectors.groupingBy(Gauge::grade, TreeMap::new, Collectors.counting()));⟧
    }

    /** 使用禁止の測定器の管理番号を、読点で区切って返す。 */
    public String quarantinedTags() {
        // 使用禁止の測定器の管理番号を昇順に並べ、「、」でつなぐ
        ⟦comment+ja+cross:return gauges.stream()
                .filter(Gauge::isQuarantined)
                .map(Gauge::tag)
                .sorted()
                .collect(Collectors.joining("、"));⟧
    }

    public String headline() {
        int due = dueWithin(30).size();
        return due == 0 ? "Nothing is due within 30 days." : ⟦mid:due + " gauges are due within 30 days."⟧;
    }
}
