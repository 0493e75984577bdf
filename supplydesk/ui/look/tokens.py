"""The colours by name, in light and in dark: one table, and no colour is written anywhere else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as ``#RRGGBB``.

    ``ground`` lies under everything, ``surface`` is what is worked on, ``raised`` a popup,
    ``sunk`` a computed cell, ``head`` a table's head; ``line`` and ``line2`` part things, ``edge``
    is round a field; ``ink`` to ``ink3`` are words, from the main thing to a hint; ``accent`` acts
    and ``accent_ink`` leads on; ``stop``, ``warn`` and ``good`` speak about goods and papers, with
    a ``soft`` ground and, for marks and bars, a stronger ``mark``.
    """

    ground: str
    surface: str
    raised: str
    sunk: str
    head: str
    line: str
    line2: str
    edge: str
    ink: str
    ink2: str
    ink3: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_ink: str
    ring: str
    bar: str
    select: str
    hover: str
    stop: str
    stop_soft: str
    warn: str
    warn_soft: str
    warn_mark: str
    good: str
    good_soft: str
    good_mark: str
    info_soft: str
    mute_soft: str
    nav: str
    nav_text: str
    nav_active: str
    nav_ink: str
    orange: str
    paper_ground: str


LIGHT = Tokens(
    ground="#F3F5F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    sunk="#F7F9FB",
    head="#F7F9FB",
    line="#E1E6ED",
    line2="#C6CFDA",
    edge="#828FA1",
    ink="#18212F",
    ink2="#475467",
    ink3="#5A6778",
    accent="#1D4F9F",
    accent_hover="#173F80",
    on_accent="#FFFFFF",
    accent_ink="#1D4F9F",
    ring="#2F6FD6",
    bar="#5585D0",
    select="#E3EDFB",
    hover="#F2F6FB",
    stop="#B3261E",
    stop_soft="#FCEBEA",
    warn="#8A4B00",
    warn_soft="#FFF3DC",
    warn_mark="#C47500",
    good="#17663A",
    good_soft="#E5F4EA",
    good_mark="#2A9455",
    info_soft="#E7EFFA",
    mute_soft="#EDF0F4",
    nav="#13233D",
    nav_text="#B9C6DA",
    nav_active="#24406B",
    nav_ink="#FFFFFF",
    orange="#F28C28",
    paper_ground="#DCE1E9",
)

DARK = Tokens(
    ground="#12171F",
    surface="#1A212B",
    raised="#232C38",
    sunk="#161C25",
    head="#1F2733",
    line="#2A3340",
    line2="#3C4858",
    edge="#6F7E93",
    ink="#E8EDF4",
    ink2="#B8C3D1",
    ink3="#98A5B7",
    accent="#2F66C0",
    accent_hover="#3A74D2",
    on_accent="#FFFFFF",
    accent_ink="#8FB8F5",
    ring="#6FA3F2",
    bar="#5E8FD9",
    select="#22385A",
    hover="#202935",
    stop="#FF9C94",
    stop_soft="#3B1F20",
    warn="#F3BE6B",
    warn_soft="#36290F",
    warn_mark="#E5A03A",
    good="#7FD6A0",
    good_soft="#163021",
    good_mark="#4DB87A",
    info_soft="#1D304D",
    mute_soft="#27303C",
    nav="#0D1219",
    nav_text="#AEBBCB",
    nav_active="#1F3354",
    nav_ink="#FFFFFF",
    orange="#F28C28",
    paper_ground="#0E131A",
)
