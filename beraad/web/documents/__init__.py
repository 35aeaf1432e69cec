"""What pages hand out besides HTML: PDF/UA papers, CSV tables, Markdown made safe, downloads."""
