#!/bin/sh
# Makes the PDF files under test/fixtures/documents/pdf with programs of others; the texts are invented.
#
#   sh test/support/pdfSamples/make.sh     needs python3, qpdf, LibreOffice Writer, fonts-noto-cjk, fonts-dejavu-core
set -eu
here=$(cd "$(dirname "$0")" && pwd)
fixtures=$(cd "$here/../../fixtures/documents" && pwd)
folder=$(mktemp -d)
mkdir -p "$fixtures/pdf"
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q reportlab==5.1.0 pikepdf==10.18.0 pillow==13.0.0 fpdf2==2.8.9
"$folder/venv/bin/python" "$here/makePdf.py" "$fixtures/pdf"
for file in manual vertical; do cp "$here/$file.fodt" "$folder/office-$file.fodt"; done
cp "$fixtures/docx/regulation.docx" "$folder/"
cd "$folder"
soffice --headless --convert-to pdf --outdir "$fixtures/pdf" office-manual.fodt office-vertical.fodt regulation.docx
