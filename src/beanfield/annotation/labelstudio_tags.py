"""What Label Studio's tags are called, and which of ours they stand for.

Sources: the tag reference of Label Studio's documentation (docs/source/tags), and its visibility rules.
"""

from __future__ import annotations

#: Control with labels → shape.
LABELS = {
    "RectangleLabels": "box",
    "PolygonLabels": "polygon",
    "KeyPointLabels": "point",
    "EllipseLabels": "ellipse",
    "BrushLabels": "mask",
    "ParagraphLabels": "span",
}

#: Drawing tool that goes with a plain `Labels` control → shape.
TOOLS = {"Rectangle": "box", "Polygon": "polygon", "KeyPoint": "point", "Ellipse": "ellipse", "Brush": "mask"}

#: Tag that shows the data → media.
OBJECTS = {
    "Image": "image",
    "Text": "text",
    "Paragraphs": "chat",
    "Chat": "chat",
    "Audio": "audio",
    "AudioPlus": "audio",
    "List": "chat",
}

#: Controls that ask, rather than mark.
QUESTIONS = frozenset({"Choices", "Taxonomy", "Rating", "Number", "TextArea", "Pairwise", "Ranker"})

#: Boxes round other tags.
CONTAINERS = frozenset({"View", "Collapse", "Panel"})

#: Tags and attributes of looks alone: they are left out without mention.
LOOKS = frozenset({"Style", "Header", "Filter", "Shortcut"})
LOOK_ATTRIBUTES = frozenset(
    {
        *("name", "toname", "style", "classname", "class", "id", "idattr", "display", "showinline", "size"),
        *("opacity", "strokewidth", "strokecolor", "fillopacity", "fillcolor", "pointsize", "pointstyle"),
        *("selectedcolor", "showalias", "aliasstyle", "layout", "icon", "placeholder", "requiredmessage"),
        *("maxwidth", "minwidth", "showfullpath", "pathseparator", "slider", "zoom", "snap", "granularity"),
        *("label", "labelsposition", "html", "leftclass", "rightclass", "selectionstyle", "editable"),
        *("transcription", "showsubmitbutton", "displaymode"),
    }
)

#: Attributes that narrow when a control is seen.
VISIBILITY = ("visiblewhen", "whentagname", "whenlabelvalue", "whenchoicevalue", "whenrole")
