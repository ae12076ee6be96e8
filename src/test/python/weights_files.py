"""Writes files of weights as large as the published ones, and what the networks make of a fixed input.

Run as `python3 weights_files.py DEST`, then `mvn test -Dtest=PublishedNamesTest -Dcourse.weights=DEST`. About 1.6 GB.
"""

import json
import pathlib
import sys

import torch
import torchvision

from deterministic import symmetric

DEST = pathlib.Path(sys.argv[1])
DEST.mkdir(parents=True, exist_ok=True)
images = torch.from_numpy(symmetric(2, 0, 2 * 3 * 224 * 224)).float().reshape(2, 3, 224, 224)
outputs = {}
for name in ("resnet18", "resnet34", "resnet50", "vgg19"):
    torch.manual_seed(0)
    model = getattr(torchvision.models, name)()
    with torch.no_grad():
        model.train()(images)  # statistics that are not those of the start
        torch.save(model.state_dict(), DEST / f"{name}.pth")
        torch.save(model.state_dict(), DEST / f"{name}-legacy.pth", _use_new_zipfile_serialization=False)
        outputs[name] = model.eval()(images).flatten().tolist()
(DEST / "outputs.json").write_text(json.dumps(outputs))
