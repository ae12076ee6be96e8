"""Writes golden/resnet18-training.json: the losses of 20 steps of a ResNet-18 with a CIFAR stem.

Run as `python3 training_golden.py` (two minutes); the committed file comes from PyTorch 1.13 and torchvision 0.14
(Debian 12). Computed in float64 from weights and images that are exact in float32. Every step has a batch of its own,
batch(SEED, step, ...). Printed, and kept as "float32Deviation": the largest relative difference of a loss when PyTorch
runs in float32 with every weight moved by a millionth, a bound on what another order of rounding can do.
"""

import numpy as np
import torch

from deterministic import VERSIONS, batch, cifar_resnet18, fill, write

SEED, STEPS, BATCH, SIDE, CLASSES = 42, 20, 8, 16, 4
SHAPE = [min((i + 1) / 5, (STEPS - i) / (STEPS - 5)) for i in range(STEPS)]  # rises over 5 steps, then falls


def train(rule, rates, decay_all, dtype, perturbed, **options):
    model = fill(cifar_resnet18(CLASSES), SEED)
    if perturbed:
        generator = torch.Generator().manual_seed(0)
        for p in model.parameters():
            p.data *= 1 + 1e-6 * torch.randn(p.shape, generator=generator)
    model = model.to(dtype).train()
    parameters = list(model.parameters())
    plain = [p for p in parameters if decay_all or p.dim() > 1]
    rest = [p for p in parameters if not decay_all and p.dim() == 1]  # BatchNorm's gamma and beta, the last bias
    optimizer = rule([{"params": plain}] + ([{"params": rest, "weight_decay": 0.0}] if rest else []), lr=rates[0], **options)
    losses = []
    for step, rate in enumerate(rates):
        images, labels = batch(SEED, step, BATCH, SIDE, CLASSES)
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(images.to(dtype)), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, [norm(p for p in parameters if p.dim() > 1), norm(p for p in parameters if p.dim() == 1)]


def norm(parameters):
    return float(sum(p.detach().double().square().sum() for p in parameters).sqrt())


def series(name, rule, rate, decay_all, hyper, **options):
    rates = [float(f"{rate * shape:.6g}") for shape in SHAPE]
    losses, norms = train(rule, rates, decay_all, torch.float64, False, **options)
    rough, rough_norms = train(rule, rates, decay_all, torch.float32, True, **options)
    deviation = float(np.max(np.abs(np.array(rough) / np.array(losses) - 1)))
    print(name, " ".join(f"{loss:.3f}" for loss in losses), f"float32 is off by {deviation:.1e}, norms {rough_norms[0] / norms[0] - 1:.1e} {rough_norms[1] / norms[1] - 1:.1e}")
    return {"name": name, **hyper, "decayBatchNormAndBias": decay_all, "learningRates": rates, "losses": losses,
            "finalNorms": {"weights": norms[0], "batchNormAndBias": norms[1]}, "float32Deviation": deviation}


def sgd(name, decay_all):
    hyper = {"rule": "sgd", "momentum": 0.9, "nesterov": True, "weightDecay": 5e-4}
    return series(name, torch.optim.SGD, SGD_RATE, decay_all, hyper, momentum=0.9, nesterov=True, weight_decay=5e-4)


def adamw(name, decay_all):
    hyper = {"rule": "adamw", "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weightDecay": 0.05}
    return series(name, torch.optim.AdamW, ADAMW_RATE, decay_all, hyper, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.05)


SGD_RATE, ADAMW_RATE = 0.0015, 5e-5
if __name__ == "__main__":
    write("resnet18-training.json", {
        "about": f"made by src/test/python/training_golden.py with {VERSIONS} in float64",
        "network": "resnet18", "stem": "CIFAR", "seed": SEED, "batch": BATCH, "side": SIDE, "classes": CLASSES,
        "series": [
            sgd("sgd, weight decay on everything", True),
            sgd("sgd, no weight decay on BatchNorm and bias", False),
            adamw("adamw, weight decay on everything", True),
            adamw("adamw, no weight decay on BatchNorm and bias", False),
        ],
    })
