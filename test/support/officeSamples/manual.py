"""Writes manual.odt with odfpy: outline numbering, lists, notes, tracked changes, frames, ruby, hidden text."""

import sys

from odf.dc import Creator
from odf.draw import Frame, TextBox
from odf.namespaces import TEXTNS
from odf.office import Annotation, ChangeInfo
from odf.opendocument import OpenDocumentText
from odf.style import Footer, Header, ListLevelProperties, MasterPage, PageLayout, Style, TextProperties
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableHeaderRows, TableRow
from odf.text import (
    ChangedRegion, Deletion, H, Insertion, List, ListItem, ListLevelStyleNumber, ListStyle, Note, NoteBody,
    NoteCitation, OutlineLevelStyle, OutlineStyle, P, Ruby, RubyBase, RubyText, S, Section, Span, TrackedChanges,
)

doc = OpenDocumentText()
outline = OutlineStyle(name="Outline")
outline.addElement(OutlineLevelStyle(level=1, numformat="一, 二, 三, ...", numprefix="第", numsuffix="章"))
outline.addElement(OutlineLevelStyle(level=2, numformat="1", numsuffix=" ", displaylevels=2))
doc.styles.addElement(outline)
articles = ListStyle(name="Articles")
for level, (numformat, prefix, suffix) in enumerate(
    [("１, ２, ３, ...", "第", "条"), ("①, ②, ③, ...", "", ""), ("イ, ロ, ハ, ...", "（", "）")], 1
):
    style = ListLevelStyleNumber(level=level, numformat=numformat, numprefix=prefix, numsuffix=suffix)
    style.addElement(ListLevelProperties())
    articles.addElement(style)
doc.automaticstyles.addElement(articles)
raised = Style(name="T1", family="text")
raised.addElement(TextProperties(textposition="super 58%"))
secret = Style(name="T2", family="text")
secret.addElement(TextProperties(display="none"))
for style in (raised, secret):
    doc.automaticstyles.addElement(style)

page = PageLayout(name="pm1")
doc.automaticstyles.addElement(page)
master = MasterPage(name="Standard", pagelayoutname=page)
for kind, text in ((Header, "社外秘"), (Footer, "保全課")):
    part = kind()
    part.addElement(P(text=text))
    master.addElement(part)
doc.masterstyles.addElement(master)

changes = TrackedChanges()
for kind, name in ((Deletion, "c1"), (Insertion, "c2")):
    region = ChangedRegion(qattributes={(TEXTNS, "id"): name}, check_grammar=False)
    change = kind()
    change.addElement(ChangeInfo())
    if kind is Deletion:
        change.addElement(P(text="5年"))
    region.addElement(change)
    changes.addElement(region)
doc.text.addElement(changes)


def paragraph(*parts, to=doc.text):
    element = P()
    for part in parts:
        if isinstance(part, str):
            element.addText(part)
        else:
            element.addElement(part)
    to.addElement(element)
    return element


def span(style, text):
    return Span(stylename=style, text=text)


def articles_list(items, **more):
    found = List(stylename=articles, **more)
    for text, inner in items:
        item = ListItem()
        item.addElement(P(text=text))
        if inner:
            nested = List()
            for each in inner:
                below = ListItem()
                below.addElement(P(text=each))
                nested.addElement(below)
            item.addElement(nested)
        found.addElement(item)
    doc.text.addElement(found)


doc.text.addElement(H(outlinelevel=1, text="総則"))
note = Note(noteclass="footnote", id="ftn1")
note.addElement(NoteCitation(text="1"))
body = NoteBody()
body.addElement(P(text="労働安全衛生法による。"))
note.addElement(body)
comment = Annotation()
comment.addElement(Creator(text="田中"))
comment.addElement(P(text="法務に確認する。"))
paragraph("帳票は7年間保存する", note, "。", comment)
doc.text.addElement(H(outlinelevel=2, text="点検"))
ruby = Ruby()
ruby.addElement(RubyBase(text="警告"))
ruby.addElement(RubyText(text="けいこく"))
paragraph(ruby, "の面積は10", span(raised, "2"), "m", S(c=2), "である。", span(secret, "内緒"))
doc.text.addElement(H(outlinelevel=1, text="保存"))
articles_list([("目的を定める。", []), ("定義を定める。", ["帳票", "伝票"])], id="L1")
paragraph("間の文。")
articles_list([("期間を定める。", [])], continuenumbering="true")

frame = Frame(anchortype="paragraph", width="5cm", height="2cm")
box = TextBox()
box.addElement(P(text="警告　高温につき触れないこと。"))
frame.addElement(box)
paragraph("炉の扉。", frame)

table = Table(name="Table1")
table.addElement(TableColumn(numbercolumnsrepeated=3))
head = TableHeaderRows()
row = TableRow()
for text in ("種類", "名前", "期間"):
    cell = TableCell()
    cell.addElement(P(text=text))
    row.addElement(cell)
head.addElement(row)
table.addElement(head)
row = TableRow()
cell = TableCell(numbercolumnsspanned=2)
cell.addElement(P(text="その他"))
row.addElement(cell)
row.addElement(CoveredTableCell())
cell = TableCell()
cell.addElement(P(text="1年"))
row.addElement(cell)
table.addElement(row)
doc.text.addElement(table)

hidden = Section(name="S1", display="none")
hidden.addElement(P(text="旧版の文。"))
doc.text.addElement(hidden)
doc.save(sys.argv[1])
