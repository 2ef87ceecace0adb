"""Each channel is told in its own language, of the same changes."""

from __future__ import annotations

from tests.deliver.conftest import House, Post, mail, plain


def test_a_channel_is_told_in_its_language(house: House, post: Post) -> None:
    house.channels(
        mail(post)
        + 'language = "fr"\n[[channel]]\nname = "files"\nkind = "folder"\npath = "digests"\nforms = ["text", "json"]\n'
    )
    assert house.compose() == [True, True]
    house.send()
    (message,) = post.taken
    assert message["Subject"].startswith("1 changement : Processus de Budapest (")
    assert "L’Espagne a succédé à la Hongrie à la présidence du Processus de Budapest" in " ".join(
        plain(message).split()
    )
    page = message.get_body(["html"])
    assert page is not None
    assert '<html lang="fr">' in page.get_content()
    (text,) = (house.folder / "digests").glob("*.txt")
    assert "Spain took the chair of the Budapest Process from Hungary" in text.read_text(encoding="utf-8")
