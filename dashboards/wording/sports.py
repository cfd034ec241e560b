"""FIT's words for sports, as people say them."""

from dashboards.i18n import Translator


def sport_name(sport: str | None, t: Translator) -> str:
    """Return a sport's name, FIT's own word where nobody has put it in others."""
    names = {
        "running": t.gettext("running"),
        "walking": t.gettext("walking"),
        "hiking": t.gettext("hiking"),
        "cycling": t.gettext("cycling"),
        "swimming": t.gettext("swimming"),
        "training": t.gettext("training"),
        "fitness_equipment": t.gettext("gym"),
        "generic": t.gettext("unknown sport"),
    }
    return names.get(sport or "generic", (sport or "").replace("_", " "))
