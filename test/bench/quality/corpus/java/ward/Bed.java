package jp.asanagi.ward;

/** 病棟の一床。部屋番号と床番号で決まり、設備によって入れる患者が変わる。 */
public record Bed(String room, int position, boolean negativePressure, boolean oxygenOutlet) {
    public Bed {
        if (position < 1 || position > 6) {
            throw new IllegalArgumentException("position must be 1 to 6: " + position);
        }
    }

    /** 病棟の掲示と同じ書き方。503号室の2番なら「503-2」。 */
    public String label() {
        return ⟦line:room + "-" + position;⟧
    }

    /** 個室は床番号が1番しかない部屋で、部屋番号の末尾が 0 になっている。 */
    public boolean isPrivateRoom() {
        return ⟦mid:room.endsWith("0")⟧ && position == 1;
    }

    /**
     * 隔離の区分に応じた設備があるかどうか。
     *
     * <p>空気感染は陰圧室でなければならず、飛沫感染は個室であればよい。
     */
    public boolean suits(Isolation isolation) {
        return switch (isolation) {
            case AIRBORNE -> negativePressure;
            ⟦line:case DROPLET -> isPrivateRoom();⟧
            case CONTACT, NONE -> true;
        };
    }

    /** 感染経路別の予防策。 */
    public enum Isolation {
        NONE,
        CONTACT,
        DROPLET,
        AIRBORNE;

        public boolean needsSign() {
            return this != NONE;
        }
    }
}
