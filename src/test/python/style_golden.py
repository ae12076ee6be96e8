"""Writes golden/style.json: VGG-19's features of small pictures, and the losses of style transfer with their gradient.

Run as `python3 style_golden.py`; the committed file comes from PyTorch 1.13 and torchvision 0.14 (Debian 12). The
network is torchvision's, cut after layer 28; its weights are made by a formula. Each reading runs once: "IN_PLACE"
keeps the layers' outputs as they are, so that torchvision's ReLUs write into them, as D2L's section on style transfer
does; "AS_WRITTEN" keeps copies. All is computed in float64 from weights and pixels that are exact in float32; what is
printed is how far PyTorch's own float32 run is from that, and how near the image's features come to a kink: at most
seeds one lies so near that rounding alone can move the gradient by more than all else.
"""

import numpy as np
import torch
import torchvision

from deterministic import VERSIONS, fill_convolutions, unit, write

SEED, SAMPLES = 29, 6
STYLE_LAYERS, CONTENT_LAYERS = [0, 5, 10, 19, 28], [25]
CONTENT_WEIGHT, STYLE_WEIGHT, TV_WEIGHT = 1, 1e4, 10
PICTURES = 4_000_000  # the first stream of pictures
SIZES = {"image": (37, 45), "content": (37, 45), "style": (33, 52)}


def picture(name):
    """Bytes of noise (H, W, 3), the painting's with a darker distribution."""
    height, width = SIZES[name]
    u = unit(SEED, PICTURES + list(SIZES).index(name), height * width * 3)
    return np.floor(256 * (u * u if name == "style" else u)).astype(np.uint8).reshape(height, width, 3)


def preprocessed(name, dtype):
    transforms = torchvision.transforms
    normalize = transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
    return normalize(transforms.ToTensor()(picture(name))).unsqueeze(0).to(dtype)


def outputs(layers, x, in_place):
    kept = {}
    for i, layer in enumerate(layers):
        x = layer(x)
        if i in STYLE_LAYERS + CONTENT_LAYERS:
            kept[i] = x if in_place else x.clone()
    return kept


def gram(x):
    rows = x.reshape(x.shape[1], -1)
    return rows @ rows.T / x.numel()


def total_variation(x):
    down, across = x[:, :, 1:] - x[:, :, :-1], x[:, :, :, 1:] - x[:, :, :, :-1]
    return 0.5 * (down.abs().mean() + across.abs().mean())


def probe(tensor):
    """The norm of a tensor and its values at a few places: floor(u * size), u = unit(0, 0, SAMPLES)."""
    flat = tensor.detach().double().numpy().ravel()
    places = (unit(0, 0, SAMPLES) * flat.size).astype(int)
    return {"norm": float(np.linalg.norm(flat)), "samples": flat[places].tolist()}


def statistics(x):
    return {"mean": x.mean().item(), "least": x.min().item(), "largest": x.max().item(), "probe": probe(x)}


def run(layers, in_place, dtype):
    layers = layers.to(dtype)
    with torch.no_grad():
        contents = outputs(layers, preprocessed("content", dtype), in_place)
        styles = outputs(layers, preprocessed("style", dtype), in_place)
    image = preprocessed("image", dtype).requires_grad_()
    seen = outputs(layers, image, in_place)
    content = CONTENT_WEIGHT * sum((seen[i] - contents[i]).square().mean() for i in CONTENT_LAYERS)
    style = STYLE_WEIGHT * sum((gram(seen[i]) - gram(styles[i])).square().mean() for i in STYLE_LAYERS)
    noise = TV_WEIGHT * total_variation(image)
    (content + style + noise).backward()
    return {
        "reading": "IN_PLACE" if in_place else "AS_WRITTEN",
        "outputs": [{"layer": i, "content": statistics(contents[i]), "style": statistics(styles[i]),
                     "gram": statistics(gram(styles[i]))} for i in sorted(contents)],
        "contentLoss": content.item(), "styleLoss": style.item(), "totalVariationLoss": noise.item(),
        "gradient": probe(image.grad),
    }, image.grad.double()


def nearest_kink(layers, x):
    """How near a value comes to 0 before a ReLU, or the largest of four to the next before a pooling, over the RMS."""
    nearest = np.inf
    for layer in layers:
        if isinstance(layer, torch.nn.ReLU):
            nearest = min(nearest, (x.abs().min() / x.square().mean().sqrt()).item())
        if isinstance(layer, torch.nn.MaxPool2d):
            even = x[0, :, : x.shape[2] // 2 * 2, : x.shape[3] // 2 * 2].unsqueeze(1)
            two = torch.nn.functional.unfold(even, 2, stride=2).topk(2, 1).values
            gaps = (two[:, 0] - two[:, 1])[two[:, 0] > 0]
            nearest = min(nearest, (gaps.min() / x.square().mean().sqrt()).item())
        x = layer(x.clone())
    return nearest


vgg = torchvision.models.vgg19(init_weights=False)
features = fill_convolutions(vgg.features[:29], SEED).requires_grad_(False)
readings = []
for in_place in (True, False):
    exact, gradient = run(features, in_place, torch.float64)
    rough, rough_gradient = run(features, in_place, torch.float32)
    readings.append(exact)
    print(exact["reading"], *[(o["layer"], o["content"]["probe"]["norm"]) for o in exact["outputs"]])
    for loss in ("contentLoss", "styleLoss", "totalVariationLoss"):
        print(f"{loss} {exact[loss]:.6g}, float32 is off by {abs(rough[loss] / exact[loss] - 1):.1e}")
    scale = gradient.abs() + gradient.square().mean().sqrt()
    off = ((gradient - rough_gradient).abs() / scale).max()
    print(f"gradient {exact['gradient']['norm']:.6g}, float32 is off by {off:.1e}")
print(f"nearest kink: {nearest_kink(features.double(), preprocessed('image', torch.float64)):.1e}")
write("style.json", {
    "about": f"made by src/test/python/style_golden.py with {VERSIONS} in float64",
    "seed": SEED, "sizes": SIZES,
    "parameters": [{"name": name, "shape": list(tensor.shape)} for name, tensor in vgg.state_dict().items()],
    "readings": readings})
