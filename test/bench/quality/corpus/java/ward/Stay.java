package jp.asanagi.ward;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/** 一人の患者の一回の入院。転床してもこの記録は一つのまま。 */
public final class Stay {
    private final String chartNo;
    private final LocalDateTime admittedAt;
    private final Bed.Isolation isolation;
    private final boolean needsOxygen;
    private Bed bed;
    private LocalDateTime leftAt;
    private LocalDate plannedDischarge;

    public Stay(String chartNo, LocalDateTime admittedAt, Bed.Isolation isolation, boolean needsOxygen) {
        this.chartNo = chartNo;
        this.admittedAt = admittedAt;
        this.isolation = isolation;
        this.needsOxygen = needsOxygen;
    }

    public String chartNo() {
        return chartNo;
    }

    public Bed.Isolation isolation() {
        return isolation;
    }

    public Optional<Bed> bed() {
        return ⟦line:Optional.ofNullable(bed);⟧
    }

    public Optional<LocalDate> plannedDischarge() {
        return Optional.ofNullable(plannedDischarge);
    }

    public void planDischarge(LocalDate day) {
        // 退院予定日が入院日より前なら例外にする
        ⟦comment+ja:if (day.isBefore(admittedAt.toLocalDate())) {
            throw new IllegalArgumentException("planned discharge is before the admission: " + day);
        }⟧
        plannedDischarge = day;
    }

    /** この床に入れるかどうか。酸素が要る患者には酸素配管が要る。 */
    public boolean fits(Bed candidate) {
        return ⟦mid+cross:candidate.suits(isolation)⟧ && (!needsOxygen || candidate.oxygenOutlet());
    }

    /** 床を移す。設備の合わない床へは移せない。 */
    public void moveTo(Bed next) {
        if (!fits(next)) {
            throw new IllegalStateException("bed " + ⟦mid+cross:next.label()⟧ + " does not suit chart " + chartNo);
        }
        bed = next;
    }

    public void leave(LocalDateTime at) {
        ⟦block:leftAt = at;
        bed = null;⟧
    }

    public boolean isPresent() {
        return leftAt == null;
    }

    /** 在院日数。入院日を1日目と数える。 */
    public long daysInHospital(LocalDate today) {
        LocalDate until = leftAt == null ? today : leftAt.toLocalDate();
        return ⟦line:Duration.between(admittedAt.toLocalDate().atStartOfDay(), until.atStartOfDay()).toDays() + 1;⟧
    }
}
