"""The peer of a workbook: XlsxWriter, which keeps one row in memory, writes the rows of a SQLite table.

    workbook.py DATABASE WORKBOOK

Printed is JSON: the seconds without start and import, and the MiB that memory grew by at most meanwhile.
"""

import json
import re
import resource
import sqlite3
import sys
import time

import xlsxwriter

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.monotonic()
database = sqlite3.connect(sys.argv[1])
book = xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
head, text, whole = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"}), book.add_format({"num_format": "0"})
sheet = book.add_worksheet()
sheet.freeze_panes(1, 0)
for number, line in enumerate(database.execute("SELECT * FROM line ORDER BY rowid")):
    for place, cell in enumerate(line):
        if number > 0 and re.fullmatch(r"\d{1,15}", cell):
            sheet.write_number(number, place, int(cell), whole)
        elif cell:
            sheet.write_string(number, place, cell, text if number else head)
sheet.autofilter(0, 0, number, len(line) - 1)
book.close()
print(json.dumps([time.monotonic() - began, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024]))
