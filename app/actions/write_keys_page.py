"""Write `resources/help/keys.md` from the table of actions: `python -m app.actions.write_keys_page`.

The file is for readers on the web. The window makes the same page itself, with the names of keys of its computer.
"""

from app.actions.action_table import COMMANDS, ELSEWHERE
from app.help.keys_page import keys_page
from app.help.pages import KEYS, folder
from app.language.key_names import key_name


def page_text() -> str:
    """Return the help page of keys, with key names that do not depend on the operating system."""
    listed = ((row, (*ELSEWHERE.get(row.key, ()), *row.shortcuts)) for row in COMMANDS)
    return keys_page((row.group, row.title, tuple(dict.fromkeys(map(key_name, keys)))) for row, keys in listed)


if __name__ == "__main__":
    (folder() / KEYS).write_text(page_text(), encoding="utf-8", newline="\n")
