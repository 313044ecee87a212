"""The texts of the site, one JSON file a language: key → text, or key → plural forms.

A site's `custom_dir` may hold `goals/catalogue/<language>.json` with texts of its own or another language; what
a language lacks is taken from English.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from babel import Locale, UnknownLocaleError

CATALOGUES = Path(__file__).parent
DEFAULT_LANGUAGE = "en"

Text = str | dict[str, str]


class Catalogue:
    """One language's texts. A text's `{name}` stands for a value; plural forms are chosen by the value `n`."""

    def __init__(self, language: str, folders: Iterable[Path] = ()) -> None:
        self.locale = _locale(language)
        self.language = self.locale.language
        texts = _catalogue(CATALOGUES, DEFAULT_LANGUAGE)
        for folder in (CATALOGUES, *(Path(folder) / "catalogue" for folder in folders)):
            texts = {**texts, **_catalogue(folder, self.language)}
        self._texts: Mapping[str, Text] = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a key with its values put in. An unknown key is a defect of ours: KeyError."""
        text = self._texts[key]
        if isinstance(text, dict):
            text = self._form(text, values["n"])
        return text.format(**values) if values else text

    def forms(self, key: str) -> str:
        """The plural forms of a key as JSON, for the script that counts."""
        return json.dumps(self._texts[key], ensure_ascii=False)

    def _form(self, forms: dict[str, str], count: object) -> str:
        number = count if isinstance(count, int) else int(str(count))
        return forms.get(self.locale.plural_form(number), forms["other"])


def _locale(language: str) -> Locale:
    """The locale of `de`, `pt-BR` or `zh_Hant`; English where Babel knows none."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(DEFAULT_LANGUAGE)


def _catalogue(folder: Path, language: str) -> dict[str, Text]:
    file = folder / f"{language}.json"
    if not file.is_file():
        return {}
    texts: dict[str, Text] = json.loads(file.read_text(encoding="utf-8"))
    return texts
