package jp.yukishiro.counter;

import java.util.Optional;
import java.util.regex.Pattern;

/** A rule for one box of a form; a broken rule answers a message for the clerk. */
public interface BoxRule {
    /** Empty if the sheet keeps the rule. */
    Optional<String> check(FormSheet sheet);

    /** The box must hold something. */
    static BoxRule filled(String box) {
        return sheet -> ⟦mid+cross:sheet.read(box).isPresent()⟧ ? Optional.empty() : Optional.of(box + "が未記入です");
    }

    /** What is in the box must match the whole pattern; an empty box keeps the rule. */
    static BoxRule matches(String box, Pattern pattern, String message) {
        return sheet -> sheet.read(box)
                .filter(text -> ⟦mid:!pattern.matcher(text).matches()⟧)
                .map(text -> box + ": " + message);
    }

    /** 郵便番号。ハイフンはあってもなくてもよい。 */
    static BoxRule postalCode(String box) {
        return matches(box, Pattern.compile(⟦mid:"\\d{3}-?\\d{4}"⟧), "郵便番号は7桁の数字です");
    }

    /** Both boxes must hold the same text, as with a repeated telephone number. */
    static BoxRule same(String first, String second) {
        return sheet -> {
            // Equal contents keep the rule, two empty boxes included.
            ⟦comment+cross:if (sheet.read(first).equals(sheet.read(second))) {
                return Optional.empty();
            }⟧
            return Optional.of(first + "と" + second + "が一致しません");
        };
    }

    /** Both rules, the first message wins. */
    default BoxRule and(BoxRule next) {
        return sheet -> check(sheet).or(⟦mid:() -> next.check(sheet)⟧);
    }
}
