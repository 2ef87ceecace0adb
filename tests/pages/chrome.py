"""What stands around the content of a page: navigation, cookie banner, scripts, footer. None of it is a fact."""

from __future__ import annotations

from html import escape

from tests.pages.wording import Dice

CLAIM = (
    "Part of the United Nations System since 1951, the organization has 175 member states and works in 171 countries."
)
MENU = ("Who we are", "Our Work", "What We Do", "Where we work", "Take Action", "Get involved", "Data and Research")
FOOTER = ("Contact us", "Vacancies", "Terms and conditions", "Newsletter")


def dressed(body: str, title: str, language: str, dice: Dice) -> str:
    """A whole HTML page around the content. Some sites say what is navigation (landmarks), some do not."""
    landmarks, claims = dice.chance(0.6), dice.chance(0.5)
    menu = "".join(f'<li><a href="/{number}">{entry}</a></li>' for number, entry in enumerate(MENU))
    claim = f"<p>{CLAIM}</p>" if claims else ""
    nav = (
        f"<nav><ul>{menu}</ul>{claim}</nav>"
        if landmarks
        else f'<div id="menu"><ul class="menu">{menu}</ul>{claim}</div>'
    )
    links = "".join(f'<a href="/f{number}">{entry}</a> ' for number, entry in enumerate(FOOTER))
    footer = f"<footer>{links}</footer>" if landmarks else f'<div id="footer">{links}</div>'
    cookies = '<div class="cookie-banner">We use cookies. <button>Accept all</button></div>' if dice.chance(0.4) else ""
    script = (
        "<script>var settings = {'chair': 'none', 'members': 175};</script><!-- 12 Members -->"
        if dice.chance(0.5)
        else ""
    )
    main = f"<main>{body}</main>" if landmarks else f'<div id="content">{body}</div>'
    declared = f' lang="{language}"' if not dice.chance(0.3) else ""
    return (
        f'<!DOCTYPE html>\n<html{declared}>\n<head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        f"<body>\n{script}\n{cookies}\n{nav}\n{main}\n{footer}\n</body>\n</html>\n"
    )


def dressed_text(body: str, dice: Dice) -> str:
    """Plain text with what is left of the navigation before it."""
    if not dice.chance(0.5):
        return body
    lines = [MENU[0], MENU[0].upper() + CLAIM, *(f"- {entry}" for entry in MENU[1:])]
    return "\n".join(lines) + "\n" + body
