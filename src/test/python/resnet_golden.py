"""Writes golden/resnet18.json, resnet34.json and resnet50.json: logits, loss, gradients and running statistics.

Run as `python3 resnet_golden.py`; the committed files come from PyTorch 1.13 and torchvision 0.14 (Debian 12). All
is computed in float64 from weights and images that are exact in float32; what is printed is how far PyTorch's own
float32 run is from that. The seeds are ones at which it stays near (below 1e-3) even when every weight is moved by a
millionth: at others a value lies so near a ReLU's kink that rounding alone can move gradients by more.
"""

import numpy as np
import torch
import torchvision

from deterministic import VERSIONS, batch, cifar_resnet18, fill, unit, write

BATCH, CLASSES, SAMPLES = 4, 10, 4


def probe(tensor):
    """The norm of a tensor and its values at a few places: floor(u * size), u = unit(0, 0, SAMPLES)."""
    flat = tensor.detach().double().numpy().ravel()
    return {"norm": float(np.linalg.norm(flat)), "samples": flat[(unit(0, 0, SAMPLES) * flat.size).astype(int)].tolist()}


def run(make, seed, side, training, dtype):
    model = fill(make(), seed).to(dtype).train(training)
    images, labels = batch(seed, 0, BATCH, side, CLASSES)
    images = images.to(dtype).requires_grad_()
    logits = model(images)
    loss = torch.nn.functional.cross_entropy(logits, labels)
    loss.backward()
    result = {
        "logits": logits.flatten().tolist(),
        "loss": loss.item(),
        "inputGradient": probe(images.grad),
        "gradients": [{"name": name, **probe(p.grad)} for name, p in model.named_parameters()],
    }
    if training:
        result["runningStatistics"] = [{"name": n, **probe(b)} for n, b in model.named_buffers() if "running" in n]
    return result


def deviation(exact, rough):
    """The largest relative differences of the logits and of the gradients' norms."""
    a, b = np.array(exact["logits"]), np.array(rough["logits"])
    norms = [abs(g["norm"] / r["norm"] - 1) for g, r in zip(exact["gradients"], rough["gradients"])]
    return f"logits {np.abs(a - b).max() / np.abs(a).max():.1e}, gradients {max(norms):.1e}"


def golden(name, make, stem, seed, side):
    content = {"about": f"made by src/test/python/resnet_golden.py with {VERSIONS} in float64",
               "network": name, "stem": stem, "seed": seed, "batch": BATCH, "side": side, "classes": CLASSES}
    for mode, training in (("training", True), ("evaluation", False)):
        content[mode] = run(make, seed, side, training, torch.float64)
        print(name, mode, content[mode]["loss"], "float32 is off by",
              deviation(content[mode], run(make, seed, side, training, torch.float32)))
    write(f"{name}.json", content)


golden("resnet18", lambda: cifar_resnet18(CLASSES), "CIFAR", 19, 32)
golden("resnet34", lambda: torchvision.models.resnet34(num_classes=CLASSES), "IMAGENET", 39, 64)
golden("resnet50", lambda: torchvision.models.resnet50(num_classes=CLASSES), "IMAGENET", 52, 64)
