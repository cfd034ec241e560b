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
        "rowing": t.gettext("rowing"),
        "e_biking": t.gettext("e-bike"),
        "rock_climbing": t.gettext("climbing"),
        "cross_country_skiing": t.gettext("cross-country skiing"),
        "alpine_skiing": t.gettext("alpine skiing"),
        "training": t.gettext("training"),
        "fitness_equipment": t.gettext("gym"),
        "generic": t.gettext("unknown sport"),
    }
    return names.get(sport or "generic", (sport or "").replace("_", " "))


def sport_told(sport: str | None, sub_sport: str | None, t: Translator) -> str:
    """Return a sport and, in brackets, what kind of it."""
    name = sport_name(sport, t)
    return name if sub_sport in {None, "generic"} else f"{name} ({_kind_of_sport(sub_sport, t)})"


def _kind_of_sport(sub_sport: str | None, t: Translator) -> str:
    names = {
        "trail": t.gettext("trail"),
        "treadmill": t.gettext("treadmill"),
        "track": t.gettext("track"),
        "street": t.gettext("road"),
        "road": t.gettext("road"),
        "mountain": t.gettext("mountain bike"),
        "indoor_cycling": t.gettext("indoor"),
        "lap_swimming": t.gettext("pool"),
        "open_water": t.gettext("open water"),
        "strength_training": t.gettext("strength"),
        "cardio_training": t.gettext("cardio"),
        "elliptical": t.gettext("elliptical"),
        "backcountry": t.gettext("backcountry"),
    }
    return names.get(sub_sport or "", (sub_sport or "").replace("_", " "))
