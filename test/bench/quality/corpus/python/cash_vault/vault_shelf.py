"""The shelf of the vault, and the two keys that open it."""

from bundles import FACES, BrokenSeal, NoteBundle, sheets_by_face, split_bundle, vouch


class KeyMissing(Exception):
    pass


class VaultShelf:
    def __init__(self, branch: str) -> None:
        self.branch = branch
        self._bundles: dict[str, NoteBundle] = {}
        self._keys: set[str] = set()

    def turn_key(self, holder: str) -> None:
        """Two holders must turn their keys before anything moves."""
        ⟦line:self._keys.add(holder)⟧

    def _demand_keys(self) -> None:
        if len(self._keys) < 2:
            raise KeyMissing(self.branch)

    def lay_down(self, bundle: NoteBundle, clerk: str) -> None:
        self._demand_keys()
        self._bundles[bundle.seal_no] = ⟦line+cross:vouch(bundle, clerk)⟧

    def lift_out(self, seal_no: str) -> NoteBundle:
        self._demand_keys()
        bundle = self._bundles.pop(seal_no, None)
        if bundle is None:
            raise ⟦line+cross:BrokenSeal(seal_no)⟧
        return bundle

    def move_to(self, other: "VaultShelf", seal_no: str, clerk: str) -> None:
        """Carry a bundle over to another branch; whoever carries it counts it again."""
        ⟦block+cross:bundle = self.lift_out(seal_no)
        other.lay_down(vouch(bundle, clerk), clerk)⟧

    def total(self) -> int:
        """Yen on the shelf."""
        return sum(⟦mid+cross:bundle.worth for bundle in self._bundles.values()⟧)

    def unvouched(self) -> list[str]:
        """Seals of bundles that only one person has counted."""
        return sorted(seal for seal, bundle in self._bundles.items() if ⟦mid+cross:not bundle.is_vouched⟧)

    # Take the given number of sheets of one face from the oldest bundle that holds more than that many,
    # put the rest back under its old seal, and return the part taken out.
    def fetch(self, face: int, sheets: int, new_seal: str) -> NoteBundle:
        self._demand_keys()
        ⟦comment+cross:candidates = [b for b in self._bundles.values() if b.face == face and b.sheets > sheets]
        oldest = min(candidates, key=lambda b: b.sealed_on)
        taken, rest = split_bundle(oldest, sheets, new_seal)
        self._bundles[rest.seal_no] = rest
        return taken⟧

    def shortfall(self, wanted: dict[int, int]) -> dict[int, int]:
        """Sheets of each face that are missing for the wanted numbers."""
        held = ⟦line+cross:sheets_by_face(list(self._bundles.values()))⟧
        return {face: wanted[face] - held[face] for face in FACES if ⟦mid:wanted.get(face, 0) > held[face]⟧}
