"""Excel and csv, in and out: cells with their addresses, never the books themselves.

Who may call: services and the command line. What may be called from here: domain, text, paths
and the sheet libraries. Reading (`reading`, and `columns` for a list with titles) refuses what is
too big or hostile before it is parsed; writing (`writing`, `writing_csv`, `listing`,
`stock_summary`) keeps every text a text, whatever sign it begins with.
To add one: a module named by its sheet, typed rows that remember where each cell stood, and
tests with the files that real offices send.
"""
