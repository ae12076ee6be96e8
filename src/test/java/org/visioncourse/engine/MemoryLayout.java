package org.visioncourse.engine;

import ai.djl.ndarray.NDArray;

/** The order of an array (N, C, H, W) in memory. */
final class MemoryLayout {

    private static final TorchScript CHANNELS_LAST = TorchScript.function(
            "def forward(self, x: Tensor) -> Tensor:\n  return torch.contiguous(x, memory_format=2)\n");
    private static final TorchScript STRIDE = TorchScript.function(
            "def forward(self, x: Tensor) -> Tensor:\n  return torch.tensor(torch.stride(x, 1))\n");

    private MemoryLayout() {}

    /** The same values with the channels of a pixel side by side. */
    static NDArray channelsLast(NDArray x) {
        return CHANNELS_LAST.apply(x);
    }

    /** Whether the channels of a pixel lie side by side. */
    static boolean isChannelsLast(NDArray x) {
        try (NDArray stride = STRIDE.apply(x)) {
            return stride.getLong() == 1;
        }
    }
}
