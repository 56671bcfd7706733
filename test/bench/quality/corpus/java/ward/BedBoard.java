package jp.asanagi.ward;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bed board of one ward: which stay is in which bed, and where a new patient can go. */
public final class BedBoard {
    private final String wardName;
    private final List<Bed> beds;
    private final List<Stay> stays = new ArrayList<>();

    public BedBoard(String wardName, List<Bed> beds) {
        this.wardName = wardName;
        this.beds = List.copyOf(beds);
    }

    public void register(Stay stay) {
        stays.add(stay);
    }

    /** Stay that is in the bed now. */
    public Optional<Stay> occupant(Bed bed) {
        return stays.stream()
                .filter(Stay::isPresent)
                .filter(stay -> ⟦mid+cross:stay.bed().filter(bed::equals).isPresent()⟧)
                .findFirst();
    }

    public List<Bed> freeBeds() {
        return beds.stream().filter(bed -> ⟦line:occupant(bed).isEmpty()).toList();⟧
    }

    /**
     * The best free bed for a stay. Beds with special equipment are kept for those who need it, so a plain bed
     * comes first.
     */
    public Optional<Bed> propose(Stay stay) {
        Comparator<Bed> plainFirst = Comparator.comparing(Bed::negativePressure)
                ⟦line+cross:.thenComparing(Bed::oxygenOutlet)⟧
                .thenComparing(Bed::label);
        return freeBeds().stream()
                ⟦line+cross:.filter(stay::fits)⟧
                .min(plainFirst);
    }

    /** Charts that are planned to leave on the day, by the label of their bed. */
    public Map<String, String> leavingOn(LocalDate day) {
        Map<String, String> leaving = new LinkedHashMap<>();
        for (Stay stay : stays) {
            // Take only present stays with a bed whose planned discharge is this day: bed label to chart number.
            ⟦comment+cross:if (stay.isPresent() && stay.plannedDischarge().filter(day::equals).isPresent()) {
                stay.bed().ifPresent(bed -> leaving.put(bed.label(), stay.chartNo()));
            }⟧
        }
        return leaving;
    }

    /** 病床の稼働率を百分率の整数で返す。端数は切り捨てる。 */
    public int occupancyPercent() {
        // 埋まっている床の数を床の総数で割り、百分率にする
        ⟦comment+ja:int occupied = beds.size() - freeBeds().size();
        return occupied * 100 / beds.size();⟧
    }

    @Override
    public String toString() {
        return wardName + ": " + freeBeds().size() + " of " + beds.size() + " beds free";
    }
}
