package jp.hoshikuzu.gauge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** 一回の校正作業。基準値と読み値の組を集め、合否を決める。 */
public final class CalibrationRun {
    /** 一つの測定点。 */
    public record Point(double standard, double reading) {
        public double deviation() {
            return reading - standard;
        }
    }

    /** 合格とする最小の測定点の数。 */
    private static final int MINIMUM_POINTS = 5;

    private final Gauge gauge;
    private final LocalDate day;
    private final String operator;
    private final List<Point> points = new ArrayList<>();

    public CalibrationRun(Gauge gauge, LocalDate day, String operator) {
        this.gauge = gauge;
        this.day = day;
        this.operator = operator;
    }

    public String operator() {
        return operator;
    }

    /** 測定点を加える。測定範囲の外の基準値は受け付けない。 */
    public void measure(double standard, double reading) {
        if (⟦mid+cross:!gauge.covers(standard)⟧) {
            throw new IllegalArgumentException("outside the range of " + gauge.tag() + ": " + standard);
        }
        points.add(⟦mid:new Point(standard, reading)⟧);
    }

    /** 偏差の絶対値の最大。測定点が無ければ空。 */
    public OptionalDouble worstDeviation() {
        return ⟦line:points.stream().mapToDouble(point -> Math.abs(point.deviation())).max();⟧
    }

    /** 最大偏差を測定範囲に対する百分率で返す。 */
    public double worstPercentOfSpan() {
        // 測定点が無いときは 0 とし、あれば最大偏差を測定範囲の幅で割って百分率にする
        ⟦comment+ja+cross:return worstDeviation().orElse(0) / gauge.span() * 100;⟧
    }

    /** 許容値 (測定範囲の百分率) は等級で決まる。 */
    public double tolerancePercent() {
        return switch (gauge.grade()) {
            case REFERENCE -> 0.05;
            case INSPECTION -> 0.2;
            ⟦line+cross:case SHOPFLOOR -> 0.5;⟧
        };
    }

    public boolean passed() {
        return points.size() >= MINIMUM_POINTS && ⟦line:worstPercentOfSpan() <= tolerancePercent();⟧
    }

    /** 結果を測定器に反映する。不合格なら使用禁止にする。 */
    public void conclude() {
        ⟦block+cross:if (passed()) {
            gauge.recalibrated(day);
        } else {
            gauge.quarantine();
        }⟧
    }
}
