"""Makes executed notebooks fit to be committed: nothing in them but the lesson and what its cells gave.

    python3 src/test/python/clean_notebook.py NOTEBOOK ...

Times of execution go, and ids of outputs; pieces of text that were printed one after the other become one; of a value that
the kernel gave as HTML without a tag the text is kept; and a picture of more than 100 KB, such as one of photographs, becomes a JPEG
that is smaller (with Pillow). The files are written as the notebooks of the course are.
"""

import base64
import io
import json
import re
import sys

from PIL import Image

KERNEL = {"display_name": "Vision Course (Java)", "language": "java", "name": "java"}
LANGUAGE = {"file_extension": ".java", "mimetype": "text/x-java-source", "name": "java"}
AUTHORS = ("collapsed", "jupyter", "tags")  # a cell's metadata that an author may have set


LARGEST_PICTURE = 100_000  # bytes
QUALITIES = (90, 80, 70, 60)  # of a JPEG
SMALLER = 0.85  # of its sides, where no quality is enough


def lines(text):
    """As nbformat has it in a file: a list of lines with their ends."""
    return "".join(text).splitlines(keepends=True)


def joined(outputs):
    """The outputs, with text that follows text on the same stream put together."""
    result = []
    for output in outputs:
        last = result[-1] if result else {}
        if output["output_type"] == "stream" and last.get("name") == output["name"]:
            last["text"] = lines("".join(last["text"]) + "".join(output["text"]))
        elif output["output_type"] == "stream":
            result.append({**output, "text": lines(output["text"])})
        else:
            result.append(output)
    return result


def plain(data):
    """An output by MIME types; one of HTML alone, without tags, is text."""
    html = "".join(data.get("text/html", "<"))
    if list(data) == ["text/html"] and not re.search(r"</?[a-zA-Z]", html):
        data = {"text/plain": lines(html)}
    return data


def small(data):
    """An output by MIME types; a large PNG becomes a JPEG."""
    png = base64.b64decode("".join(data.get("image/png", "")))
    if len(png) <= LARGEST_PICTURE:
        return data
    image = Image.open(io.BytesIO(png)).convert("RGB")
    others = {kind: value for kind, value in data.items() if kind != "image/png"}
    return {**others, "image/jpeg": base64.b64encode(jpeg(image)).decode() + "\n"}


def jpeg(image):
    while True:
        for quality in QUALITIES:
            file = io.BytesIO()
            image.save(file, "JPEG", quality=quality, subsampling=0, optimize=True)
            if file.tell() <= LARGEST_PICTURE:
                return file.getvalue()
        image = image.resize([round(side * SMALLER) for side in image.size], Image.LANCZOS)


def clean(notebook):
    notebook["metadata"] = {"kernelspec": KERNEL, "language_info": LANGUAGE}
    for cell in notebook["cells"]:
        cell["metadata"] = {name: value for name, value in cell["metadata"].items() if name in AUTHORS}
        for output in cell.get("outputs", []):
            output.pop("transient", None)
            if "data" in output:
                output["data"] = small(plain(output["data"]))
        if "outputs" in cell:
            cell["outputs"] = joined(cell["outputs"])
    return notebook


for file in sys.argv[1:]:
    with open(file, encoding="utf-8") as stream:
        cleaned = clean(json.load(stream))
    with open(file, "w", encoding="utf-8") as stream:
        json.dump(cleaned, stream, indent=1, ensure_ascii=False)
        stream.write("\n")
