"""The sample from the register of residents: files with people to whom letters can be sent.

`spreadsheet` and `workbook`: CSV and XLSX of any size, row by row. `columns`: which column holds what. `profiles`: the
same choice for the next file. `identity_numbers`: columns that may not be taken in. `sample_rows`: rows become people.
`service` and `jobs`: receive, read, discard. `waiting_files`: uploads that wait for a yes.
"""
