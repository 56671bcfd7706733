package jp.midorikawa.teller;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** 窓口の現金引き出しの台帳。開店時の有高から始まり、束の出し入れを記録する。 */
public final class DrawerLedger {
    private final String drawerNo;
    private final long openingYen;
    private final List<CashBundle> bundles = new ArrayList<>();
    private long looseYen;
    private boolean sealed;

    public DrawerLedger(String drawerNo, long openingYen) {
        this.drawerNo = drawerNo;
        this.openingYen = openingYen;
        this.looseYen = openingYen;
    }

    public String drawerNo() {
        return drawerNo;
    }

    public long openingYen() {
        return openingYen;
    }

    /** 閉店処理が済んだ引き出しは、もう動かせない。 */
    public boolean isSealed() {
        return sealed;
    }

    /** 束を受け入れる。 */
    public void takeIn(CashBundle bundle) {
        requireOpen();
        bundles.add(bundle);
    }

    /** 束を金庫へ渡す。台帳に無い束であれば例外にする。 */
    public void handToVault(CashBundle bundle) {
        requireOpen();
        ⟦block:if (!bundles.remove(bundle)) {
            throw new IllegalStateException("drawer " + drawerNo + " has no bundle " + bundle);
        }⟧
    }

    /** 帯封の無い現金を増減する。負の値は払い出し。 */
    public void moveLoose(long yen) {
        requireOpen();
        // 払い出しの結果、端数の現金が負になるなら例外にする
        ⟦comment+ja:if (looseYen + yen < 0) {
            throw new IllegalStateException("drawer " + drawerNo + " is short of loose cash");
        }⟧
        looseYen += yen;
    }

    /** 引き出しの有高 (円)。束と端数の合計。 */
    public long balanceYen() {
        long total = looseYen;
        for (CashBundle bundle : bundles) {
            ⟦line+cross:total += bundle.amountYen();⟧
        }
        return total;
    }

    /** 額面ごとの枚数。損券の束は数えない。 */
    public Map<CashBundle.Face, Integer> usableSheets() {
        Map<CashBundle.Face, Integer> sheets = new EnumMap<>(CashBundle.Face.class);
        for (CashBundle bundle : bundles) {
            ⟦block+cross:if (bundle.worn()) {
                continue;
            }
            sheets.merge(bundle.face(), bundle.sheets(), Integer::sum);⟧
        }
        return sheets;
    }

    /** 帯封のそろった束を、額面の大きい順に返す。 */
    public List<CashBundle> fullStraps() {
        List<CashBundle> full = new ArrayList<>();
        for (CashBundle bundle : bundles) {
            if (⟦mid+cross:bundle.isFullStrap()⟧) {
                full.add(bundle);
            }
        }
        Collections.sort(full);
        return full;
    }

    public void seal() {
        requireOpen();
        sealed = true;
    }

    private void requireOpen() {
        if (sealed) {
            throw new IllegalStateException("drawer " + drawerNo + ⟦line:" is sealed");⟧
        }
    }
}
