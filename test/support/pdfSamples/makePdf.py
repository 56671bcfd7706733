"""Makes the PDF files under test/fixtures/documents/pdf that LibreOffice does not make. Run by make.sh.

    python makePdf.py FOLDER
"""

import datetime
import pathlib
import subprocess
import sys

import pikepdf
from fpdf import FPDF
from PIL import Image, ImageDraw
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import CIDFont, UnicodeCIDFont
from reportlab.pdfgen import canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

out = pathlib.Path(sys.argv[1])
mincho, gothic = "HeiseiMin-W3", "HeiseiKakuGo-W5"
pdfmetrics.registerFont(UnicodeCIDFont(mincho))
pdfmetrics.registerFont(UnicodeCIDFont(gothic))
downwards = UnicodeCIDFont(mincho, isVertical=True)
downwards.name = downwards.fontName = f"{mincho}-V"
pdfmetrics.registerFont(downwards)


def page(name, **options):
    return canvas.Canvas(str(out / name), invariant=1, **options)


def not_embedded():
    """Fonts by name only, in three encodings: UniJIS-UCS2-H, 90ms-RKSJ-H, UniJIS-UTF16-H."""
    sheet = page("not-embedded.pdf")
    sheet.setFont(gothic, 16)
    sheet.drawString(72, 770, "個人情報取扱規程")
    sheet.setFont(mincho, 10.5)
    sheet.drawString(72, 740, "第１条　この規程は、ＡＢＣ銀行が取り扱う個人情報について、その")
    sheet.drawString(72, 724, "取扱いの基本を定める。保存期間は90日とする。")
    sheet.showPage()
    sheet.setFont(font("90ms-RKSJ-H"), 10.5)
    sheet.drawString(72, 740, "保存の期間は七年とする。".encode("cp932").decode("latin1"))
    sheet.showPage()
    sheet.setFont(mincho, 10.5)
    sheet.drawString(72, 740, "髙橋支店長の承認を得る。")
    sheet.save()
    with pikepdf.open(out / "not-embedded.pdf", allow_overwriting_input=True) as pdf:
        # Characters of the basic plane are the same bytes in both encodings.
        fonts = pdf.pages[2].Resources.Font
        for key in fonts.keys():
            if fonts[key].get("/Encoding") == "/UniJIS-UCS2-H":
                other = pikepdf.Dictionary(fonts[key])
                other.Encoding = pikepdf.Name("/UniJIS-UTF16-H")
                fonts[key] = pdf.make_indirect(other)
        pdf.save(out / "not-embedded.pdf", deterministic_id=True)


def font(encoding):
    made = CIDFont(mincho, encoding)
    pdfmetrics.registerFont(made)
    return made.fontName


def columns():
    """Two columns, a heading across, a header and page numbers on three pages."""
    body = ParagraphStyle("body", fontName=mincho, fontSize=10, leading=16, wordWrap="CJK", firstLineIndent=10)
    head = ParagraphStyle("head", parent=body, fontName=gothic, fontSize=13, leading=22, firstLineIndent=0)
    text = (
        "当行は、お客さまの個人情報を、その利用目的の達成に必要な範囲で取り扱う。第三者への提供は、あらかじめ"
        "本人の同意を得なければならない。ただし、法令に基づく場合は、この限りでない。"
    )

    def edges(sheet, document):
        sheet.setFont(gothic, 9)
        sheet.drawString(60, 800, "内部資料　取扱注意")
        sheet.drawCentredString(297, 30, f"- {document.page} -")
        if document.page == 1:
            sheet.setFont(gothic, 18)
            sheet.drawString(60, 760, "個人情報の取扱いに関するお知らせ")

    frames = [Frame(60, 60, 225, 680, 0, 0, 0, 0), Frame(310, 60, 225, 680, 0, 0, 0, 0)]
    document = BaseDocTemplate(str(out / "columns.pdf"), pagesize=(595, 842), invariant=1)
    document.addPageTemplates(PageTemplate("two", frames, onPage=edges))
    story = []
    for number in range(1, 14):
        story.append(Paragraph(f"{number}．お知らせの{number}番目", head))
        story.append(Paragraph(f"{text}（その{number}）", body))
        story.append(Paragraph(text + text, body))
    document.build(story)


def vertical():
    """Vertical writing by a vertical encoding, right to left, with upright figures and a page number below."""
    sheet = page("vertical.pdf", pagesize=(420, 595))
    sheet.setFont(downwards.fontName, 16)
    sheet.drawString(370, 540, "休暇の届出")
    sheet.setFont(downwards.fontName, 11)
    lines = [
        "　従業員は、年次有給休暇を取ろうとするときは、三日前までに所属長に届け",
        "出なければならない。届出のない休暇は、欠勤とする。",
        "　この定めは、令和七年四月一日から適用する。",
    ]
    for index, line in enumerate(lines):
        sheet.drawString(330 - 22 * index, 540, line)
    sheet.setFont("Helvetica", 9)
    sheet.drawString(207, 30, "7")
    sheet.save()


def scan():
    """A picture alone, a picture with the layer of a recognition, a page with hidden text."""
    picture = Image.new("L", (200, 280), 255)
    ImageDraw.Draw(picture).rectangle((20, 20, 180, 40), fill=0)
    picture.save(out / "scan.png")
    sheet = page("scan.pdf")
    sheet.drawImage(str(out / "scan.png"), 0, 0, 595, 842)
    sheet.showPage()
    sheet.drawImage(str(out / "scan.png"), 0, 0, 595, 842)
    layer = sheet.beginText(72, 700)
    layer.setTextRenderMode(3)
    layer.setFont(mincho, 12)
    layer.textLine("契約書の第５条により、損害を賠償する。")
    sheet.drawText(layer)
    sheet.showPage()
    sheet.setFont(mincho, 12)
    sheet.drawString(72, 700, "見える文です。")
    layer = sheet.beginText(72, 650)
    layer.setTextRenderMode(3)
    layer.setFont(mincho, 12)
    layer.textLine("見えない文です。")
    sheet.drawText(layer)
    sheet.save()
    (out / "scan.png").unlink()


def form():
    """Fields with values, a comment, an attached file, a script that must not run."""
    sheet = page("form.pdf")
    sheet.setFont(gothic, 14)
    sheet.drawString(72, 770, "口座開設申込書")
    sheet.setFont(mincho, 11)
    sheet.drawString(72, 730, "氏名")
    sheet.acroForm.textfield(name="name", tooltip="name", value="", x=140, y=722, width=200, height=20)
    sheet.drawString(72, 690, "同意する")
    sheet.acroForm.checkbox(name="consent", tooltip="consent", checked=True, x=140, y=686)
    sheet.save()
    with pikepdf.open(out / "form.pdf", allow_overwriting_input=True) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if field.get("/FT") == "/Tx":
                field.TU, field.V = "氏名", "山田太郎"
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[400, 720, 420, 740],
            T="佐藤",
            Contents="本人確認書類の写しを添える。",
        )
        pdf.pages[0].Annots.append(pdf.make_indirect(note))
        pdf.attachments["内訳.csv"] = b"a,b\n"
        pdf.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS="throw new Error('must not run');"
        )
        pdf.save(out / "form.pdf", deterministic_id=True)


def turned():
    """A page shown rotated, text on its side, a slanted stamp, compatibility ideographs and ligatures."""
    sheet = page("turned.pdf")
    sheet.setPageRotation(90)
    sheet.saveState()
    sheet.translate(300, 100)
    sheet.rotate(90)
    sheet.setFont(mincho, 12)
    sheet.drawString(0, 0, "横長の表を回して綴じたページです。")
    sheet.drawString(0, -18, "二行目は、この下にあります。")
    sheet.restoreState()
    sheet.showPage()
    sheet.setPageRotation(0)
    sheet.setPageSize((595, 842))
    sheet.saveState()
    sheet.setFont(gothic, 60)
    sheet.translate(150, 300)
    sheet.rotate(45)
    sheet.drawString(0, 0, "写し禁止")
    sheet.restoreState()
    sheet.setFont(mincho, 12)
    sheet.drawString(72, 740, "本文は、透かしとは別に読まれます。")
    sheet.save()


def unmapped():
    """A font of which the file does not say what its glyphs mean."""
    pdf = FPDF()
    pdf.set_creation_date(datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc))
    pdf.add_font("D", "", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
    pdf.add_page()
    pdf.set_font("D", size=12)
    pdf.cell(text="Nobody can tell what these letters are.")
    pdf.ln()
    pdf.set_font("Helvetica", size=12)
    pdf.cell(text="These letters are known.")
    pdf.output(str(out / "unmapped.pdf"))
    with pikepdf.open(out / "unmapped.pdf", allow_overwriting_input=True) as file:
        for item in file.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                del item["/ToUnicode"]
        file.save(out / "unmapped.pdf", deterministic_id=True)


def locked():
    """A password to open; a password only to change."""
    for name, user in (("locked.pdf", "secret"), ("restricted.pdf", "")):
        encrypt = ["--encrypt", user, "owner", "256", "--print=none", "--extract=n", "--"]
        subprocess.run(["qpdf", *encrypt, out / "not-embedded.pdf", out / name], check=True)


def broken():
    """The table of objects points nowhere; the end is missing; only the beginning is there."""
    whole = (out / "not-embedded.pdf").read_bytes()
    (out / "broken-xref.pdf").write_bytes(whole.replace(b"startxref", b"startxxxx"))
    (out / "cut.pdf").write_bytes(whole[:300])


for make in (not_embedded, columns, vertical, scan, form, turned, unmapped, locked, broken):
    make()
