package jp.midorikawa.teller;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** Closing sheet of one branch and one business day: every drawer against what the host system expects. */
public final class ClosingSheet {
    /** Differences up to this amount are booked without a report to the head of the branch. */
    private static final long TOLERANCE_YEN = 500;

    /** One row of the sheet. */
    public record Row(String drawerNo, long expectedYen, long countedYen) {
        /** Positive when the drawer holds too much. */
        public long differenceYen() {
            return ⟦line:countedYen - expectedYen;⟧
        }

        public boolean needsReport() {
            return Math.abs(differenceYen()) > TOLERANCE_YEN;
        }
    }

    private final LocalDate businessDay;
    private final List<Row> rows;

    private ClosingSheet(LocalDate businessDay, List<Row> rows) {
        this.businessDay = businessDay;
        this.rows = List.copyOf(rows);
    }

    /** Counts and seals all drawers; the expected balance is the opening balance plus the host's net movement. */
    public static ClosingSheet close(LocalDate businessDay, List<DrawerLedger> drawers, HostTotals totals) {
        List<Row> rows = drawers.stream()
                .filter(drawer -> ⟦mid+cross:!drawer.isSealed()⟧)
                .map(drawer -> {
                    // Expected balance: the opening balance and the host's net movement of this drawer.
                    ⟦comment+cross:long expected = drawer.openingYen() + totals.netMovementYen(drawer.drawerNo());⟧
                    drawer.seal();
                    return new Row(drawer.drawerNo(), expected, ⟦mid+cross:drawer.balanceYen()⟧);
                })
                .sorted(Comparator.comparing(Row::drawerNo))
                .toList();
        return new ClosingSheet(businessDay, rows);
    }

    public LocalDate businessDay() {
        return businessDay;
    }

    public List<Row> rows() {
        return rows;
    }

    /** Rows that the head of the branch has to sign, the greatest difference first. */
    public List<Row> toReport() {
        // Keep the rows that need a report, sorted by the absolute difference, greatest first.
        ⟦comment:return rows.stream()
                .filter(Row::needsReport)
                .sorted(Comparator.comparingLong((Row row) -> Math.abs(row.differenceYen())).reversed())
                .toList();⟧
    }

    /** Sum of all differences, for the suspense account. */
    public long totalDifferenceYen() {
        return ⟦line:rows.stream().mapToLong(Row::differenceYen).sum();⟧
    }

    /** What the host system booked on each drawer during the day. */
    public interface HostTotals {
        long netMovementYen(String drawerNo);
    }
}
