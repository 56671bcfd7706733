package jp.yukishiro.counter;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** 受付の机。届出書を規則で点検し、受理したものを数え、手数料を合計する。 */
public final class IntakeDesk {
    private final Map<FormSheet.Kind, List<BoxRule>> rules = new EnumMap<>(FormSheet.Kind.class);
    private final List<FormSheet> accepted = new ArrayList<>();

    public IntakeDesk() {
        BoxRule name = BoxRule.filled("氏名");
        BoxRule address = BoxRule.filled("新住所").and(⟦mid+cross:BoxRule.postalCode("郵便番号")⟧);
        BoxRule phone = BoxRule.matches("電話番号", Pattern.compile("0\\d{1,4}-\\d{1,4}-\\d{4}"), "市外局番から書きます");
        rules.put(FormSheet.Kind.MOVING_IN, List.of(name, address, phone));
        rules.put(FormSheet.Kind.MOVING_OUT, List.of(name, BoxRule.filled("異動日")));
        ⟦line+cross:rules.put(FormSheet.Kind.SEAL_CERTIFICATE, List.of(name, BoxRule.filled("登録番号")));⟧
        rules.put(FormSheet.Kind.RESIDENCE_COPY, List.of(name, BoxRule.filled("使用目的")));
    }

    /** 規則に反する点をすべて集める。空であれば受理できる。 */
    public List<String> inspect(FormSheet sheet) {
        List<String> messages = new ArrayList<>();
        for (BoxRule rule : ⟦mid+cross:rules.getOrDefault(sheet.kind(), List.of())⟧) {
            ⟦line+cross:rule.check(sheet).ifPresent(messages::add);⟧
        }
        return messages;
    }

    /** 点検して問題がなければ受理する。受理したかどうかを返す。 */
    public boolean accept(FormSheet sheet) {
        ⟦block:if (!inspect(sheet).isEmpty()) {
            return false;
        }
        accepted.add(sheet);
        return true;⟧
    }

    /** 本日の手数料の合計 (円)。 */
    public int feesYen() {
        return ⟦line+cross:accepted.stream().mapToInt(FormSheet::totalFeeYen).sum();⟧
    }

    /** 種類ごとの受理件数を「転入届 3件」のような行にする。件数が 0 の種類は出さない。 */
    public List<String> dailyReport() {
        List<String> lines = new ArrayList<>();
        for (FormSheet.Kind kind : FormSheet.Kind.values()) {
            long count = accepted.stream().filter(sheet -> sheet.kind() == kind).count();
            // 件数が 0 より大きいときだけ、届出の名前と件数を一行にして加える
            ⟦comment+ja+cross:if (count > 0) {
                lines.add(kind.title() + " " + count + "件");
            }⟧
        }
        return lines;
    }
}
