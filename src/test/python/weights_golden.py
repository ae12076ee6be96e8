"""Writes the small files of src/test/resources/weights, in the three formats that are read, and what they hold.

Two more: the archive as a big-endian machine writes it, and a TorchScript program, which is refused.

Run as `python3 weights_golden.py`; the committed files come from PyTorch 1.13 (Debian 12). The tensors have all the
types that are read; one is a transposed view, two share a storage, one is a Parameter, one is a single number.
"""

import collections
import json
import pathlib
import struct
import zipfile

import numpy as np
import torch

from deterministic import VERSIONS, symmetric, write

FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "weights"
SAFETENSORS = {torch.float32: "F32", torch.float64: "F64", torch.float16: "F16", torch.bfloat16: "BF16",
               torch.int64: "I64"}


def values(stream, *shape):
    return torch.from_numpy(symmetric(1, stream, int(np.prod(shape)))).reshape(shape)


shared = values(5, 10).float()
state = collections.OrderedDict([
    ("float32", values(0, 3, 4).float()),
    ("float64", values(1, 5)),
    ("float16", torch.cat([values(2, 6), torch.tensor([65504.0, 6e-8, -6e-5, 0.0])]).half()),
    ("bfloat16", values(3, 2, 3, 2).bfloat16()),
    ("int64", torch.tensor([0, -1, 2**40, 7])),
    ("transposed", values(4, 4, 3).float().t()),
    ("shared.head", shared[:4]),
    ("shared.tail", shared[6:]),
    ("parameter", torch.nn.Parameter(values(6, 2, 2).float())),
    ("scalar", torch.tensor(0.5)),
    ("empty", torch.zeros(0, 3)),
])
state._metadata = collections.OrderedDict([("", {"version": 1})])


def save_safetensors(path):
    header, data = {}, b""
    for name, tensor in state.items():
        tensor = tensor.detach().contiguous()
        raw = (tensor.view(torch.int16) if tensor.dtype == torch.bfloat16 else tensor).numpy().tobytes()
        header[name] = {"dtype": SAFETENSORS[tensor.dtype], "shape": list(tensor.shape),
                        "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def save_big_endian(path, archive):
    """Swaps the bytes of all numbers, and adds the record of the order that torch writes since 2.1."""
    storages = {tensor.storage().data_ptr(): tensor.element_size() for tensor in state.values()}
    sizes = list(storages.values())  # torch.save numbers the storages as it meets them
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            folder, name = entry.filename.split("/", 1)
            if name.startswith("data/"):
                data = np.frombuffer(data, f"u{sizes[int(name[5:])]}").byteswap().tobytes()
            target.writestr(zipfile.ZipInfo(entry.filename), data)
        target.writestr(zipfile.ZipInfo(f"{folder}/byteorder"), "big")


FOLDER.mkdir(exist_ok=True)
torch.save(state, FOLDER / "archive.pth")
torch.save(state, FOLDER / "stream.pth", _use_new_zipfile_serialization=False)
torch.save({"epoch": 3, "lr": 0.1, "state_dict": state}, FOLDER / "checkpoint.pth")
save_safetensors(FOLDER / "tensors.safetensors")
save_big_endian(FOLDER / "big-endian.pth", FOLDER / "archive.pth")
torch.jit.save(torch.jit.script(torch.nn.Linear(2, 1)), FOLDER / "script.pth")
write("weights.json", {
    "about": f"made by src/test/python/weights_golden.py with {VERSIONS}",
    "tensors": [{"name": name, "shape": list(t.shape), "values": t.detach().double().flatten().tolist()}
                for name, t in state.items()],
})
