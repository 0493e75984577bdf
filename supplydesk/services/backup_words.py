"""Why a copy was made, as a person is told it: in the window's list and on the command line."""

import re

from supplydesk.services.backups import Backup
from supplydesk.text import translate

_COUNTED = re.compile(r"(.*?)-?(?:[2-9]|[1-9][0-9])?")


def reason_word(backup: Backup) -> str:
    """Why *backup* was made, and that its books are not as they were written where that is so."""
    words = {
        "": translate("services.backup_words", "by hand"),
        "before-import": translate("services.backup_words", "before an import"),
        "before-restore": translate("services.backup_words", "before a copy was restored"),
        "before-upgrade": translate("services.backup_words", "before a newer program"),
    }
    # The second copy of a second has its number behind the reason.
    counted = _COUNTED.fullmatch(backup.reason)
    plain = counted[1] if counted else backup.reason
    word = words.get(plain, backup.reason)
    if backup.altered:
        text = translate("services.backup_words", "{reason}; its books were altered")
        return text.format(reason=word)
    return word
