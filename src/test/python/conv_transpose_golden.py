"""Writes golden/conv-transpose.json: transposed convolutions of many settings, and their gradients.

Run as `python3 conv_transpose_golden.py`; the committed file comes from PyTorch 1.13 (Debian 12). Inputs, weights, biases
and the factors of the sum whose gradients are taken come from the formula of deterministic.py: streams 4 c, 4 c + 1,
4 c + 2 and 4 c + 3 of case c, within [-1, 1). Computed in float64. Of each array the file holds the shape, a few values,
and the norm and a sum with factors, which no wrong value leaves as they are.
"""

import numpy as np
import torch

from deterministic import VERSIONS, symmetric, unit, write

SEED, SAMPLES, PROJECTION = 31, 4, 9_000_000
NAMES = ["n", "channels", "filters", "size", "kernel", "stride", "padding", "outputPadding", "dilation", "groups", "bias"]
CASES = [
    (1, 1, 1, (1, 1), (1, 1), (1, 1), (0, 0), (0, 0), (1, 1), 1, False),
    (3, 2, 3, (5, 7), (1, 1), (1, 1), (0, 0), (0, 0), (1, 1), 1, True),
    (1, 4, 2, (5, 3), (1, 1), (3, 3), (1, 1), (0, 0), (1, 1), 1, True),
    (3, 2, 3, (5, 7), (1, 1), (2, 3), (0, 0), (1, 2), (1, 1), 1, False),
    (1, 3, 4, (7, 5), (2, 2), (1, 1), (0, 0), (0, 0), (1, 1), 1, True),
    (3, 3, 4, (7, 5), (2, 2), (2, 2), (0, 0), (0, 0), (1, 1), 1, False),
    (3, 4, 3, (3, 5), (2, 2), (3, 2), (1, 0), (2, 1), (1, 1), 1, True),
    (3, 5, 2, (4, 9), (3, 3), (1, 1), (1, 1), (0, 0), (1, 1), 1, True),
    (1, 5, 2, (4, 9), (3, 3), (2, 2), (1, 1), (0, 0), (1, 1), 1, False),
    (3, 5, 2, (5, 5), (3, 3), (2, 2), (1, 1), (1, 1), (1, 1), 1, True),
    (1, 2, 5, (5, 7), (3, 3), (3, 1), (0, 2), (2, 0), (1, 1), 1, True),
    (3, 2, 5, (5, 7), (3, 3), (1, 1), (2, 2), (0, 0), (2, 2), 1, True),
    (1, 3, 3, (3, 4), (3, 3), (2, 1), (1, 2), (1, 2), (2, 3), 1, False),
    (3, 3, 3, (4, 4), (3, 3), (1, 1), (0, 0), (1, 1), (2, 2), 1, True),
    (3, 3, 20, (16, 16), (4, 4), (2, 2), (1, 1), (0, 0), (1, 1), 1, False),
    (2, 3, 20, (1, 1), (4, 4), (1, 1), (0, 0), (0, 0), (1, 1), 1, False),
    (1, 3, 5, (7, 3), (4, 4), (2, 2), (1, 1), (1, 1), (1, 1), 1, True),
    (3, 3, 5, (7, 3), (4, 4), (3, 3), (2, 2), (0, 0), (1, 1), 1, True),
    (3, 3, 5, (3, 5), (4, 4), (3, 2), (0, 1), (2, 1), (1, 2), 1, True),
    (1, 4, 4, (6, 5), (2, 3), (1, 2), (0, 1), (0, 1), (1, 1), 1, True),
    (3, 4, 4, (6, 5), (3, 1), (2, 1), (1, 0), (0, 0), (1, 1), 1, True),
    (3, 2, 2, (5, 5), (4, 2), (2, 3), (1, 0), (1, 0), (2, 1), 1, False),
    (1, 2, 2, (1, 9), (1, 4), (1, 2), (0, 1), (0, 0), (1, 1), 1, True),
    (3, 4, 6, (5, 5), (3, 3), (2, 2), (1, 1), (1, 1), (1, 1), 2, True),
    (1, 6, 3, (5, 7), (2, 2), (2, 2), (0, 0), (0, 0), (1, 1), 3, False),
    (3, 4, 4, (5, 3), (4, 4), (2, 2), (1, 1), (0, 0), (1, 1), 4, True),
    (3, 3, 6, (4, 5), (3, 2), (1, 3), (1, 0), (0, 2), (2, 1), 3, True),
    (1, 3, 3, (5, 5), (4, 4), (2, 2), (1, 1), (0, 0), (1, 1), 3, False),
    (3, 16, 32, (5, 6), (4, 4), (2, 2), (1, 1), (0, 0), (1, 1), 1, True),
    (3, 32, 16, (5, 6), (3, 3), (2, 2), (1, 1), (1, 1), (1, 1), 2, True),
]


def draw(stream, shape):
    values = symmetric(SEED, stream, int(np.prod(shape))).astype(np.float32).astype(np.float64)
    return torch.from_numpy(values).reshape(shape)


def probe(tensor):
    """Shape, norm, the sum with factors, and the values at floor(u * size), u = unit(0, 0, SAMPLES)."""
    flat = tensor.detach().numpy().ravel()
    places = (unit(0, 0, SAMPLES) * flat.size).astype(int)
    return {
        "shape": list(tensor.shape),
        "norm": float(np.linalg.norm(flat)),
        "projection": float(flat @ symmetric(0, PROJECTION, flat.size)),
        "samples": flat[places].tolist(),
    }


def run(index, case):
    n, channels, filters, size, kernel, stride, padding, output_padding, dilation, groups, bias = case
    x = draw(4 * index, (n, channels, *size)).requires_grad_()
    w = draw(4 * index + 1, (channels, filters // groups, *kernel)).requires_grad_()
    b = draw(4 * index + 2, (filters,)).requires_grad_() if bias else None
    y = torch.nn.functional.conv_transpose2d(x, w, b, stride, padding, output_padding, groups, dilation)
    (y * draw(4 * index + 3, y.shape)).sum().backward()
    arrays = [y, x.grad, w.grad] + ([b.grad] if bias else [])
    return {**dict(zip(NAMES, case)), "probes": [probe(array) for array in arrays]}


write("conv-transpose.json", {
    "about": f"made by src/test/python/conv_transpose_golden.py with {VERSIONS} in float64",
    "seed": SEED,
    "cases": [run(index, case) for index, case in enumerate(CASES)],
})
