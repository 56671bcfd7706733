"""Bundles of notes in the vault of a branch: counted, sealed, and opened again when a drawer runs dry."""

from dataclasses import dataclass, replace
from datetime import date

FACES = (10_000, 5_000, 2_000, 1_000)


@dataclass(frozen=True)
class NoteBundle:
    seal_no: str
    face: int
    sheets: int
    sealed_on: date
    counted_by: tuple[str, ...] = ()

    @property
    def worth(self) -> int:
        """Yen in the bundle."""
        return ⟦line:self.face * self.sheets⟧

    @property
    def is_vouched(self) -> bool:
        """Two different people have counted it."""
        return ⟦line:len(set(self.counted_by)) >= 2⟧


class BrokenSeal(Exception):
    """Raised when sheets are taken out of a bundle without its seal number."""

    def __init__(self, seal_no: str) -> None:
        super().__init__(⟦mid:f"seal {seal_no} does not match"⟧)
        self.seal_no = seal_no


def vouch(bundle: NoteBundle, clerk: str) -> NoteBundle:
    """The bundle with one more name on its band; a name is written once."""
    if clerk in bundle.counted_by:
        return bundle
    return replace(bundle, ⟦mid:counted_by=bundle.counted_by + (clerk,)⟧)


def split_bundle(bundle: NoteBundle, sheets: int, seal_no: str) -> tuple[NoteBundle, NoteBundle]:
    """Take sheets out under a new seal; the rest keeps the old one."""
    if not 0 < sheets < bundle.sheets:
        raise ValueError(f"cannot take {sheets} of {bundle.sheets} sheets")
    ⟦block:taken = replace(bundle, seal_no=seal_no, sheets=sheets, counted_by=())
    rest = replace(bundle, sheets=bundle.sheets - sheets, counted_by=())
    return taken, rest⟧


# 券種ごとの合計枚数を辞書で返す。枚数が0の券種も含める
def sheets_by_face(bundles: list[NoteBundle]) -> dict[int, int]:
    ⟦comment+ja:counts = {face: 0 for face in FACES}
    for bundle in bundles:
        counts[bundle.face] += bundle.sheets
    return counts⟧
