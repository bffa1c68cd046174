"""Write the cohort report as one HTML file with text, tables and figures.

The page loads no other file.
"""

import base64
from collections.abc import Sequence
from html import escape
from pathlib import Path

from model.base.files import replacing
from model.comparison.comparison import RaterComparison
from model.comparison.report.all_tables import all_tables
from model.comparison.report.checklist import checklist_of
from model.comparison.report.figures import DrawnFigure
from model.comparison.report.flow_table import flow_of
from model.comparison.report.heading import TITLE, made_by, sentences_of
from model.comparison.report.tables import methods_table
from model.comparison.report.text_table import TextTable
from model.result.export.wording import RESEARCH_USE_ONLY

_STYLE = """
:root { color-scheme: light; }
body { font: 14px/1.45 system-ui, sans-serif; color: #1b1d21; background: #f7f8f9; max-width: 1180px; margin: 0 auto;
  padding: 24px; font-variant-numeric: tabular-nums; }
h1 { font-size: 24px; font-weight: 500; } h2 { font-size: 16px; font-weight: 500; margin: 32px 0 8px; }
table { border-collapse: collapse; width: 100%; font-size: 12.5px; background: #fff; }
th, td { text-align: left; vertical-align: top; padding: 4px 10px; border-bottom: 1px solid #d8dbe0; }
th { color: #5b6470; font-weight: 500; border-bottom-color: #5b6470; }
.note { color: #5b6470; font-size: 12px; margin-top: 4px; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(460px, 1fr)); gap: 16px; }
figure { margin: 0; background: #fff; border: 1px solid #d8dbe0; padding: 8px; } figure img { width: 100%; }
.banner { border: 1px solid #5b6470; padding: 6px 12px; display: inline-block; font-weight: 600; }
"""


def write(comparison: RaterComparison, figures: Sequence[DrawnFigure], path: Path) -> None:
    """Write the cohort report as an HTML file to `path`."""
    with replacing(path, private=True) as beside:
        beside.write_text(html_of(comparison, figures), encoding="utf-8")


def html_of(comparison: RaterComparison, figures: Sequence[DrawnFigure]) -> str:
    """Return the cohort report as the text of an HTML file."""
    banner = f'<p class="banner">{escape(RESEARCH_USE_ONLY)}</p>'
    parts = [
        "<!doctype html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>{escape(TITLE)}</title>',
        f"<style>{_STYLE}</style></head><body>",
        banner,
        f"<h1>{escape(TITLE)}</h1>",
        *(f"<p>{escape(sentence)}</p>" for sentence in sentences_of(comparison)),
        *(_table(table) for table in all_tables(comparison)),
        "<h2>Figures</h2>",
        f'<div class="figures">{"".join(_figure(one) for one in figures)}</div>',
        *(_table(table) for table in (flow_of(comparison), checklist_of(comparison), methods_table(comparison))),
        f'<p class="note">{escape(made_by())}</p>{banner}</body></html>',
    ]
    return "\n".join(parts)


def _table(table: TextTable) -> str:
    head = "".join(f"<th>{escape(text)}</th>" for text in table.header)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in table.rows)
    note = f'<p class="note">{escape(table.note)}</p>' if table.note else ""
    return f"<h2>{escape(table.title)}</h2><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{note}"


def _figure(one: DrawnFigure) -> str:
    """Return the HTML text of a figure that is embedded as an image.

    The figure is an image and not part of the page's own elements, because equal ids in two SVGs would collide.
    """
    data = base64.b64encode(one.files["svg"]).decode("ascii")
    title = escape(one.title, quote=True)
    return f'<figure><img alt="{title}" title="{title}" src="data:image/svg+xml;base64,{data}"></figure>'
