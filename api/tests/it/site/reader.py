"""Reads pages as a browser without script does, with a parser that is not ours.

A JSON list of pages comes in; what each of them says comes out, with every error the parser has found.
"""

import json
import sys

import html5lib


def text(element):
    return " ".join("".join(element.itertext()).split())


def language(element, parents):
    """The language an element is in: its own, or that of the nearest around it."""
    while element is not None and not element.get("lang"):
        element = parents.get(element)
    return None if element is None else element.get("lang")


def read(page):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(page)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    parents = {child: element for element in elements for child in element}
    of = lambda tag: [element for element in elements if element.tag == tag]
    meta = {m.get("name") or m.get("property"): m.get("content") for m in of("meta") if m.get("content")}
    ids = [element.get("id") for element in elements if element.get("id")]
    linked = [s.text for s in of("script") if s.get("type") == "application/ld+json"]
    return {
        "errors": [f"{code} at {place}" for place, code, _ in parser.errors],
        "twice": sorted({one for one in ids if ids.count(one) > 1}),
        "ids": ids,
        "lang": root.get("lang"),
        "title": [text(title) for title in of("title")],
        "h1": [text(heading) for heading in of("h1")],
        "h1_lang": [language(heading, parents) for heading in of("h1")],
        "headings": [int(element.tag[1]) for element in elements if element.tag in ("h1", "h2", "h3", "h4")],
        "main": " ".join(text(main) for main in of("main")),
        "meta": meta,
        "canonical": [link.get("href") for link in of("link") if link.get("rel") == "canonical"],
        "alternates": {link.get("hreflang"): link.get("href") for link in of("link") if link.get("rel") == "alternate" and link.get("hreflang")},
        "links": [link.get("href") for link in of("a")],
        "texts": {link.get("href"): text(link) for link in of("a")},
        "fields": {field.get("name"): field.get("value") for field in of("input")},
        "linked": [json.loads(block) for block in linked],
        # Nothing runs but what the app's own page loads.
        "inline": [s.text for s in of("script") if s.get("type") != "application/ld+json" and not s.get("src")],
        "scripts": [s.get("src") for s in of("script") if s.get("src")],
        "handlers": [name for element in elements for name in element.keys() if str(name).startswith("on") or name == "style"],
        "tags": sorted({element.tag for element in elements}),
    }


print(json.dumps([read(page) for page in json.load(sys.stdin)]))
