"""Makes the workbooks and presentations under test/fixtures/documents with programs that are not ours.

    python -m venv venv && venv/bin/pip install openpyxl==3.1.5 XlsxWriter==3.3.1 python-pptx==1.0.2
    venv/bin/python test/support/documents/makeOffice.py
"""

import datetime
import io
import pathlib

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

out = pathlib.Path(__file__).parents[2] / "fixtures" / "documents"
day = datetime.datetime(2024, 1, 1)


def picture():
    data = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(data, "PNG")
    data.seek(0)
    return data


def ledger():
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = day
    sheet = book.active
    sheet.title = "売上"
    sheet["A1"] = "令和6年度 売上一覧"
    sheet.merge_cells("A1:E1")
    head = ["取引先", "契約日", "金額", "達成率", "備考"]
    for column, text in enumerate(head, 1):
        cell = sheet.cell(2, column, text)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDDDDD")
    rows = [
        ("株式会社山田", datetime.date(2019, 4, 30), 1234567, 0.985, "継続"),
        ("東京物産", datetime.date(2019, 5, 1), -45000, 1.2, "値引き\nあり"),
        ("さくら病院", datetime.date(2025, 12, 31), 0, 0.005, None),
    ]
    for at, (name, date, amount, rate, note) in enumerate(rows, 3):
        sheet.cell(at, 1, name)
        sheet.cell(at, 2, date).number_format = '[$-ja-JP-x-gannen]ggge"年"m"月"d"日"'
        sheet.cell(at, 3, amount).number_format = '"¥"#,##0;[Red]"△¥"#,##0;"-"'
        sheet.cell(at, 4, rate).number_format = "0.0%"
        sheet.cell(at, 5, note)
    sheet["A6"] = "合計"
    sheet["C6"] = "=SUM(C3:C5)"
    sheet["A7"] = "※税抜き"
    sheet["A9"] = "作業時間"
    sheet["B9"] = datetime.timedelta(hours=27, minutes=30)
    sheet["B9"].number_format = "[h]:mm"
    sheet["A10"] = "承認"
    sheet["B10"] = True
    sheet["A11"] = "参照"
    sheet["B11"] = "#REF!"
    sheet["B11"].data_type = "e"
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["E"].hidden = True
    sheet["C3"].comment = Comment("要確認: 請求書と違う", "佐藤")
    sheet.oddHeader.center.text = "社外秘 & 取扱注意"
    sheet.oddFooter.right.text = "&P / &N"
    hidden = book.create_sheet("原価 表")
    hidden.sheet_state = "hidden"
    hidden["B7"] = "仕入原価は公開しない"
    very = book.create_sheet("設定")
    very.sheet_state = "veryHidden"
    very["A1"] = "パスワード"
    form = book.create_sheet("顧客")
    for row in [["氏名", "山田太郎"], ["住所", "東京都千代田区"], ["電話", "03-0000-0000"]]:
        form.append(row)
    groups = book.create_sheet("集計")
    groups["A1"], groups["B1"], groups["D1"] = "支店", "上期", "下期"
    groups.merge_cells("B1:C1")
    groups.merge_cells("D1:E1")
    groups.append([None, "計画", "実績", "計画 ", "実績 "])
    groups.append(["東京", 10, 12, 11, 9])
    groups.append(["大阪", 7, 6, 8, 8])
    listed = book.create_sheet("List")
    for row in [["Key", "Text"], ["a", "first"], ["b", "second"]]:
        listed.append(row)
    listed.add_table(Table(displayName="Items", ref="A1:B3"))
    book.save(out / "xlsx" / "ledger.xlsx")


def grid():
    path = out / "xlsx" / "grid-form.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": day})
    sheet = book.add_worksheet("申請書")
    sheet.set_column(0, 39, 2)
    for column, text in enumerate("休暇申請書"):
        sheet.write(0, 10 + column, text)
    sheet.merge_range(2, 1, 2, 4, "氏名")
    sheet.merge_range(2, 5, 2, 14, "山田太郎")
    sheet.merge_range(2, 25, 2, 28, "所属")
    sheet.merge_range(2, 29, 2, 36, "経理部")
    sheet.write(4, 1, "休暇を取るときは、この用紙に必要な事項を漏れなく記入して、")
    sheet.write(5, 1, "三日前までに上長の承認を受けなければならない。")
    sheet.write(6, 1, "・記入は黒のペンで行う")
    for row, cells in enumerate([("期間", "種類", "日数"), ("4/1", "年次休暇", 1), ("4/5", "特別休暇", 2)], 8):
        for (first, last), value in zip([(1, 8), (9, 24), (25, 30)], cells):
            sheet.merge_range(row, first, row, last, value)
    bold = book.add_format({"bold": True})
    sheet.write_rich_string(13, 1, "必ず", bold, "本人", "が記入すること。")
    sheet.insert_textbox(15, 2, "注意: 押印のないものは受け付けない")
    sheet.write_comment(2, 5, "旧姓も書く")
    sheet.set_header("&L社内&C&\"MS Gothic,Bold\"&14取扱注意&R&D")
    sheet.insert_image(20, 2, "seal.png", {"image_data": picture(), "description": "社印の見本"})
    chart = book.add_chart({"type": "column"})
    chart.set_title({"name": "休暇の取得日数"})
    chart.add_series({"name": "2024年度", "values": "=申請書!$Z$10:$Z$11"})
    sheet.insert_chart(24, 2, chart)
    book.close()


def dates1904():
    path = out / "xlsx" / "dates-1904.xlsx"
    book = xlsxwriter.Workbook(str(path), {"date_1904": True, "in_memory": True})
    book.set_properties({"created": day})
    sheet = book.add_worksheet("Log")
    sheet.write_row(0, 0, ["When", "Hours", "Price"])
    date = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.write_datetime(1, 0, datetime.datetime(2024, 2, 29, 23, 59), date)
    sheet.write_number(1, 1, 1.5, book.add_format({"num_format": "[h]:mm:ss"}))
    sheet.write_number(1, 2, 1234.5, book.add_format({"num_format": "[$$-409]#,##0.00"}))
    sheet.write_number(1_048_575, 16_383, 7)
    book.close()


def manual():
    deck = Presentation()
    deck.core_properties.created = deck.core_properties.modified = day
    title = deck.slides.add_slide(deck.slide_layouts[0])
    title.shapes.title.text = "装置の\n取扱い"
    title.placeholders[1].text = "第3版"
    bullets = deck.slides.add_slide(deck.slide_layouts[1])
    bullets.shapes.title.text = "始める前に"
    frame = bullets.placeholders[1].text_frame
    frame.text = "電源を切る"
    for text, level in [("主電源も切る", 1), ("手袋を着ける", 0)]:
        paragraph = frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
    bullets.notes_slide.notes_text_frame.text = "ここで実物を見せる。"
    free = deck.slides.add_slide(deck.slide_layouts[6])
    below = free.shapes.add_textbox(Inches(1), Inches(5), Inches(3), Inches(1))
    below.text_frame.text = "下の文"
    right = free.shapes.add_textbox(Inches(5), Inches(1.1), Inches(3), Inches(1))
    right.text_frame.text = "右上の文"
    left = free.shapes.add_textbox(Inches(1), Inches(1), Inches(3), Inches(1))
    left.text_frame.text = "左上の文"
    group = free.shapes.add_group_shape()
    for text, x in [("組の右", 5), ("組の左", 1)]:
        group.shapes.add_textbox(Inches(x), Inches(3), Inches(2), Inches(1)).text_frame.text = text
    image = free.shapes.add_picture(picture(), Inches(8), Inches(6))
    image._element.nvPicPr.cNvPr.set("descr", "配線図")
    data = deck.slides.add_slide(deck.slide_layouts[5])
    data.shapes.title.text = "点検"
    table = data.shapes.add_table(3, 2, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for row, cells in enumerate([("項目", "間隔"), ("フィルター", "30日"), ("ベルト", "1年")]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    values = CategoryChartData()
    values.categories = ["4月", "5月"]
    values.add_series("故障件数", (3, 1))
    chart = data.shapes.add_chart(
        XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(5), Inches(6), Inches(2), values
    ).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "故障の推移"
    hidden = deck.slides.add_slide(deck.slide_layouts[5])
    hidden.shapes.title.text = "社内だけ"
    hidden._element.set("show", "0")
    order = deck.slides._sldIdLst
    order.insert(2, order[3])
    deck.save(out / "pptx" / "manual.pptx")


ledger()
grid()
dates1904()
manual()
