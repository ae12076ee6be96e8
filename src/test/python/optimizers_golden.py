"""Writes golden/optimizers.json: trajectories of torch.optim on two small parameters with listed gradients.

Run as `python3 optimizers_golden.py`; the committed file comes from PyTorch 1.13 (Debian 12). Computed in float64;
starts and gradients are exact in float32. The gradients are given, not derived: they do not depend on the parameters.
One entry of the bias has gradient 0 at every step, and the fifth step's gradients are all 0.
"""

import numpy as np
import torch

from deterministic import VERSIONS, symmetric, write

SEED, STEPS = 7, 10
CONSTANT = [0.1] * STEPS
CHANGING = [0.02, 0.06, 0.1, 0.1, 0.08, 0.06, 0.04, 0.02, 0.01, 0.0]  # rises, falls, ends at 0


def draw(stream, count, scale):
    return (scale * symmetric(SEED, stream, count)).astype(np.float32).astype(np.float64)


START = {"weight": draw(0, 6, 1.0), "bias": draw(1, 4, 1.0)}
GRADIENTS = []
for step in range(STEPS):
    size = 0.0 if step == 4 else 4.0 * 0.6**step  # from large ones, that clipping cuts, to small ones
    gradient = {"weight": draw(100 + step, 6, size), "bias": draw(200 + step, 4, size)}
    gradient["bias"][2] = 0.0
    GRADIENTS.append({name: values + 0.0 for name, values in gradient.items()})  # no negative zeros


def trajectory(rule, rates, decay_bias=True, max_norm=None, **options):
    weight = torch.nn.Parameter(torch.from_numpy(START["weight"].copy()).reshape(3, 2))
    bias = torch.nn.Parameter(torch.from_numpy(START["bias"].copy()))
    groups = [{"params": [weight]}, {"params": [bias]} if decay_bias else {"params": [bias], "weight_decay": 0.0}]
    optimizer = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[rule](groups, rates[0], **options)
    states = []
    for rate, gradient in zip(rates, GRADIENTS):
        for group in optimizer.param_groups:
            group["lr"] = rate
        weight.grad = torch.from_numpy(gradient["weight"].copy()).reshape(3, 2)
        bias.grad = torch.from_numpy(gradient["bias"].copy())
        if max_norm is not None:
            torch.nn.utils.clip_grad_norm_([weight, bias], max_norm)
        optimizer.step()
        states.append({"weight": weight.detach().flatten().tolist(), "bias": bias.detach().tolist()})
    return states


def series(name, rule, rates, momentum=0.0, nesterov=False, weight_decay=0.0, decay_bias=True, max_norm=None):
    options = {"weight_decay": weight_decay}
    hyper = {"rule": rule, "weightDecay": weight_decay, "decayBias": decay_bias, "maxNorm": max_norm}
    if rule == "sgd":
        options |= {"momentum": momentum, "nesterov": nesterov}
        hyper |= {"momentum": momentum, "nesterov": nesterov}
    else:
        options |= {"betas": (0.9, 0.999), "eps": 1e-8}
        hyper |= {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
    states = trajectory(rule, rates, decay_bias, max_norm, **options)
    return {"name": name, **hyper, "learningRates": rates, "parameters": states}


def rules(suffix, rates):
    return [
        series("sgd" + suffix, "sgd", rates),
        series("sgd, momentum" + suffix, "sgd", rates, momentum=0.9),
        series("sgd, momentum, nesterov, weight decay" + suffix, "sgd", rates, 0.9, True, 0.05),
        series("adam" + suffix, "adam", rates),
        series("adam, weight decay added to the gradient" + suffix, "adam", rates, weight_decay=0.05),
        series("adamw, weight decay" + suffix, "adamw", rates, weight_decay=0.05),
    ]


write("optimizers.json", {
    "about": f"made by src/test/python/optimizers_golden.py with {VERSIONS} in float64",
    "shapes": {"weight": [3, 2], "bias": [4]},
    "start": {name: values.tolist() for name, values in START.items()},
    "gradients": [{name: values.tolist() for name, values in g.items()} for g in GRADIENTS],
    "series": rules("", CONSTANT) + rules(", changing rate", CHANGING) + [
        series("sgd, momentum, nesterov, weight decay not on the bias", "sgd", CHANGING, 0.9, True, 0.05, False),
        series("adamw, weight decay not on the bias", "adamw", CHANGING, weight_decay=0.05, decay_bias=False),
        series("sgd, momentum, clipped by norm", "sgd", CHANGING, 0.9, max_norm=1.0),
        series("adamw, weight decay, clipped by norm", "adamw", CHANGING, weight_decay=0.05, max_norm=1.0),
    ],
})
