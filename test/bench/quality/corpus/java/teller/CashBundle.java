package jp.midorikawa.teller;

import java.util.Objects;

/** 帯封された紙幣の束。額面と枚数だけを持ち、金額の計算と並べ替えに使う。 */
public final class CashBundle implements Comparable<CashBundle> {
    /** 一束の帯封に入る標準の枚数。 */
    public static final int FULL_STRAP = 100;

    /** 取り扱う紙幣の額面。 */
    public enum Face {
        SEN(1_000),
        NISEN(2_000),
        GOSEN(5_000),
        MAN(10_000);

        private final int yen;

        Face(int yen) {
            this.yen = yen;
        }

        public int yen() {
            return yen;
        }
    }

    private final Face face;
    private final int sheets;
    private final boolean worn;

    public CashBundle(Face face, int sheets, boolean worn) {
        if (sheets <= 0) {
            throw new IllegalArgumentException(⟦mid:"sheets must be positive: " + sheets⟧);
        }
        this.face = Objects.requireNonNull(face, "face");
        this.sheets = sheets;
        ⟦line:this.worn = worn;⟧
    }

    public Face face() {
        return face;
    }

    public int sheets() {
        return sheets;
    }

    /** 損券 (日本銀行へ戻す紙幣) の束であれば true。 */
    public boolean worn() {
        return worn;
    }

    /** 束の金額 (円)。 */
    public long amountYen() {
        return ⟦line:(long) face.yen() * sheets;⟧
    }

    /** 帯封の枚数がそろっている束かどうか。 */
    public boolean isFullStrap() {
        return sheets == FULL_STRAP;
    }

    /** 額面の大きい順、同じ額面なら枚数の多い順。 */
    @Override
    public int compareTo(CashBundle other) {
        ⟦block:int byFace = Integer.compare(other.face.yen(), face.yen());
        if (byFace != 0) {
            return byFace;
        }
        return Integer.compare(other.sheets, sheets);⟧
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CashBundle that
                && face == that.face
                ⟦line:&& sheets == that.sheets⟧
                && worn == that.worn;
    }

    @Override
    public int hashCode() {
        return Objects.hash(face, sheets, worn);
    }

    @Override
    public String toString() {
        return face + "x" + sheets + (worn ? " (worn)" : "");
    }
}
