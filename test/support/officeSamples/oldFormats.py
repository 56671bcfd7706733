"""Files that Hanare does not read, as LibreOffice writes them: the formats before 2007, and files with a password.

    soffice --headless --accept="pipe,name=hanare;urp;" &
    /usr/bin/python3 oldFormats.py FOLDER        needs Debian's libreoffice-{writer,calc,impress} and python3-uno
"""

import sys
import time
from pathlib import Path

import uno
from com.sun.star.awt import Point, Size
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException


def connect():
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(60):
        try:
            context = resolver.resolve("uno:pipe,name=hanare;urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(1)
    raise SystemExit("No LibreOffice listens.")


def values(**named):
    return tuple(PropertyValue(name, 0, value, 0) for name, value in named.items())


def locked(kind, password):
    if "2007" not in kind:
        return values(Password=password)
    named = (NamedValue("CryptoType", "Standard"), NamedValue("OOXPassword", password))
    return (PropertyValue("EncryptionData", 0, uno.Any("[]com.sun.star.beans.NamedValue", named), 0),)


def text(desktop):
    document = desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, values(Hidden=True))
    document.Text.String = "保管庫の点検記録\n点検は毎月一回行い、結果を記録簿に残す。"
    return document


def sheet(desktop):
    document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, values(Hidden=True))
    for row, (name, days) in enumerate([("項目", "期限"), ("温度計", "30日"), ("湿度計", "90日")]):
        cells = document.Sheets[0]
        cells.getCellByPosition(0, row).String = name
        cells.getCellByPosition(1, row).String = days
    return document


def slides(desktop):
    document = desktop.loadComponentFromURL("private:factory/simpress", "_blank", 0, values(Hidden=True))
    page = document.DrawPages[0]
    shape = document.createInstance("com.sun.star.drawing.TextShape")
    shape.Size, shape.Position = Size(20000, 4000), Point(1000, 1000)
    page.add(shape)
    shape.String = "ポンプを止めてから点検する"
    return document


FILES = [
    (text, "report.doc", "MS Word 97", None),
    (text, "report.rtf", "Rich Text Format", None),
    (text, "locked.docx", "MS Word 2007 XML", "kagi"),
    (text, "locked.odt", "writer8", "kagi"),
    (sheet, "ledger.xls", "MS Excel 97", None),
    (sheet, "ledger.ods", "calc8", None),
    (sheet, "locked.xlsx", "Calc MS Excel 2007 XML", "kagi"),
    (slides, "manual.ppt", "MS PowerPoint 97", None),
    (slides, "manual.odp", "impress8", None),
    (slides, "locked.pptx", "Impress MS PowerPoint 2007 XML", "kagi"),
]


def main(folder):
    desktop = connect()
    for make, name, kind, password in FILES:
        document = make(desktop)
        options = values(FilterName=kind) + (locked(kind, password) if password else ())
        document.storeToURL((Path(folder).resolve() / name).as_uri(), options)
        document.close(True)
    desktop.terminate()


main(sys.argv[1])
