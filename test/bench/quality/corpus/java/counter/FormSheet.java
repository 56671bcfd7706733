package jp.yukishiro.counter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** 窓口で受け取った一枚の届出書。欄の名前と記入された文字列を持つ。 */
public final class FormSheet {
    /** 届出の種類。手数料は円。 */
    public enum Kind {
        MOVING_IN("転入届", 0),
        MOVING_OUT("転出届", 0),
        SEAL_CERTIFICATE("印鑑登録証明書交付申請書", 300),
        RESIDENCE_COPY("住民票の写し交付申請書", 300);

        private final String title;
        private final int feeYen;

        Kind(String title, int feeYen) {
            this.title = title;
            this.feeYen = feeYen;
        }

        public String title() {
            return title;
        }

        public int feeYen() {
            return feeYen;
        }
    }

    private final Kind kind;
    private final int copies;
    private final Map<String, String> entries = new LinkedHashMap<>();

    public FormSheet(Kind kind, int copies) {
        this.kind = kind;
        this.copies = copies;
    }

    public Kind kind() {
        return kind;
    }

    /** 欄に書く。前後の空白 (全角を含む) は落とし、空になった欄は記入なしと同じに扱う。 */
    public FormSheet write(String box, String text) {
        String stripped = text.strip();
        ⟦block:if (stripped.isEmpty()) {
            entries.remove(box);
        } else {
            entries.put(box, stripped);
        }⟧
        return this;
    }

    public Optional<String> read(String box) {
        return ⟦line:Optional.ofNullable(entries.get(box));⟧
    }

    /** 手数料の合計 (円)。通数をかける。 */
    public int totalFeeYen() {
        return kind.feeYen() * ⟦line:copies;⟧
    }

    /** 記入のない欄の名前を、与えられた順のまま返す。 */
    public List<String> missing(List<String> required) {
        // 必須の欄のうち、まだ記入のないものだけを残す
        ⟦comment+ja:return required.stream().filter(box -> !entries.containsKey(box)).toList();⟧
    }
}
