"""Values that Python and Java make alike, so that golden files need not hold whole networks.

The same function stands in src/test/java/org/visioncourse/models/DeterministicValues.java: element i of a tensor is
SplitMix64 of (seed, stream, i), mapped to a multiple of 2^-23 in [-1, 1), then scaled in double precision and rounded
to float32 once. The stream of a parameter is its index in torchvision's order, running statistics included.
"""

import json
import pathlib

import numpy as np
import torch
import torchvision

GOLDEN = pathlib.Path(__file__).parent.parent / "resources" / "golden"
VERSIONS = f"PyTorch {torch.__version__}, torchvision {torchvision.__version__}"
STEP = np.uint64(0x9E3779B97F4A7C15)
IMAGES, LABELS, PATTERNS = 1_000_000, 2_000_000, 3_000_000  # first streams of what is not a parameter
BATCH_NORM = {"weight": (0.3, 0.15), "bias": (0.4, 0.8), "running_mean": (0, 0.1), "running_var": (1, 0.5)}


def mix(z):
    with np.errstate(over="ignore"):
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def unit(seed, stream, count):
    """count values in [0, 1)"""
    with np.errstate(over="ignore"):
        base = mix(np.uint64(seed) + STEP * np.uint64(stream + 1))
        z = mix(base + STEP * (np.arange(count, dtype=np.uint64) + np.uint64(1)))
    return (z >> np.uint64(40)).astype(np.float64) * 2.0**-24


def symmetric(seed, stream, count):
    """count values in [-1, 1)"""
    return 2 * unit(seed, stream, count) - 1


def fill(model, seed):
    """Sets every parameter and running statistic of a torchvision ResNet.

    BatchNorm's beta is spread wide against gamma: few values then lie near the kink of the ReLU behind it, where
    rounding would decide about the gradient.
    """
    entries = [(n, t) for n, t in model.state_dict().items() if not n.endswith("num_batches_tracked")]
    fan_in = None
    for stream, (name, tensor) in enumerate(entries):
        if tensor.dim() == 4:  # convolution: the deviation of torchvision's start, drawn uniformly
            centre, scale = 0.0, np.sqrt(6.0 / (tensor[0, 0].numel() * tensor.shape[0]))
        elif name.startswith("fc"):
            fan_in = tensor.shape[1] if tensor.dim() == 2 else fan_in
            centre, scale = 0.0, 1.0 / np.sqrt(fan_in)
        else:
            centre, scale = BATCH_NORM[name.rsplit(".", 1)[1]]
        values = (centre + scale * symmetric(seed, stream, tensor.numel())).astype(np.float32)
        tensor.copy_(torch.from_numpy(values).reshape(tensor.shape))
    return model


def fill_convolutions(layers, seed):
    """Sets weights and biases of a sequence of convolutions and others without parameters.

    The weights are He's: behind a ReLU the squares keep their mean, through any number of layers.
    """
    for stream, tensor in enumerate(layers.state_dict().values()):
        scale = np.sqrt(6.0 / tensor[0].numel()) if tensor.dim() == 4 else 0.1
        values = (scale * symmetric(seed, stream, tensor.numel())).astype(np.float32)
        tensor.copy_(torch.from_numpy(values).reshape(tensor.shape))
    return layers


def batch(seed, index, size, side, classes):
    """Images (size, 3, side, side), each the pattern of its class with a quarter of noise, and labels (size)."""
    labels = np.floor(unit(seed, LABELS + index, size) * classes).astype(np.int64)
    pixels = 3 * side * side
    noise = symmetric(seed, IMAGES + index, size * pixels).reshape(size, pixels)
    patterns = np.stack([symmetric(seed, PATTERNS + label, pixels) for label in labels])
    images = (patterns + 0.25 * noise).astype(np.float32).reshape(size, 3, side, side)
    return torch.from_numpy(images), torch.from_numpy(labels)


def cifar_resnet18(classes):
    """torchvision's ResNet-18 with a 3x3 convolution of stride 1 and no pooling before the first block."""
    model = torchvision.models.resnet18(num_classes=classes)
    model.conv1 = torch.nn.Conv2d(3, 64, 3, 1, 1, bias=False)
    model.maxpool = torch.nn.Identity()
    return model


def write(name, content):
    rounded = json.loads(json.dumps(content), parse_float=lambda text: float(f"{float(text):.9g}"))
    lines = json.dumps(rounded, indent=None, separators=(",", ":")).replace("},{", "},\n{").replace("],[", "],\n[")
    (GOLDEN / name).write_text(lines + "\n")
