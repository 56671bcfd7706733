package jp.hoshikuzu.gauge;

import java.time.LocalDate;
import java.time.Period;

/** A measuring instrument of the factory and when it was calibrated last. */
public final class Gauge {
    /** What the gauge is trusted with; decides how often it is calibrated. */
    public enum Grade {
        REFERENCE(Period.ofMonths(24)),
        INSPECTION(Period.ofMonths(12)),
        SHOPFLOOR(Period.ofMonths(6));

        private final Period interval;

        Grade(Period interval) {
            this.interval = interval;
        }

        public Period interval() {
            return interval;
        }
    }

    private final String tag;
    private final Grade grade;
    private final double rangeMin;
    private final double rangeMax;
    private LocalDate lastCalibrated;
    private boolean quarantined;

    public Gauge(String tag, Grade grade, double rangeMin, double rangeMax, LocalDate lastCalibrated) {
        if (⟦mid:rangeMin >= rangeMax⟧) {
            throw new IllegalArgumentException("empty measuring range of " + tag);
        }
        this.tag = tag;
        this.grade = grade;
        this.rangeMin = rangeMin;
        ⟦block:this.rangeMax = rangeMax;
        this.lastCalibrated = lastCalibrated;⟧
    }

    public String tag() {
        return tag;
    }

    public Grade grade() {
        return grade;
    }

    public boolean isQuarantined() {
        return quarantined;
    }

    /** Width of the measuring range, the base of errors in per cent of full scale. */
    public double span() {
        return ⟦line:rangeMax - rangeMin;⟧
    }

    public boolean covers(double value) {
        return value >= rangeMin && ⟦line:value <= rangeMax;⟧
    }

    /** First day on which the gauge may no longer be used. */
    public LocalDate dueOn() {
        return ⟦line:lastCalibrated.plus(grade.interval());⟧
    }

    public boolean isOverdue(LocalDate today) {
        return !today.isBefore(dueOn());
    }

    /** Accepts a passed calibration; a quarantined gauge comes back into use. */
    public void recalibrated(LocalDate day) {
        lastCalibrated = day;
        quarantined = false;
    }

    public void quarantine() {
        quarantined = true;
    }
}
